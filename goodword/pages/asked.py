"""Everything I asked for or gave my word on, also what is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from goodword.house.prepared import prepared
from goodword.pages import places
from goodword.pages.filters import Filters, said, typed
from goodword.people.models import Person
from goodword.requests import showing
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import ENDED, State
from goodword.requests.showing.around import listed

ROWS = 25
HATS = ("asked", "gave")
WHICH = ("open", "mine", "earlier", "all")


@dataclass(frozen=True, slots=True)
class Choices:
    """Which hat, which of them, and words to look for."""

    hat: str = "asked"
    which: str = "all"
    text: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Choices:
        hat, which = given.get("hat", ""), given.get("which", "")
        return cls(
            hat=hat if hat in HATS else "asked",
            which=which if which in WHICH else "all",
            text=Filters.read({"q": given.get("q", "")}).text,
        )

    def href(self, **changed: str) -> str:
        """The address of the list with some of the choices changed."""
        pairs = {"hat": self.hat, "which": self.which, "q": self.text, **changed}
        usual = {"hat": "asked", "which": "all", "q": ""}
        said = {name: value for name, value in pairs.items() if value != usual.get(name)}
        query = urlencode(said)
        return reverse("pages:asked") + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the earlier ones are."""

    rows: list[showing.Row]
    choices: Choices
    older: str = ""


def read_page(me: Person, choices: Choices, after: str, at: datetime) -> Page:
    """One page of the list, the latest first."""
    today, place = timezone.localdate(at), places.read(after)
    before, key = place or (None, None)
    read = _rows(me, replace(choices, text=""), today, before, key, *typed(choices.text))
    kept = read[:ROWS]
    side: showing.Side = "asker" if choices.hat == "asked" else "team"
    rows = [
        showing.row_of(
            one,
            side,
            at,
            one.team.calendar(),
            may_act=side == "team" or me.pk in one.asking,
        )
        for one in kept
    ]
    older = ""
    if len(read) > ROWS:
        older = choices.href(after=places.written(kept[-1].asked_at, kept[-1].pk))
    return Page(rows, choices, older)


@prepared
def _rows(
    me: Person,
    choices: Choices,
    today: date,
    before: datetime | None,
    key: int | None,
    *values: str,
) -> QuerySet[ServiceRequest]:
    """The rows before one of them (keyset), and one more to know whether there are further."""
    found = _chosen(me, choices).filter(said(len(values) // 2, iter(values)))
    if before is not None:
        found = found.filter(Q(asked_at__lt=before) | Q(asked_at=before, pk__lt=key))
    return listed(found.order_by("-asked_at", "-pk"), today)[: ROWS + 1]


def _chosen(me: Person, choices: Choices) -> QuerySet[ServiceRequest]:
    if choices.hat == "asked":
        found = ServiceRequest.objects.asked_by(me)
    else:
        found = ServiceRequest.objects.visible_to(me).filter(owner=me)
    if choices.which == "open":
        found = found.open()
    elif choices.which == "earlier":
        found = found.filter(state__in=sorted(ENDED))
    elif choices.which == "mine":
        found = found.open().filter(my_turn(choices.hat))
    return found


def my_turn(hat: str) -> Q:
    """Where the other side waits for me."""
    if hat == "asked":
        mine = Q(state__in=[State.WAITING_ASKER, State.DELIVERED]) | Q(playback_state="open")
        return mine | Q(offer__side="provider")
    return Q(state=State.ASKED) | Q(offer__side="asker") | Q(next_word_kind="recovery")
