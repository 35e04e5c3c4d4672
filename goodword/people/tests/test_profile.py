"""My own page: what I say about myself and how I like things."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse

from goodword.house.refusals import Refusal
from goodword.people import actions

PROFILE = {
    "name": "Amina Yusuf",
    "preferred_name": "Amina",
    "zone": "Europe/Berlin",
    "language": "en",
    "theme": "dark",
    "keys_off": "on",
    "quiet_from": "18:00",
    "quiet_until": "07:30",
    "digest_1": "09:00",
    "digest_2": "16:00",
    "how_to_ask": "Tell me the country first.",
}


def test_all_of_it_is_saved_at_once(signed_in, amina):
    answer = signed_in(amina).post(reverse("people:profile"), PROFILE)

    amina.refresh_from_db()
    assert answer.status_code == 302
    assert (amina.zone, amina.theme, amina.keys_on) == ("Europe/Berlin", "dark", False)
    assert (amina.quiet_from, amina.quiet_until) == (time(18), time(7, 30))
    assert amina.digest_times == ["09:00", "16:00"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"preferred_name": ""}, "required"),
        ({"quiet_until": ""}, "a beginning and an end"),
        ({"zone": "Mars/Base"}, "valid choice"),
        ({"how_to_ask": "x" * 5_001}, "at most"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(signed_in, amina, wrong, words):
    answer = signed_in(amina).post(reverse("people:profile"), PROFILE | {"role": "Kept"} | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Kept" in answer.content.decode()


def test_letters_are_chosen_kind_by_kind(signed_in, amina):
    from goodword.people import letters

    kinds = letters.choosable()
    if not kinds:
        pytest.skip("no room offers a choice of letters yet")
    chosen = kinds[0]
    field = {f"letter_{chosen.name}": chosen.choices[-1]}
    signed_in(amina).post(reverse("people:profile"), PROFILE | field)

    amina.refresh_from_db()
    assert amina.letter_choices[chosen.name] == chosen.choices[-1]


def test_four_digests_a_day_are_too_many(amina, now):
    with pytest.raises(Refusal, match="3 times a day"):
        actions.change_profile(
            amina, by=amina, at=now, digest_times=["08:00", "10:00", "12:00", "14:00"]
        )


def test_nobody_speaks_for_somebody_else(amina, chidi, now):
    with pytest.raises(Refusal, match="Only Amina"):
        actions.change_profile(amina, by=chidi, at=now, role="Nothing")


def test_the_theme_is_remembered_and_nonsense_is_not(signed_in, amina):
    window = signed_in(amina)

    assert window.post(reverse("people:theme"), {"theme": "light"}).status_code == 204
    assert window.post(reverse("people:theme"), {"theme": "pink"}).status_code == 404


def test_a_time_away_is_noted_with_who_covers_and_taken_back(signed_in, amina, records, person):
    hana = person("Hana Novak", records)
    window = signed_in(amina)
    form = {"from_on": "2026-12-01", "until_on": "2026-12-04", "cover": hana.handle}
    window.post(reverse("people:absences"), form)
    assert amina.absences.get().cover == hana

    window.post(reverse("people:end-absence", args=[amina.absences.get().from_on]))
    assert not amina.absences.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"until_on": "2026-11-30"}, "before the first"),
        ({"from_on": "tomorrow"}, "2026-11-26"),
    ],
)
def test_a_time_away_that_cannot_be_is_refused(signed_in, amina, wrong, words):
    form = {"from_on": "2026-12-01", "until_on": "2026-12-04", "note": "Kept"}
    answer = signed_in(amina).post(reverse("people:absences"), form | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Kept" in answer.content.decode()


def test_a_running_time_away_ends_yesterday(amina, now):
    today = now.date()
    week = timedelta(days=7)
    absence = actions.be_away(
        amina, by=amina, at=now - week, from_on=today - week, until_on=today + week
    )
    actions.come_back(absence, by=amina, at=now)

    assert absence.until_on == today - timedelta(days=1)


def test_what_is_over_stays_on_the_record(amina, now):
    week = timedelta(days=7)
    today = now.date()
    absence = actions.be_away(
        amina, by=amina, at=now, from_on=today - week, until_on=today - timedelta(days=1)
    )
    with pytest.raises(Refusal, match="stays on the record"):
        actions.come_back(absence, by=amina, at=now)


def test_who_covers_cannot_be_away_then_too(amina, chidi, now):
    today = now.date()
    actions.be_away(chidi, by=chidi, at=now, from_on=today, until_on=today)
    with pytest.raises(Refusal, match="away then too"):
        actions.be_away(amina, by=amina, at=now, from_on=today, until_on=today, cover=chidi)


def test_a_lead_may_note_that_somebody_is_away(ben, it_help, person, now):
    dana = person("Dana Reyes", it_help)
    today = now.date()

    assert actions.be_away(dana, by=ben, at=now, from_on=today, until_on=today).pk


def test_a_topic_is_added_once_and_taken_away(signed_in, amina):
    window = signed_in(amina)
    window.post(reverse("people:expertise"), {"topic": "Apostilles", "proof": "Teaches it"})
    again = window.post(reverse("people:expertise"), {"topic": "apostilles"})
    assert again.status_code == 422

    window.post(reverse("people:end-expertise"), {"topic": "Apostilles"})
    assert not amina.expertise.exists()


def test_nobody_takes_the_topic_of_somebody_else(signed_in, amina, chidi, now):
    actions.know(amina, "Apostilles", by=amina, at=now)
    answer = signed_in(chidi).post(reverse("people:end-expertise"), {"topic": "Apostilles"})

    assert answer.status_code == 302
    assert amina.expertise.count() == 1


def test_colleagues_are_found_by_what_they_know(signed_in, amina, chidi, now):
    actions.know(amina, "Apostilles", by=amina, at=now)
    page = signed_in(chidi).get(reverse("people:people"), {"q": "apost"}).content.decode()

    assert "Amina Yusuf" in page
    assert chidi.get_absolute_url() not in page


def test_the_person_page_says_how_to_say_the_name_and_what_time_it_is(signed_in, amina, chidi, now):
    actions.change_profile(
        amina, by=amina, at=now, say_it="ah-MEE-nah", zone="Asia/Tokyo", how_to_ask="Briefly"
    )
    page = signed_in(chidi).get(amina.get_absolute_url()).content.decode()

    assert "ah-MEE-nah" in page
    assert "Your 9:30 is 18:30 for Amina" in page


def test_whoever_left_is_not_found(signed_in, amina, chidi, operator, now):
    actions.deactivate(amina, by=operator, at=now)

    assert signed_in(chidi).get(amina.get_absolute_url()).status_code == 404


def test_the_last_one_who_runs_goodword_stays(operator, now):
    with pytest.raises(Refusal, match="name another person first"):
        actions.deactivate(operator, by=operator, at=now)
