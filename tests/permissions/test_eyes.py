"""The eyes themselves, one net at a time, and what comes and goes by mail."""

from __future__ import annotations

import pytest

from tests.permissions.eyes import judge_eyes
from tests.permissions.mails import judge_mails
from tests.permissions.nets import judge_crowds, judge_guest, of_the_house
from tests.permissions.post import judge_letters, judge_lost_letters, judge_ways_in
from tests.permissions.table import ENTRIES

pytestmark = pytest.mark.django_db


JUDGES = (
    judge_eyes, judge_letters, judge_lost_letters, judge_ways_in, judge_mails, judge_crowds,
)  # fmt: skip


@pytest.mark.parametrize("judge", JUDGES)
def test_everybody_sees_what_is_theirs_to_see_and_nothing_else(world, judge):
    assert list(judge(world)) == []


@pytest.mark.parametrize("entry", [*filter(of_the_house, ENTRIES)], ids=str)
def test_a_guest_reads_nothing_of_the_house_even_past_the_list_of_their_pages(world, entry):
    assert list(judge_guest(world, entry)) == []
