"""The doors of a request: who may open which, and what of it they read."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from goodword.people.models import Person
from tests.permissions.canaries import CLOSED_TO, OPENED_TO, READERS, REMOVED_TO
from tests.permissions.registry import ANSWERED, OK, Entry, everyday, form
from tests.permissions.roles import (
    ASKERS,
    COLLEAGUES,
    CONFIRMERS,
    GUESTS,
    NOBODY,
    NOTES,
    OPERATORS,
    PARTICIPANTS,
    PROVIDERS,
    RECEIVERS,
    WATCHERS,
    Role,
)
from tests.permissions.world import World

ALL_OF_IT = {
    "title": PARTICIPANTS,
    "words": PARTICIPANTS,
    "message": PARTICIPANTS,
    "file": PARTICIPANTS,
    "note": NOTES,
    "note file": NOTES,
}

MAY_ASK = READERS["for some"] - OPERATORS
OF_THE_FINISHED = READERS["finished title"]

#: Steps that say that something has happened; here it has not, and the way leads to the request.
NOT_SO = frozenset({"recovery", "backing"})
SENT_ON = frozenset({302})
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
    "aim",
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
OF_THE_PARTIES_INSIDE = ("emergency", "backing")
OF_THE_PARTIES = ("privacy", "shares", "share-end", "exclusions", "exclusion-end")
OF_THE_READERS = ("opening", "readers", "reader-end")
OF_THE_CLOSED = ("opening-answer", "filer-reading")
#: Verbs of both sides; the action says whose turn it is.
OF_EITHER = ("offer-answer", "handover-answer", "outside", "fixed-date")


def _reference(world: World) -> tuple[str]:
    return (world.request.reference,)


def _closed(world: World) -> tuple[str]:
    return (world.closed.reference,)


def _file(world: World) -> tuple[str, str]:
    return (world.request.reference, world.attachment.key)


def _note_file(world: World) -> tuple[str, str]:
    return (world.request.reference, world.note_attachment.key)


def _verb(noun: str, roles: frozenset[Role]) -> tuple[Entry, Entry]:
    return (
        Entry(f"requests:{noun}", roles, _reference, answers=SENT_ON if noun in NOT_SO else OK),
        form(f"requests:{noun}", roles, _reference),
    )


def _let_read(who: Callable[[World], Person], answer: int, said: str, whom: str) -> Entry:
    """Somebody is to read along: the code and the words of the answer."""
    return form(
        "requests:shares",
        ASKERS | PROVIDERS,
        _reference,
        data=lambda world: {"to": who(world).email},
        answers=frozenset({answer}),
        says=lambda world: {said: ASKERS | PROVIDERS},
        because=f"with {whom}",
    )


REQUESTS: tuple[Entry, ...] = (
    everyday("requests:ask"),
    everyday("requests:ask", method="post", answers=ANSWERED),
    Entry(
        "requests:ask",
        MAY_ASK,
        query="?service=it-help/for-some",
        shows={"for some": MAY_ASK},
        because="for what only some may have",
    ),
    everyday(
        "requests:ask",
        method="post",
        answers=ANSWERED,
        data=lambda world: {
            "title": "A room",
            "service": "it-help/for-some",
            "nonce": "a-nonce-of-the-sweep",
        },
        says=lambda world: {"Location: /requests/": MAY_ASK},
        because="for what only some may have",
    ),
    Entry(
        "requests:request",
        PARTICIPANTS,
        _reference,
        shows=ALL_OF_IT,
        says=lambda world: {
            reverse("requests:warning", args=_reference(world)): PROVIDERS,
            reverse("requests:handover-answer", args=_reference(world)): RECEIVERS,
        },
    ),
    Entry(
        "requests:request",
        OF_THE_FINISHED,
        lambda world: (world.finished.reference,),
        shows={"finished title": OF_THE_FINISHED, "finished thanks": {Role.ASKER, Role.MEMBER}},
        says=lambda world: {"Not this time": OF_THE_FINISHED - WATCHERS},
        because="that is done",
    ),
    Entry(
        "requests:request",
        frozenset({Role.LEAD, Role.MEMBER}),
        lambda world: (world.own.reference,),
        shows={"closed own title": {Role.LEAD, Role.MEMBER}},
        because="to one's own team, in confidence",
    ),
    Entry(
        "requests:request",
        frozenset({Role.ASKER, Role.MEMBER}),
        lambda world: (world.urgent.reference,),
        shows={"closed urgent title": {Role.ASKER, Role.MEMBER}},
        because="that is urgent and confidential",
    ),
    # A colleague who is let read along; who has gone is nobody who could be.
    _let_read(
        lambda world: world.people[Role.STRANGER], 303, "Location: /requests/", "a colleague"
    ),
    _let_read(lambda world: world.people[Role.LEAD], 422, "can see it already", "who reads it"),
    _let_read(lambda world: world.gone, 422, "We know nobody called", "who has gone"),
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
        NOTES,
        _note_file,
        shows={"note file": NOTES},
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
    *(
        entry
        for noun in OF_THE_PARTIES_INSIDE
        for entry in _verb(noun, (ASKERS | PROVIDERS) - {Role.GUEST})
    ),
    *(entry for noun in OF_THE_READERS for entry in _verb(noun, PROVIDERS)),
    *(entry for noun in OF_THE_CLOSED for entry in _verb(noun, CONFIRMERS)),
    *_verb("stepping-back", PARTICIPANTS),
    Entry("requests:sight", PARTICIPANTS, _reference, shows={"title": PARTICIPANTS}),
    # The confidential one: of the team only who is named; who typed it knows that it was sent.
    Entry(
        "requests:request",
        CLOSED_TO | {Role.FILER},
        _closed,
        shows=dict.fromkeys(("closed title", "closed words", "closed message"), CLOSED_TO)
        | {"closed note": {Role.MEMBER}},
        because="that is confidential",
    ),
    *(
        Entry(f"requests:{noun}", CLOSED_TO, _closed, because="that is confidential")
        for noun in ("banner", "sight")
    ),
    Entry(
        "requests:file",
        CLOSED_TO,
        lambda world: (world.closed.reference, world.closed_attachment.key),
        shows={"closed file": CLOSED_TO},
        because="that is confidential",
    ),
    *(
        Entry(f"requests:{noun}", roles, _closed, because="that is confidential")
        for noun, roles in (
            ("acknowledgement", frozenset({Role.MEMBER})),
            ("readers", frozenset({Role.MEMBER})),
            ("exclusions", CONFIRMERS | {Role.MEMBER}),
            ("withdrawal", CONFIRMERS),
            ("question-answer", CONFIRMERS),
        )
    ),
    # The open one: every colleague finds its title, and no more.
    Entry(
        "requests:request",
        COLLEAGUES,
        lambda world: (world.opened.reference,),
        shows={"open title": COLLEAGUES, "open words": OPENED_TO},
        because="that is open",
    ),
    Entry(
        "requests:request",
        REMOVED_TO,
        lambda world: (world.removed.reference,),
        shows={"removed title": REMOVED_TO},
        because="whose filer was taken off",
    ),
    Entry(
        "requests:request",
        GUESTS,
        lambda world: (world.guests_own.reference,),
        shows={"guest's title": GUESTS},
        because="of a guest",
    ),
    Entry("requests:sponsor", NOBODY, _reference),
    form("requests:sponsor", NOBODY, _reference),
    Entry("requests:away", NOBODY, lambda world: (2_000_000_000,)),
    Entry("requests:glass", OPERATORS),
    form("requests:glass", OPERATORS),
    form("requests:glass-agreement", NOBODY, lambda world: ("none",)),
    form("requests:glass-mended", NOBODY, lambda world: ("none",)),
    form("requests:glass-reader", NOBODY, _reference),
)
