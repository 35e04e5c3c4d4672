"""Sessions whose keys are of no use to who has the database alone.

The browser has the key; the row is found by its name, a hash of the key. Whoever reads a copy of
the database finds names, and no name opens anything (RELIABILITY 37).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as RowStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.middleware import SessionMiddleware
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest

from goodword.house.prepared import prepared
from goodword.house.session_names import NAME, name_of


@prepared
def _living(name: str) -> QuerySet[AbstractBaseSession]:
    """The session of this name, unless it is over."""
    rows: QuerySet[AbstractBaseSession] = RowStore.get_model_class().objects.all()
    return rows.filter(session_key=name, expire_date__gt=Now())


class SessionStore(RowStore):
    """Django's sessions in the database, each under its name."""

    @property
    def name(self) -> str:
        """Under which name this session is kept."""
        return name_of(self.session_key or "")

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        # Django's own look-up, by the name in the place of the key, and prepared.
        found = next(iter(_living(name_of(self.session_key or ""))), None)
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Answer the row of this session."""
        row = super().create_model_instance(data)
        row.session_key = name_of(row.session_key)
        return row

    def exists(self, session_key: str) -> bool:
        """Say whether there is a session with this key, or under this name."""
        return super().exists(name_of(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or the one with this key or under this name."""
        if known := session_key or self.session_key:
            super().delete(name_of(known))


class Sessions(SessionMiddleware):
    """Takes keys from cookies, and never a name."""

    def process_request(self, request: HttpRequest) -> None:
        """Find the session of a request."""
        super().process_request(request)
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME, "").startswith(NAME):
            request.session = self.SessionStore(None)
