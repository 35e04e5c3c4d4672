"""What is wrong with one address, seen through every pair of eyes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from tests.permissions.canaries import CANARIES, READERS
from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.visiting import Answer, visit
from tests.permissions.world import World


def judge(world: World, entry: Entry, roles: Collection[Role] = tuple(Role)) -> list[str]:
    """Open an address in these roles; answer what each got that it should not have, or lacks."""
    answers = {role: visit(world, role, entry) for role in roles}
    return [
        *_codes(entry, answers),
        *_hidden(entry, answers),
        *_said(entry.says(world), answers),
        *_leaks(answers),
    ]


def _codes(entry: Entry, answers: dict[Role, Answer]) -> Iterator[str]:
    for role, answer in answers.items():
        if answer.code not in entry.expected(role):
            expected = sorted(entry.expected(role))
            yield f"{role}: {answer.code} {answer.error}, not {expected}"


def _hidden(entry: Entry, answers: dict[Role, Answer]) -> Iterator[str]:
    """Without those who must see a planted word, not seeing it proves nothing."""
    for kind, roles in entry.shows.items():
        for role in roles:
            if role in answers and CANARIES[kind] not in answers[role].text:
                yield f"{kind} is hidden from {role}, who may read it"


def _said(says: Mapping[str, Collection[Role]], answers: dict[Role, Answer]) -> Iterator[str]:
    for words, roles in says.items():
        for role, answer in answers.items():
            if (words in answer.text) != (role in roles):
                yield f"{words!r} is {'missing' if role in roles else 'said'} for {role}"


def _leaks(answers: dict[Role, Answer]) -> Iterator[str]:
    for kind, word in CANARIES.items():
        for role, answer in answers.items():
            if role not in READERS[kind] and word in answer.text:
                yield f"{kind} is shown to {role}"
