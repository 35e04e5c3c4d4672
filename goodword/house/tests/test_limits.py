"""Limits can be set within bounds; what is wrong is said with the name of the limit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.house import limits
from goodword.house.settable import SETTABLE, problems

KNOWN = sorted(SETTABLE)


@pytest.mark.parametrize("name", KNOWN)
def test_a_default_lies_within_its_bounds_and_is_what_the_house_goes_by(name):
    limit = SETTABLE[name]
    assert limit.of(limit.written(limit.default)) == limit.default == getattr(limits, name)


@pytest.mark.parametrize("name", KNOWN)
def test_the_bounds_themselves_are_allowed(name):
    limit = SETTABLE[name]
    for bound in (limit.least, limit.most):
        assert limit.of(limit.written(bound)) == bound


@pytest.mark.parametrize("name", KNOWN)
def test_past_its_bounds_a_limit_is_refused_by_its_name(name):
    limit = SETTABLE[name]
    beyond = limit.most + (timedelta(days=1) if isinstance(limit.most, timedelta) else 1)
    (said,) = problems(SETTABLE, {f"GOODWORD_LIMIT_{name}": limit.written(beyond)}, {})
    assert said.startswith(f"GOODWORD_LIMIT_{name}: ")
    assert f"between {limit.written(limit.least)} and {limit.written(limit.most)}" in said


def test_limits_stand_in_the_file_too_and_the_environment_wins():
    file = {"limits": {"file_size": "a lot", "smtp_seconds": 30}}
    assert problems(SETTABLE, {"GOODWORD_LIMIT_FILE_SIZE": "50 MB"}, file) == []
    (said,) = problems(SETTABLE, {}, file)
    assert said == "GOODWORD_LIMIT_FILE_SIZE: a lot is not a size such as 25 MB"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("SESSION_IDLE", "8", "8 is not a length of time such as 30 s, 15 min, 8 h or 14 d"),
        ("LOGIN_TRIES", "-3", "-3 is not a number between 0 and 1000000000"),
        ("TITLE_LENGTH", "300", "there is no limit called title_length"),
    ],
)
def test_what_cannot_be_a_limit_is_said(name, text, said):
    assert problems(SETTABLE, {f"GOODWORD_LIMIT_{name}": text}, {}) == [
        f"GOODWORD_LIMIT_{name}: {said}"
    ]


def test_a_table_of_limits_is_a_table():
    assert "[limits]" in problems(SETTABLE, {}, {"limits": 3})[0]
