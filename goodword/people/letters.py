"""What this room says by letter, and the way to the post.

The post office (outbox) stands above this room, so it hands itself in at the start with
``send_through``. Each kind of letter is worded here, when it is sent and not when it is asked
for: an answer of nothing means that it is no longer true and shall not be sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.house.guard import system_scope
from goodword.house.limits import RESET_LINK_AGE
from goodword.people.keys import key_of
from goodword.people.models import Invitation, Person, of_the_house

INVITATION = "people.invitation"
NEW_PASSWORD = "people.new-password"  # noqa: S105 - the name of a kind of letter
PASSWORD_CHANGED = "people.password-changed"  # noqa: S105 - the name of a kind of letter
SIGN_IN_CHANGED = "people.sign-in-changed"


class Post(Protocol):
    """How a letter is given to the post: ``outbox.actions.post``."""

    def __call__(
        self,
        kind: str,
        *,
        to: Person,
        about: tuple[str, int],
        facts: dict[str, Any],
        at: datetime,
        urgent: bool,
        key: str,
    ) -> object:
        """Keep the letter in the caller's transaction."""


@dataclass(frozen=True, slots=True)
class Words:
    """A letter in words: paragraphs, and perhaps one button with its address.

    ``lets_in`` says that the address is a way in, which nobody else may ever read.
    """

    subject: str
    paragraphs: tuple[str, ...]
    button: str = ""
    address: str = ""
    lets_in: bool = False


class Choosable(Protocol):
    """A kind of letter that people may have at once, in their digest, or not at all."""

    @property
    def name(self) -> str:
        """The kind's name."""

    @property
    def label(self) -> Any:
        """What the kind is about, in words."""

    @property
    def choices(self) -> tuple[str, ...]:
        """Some of now, digest and never."""

    def choice_of(self, person: Person) -> str:
        """How this person has it."""


Wording = Callable[[Person, int, datetime, datetime], "Words | None"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of letter: why the reader gets it, and what it says.

    ``words(to, about_id, posted_at, at)`` words it for its reader at the moment it is sent.
    """

    reason: Lazy
    words: Wording


_post: list[Post] = []
_choices: list[Callable[[], Iterable[Choosable]]] = []


def send_through(post: Post) -> None:
    """Let the post office say how letters are kept; the last one said counts."""
    _post[:] = [post]


def let_choose(source: Callable[[], Iterable[Choosable]]) -> None:
    """Let the post office say which kinds of letters people have a choice about."""
    _choices[:] = [source]


def choosable() -> list[Choosable]:
    """Return the kinds of letters a person may choose about in their profile."""
    return [kind for source in _choices for kind in source()]


def post(kind: str, *, to: Person, about: tuple[str, int], at: datetime, key: str) -> None:
    """Give a letter to the post. Letters of this room never wait for a digest."""
    if not _post:
        raise ImproperlyConfigured("No post office: call people.letters.send_through at start")
    _post[0](kind, to=to, about=about, facts={}, at=at, urgent=True, key=key)


def _address(name: str, *args: Any) -> str:
    return f"{settings.CONFIGURATION.base_url}{reverse(name, args=args)}"


def _invitation(to: Person, about: int, posted_at: datetime, at: datetime) -> Words | None:
    with system_scope("the letter that invites somebody to come in"):
        theirs = Invitation.objects.filter(pk=about, person=to)
        invitation = theirs.select_related("invited_by").first()
    if invitation is None or not invitation.is_open(at):
        return None
    who = invitation.invited_by.name if invitation.invited_by else of_the_house("name", "Goodword")
    return Words(
        _("%(who)s invites you to Goodword") % {"who": who},
        (
            _("Hello %(name)s,") % {"name": to.preferred_name},
            _(
                "%(house)s uses Goodword, where colleagues ask each other for help and keep "
                "their word. Choose a password, say what you are called, and you are in."
            )
            % {"house": of_the_house("name", "Goodword")},
            _("The way in works once, for seven days. If you did not expect this, do nothing."),
        ),
        _("Come in"),
        _address("people:invitation", key_of(invitation)),
        lets_in=True,
    )


def _new_password(to: Person, about: int, posted_at: datetime, at: datetime) -> Words | None:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    if at - posted_at > RESET_LINK_AGE or not to.is_active:
        return None
    key = user_pk_to_url_str(to)
    token = default_token_generator.make_token(to)
    return Words(
        _("Choose a new password"),
        (
            _("Hello %(name)s,") % {"name": to.preferred_name},
            _("Somebody, we hope you, asked for a new password for this address."),
            _(
                "The way works once, for one hour. If it was not you, do nothing: "
                "your password stays."
            ),
        ),
        _("Choose a new password"),
        _address("account_reset_password_from_key", key, token),
        lets_in=True,
    )


def _password_changed(to: Person, about: int, posted_at: datetime, at: datetime) -> Words:
    return _changed(
        to,
        _("Your password was changed"),
        _("Your password for Goodword was changed just now."),
    )


def _sign_in_changed(to: Person, about: int, posted_at: datetime, at: datetime) -> Words:
    return _changed(
        to,
        _("The way you sign in was changed"),
        _("A passkey, an authenticator app or your recovery codes were changed just now."),
    )


def _changed(to: Person, subject: str, what: str) -> Words:
    return Words(
        subject,
        (
            _("Hello %(name)s,") % {"name": to.preferred_name},
            what,
            _("If it was not you, choose a new password at once and tell who runs Goodword."),
        ),
        _("Choose a new password"),
        _address("account_reset_password"),
    )


KINDS: dict[str, Kind] = {
    INVITATION: Kind(gettext_lazy("because a colleague invited you"), _invitation),
    NEW_PASSWORD: Kind(gettext_lazy("because a new password was asked for"), _new_password),
    PASSWORD_CHANGED: Kind(gettext_lazy("because your password was changed"), _password_changed),
    SIGN_IN_CHANGED: Kind(
        gettext_lazy("because the way you sign in was changed"), _sign_in_changed
    ),
}
