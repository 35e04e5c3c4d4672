"""One sheet, two twins: the same facts as plain text and as HTML.

A room that has something to say fills a ``Sheet``; both twins are made from it here, so that
neither can say more than the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from goodword.outbox import addresses, rules
from goodword.outbox.kinds import Rendered
from goodword.people.models import Person
from goodword.ui import when

if TYPE_CHECKING:
    from goodword.outbox.models import Letter


@dataclass(frozen=True)
class Sheet:
    """What one letter says.

    ``heading`` is the sentence of the page's banner and, unless ``subject`` differs, the
    subject; ``strong`` is the piece of it that is emphasised. ``own_words`` were written by a
    person and are set as such. ``facts`` are labels with their words, ``button`` a link that
    leads to a page which asks for confirmation (``buttons``: several, the last one to where all of
    it can be seen), ``reply`` says what an answer does, ``next_word``
    when something is heard next and ``why`` why this person gets the letter. ``is_outside`` says
    that the reader is a guest, who has no profile page of how to be reached.
    """

    heading: str
    why: str
    next_word: str = ""
    subject: str = ""
    strong: str = ""
    signed: str = ""
    paragraphs: tuple[str, ...] = ()
    own_words: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    button: tuple[str, str] | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    reply: str = ""
    reference: str = ""
    from_name: str = ""
    title: str = ""
    groups: tuple[Group, ...] = ()
    carried: tuple[int, ...] = ()
    is_outside: bool = False

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """Every link that is a button, in order."""
        return self.buttons or ((self.button,) if self.button else ())

    @property
    def heading_pieces(self) -> tuple[str, str, str]:
        """The heading before, in and after its strong piece."""
        before, strong, after = self.heading.partition(self.strong) if self.strong else ("", "", "")
        return (before, strong, after) if strong else (self.heading, "", "")


@dataclass(frozen=True)
class Group:
    """What a digest says about one thing: its title, the lines in order, the way there."""

    title: str
    lines: tuple[str, ...]
    link: str
    next_word: str = ""


def absolute(path: str) -> str:
    """Answer a page's whole address, always by the configured host and never a header's."""
    return f"{settings.CONFIGURATION.base_url}{path}"


def way_in() -> str:
    """Answer the page where guests ask for a way in, whatever it is they were let in to."""
    return absolute(reverse("guests:find"))


def way_to(reader: Person, path: str, reference: str) -> str:
    """Answer the address of a page about a request, for a guest the door that leads to it."""
    if not reader.is_guest:
        return absolute(path)
    door = reverse("guests:door", args=[reference, addresses.door_key(reference, reader.pk)])
    return absolute(door)


def way_by_mail(letter: Letter, noun: str) -> str:
    """Answer the address of the page where a letter's receiver does one thing about it."""
    return absolute(reverse("channels:by-mail", args=[addresses.act_key(letter.token), noun]))


def letter_by_mail(letter: Letter) -> str:
    """Answer the address of the page with everything a letter's receiver can do about it now."""
    return absolute(reverse("channels:letter", args=[addresses.act_key(letter.token)]))


def reach_address() -> str:
    """Answer the page where a person says how and when to be reached, or home without one."""
    try:
        return absolute(reverse("people:profile"))
    except NoReverseMatch:
        return absolute("/")


def plain_line(label: str, words: str) -> str:
    """Answer a fact as one line of plain text; few programs show columns as they were set."""
    return f"{label}: {when.plain(rules.one_line(words, 2_000))}"


def render(sheet: Sheet) -> Rendered:
    """Make both twins of a letter."""
    context: dict[str, Any] = {
        "sheet": sheet,
        "reach": reach_address(),
        "plain": when.plain,
        "plain_line": plain_line,
    }
    text = render_to_string("outbox/mail/letter.txt", context)
    return Rendered(
        subject=when.plain(rules.one_line(sheet.subject or sheet.heading)),
        text=text.strip() + "\n",
        html=render_to_string("outbox/mail/letter.html", context),
        reference=sheet.reference,
        from_name=sheet.from_name,
        title=sheet.title,
        link=sheet.ways[-1][1] if sheet.ways else "",
        next_word=sheet.next_word,
        carried=sheet.carried,
    )
