"""No address without an entry, no entry without an address."""

from __future__ import annotations

from tests.permissions.registry import addresses
from tests.permissions.table import ENTRIES

NAMES = {name for name, _ in addresses()}


def test_every_address_has_a_name():
    assert [pattern for name, pattern in addresses() if not name.rpartition(":")[2]] == []


def test_every_address_says_who_may_open_it():
    assert sorted(NAMES - {entry.name for entry in ENTRIES}) == []


def test_no_entry_is_left_over_from_an_address_that_has_gone():
    assert sorted({entry.name for entry in ENTRIES} - NAMES) == []


def test_every_planted_word_is_shown_by_some_address():
    from tests.permissions.canaries import READERS

    shown = {kind for entry in ENTRIES for kind in entry.shows}
    assert shown == {kind for kind, readers in READERS.items() if readers}
