"""How allauth, which carries sign-in, behaves in this house: our words, our post, no sign-up."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from goodword.house import clock
from goodword.people import letters
from goodword.people.models import Person

log = structlog.get_logger(__name__)

#: allauth's messages by the template it would read them from; what is not here is not said
MESSAGES: dict[str, Lazy] = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is in use from now on."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is no longer asked for."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("Your passkey is taken away."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out everywhere else."),
}

_ASKED_FOR = "account/email/password_reset_key"
_PASSWORD = (
    "account/email/password_changed",
    "account/email/password_reset",
    "account/email/password_set",
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People come in by invitation; letters go through the outbox; messages are ours."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer no: somebody who runs Goodword invites people."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post our own letter instead of a mail; what is not ours is not sent."""
        if template_prefix == _ASKED_FOR and not context["user"].is_guest:
            _post(letters.NEW_PASSWORD, context["user"])

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person by letter that a password or a way to sign in was changed."""
        changed_password = template_prefix in _PASSWORD
        _post(letters.PASSWORD_CHANGED if changed_password else letters.SIGN_IN_CHANGED, user)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; one too many is refused, and written down."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note("sign_in_held", request, credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write a failed try down: whose account, if anybody's, and from which network."""
        self._note("sign_in_failed", request, credentials)

    def _note(self, event: str, request: HttpRequest, credentials: dict[str, Any]) -> None:
        tried = Person.objects.filter(email=_address(credentials)).values_list("pk", flat=True)
        log.warning(event, person=tried.first(), network=self.get_client_ip(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries by account alone: a name or port in ``Host`` is the stranger's choice."""
        return _address(credentials)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, or not at all."""
        words = message or MESSAGES.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)


def _address(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "").strip().lower()


def _post(kind: str, person: Person) -> None:
    at = clock.now()
    letters.post(
        kind,
        to=person,
        about=("person", person.pk),
        at=at,
        key=f"{kind}:{person.pk}:{at.isoformat()}",
    )
