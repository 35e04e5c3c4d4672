"""Ending what may be ended from the mail itself: the same choice as on one's profile (RFC 8058)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.outbox import addresses
from goodword.outbox.kinds import NEVER, Kind, kind_of
from goodword.outbox.models import Letter, State
from goodword.people.actions import change_profile


@action
def letter_to_end(key: str) -> Letter | None:
    """Answer the letter that a key ends, None for a wrong key or who no longer works here."""
    token = addresses.read_off_key(key)
    letter = Letter.objects.filter(token=token).select_related("to").first() if token else None
    return letter if letter and letter.to.is_active else None


@action
def ends_with(letter: Letter) -> list[Kind]:
    """Answer the kinds that end with this letter: its own, of a digest those that it carries."""
    carried = Letter.objects.filter(digest=letter).values_list("kind", flat=True).order_by()
    names = dict.fromkeys((letter.kind, *carried))
    return [kind for kind in map(kind_of, names) if kind.by_one_click]


@action
def switch_off(letter: Letter, *, at: datetime) -> list[Kind]:
    """Send no more of the kinds that end with this letter; what waits for a digest goes too."""
    person, kinds = letter.to, ends_with(letter)
    names = [kind.name for kind in kinds]
    chosen = person.letter_choices | dict.fromkeys(names, NEVER)
    change_profile(person, by=person, at=at, letter_choices=chosen)
    held = Letter.objects.filter(to=person, kind__in=names, state=State.HELD, digest=None)
    words = _("This person chose not to have letters of this kind.")
    held.update(state=State.CANCELLED, because=words)
    return kinds
