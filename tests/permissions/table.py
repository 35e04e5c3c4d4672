"""Who may open what: the whole table, room by room."""

from __future__ import annotations

from tests.permissions.registry import Entry
from tests.permissions.table_accounts import ACCOUNTS
from tests.permissions.table_people import PEOPLE
from tests.permissions.table_requests import REQUESTS
from tests.permissions.table_rooms import ROOMS

ENTRIES: tuple[Entry, ...] = (*ACCOUNTS, *PEOPLE, *ROOMS, *REQUESTS)
