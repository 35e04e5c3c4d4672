"""A team's hours: each change is a new version, looked at before it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goodword.house.refusals import Refusal
from goodword.people import actions, holidays_of, showing
from goodword.people.forms.hours import NotHours, intervals_words, read_intervals
from goodword.people.models import Team
from goodword.people.rules import hours_as_text
from goodword.working_time import Calendar

WEEK = {day: [["08:00", "12:00"], ["13:00", "16:00"]] for day in ("mon", "tue", "wed")}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("closed", []),
        ("9:00-17:00", [["09:00", "17:00"]]),
        ("9-12.30, 13:15 – 17", [["09:00", "12:30"], ["13:15", "17:00"]]),
        ("22:00 to 6:00", [["22:00", "06:00"]]),
    ],
)
def test_hours_are_read_as_people_type_them(typed, read):
    assert read_intervals(typed) == read


@pytest.mark.parametrize("typed", ["nine", "9-25", "9:75-10", "9", "-", "9-10-11"])
def test_what_is_no_hour_is_refused(typed):
    with pytest.raises(NotHours):
        read_intervals(typed)


def test_what_is_written_can_be_read_again():
    assert read_intervals(intervals_words(WEEK["mon"])) == WEEK["mon"]


def test_a_new_version_counts_from_its_day_on(ben, it_help, now):
    tomorrow = now.date() + timedelta(days=1)
    actions.set_hours(it_help, by=ben, at=now, valid_from=tomorrow, zone="Europe/London", week=WEEK)
    calendar = type(it_help).objects.get(pk=it_help.pk).calendar()

    assert it_help.hours.count() == 2
    assert calendar.is_working_day(now.date())
    assert not calendar.is_working_day(date(2026, 11, 26))


def test_what_is_over_is_over(ben, it_help, now):
    with pytest.raises(Refusal, match="what is over"):
        actions.set_hours(
            it_help, by=ben, at=now, valid_from=date(2026, 1, 1), zone="UTC", week=WEEK
        )


def test_hours_nobody_can_read_name_every_problem(ben, it_help, now):
    with pytest.raises(Refusal) as refused:
        actions.set_hours(
            it_help,
            by=ben,
            at=now,
            valid_from=now.date(),
            zone="UTC",
            week={"mon": [["25:00", "26:00"]], "someday": []},
        )
    assert refused.value.field == "week"
    assert "weekday" in str(refused.value)


def test_the_form_publishes_a_version(signed_in, ben, it_help):
    form = {
        "valid_from": "2026-12-01",
        "zone": "Europe/London",
        "mon": "9:00-12:00",
        "holidays": "2026-12-25 Christmas Day",
        "overrides": "2026-12-24: 9:00-12:00",
        "why": "Winter",
    }
    answer = signed_in(ben).post(reverse("people:team-hours", args=["it-help"]), form)

    made = it_help.hours.last()
    assert answer.status_code == 302
    assert made.week == {"mon": [["09:00", "12:00"]]}
    assert made.holidays == ["2026-12-25"]
    assert made.overrides == {"2026-12-24": [["09:00", "12:00"]]}


def test_hours_of_a_colleague_are_not_overwritten_unseen(signed_in, ben, it_help, now):
    actions.set_hours(
        it_help, by=ben, at=now, valid_from=now.date(), zone="Europe/London", week=WEEK
    )
    form = {"valid_from": "2026-12-01", "zone": "Europe/London", "mon": "9-12", "version": 1}
    answer = signed_in(ben).post(reverse("people:team-hours", args=["it-help"]), form)

    assert answer.status_code == 409
    assert "You have changed this in another window" in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()
    assert it_help.hours.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"mon": "nine to five"}, "are no hours"),
        ({"holidays": "Christmas"}, "cannot be read"),
        ({"valid_from": "2020-01-01"}, "what is over is over"),
        ({"mon": ""}, "at least one open hour"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(signed_in, ben, wrong, words):
    form = {"valid_from": "2026-12-01", "zone": "Europe/London", "mon": "9-5", "why": "Winter"}
    address = reverse("people:team-hours", args=["it-help"])
    answer = signed_in(ben).post(address, form | {"mon": "9-17"} | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Winter" in answer.content.decode()


def test_holidays_are_looked_up_with_what_they_would_close(signed_in, ben, it_help):
    form = {"look": "holidays", "country": "GB", "part": "ENG", "why": "Kept"}
    answer = signed_in(ben).post(reverse("people:team-hours", args=["it-help"]), form)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Closes a day on which you would be open" in page
    assert "2026-12-25 Christmas Day" in page
    assert "Kept" in page
    assert it_help.hours.count() == 1


def test_a_part_nobody_knows_is_said_with_those_that_are_known(signed_in, ben):
    form = {"look": "holidays", "country": "GB", "part": "XX"}
    answer = signed_in(ben).post(reverse("people:team-hours", args=["it-help"]), form)

    assert answer.status_code == 422
    assert "SCT" in answer.content.decode()


def test_countries_are_named_in_words():
    assert ("GB", "United Kingdom") in holidays_of.countries()
    assert "ENG" in holidays_of.parts_of("GB")


def test_hours_are_said_in_words_and_neighbouring_days_put_together():
    office = Calendar.office("Europe/London")

    assert showing.hours_lines(office, date(2026, 11, 24)) == [("Mon to Fri", "9:00 to 17:00")]


def test_closed_days_are_said_as_stretches():
    week = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    closed = ["2026-12-24", "2026-12-25", "2026-12-28", "2026-12-31"]
    calendar = Calendar.from_versions(
        [("2026-01-01", {"tz": "UTC", "week": week, "holidays": closed})]
    )
    words = showing.closed_days(calendar, date(2026, 12, 1))

    assert [text.replace("\u00a0", " ") for text in words] == [
        "Thursday 24 December to Monday 28 December",
        "Thursday 31 December",
    ]


def test_new_hours_are_kept_on_the_team_at_once(it_help, ben, now):
    """What every clock reckons with equals the rows, also on a team read anew."""
    week = {"mon": [["10:00", "12:00"]]}
    actions.set_hours(
        it_help, by=ben, at=now, valid_from=now.date(), zone="Europe/London", week=week
    )
    read_anew = Team.objects.get(pk=it_help.pk)
    assert read_anew.hours_kept == hours_as_text(it_help.hours.all())
    assert read_anew.calendar().mean_day(now.date()) == timedelta(hours=2)
