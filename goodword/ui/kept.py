"""A form that could not be taken: everything that was typed, ready to be sent again.

Needs neither the database nor a session. The proof of origin is the one that came with the form:
a page of somebody else's cannot have it, so it cannot make us offer its words with a good one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from goodword.house.limits import TEXT_KEPT

KEY: Final = "form_key"
#: Says that somebody was asked and means it: the same words once more.
AGAIN: Final = "form_again"
#: What people type, by the name of its field. Everything else goes along unseen.
LABELS: Final[dict[str, Any]] = {
    "title": _("In one line"),
    "words": _("Your words"),
    "message": _("Your message"),
    "name": _("Name"),
    "reason": _("Why"),
    "why": _("Why"),
    "why_changed": _("Why it changes"),
    "purpose": _("What it lets you do"),
    "good_result": _("A good result"),
    "needed_why": _("Why then"),
    "fixed_why": _("What happens then"),
    "question": _("Your question"),
    "answer": _("Your answer"),
    "correction": _("What is different"),
    "missing": _("What is missing"),
    "topic": _("You can be asked about"),
    "proof": _("Why one may believe it"),
    "note": _("A word about it"),
    "summary": _("In one sentence"),
    "how_to_ask": _("How to ask you well"),
    "how_we_work": _("How we work"),
    "what_we_do": _("What we do"),
    "due_at": _("The date"),
    "needed_by": _("When would help you"),
    "fixed_at": _("After when it is too late"),
}
_LONG: Final = 80
#: As much of a sentence as the line of a phone shows without cutting it off.
_SEEN: Final = 30
#: What is one line wherever it is asked for.
_ONE_LINE: Final = ("title", "name", "topic")
_WORDS: Final = 24
_SENTENCE: Final = 8
_SECRET: Final = ("password", "code", "secret")


@dataclass(frozen=True, slots=True)
class Typed:
    """One thing somebody typed."""

    name: str
    label: Any
    value: str

    @property
    def is_long(self) -> bool:
        """Whether it wants more than one line."""
        most = _LONG if self.name in _ONE_LINE else _SEEN
        return len(self.value) > most or "\n" in self.value

    @property
    def rows(self) -> int:
        """How many lines it is given; more can be had by scrolling."""
        return 6 if len(self.value) > 2 * _LONG or "\n" in self.value else 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it came. ``files`` are the fields whose files have to be chosen anew."""

    action: str
    typed: list[Typed] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    can_be_sent: bool = True


def kept_of(request: HttpRequest, *, fresh_key: bool = False) -> Kept | None:
    """Return what was sent, to be shown and sent again; None where there is nothing to keep.

    With ``fresh_key`` it counts as another form: sending it again does it once more. A form with
    a password is not offered again: secrets are not written into pages.
    """
    data = _posted(request)
    if data is None or any(part in name for name in data for part in _SECRET):
        return None
    pairs = [(name, _fresh(name) or value if fresh_key else value) for name, value in _pairs(data)]
    pairs += [(AGAIN, "1")] if fresh_key and AGAIN not in data else []
    typed = [Typed(name, _label(name), value) for name, value in pairs if _is_words(name, value)]
    if not typed:
        return None
    unseen = [(name, value) for name, value in pairs if not _is_words(name, value)]
    return Kept(request.get_full_path(), typed, unseen, sorted(request.FILES))


def has_words(request: HttpRequest) -> bool:
    """Say whether somebody typed sentences into a form, and did not only press a button."""
    return any(
        _is_words(name, value) and len(value.strip()) >= _SENTENCE
        for name, value in _pairs(request.POST)
    )


def new_key() -> str:
    """What makes one form this form, and no other."""
    return secrets.token_urlsafe(16)


def _fresh(name: str) -> str:
    """A new key, where the field holds one."""
    return new_key() if name in {KEY, "nonce"} else ""


def _posted(request: HttpRequest) -> QueryDict | None:
    if request.method != "POST":
        return None
    try:
        data = request.POST
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return None
    size = sum(len(value) for _name, value in _pairs(data))
    return data if size <= TEXT_KEPT else None


def _pairs(data: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in data.lists():
        for value in values:
            yield name, str(value)


def _is_words(name: str, value: str) -> bool:
    if name in {"csrfmiddlewaretoken", KEY, AGAIN, "nonce", "query", "back"} or not value.strip():
        return False
    return name in LABELS or " " in value.strip() or "\n" in value or len(value) > _WORDS


def _label(name: str) -> Any:
    return LABELS.get(name) or name.replace("_", " ").capitalize()
