"""The kinds of letters about requests, as people know them in their profile."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from goodword.outbox import kinds

RECEIPT: Final = "requests.receipt"
WORD: Final = "requests.word"
NOTICE: Final = "requests.notice"
NEWS: Final = "requests.news"
ANSWER: Final = "requests.answer"
DUTY: Final = "requests.duty"
REMINDER: Final = "requests.reminder"
DESK: Final = "requests.desk"
SHARED: Final = "requests.shared"
THIRD: Final = "requests.third"
SPONSOR: Final = "requests.sponsor"
GLASS: Final = "requests.glass"


def register() -> None:
    """Make the kinds known to the outbox; called once when the program starts."""
    from goodword.requests.letters import sponsor, third_round
    from goodword.requests.letters.wording import resolve

    kinds.register(
        RECEIPT,
        resolve,
        reason=_("because it is your request"),
        label=_("Receipts for what I asked"),
        automatic=True,
        may_refuse=True,
        at_any_hour=True,
    )
    kinds.register(
        WORD,
        resolve,
        reason=_("because it is your request"),
        label=_("What a colleague writes, asks or promises me"),
    )
    kinds.register(
        NOTICE,
        resolve,
        reason=_("because it is your request"),
        label=_("When something I asked for needs me"),
        automatic=True,
    )
    kinds.register(
        NEWS,
        resolve,
        reason=_("because it is your request"),
        label=_("How work on what I asked goes on"),
        urgent=False,
        automatic=True,
        may_refuse=True,
        by_one_click=True,
    )
    kinds.register(
        ANSWER,
        resolve,
        reason=_("because this request is in your hands"),
        label=_("Answers to what I asked or offered"),
    )
    kinds.register(
        DUTY,
        resolve,
        reason=_("because the next word is yours"),
        label=_("When the next word is mine"),
        automatic=True,
    )
    kinds.register(
        REMINDER,
        resolve,
        reason=_("because you gave the word that it reminds you of"),
        label=_("Reminders of dates I have to keep"),
        urgent=False,
        automatic=True,
        may_refuse=True,
    )
    kinds.register(
        DESK,
        resolve,
        reason=_("because it came to a team you belong to"),
        label=_("What comes to my team's desk"),
        urgent=False,
        automatic=True,
        may_refuse=True,
    )
    kinds.register(
        SHARED,
        resolve,
        reason=_("because a colleague lets you read along"),
        label=_("When a colleague lets me read along"),
        may_refuse=True,
        by_one_click=True,
    )
    kinds.register(
        THIRD,
        third_round.resolve,
        reason=_("because you lead a team that did not find together with another"),
        label=_("When my people and another team do not find together"),
        automatic=True,
    )
    kinds.register(
        SPONSOR,
        sponsor.resolve,
        reason=_("because you were named to stand for an emergency"),
        label=_("When I am named to stand for an emergency"),
        automatic=True,
    )
    kinds.register(
        GLASS,
        resolve,
        reason=_("because it is about a request of your team"),
        label=_("When who runs Goodword looks at a request of my team"),
        automatic=True,
    )
