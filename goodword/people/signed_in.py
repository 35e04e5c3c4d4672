"""Where somebody is signed in: allauth's list, with names of sessions in the place of keys."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.apps import UserSessionsConfig
from django.http import HttpRequest

from goodword.house.session_names import name_of


class SignedInAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth has no types
    """Ends sessions by their names."""

    def end_sessions(self, sessions: Iterable[Any]) -> None:
        """End these sessions but the one in which it is asked for."""
        here = name_of(context.request.session.session_key or "")
        for session in sessions:
            if session.session_key != here:
                session.end()


class SignedInConfig(UserSessionsConfig):  # type: ignore[misc]  # the same
    """allauth's app, but for what it writes down at sign-in: the name, never the key."""

    def ready(self) -> None:
        """Listen for sign-ins and changed passwords."""
        from allauth.account.signals import password_changed, password_set, user_logged_in

        user_logged_in.connect(_signed_in)
        for signal in (password_set, password_changed):
            signal.connect(_write_down)


def _signed_in(sender: Any, *, request: HttpRequest, **_more: Any) -> None:
    from allauth.usersessions.models import UserSession

    UserSession.objects.purge_and_list(request.user)
    _write_down(sender, request=request)


def _write_down(sender: Any, *, request: HttpRequest, **_more: Any) -> None:
    from allauth.usersessions.models import UserSession

    if not request.session.session_key:
        request.session.save()
    named = SimpleNamespace(session_key=name_of(request.session.session_key or ""))
    seen = SimpleNamespace(
        user=request.user, META=request.META, session=named, headers=request.headers
    )
    UserSession.objects.create_from_request(seen)
