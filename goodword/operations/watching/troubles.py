"""Telling who runs Goodword, once, that something stands still, and once that it is over.

Both the clock and the processes that answer pages look, so that one of them notices when the
other has died; a row and its constraint see to it that only one letter is posted.  When the
worker itself is dead the letter waits like every other: the banner on the pages and ``/readyz``
tell of it meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.house.action import action
from goodword.operations.models import Trouble
from goodword.operations.running import pulse
from goodword.operations.watching import alerts, standing
from goodword.operations.watching.alerts import Alert
from goodword.operations.watching.measuring import Facts
from goodword.outbox import kinds, writing
from goodword.outbox.actions import post_to_all
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.own_letters import why
from goodword.outbox.writing import Sheet
from goodword.people.models import Person
from goodword.ui import when

BEGAN, OVER = "operations.trouble-began", "operations.trouble-over"
#: What has been well for so long is over; before, it may come again.
CALM_FOR = timedelta(minutes=5)


def register() -> None:
    """Make the two kinds of letters known."""
    for name, resolver in ((BEGAN, _began), (OVER, _over)):
        kinds.register(
            name,
            resolver,
            reason=gettext_lazy("because you look after this Goodword"),
            automatic=True,
            may_wait=False,
            at_any_hour=True,
        )


def watch(at: datetime) -> int:
    """Look how the house gets on, and post what is to be told; answer how many letters."""
    pulse.sweep()
    return settle(standing.look(at), at=at)


@action
def settle(facts: Facts, *, at: datetime) -> int:
    """Note what has begun and what is over, and post a letter for each; answer how many."""
    if not facts.can_write or facts.outstanding:
        return 0
    wrong = {alert.name for alert in alerts.standing(facts) if alert.is_told}
    return sum(_begin(name, at) for name in sorted(wrong)) + sum(
        _calm_down(trouble, at)
        for trouble in Trouble.objects.filter(over_at=None).exclude(name__in=wrong)
    )


def _begin(name: str, at: datetime) -> int:
    trouble, is_new = Trouble.objects.get_or_create(
        name=name, over_at=None, defaults={"began_at": at}
    )
    if is_new:
        return _post(BEGAN, trouble, at)
    if trouble.well_since is not None:
        Trouble.objects.filter(pk=trouble.pk).update(well_since=None)
    return 0


def _calm_down(trouble: Trouble, at: datetime) -> int:
    open_one = Trouble.objects.filter(pk=trouble.pk, over_at=None)
    if trouble.well_since is None:
        open_one.update(well_since=at)
        return 0
    if at - trouble.well_since < CALM_FOR or not open_one.update(over_at=at):
        return 0
    return _post(OVER, trouble, at)


def _post(kind: str, trouble: Trouble, at: datetime) -> int:
    return post_to_all(
        kind,
        to=operators(),
        about=("trouble", trouble.pk),
        facts={},
        at=at,
        key=f"{kind}:{trouble.pk}",
    )


def operators() -> QuerySet[Person]:
    """Answer who runs Goodword."""
    return Person.objects.filter(is_operator=True, is_active=True)


def _of(letter: Letter) -> tuple[Trouble, Alert] | None:
    """Answer what a letter is about, while its receiver still runs Goodword."""
    trouble = Trouble.objects.filter(pk=letter.about_id).first()
    alert = alerts.by_name(trouble.name) if trouble else None
    return (trouble, alert) if trouble and alert and letter.to.is_operator else None


def _moment(moment: datetime, at: datetime) -> str:
    return when.plain(when.moment(moment, at))


def _began(letter: Letter, at: datetime) -> Rendered | None:
    found = _of(letter)
    if found is None or found[0].over_at is not None:
        return None
    trouble, alert = found
    return writing.render(
        Sheet(
            heading=str(alert.sentence),
            paragraphs=(
                _("Noticed: %(when)s.") % {"when": _moment(trouble.began_at, at)},
                str(alert.advice),
            ),
            button=(
                _("Letters that did not leave"),
                writing.absolute(reverse("outbox:post-office")),
            ),
            why=why(BEGAN),
            next_word=_("You hear again when it is over."),
        )
    )


def _over(letter: Letter, at: datetime) -> Rendered | None:
    found = _of(letter)
    if found is None or found[0].well_since is None:
        return None
    trouble, alert = found
    ended = trouble.well_since or at
    return writing.render(
        Sheet(
            heading=_("This is over: “%(what)s”") % {"what": alert.sentence},
            paragraphs=(
                _("Noticed: %(began)s. Well again: %(ended)s.")
                % {
                    "began": _moment(trouble.began_at, at),
                    "ended": _moment(ended, at),
                },
            ),
            why=why(OVER),
            next_word=_("Nothing more will come about this."),
        )
    )
