"""Watching over the post: who is told of a letter that is lost, and of what stands still.

The operators get one letter about each standing trouble. As their own mail may be what stands
still, the same is said on the pages, where ``health`` is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.house.action import action
from goodword.outbox import lost, writing
from goodword.outbox.actions.posting import post
from goodword.outbox.health import Health
from goodword.outbox.models import Letter, Trouble
from goodword.people.models import Person

KIND = "outbox.alarm"
#: A letter that is tried in vain for so long is worth a word to the operators.
DELAYED_AFTER = timedelta(hours=1)
#: What comes again so soon after its end is the same trouble.
SAME_WITHIN = timedelta(hours=1)


@action
def tell_lost(letter: Letter, at: datetime) -> bool:
    """Tell those it concerns that a letter will not arrive, once; False when it was told."""
    if not Letter.objects.lost().filter(pk=letter.pk).update(told_at=at):
        return False
    lost.tell(letter, at)
    return True


@action
def alarm(troubles: Mapping[str, str], at: datetime) -> int:
    """Tell the operators of troubles they do not know of yet; answers how many were new.

    ``troubles`` are sentences by the name of the trouble; what is not named is over.
    """
    standing = {trouble.kind: trouble for trouble in Trouble.objects.select_for_update()}
    new = [kind for kind in troubles if _is_new(standing.get(kind), kind, at)]
    for kind in new:
        _write_to_operators(kind, troubles[kind], at)
    over = Trouble.objects.filter(over_at=None).exclude(kind__in=troubles)
    over.update(over_at=at)
    return len(new)


def _is_new(known: Trouble | None, kind: str, at: datetime) -> bool:
    if known is None:
        Trouble.objects.create(kind=kind, since=at)
        return True
    is_new = known.over_at is not None and at - known.over_at > SAME_WITHIN
    if known.over_at is not None:
        known.since, known.over_at = at if is_new else known.since, None
        known.save()
    return is_new


def _write_to_operators(kind: str, words: str, at: datetime) -> None:
    for operator in Person.objects.filter(is_operator=True, is_active=True):
        with translation.override(operator.language):
            facts = {
                "subject": _("The post needs a look"),
                "words": words,
                "button": _("How the post gets on"),
                "link": writing.absolute(reverse("outbox:post-office")),
            }
        post(
            KIND,
            to=operator,
            about=("person", operator.pk),
            facts=facts,
            at=at,
            key=f"{KIND}:{kind}:{at.isoformat()}:{operator.pk}",
        )


def troubles_of(seen: Health, lost_now: int) -> dict[str, str]:
    """Answer what the operators should know, a sentence each by the name of the trouble."""
    found = {}
    if seen.untried:
        found["untried"] = ngettext(
            "%(number)s letter has been due for more than ten minutes and nobody has tried to "
            "send it. Is the worker running?",
            "%(number)s letters have been due for more than ten minutes and nobody has tried to "
            "send them. Is the worker running?",
            seen.untried,
        ) % {"number": seen.untried}
    elif seen.oldest_waiting_seconds > DELAYED_AFTER.total_seconds():
        found["delayed"] = ngettext(
            "Mail is delayed: %(number)s letter is on its way for %(hours)s h. "
            "Does the mail server answer?",
            "Mail is delayed: %(number)s letters are on their way, the oldest for %(hours)s h. "
            "Does the mail server answer?",
            seen.waiting,
        ) % {"number": seen.waiting, "hours": seen.oldest_waiting_seconds // 3_600}
    if seen.held_back:
        found["brake"] = ngettext(
            "%(number)s automatic letter is held back: the house wrote more than ten minutes "
            "allow. It leaves by itself as room comes.",
            "%(number)s automatic letters are held back: the house wrote more than ten minutes "
            "allow. They leave by themselves as room comes.",
            seen.held_back,
        ) % {"number": seen.held_back}
    if lost_now:
        found["lost"] = ngettext(
            "%(number)s letter will not arrive: it was given up, refused or came back.",
            "%(number)s letters will not arrive: they were given up, refused or came back.",
            lost_now,
        ) % {"number": lost_now}
    return found
