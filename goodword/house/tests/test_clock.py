from datetime import UTC, datetime, timedelta, timezone

import pytest

from goodword.house import clock

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_the_clock_stands_still_and_goes_back_to_where_it_was():
    before = clock.now()
    with clock.frozen(NOON) as at:
        assert clock.now() == at == NOON
    assert clock.now() == before


def test_the_clock_always_speaks_utc():
    with clock.frozen(NOON.astimezone(timezone(timedelta(hours=5)))):
        assert clock.now().utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused():
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"), clock.frozen(naive):
        pass
