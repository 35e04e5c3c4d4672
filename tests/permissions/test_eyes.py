"""The eyes themselves, one net at a time."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.permissions.eyes import judge_eyes

pytestmark = pytest.mark.django_db


def test_everybody_sees_what_is_theirs_to_see_and_nothing_else(world):
    with transaction.atomic():
        wrong = judge_eyes(world)
        transaction.set_rollback(True)
    assert wrong == []
