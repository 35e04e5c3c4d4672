"""What the ask box suggests, and what is new since a page was drawn."""

from __future__ import annotations

import pytest

from goodword.catalogue.models import Service
from goodword.house.guard import system_scope
from goodword.pages.suggesting import folded, marked, score, tokens
from goodword.pages.tests.conftest import DAY, HOUR
from goodword.people.models import Absence, Expertise
from goodword.requests import actions
from goodword.requests.models import ServiceRecord

pytestmark = pytest.mark.django_db
SUGGESTIONS = "/ask/suggestions/"


def suggest(window, person, words):
    client = window(person)
    answer = client.get(SUGGESTIONS, {"q": words}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("A new LAPTOP, please", ["new", "laptop"]),
        ("Zeugnís für Ada", ["zeugnis", "fur", "ada"]),
        ("the the of", []),
        ("x", []),
        ("", []),
    ],
)
def test_words_are_folded_and_empty_ones_left_out(typed, words):
    assert tokens(typed) == words


def test_a_beginning_fits_and_the_name_weighs_most():
    assert score(["lap"], [(6, "A laptop")]) == 6
    assert score(["laptop"], [(6, "A laptop"), (2, "laptop")]) == 12
    assert score(["certificates"], [(6, "Corrected certificate")]) == 6
    assert score(["elephant"], [(6, "A laptop")]) == 0


def test_what_fits_is_marked_and_nothing_else_becomes_markup():
    assert marked("A <b>laptop</b>", ["lap"]) == "A &lt;b&gt;<mark>laptop</mark>&lt;/b&gt;"
    assert folded("ÉCOLE") == "ecole"


def test_a_service_is_suggested_with_its_usual_time_and_record(window, amina, laptops, now):
    with system_scope("tests"):
        ServiceRecord.objects.create(service=laptops, kept=47, broken=3, changed_at=now)

    page = suggest(window, amina, "lapt")

    assert "A <mark>laptop</mark> for a new colleague" in page
    assert "IT help. Usually 2 days." in page
    assert "<b>94%</b> kept, 50 lately" in page
    assert "/ask/?service=it-help%2Flaptop&amp;q=lapt" in page


def test_a_service_without_a_record_is_new(window, amina, laptops):
    assert "new service" in suggest(window, amina, "laptop")


def test_a_service_of_my_own_team_is_said_to_be(window, ben, laptops):
    assert "IT help, that is your own team." in suggest(window, ben, "laptop")


def test_what_is_not_for_chidi_is_not_suggested(window, chidi, amina, records, laptops):
    with system_scope("tests"):
        laptops.audience = Service.Audience.TEAMS
        laptops.save(update_fields=["audience"])
        laptops.audience_teams.add(records)

    assert "laptop for a new" not in suggest(window, chidi, "laptop")
    assert "0 services" not in suggest(window, chidi, "laptop")
    assert "for a new colleague" in suggest(window, amina, "laptop")


def test_people_who_know_are_suggested_with_their_absence(window, amina, ben, now):
    Expertise.objects.create(person=ben, topic="Secure printing")
    Expertise.objects.create(person=ben, topic="Chess")
    Absence.objects.create(person=ben, from_on=now.date(), until_on=now.date() + 2 * DAY)

    page = suggest(window, amina, "printing a poster")

    assert "Ben Keller" in page
    assert "Secure <mark>printing</mark>. Away until Thu 26" in page
    assert "Chess" not in page
    assert "/people/ben-keller/" in page


def test_i_am_not_suggested_to_myself_and_who_left_to_nobody(window, amina, ben):
    Expertise.objects.create(person=amina, topic="Printing")
    Expertise.objects.create(person=ben, topic="Printing")
    ben.is_active = False
    ben.save(update_fields=["is_active"])

    assert "Keller" not in suggest(window, amina, "printing")
    assert "Yusuf" not in suggest(window, amina, "printing")


def test_nothing_found_still_leads_on(window, amina, laptops):
    page = suggest(window, amina, "elephant")

    assert "just ask, we will find the right people" in page
    assert "/ask/?q=elephant" in page


def test_how_many_there_are_is_said(window, amina, ben, laptops):
    Expertise.objects.create(person=ben, topic="Laptops")

    assert 'data-says="1 service, 1 person."' in suggest(window, amina, "laptop")


def test_suggestions_cost_the_same_however_many_services_there_are(
    window, amina, laptops, now, django_assert_max_num_queries
):
    client = window(amina)
    for number in range(20):
        with system_scope("tests"):
            Service.objects.create(
                team=laptops.team,
                name=f"Laptop {number}",
                slug=f"laptop-{number}",
                charter=laptops.charter,
                made_at=now,
            )
    client.get(SUGGESTIONS, {"q": "laptop"}, headers={"HX-Request": "true"})
    with django_assert_max_num_queries(8):
        client.get(SUGGESTIONS, {"q": "laptop"}, headers={"HX-Request": "true"})


def test_without_script_the_words_go_to_the_page_that_asks(window, amina):
    client = window(amina)

    assert client.get(SUGGESTIONS, {"q": "a laptop"}).url == "/ask/?q=a+laptop"
    assert client.get(SUGGESTIONS).url == "/ask/"
    assert 'method="get" action="/ask/"' in client.get("/").content.decode()


# Counts


def counts(window, person, query, **headers):
    return window(person).get(f"/counts/?{query}", headers=headers)


def test_the_desk_says_how_much_is_new_and_304_while_nothing_changed(window, ben, ask):
    seen = ask("One")
    ask("Two")

    answer = counts(window, ben, f"desk=it-help&since={seen.pk}")
    again = counts(window, ben, f"desk=it-help&since={seen.pk}", if_none_match=answer["ETag"])

    assert answer.content == b"1 new, show it"
    assert again.status_code == 304
    assert again.content == b""


def test_home_says_when_somebody_was_heard(window, amina, ben, ask, now):
    laptop = ask()
    since = int((now - HOUR / 2).timestamp())
    assert counts(window, amina, f"home={since}").content == b""

    actions.acknowledge(laptop, by=ben, at=now)

    assert counts(window, amina, f"home={since}").content == b"1 new, show it"


def test_the_navigation_counts_what_waits_for_me(window, amina, ben, chidi, ask, promise, now):
    ask()
    station = promise()
    actions.deliver(station, by=ben, at=now, words="On your desk")

    assert counts(window, amina, "").json() == {"home": 1, "desk": 0}
    assert counts(window, ben, "").json() == {"home": 0, "desk": 1}
    assert counts(window, chidi, "").json() == {"home": 0, "desk": 0}


def test_chidi_does_not_count_on_a_foreign_desk(window, chidi, ask):
    ask()

    assert counts(window, chidi, "desk=it-help&since=0").status_code == 404


@pytest.mark.parametrize("query", ["desk=it-help", "desk=it-help&since=x", "home=99999999999"])
def test_a_count_since_nowhere_is_not_found(window, ben, query):
    assert counts(window, ben, query).status_code == 404
