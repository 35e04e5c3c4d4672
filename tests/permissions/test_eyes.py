"""The eyes themselves, one net at a time, and what comes and goes by mail."""

from __future__ import annotations

import pytest

from tests.permissions.eyes import judge_eyes
from tests.permissions.post import judge_letters, judge_mails

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("judge", [judge_eyes, judge_letters, judge_mails])
def test_everybody_sees_what_is_theirs_to_see_and_nothing_else(world, judge):
    assert list(judge(world)) == []
