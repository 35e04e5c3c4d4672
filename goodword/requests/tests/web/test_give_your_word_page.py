"""Give your word: the dates to choose from, and what the other side will read."""

from __future__ import annotations

from datetime import UTC, datetime

from goodword.advisor import LEVELS
from goodword.requests import actions
from goodword.requests.forms.dates import date_choices, outside_hours
from goodword.requests.models import Outlook
from goodword.requests.tests.web.conftest import DAY, HOUR, text


def test_dates_come_from_what_is_published(laptop, monday):
    dates = date_choices(laptop, monday)

    assert [(date.at.day, date.at.hour) for date in dates] == [(4, 17), (9, 10), (10, 17)]
    assert [date.is_fair for date in dates] == [False, True, False]


def test_the_fair_date_is_agreed_beforehand(send, laptop, ben, monday):
    fair = next(date for date in date_choices(laptop, monday + HOUR) if date.is_fair)
    send(ben, "offers", laptop, pick=fair.value, at=monday + HOUR)
    laptop.refresh_from_db()

    assert (laptop.state, laptop.due_at) == ("promised", fair.at)


def test_when_the_published_time_has_passed_it_is_counted_from_now(laptop, monday):
    dates = date_choices(laptop, monday + 21 * DAY)

    assert [(date.at.day, date.at.month) for date in dates] == [(25, 11), (30, 11), (1, 12)]


def test_what_the_asker_hoped_for_is_among_them(ask, monday):
    hoped = monday + 2 * DAY
    dates = date_choices(ask(needed_by=hoped, needed_why="The intake day"), monday)

    assert dates[0].at == hoped
    assert "sooner than we publish" in dates[0].consequence
    assert "but after: The intake day" in dates[-1].consequence


def test_a_service_of_hours_ends_at_noon_or_with_the_day(laptop, monday):
    laptop.charter.usual_minutes, laptop.charter.nearly_always_minutes = 60, 300
    dates = date_choices(laptop, monday)

    assert [date.at.hour for date in dates] == [12, 15, 17]


def test_without_a_charter_days_are_two_and_three(ask, monday):
    dates = date_choices(ask(service=None), monday)

    assert "a fair promise" in [date.consequence for date in dates]


def test_a_date_outside_working_hours_is_named(laptop):
    late = datetime(2026, 11, 4, 20, tzinfo=UTC)
    open_then = datetime(2026, 11, 4, 15, tzinfo=UTC)

    assert "IT help does not work then" in outside_hours(laptop, late)
    assert outside_hours(laptop, open_then) == ""


def test_the_preview_shows_the_sentence_and_sends_nothing(send, laptop, ben):
    form = {"pick": "other", "due_at": "2026-11-04T20:00", "reason": "So it is", "preview": "1"}
    response = send(ben, "offers", laptop, **form)
    laptop.refresh_from_db()

    assert response.status_code == 200
    assert "I can do it by" in text(response)
    assert "IT help does not work then" in text(response)
    assert laptop.offer is None


def test_a_preview_of_nonsense_asks_for_a_date(send, laptop, ben):
    response = send(ben, "offers", laptop, pick="other", due_at="soon", preview="1")

    assert "Choose a date first." in text(response)


def test_a_chosen_card_is_offered_as_it_was_seen(send, laptop, ben, monday):
    card = date_choices(laptop, monday)[0]
    send(ben, "offers", laptop, pick=card.value, at=monday + HOUR)
    laptop.refresh_from_db()

    assert laptop.due_at == card.at


def test_the_next_word_can_be_named(send, laptop, ben, monday):
    named = datetime(2026, 11, 3, 10, tzinfo=UTC)
    form = {"pick": "other", "due_at": "2026-11-06T15:00", "next_word_at": named.isoformat()}
    send(ben, "offers", laptop, **form)
    laptop.refresh_from_db()

    assert laptop.next_word_at == named


def test_times_of_another_zone_are_named(look, laptop, ben):
    ben.zone = "America/New_York"
    ben.save()

    assert "Times are yours, New York. The team works in London." in text(
        look(ben, "offers", laptop)
    )


def test_with_experience_every_date_has_its_odds(look, ben, past, ask, monday):
    hoped = ask(needed_by=monday + 2 * DAY, needed_why="The intake day")
    page = text(look(ben, "offers", hoped, at=monday))

    assert "What history says" in page
    assert "40 earlier requests" in page
    assert "as Amina hoped, <b" in page
    assert "a fair promise, but after: The intake day, <b" in page
    assert "Half would be ready by" in page


def test_without_experience_no_odds_are_made_up(look, ben, laptop):
    page = text(look(ben, "offers", laptop))

    assert "No experience yet." in page
    assert "in 10</b>" not in page


def test_little_experience_leads_to_a_careful_date(past, laptop, monday):
    usual = actions.forecast(laptop, monday)
    Outlook.objects.update(is_little=True)
    careful = actions.forecast(laptop, monday)

    assert (usual.fair_level, careful.fair_level) == (0.85, 0.90)
    assert careful.fair >= usual.fair


def test_dates_rise_with_the_level_and_lie_ahead(past, laptop, monday):
    for hours in range(0, 400, 7):
        known = actions.forecast(laptop, monday + hours * HOUR)
        dates = [known.date(level) for level in LEVELS]

        assert dates == sorted(dates)
        assert dates[0] > known.at
        assert known.chance(dates[0]) <= known.chance(dates[-1])


def test_the_banner_says_how_sure_the_offered_date_was(
    look, send, amina, ben, past, laptop, monday
):
    fair = actions.forecast(laptop, monday + HOUR).fair
    send(ben, "offers", laptop, pick=fair.isoformat())

    assert "85 in 100 when it was offered" in text(look(amina, "request", laptop))
