"""The doors of a request: who may open which, and what of it they read."""

from __future__ import annotations

from tests.permissions.registry import ANSWERED, Entry, everyday, form
from tests.permissions.roles import (
    ASKERS,
    CONFIRMERS,
    NOBODY,
    OPERATORS,
    PARTICIPANTS,
    PROVIDERS,
    Role,
)
from tests.permissions.world import World

ALL_OF_IT = {
    "title": PARTICIPANTS,
    "words": PARTICIPANTS,
    "message": PARTICIPANTS,
    "file": PARTICIPANTS,
    "note": PROVIDERS,
    "note file": PROVIDERS,
}

#: Verbs of the team that has it.
OF_THE_TEAM = (
    "acknowledgement",
    "answer",
    "owner",
    "playbacks",
    "question",
    "plan",
    "plan-step",
    "work",
    "wait",
    "resumption",
    "warning",
    "assurance",
    "delivery",
    "closing",
    "handover",
    "decline",
    "offers",
    "recovery",
)
#: Verbs of those who may say yes for the asker.
OF_THE_ASKER = (
    "playback-answer",
    "counter-offers",
    "move-answer",
    "reopening",
    "withdrawal",
    "dispute",
    "passing-on",
    "filer",
    "delegate",
)
#: Verbs of everybody on the asking side.
OF_THE_ASKING_SIDE = ("question-answer", "reminder")
#: Who sees it: verbs of those who take part, of the team, of who may say yes.
OF_THE_PARTIES = ("privacy", "shares", "share-end", "exclusions", "exclusion-end")
OF_THE_READERS = ("opening", "readers", "reader-end")
OF_THE_CLOSED = ("opening-answer", "filer-reading")
#: Verbs of both sides; the action says whose turn it is.
OF_EITHER = ("offer-answer", "handover-answer", "outside")


def _reference(world: World) -> tuple[str]:
    return (world.request.reference,)


def _file(world: World) -> tuple[str, str]:
    return (world.request.reference, world.attachment.key)


def _note_file(world: World) -> tuple[str, str]:
    return (world.request.reference, world.note_attachment.key)


def _verb(noun: str, roles: frozenset[Role]) -> tuple[Entry, Entry]:
    return (
        Entry(f"requests:{noun}", roles, _reference),
        form(f"requests:{noun}", roles, _reference),
    )


REQUESTS: tuple[Entry, ...] = (
    everyday("requests:ask"),
    everyday("requests:ask", method="post", answers=ANSWERED),
    Entry("requests:request", PARTICIPANTS, _reference, shows=ALL_OF_IT),
    Entry("requests:banner", PARTICIPANTS, _reference, answers=frozenset({200, 304})),
    form(
        "requests:messages",
        PARTICIPANTS,
        _reference,
        data=lambda world: {"words": "A word.", "version": "0"},
    ),
    Entry("requests:file", PARTICIPANTS, _file, shows={"file": PARTICIPANTS}),
    Entry(
        "requests:file",
        PROVIDERS,
        _note_file,
        shows={"note file": PROVIDERS},
        because="of a note",
    ),
    Entry("requests:calendar", PARTICIPANTS, _reference),
    *(
        Entry(
            f"feedback:{noun}",
            roles,
            _reference,
            method=method,
            answers=ANSWERED,
            shows={"title": roles} if method == "get" else {},
        )
        for noun, roles in (("close", CONFIRMERS), ("good-words", ASKERS | PROVIDERS))
        for method in ("get", "post")
    ),
    form("feedback:showing", frozenset({Role.LEAD}), lambda world: (world.thanks.pk,)),
    form("feedback:seeing", frozenset({Role.LEAD}), lambda world: (world.thanks.pk,)),
    Entry("requests:why", PARTICIPANTS, lambda world: (world.request.reference, "next_word")),
    *(entry for noun in OF_THE_TEAM for entry in _verb(noun, PROVIDERS)),
    *(entry for noun in OF_THE_ASKER for entry in _verb(noun, CONFIRMERS)),
    *(entry for noun in OF_THE_ASKING_SIDE for entry in _verb(noun, ASKERS)),
    *(entry for noun in OF_EITHER for entry in _verb(noun, PARTICIPANTS)),
    *(entry for noun in OF_THE_PARTIES for entry in _verb(noun, ASKERS | PROVIDERS)),
    *(entry for noun in OF_THE_READERS for entry in _verb(noun, PROVIDERS)),
    *(entry for noun in OF_THE_CLOSED for entry in _verb(noun, CONFIRMERS)),
    *_verb("stepping-back", PARTICIPANTS),
    Entry("requests:sight", PARTICIPANTS, _reference, shows={"title": PARTICIPANTS}),
    Entry("requests:glass", OPERATORS),
    form("requests:glass", OPERATORS),
    form("requests:glass-agreement", NOBODY, lambda world: ("none",)),
    form("requests:glass-mended", NOBODY, lambda world: ("none",)),
    form("requests:glass-reader", NOBODY, _reference),
)
