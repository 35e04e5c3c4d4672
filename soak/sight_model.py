"""Who may see one request, worked out from nothing but who did what: plain sets, no rows.

Written from RELIABILITY 3 alone: asker, person it is for, filer until removed (of a confidential
one only if let), stand-in, members of the team that has it (of a confidential one only named
ones), the team that is asked to take it, who was let read along, an operator behind broken glass;
minus who is kept out; minus guests outside their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

OPEN, NORMAL, CONFIDENTIAL = "open", "normal", "confidential"


@dataclass
class Sight:
    """What has been granted and taken back so far, by keys of people and teams."""

    asker: int
    team: int
    privacy: str
    guests: frozenset[int]
    operators: frozenset[int]
    members: dict[int, set[int]]
    filer: int | None = None
    filer_reads: bool = False
    beneficiary: int | None = None
    delegate: int | None = None
    readers: set[int] = field(default_factory=set)
    shares: set[int] = field(default_factory=set)
    kept_out: set[int] = field(default_factory=set)
    offered: tuple[int, int | None] | None = None
    #: Until when each operator looks through broken glass.
    glass: dict[int, datetime] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        """Whether it is confidential."""
        return self.privacy == CONFIDENTIAL

    def sees(self, person: int, at: datetime) -> bool:
        """Whether this person reads it at this moment."""
        if person in self.kept_out:
            return False
        if person in self.guests:
            return person in {self.asker, self.beneficiary}
        return (
            self._asks(person)
            or self._has_it(person)
            or person in self.shares
            or self._may_take_it(person)
            or (person in self.operators and at < self.glass.get(person, at))
        )

    def knows(self, person: int, at: datetime) -> bool:
        """Whether this person may know that there is such a request."""
        if self.sees(person, at):
            return True
        if person in self.kept_out or person in self.guests:
            return False
        return self.privacy == OPEN or person == self.filer

    def _asks(self, person: int) -> bool:
        if person == self.filer and (not self.is_closed or self.filer_reads):
            return True
        return person in {self.asker, self.beneficiary, self.delegate}

    def _has_it(self, person: int) -> bool:
        ours = person in self.members[self.team]
        return ours and (not self.is_closed or person in self.readers)

    def _may_take_it(self, person: int) -> bool:
        if self.offered is None:
            return False
        team, by_name = self.offered
        return person in self.members[team] and (not self.is_closed or person == by_name)
