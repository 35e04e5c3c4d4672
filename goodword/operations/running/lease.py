"""Of many processes on many hosts, one: a lease that is a row.

The database's time decides when a lease is over, in one conditional update, so that hosts whose
clocks differ agree and two can never both have taken it.  The holder itself goes by a clock that
never jumps: from a few seconds before the end it no longer believes to hold it, whatever the
database may still say (RELIABILITY 4, time).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from goodword.house import limits
from goodword.operations.models import Lease

#: A holder stops believing this long before the end, so that what it has begun can end.
MARGIN_SECONDS = 3.0


def steady() -> float:
    """Answer seconds that only grow, also while the machine sleeps where the system says so."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


@dataclass
class Holding:
    """One process' claim to a lease: taken, kept, lost or given back."""

    name: str
    owner: str
    number: int = field(default=0, init=False)
    _until: float = field(default=0.0, init=False)

    def is_ours(self) -> bool:
        """Say whether this process may still act as the one."""
        return bool(self.number) and steady() < self._until

    def keep(self) -> bool:
        """Renew the lease, or take it when it is free; answer whether it is ours.

        Raises ``django.db.Error`` when the database does not answer; ``is_ours`` then ends by
        itself.
        """
        asked_at = steady()
        if not (self._renewed() or self._taken()):
            self.number = 0
            return False
        # Reckoned from before the question: the answer may have been long on its way.
        self._until = asked_at + limits.LEASE_LASTS.total_seconds() - MARGIN_SECONDS
        return self.is_ours()

    def give_back(self) -> None:
        """Let somebody else have it at once."""
        Lease.objects.filter(name=self.name, owner=self.owner, number=self.number).update(
            until=Now()
        )
        self.number = 0

    def _renewed(self) -> bool:
        ours = Lease.objects.filter(name=self.name, owner=self.owner, number=self.number)
        return bool(self.number and ours.update(until=Now() + limits.LEASE_LASTS))

    def _taken(self) -> bool:
        with transaction.atomic():
            free = Lease.objects.filter(name=self.name, until__lte=Now())
            taken = free.update(
                owner=self.owner, number=F("number") + 1, until=Now() + limits.LEASE_LASTS
            )
            if not taken:
                self._make_row()
                return False
            self.number = Lease.objects.values_list("number", flat=True).get(name=self.name)
        return True

    def _make_row(self) -> None:
        """Make the row of a lease nobody ever had; it is taken the next time."""
        if not Lease.objects.filter(name=self.name).exists():
            Lease.objects.bulk_create([Lease(name=self.name, until=Now())], ignore_conflicts=True)
