"""What colleagues read: the list of services, one service, what a team offers."""

from __future__ import annotations

import pytest
from django.urls import reverse
from markupsafe import Markup

from goodword.catalogue import actions, sections, starter
from goodword.catalogue.models import Service
from goodword.catalogue.views import services
from goodword.house.guard import system_scope
from goodword.house.prepared import prepared
from goodword.people.models import Team
from goodword.requests.actions import ask_for_guest


@pytest.fixture
def whole(it_help, records, ben, operator, now) -> None:
    actions.start_catalogue(it_help, starter.department("it"), by=ben, at=now)
    actions.start_catalogue(records, starter.department("registry"), by=operator, at=now)


@pytest.fixture
def page_of(signed_in, amina):
    def get(**words: object) -> str:
        answer = signed_in(amina).get(reverse("catalogue:services"), words)
        return str(answer.content.decode())

    return get


def test_services_stand_under_their_team_with_their_usual_time(page_of, whole):
    page = page_of()

    assert "Something does not work" in page
    assert "Usually 5" in page
    assert "new service" in page
    assert "open until" in page


def test_words_narrow_the_list(page_of, whole):
    page = page_of(q="diploma")

    assert "Corrected degree certificate" in page
    assert "Something does not work" not in page


def test_within_a_day_narrows_the_list(page_of, whole):
    page = page_of(only="day")

    assert "Transcripts and status letters" in page
    assert "Apostille and legalisation" not in page


def test_nothing_found_leads_to_asking_in_own_words(page_of, whole):
    page = page_of(q="unicorn")

    assert "No service for" in page
    assert f"{reverse('requests:ask')}?q=unicorn" in page


def test_who_does_not_know_whom_to_ask_is_led_to_the_team_on_duty(page_of, whole):
    page = page_of()

    assert "I do not know whom to ask" in page
    assert "IT help reads it and finds the right people" in page


def test_a_hidden_service_is_neither_listed_nor_counted(page_of, laptops, finance, ben, now):
    assert "1 service" in page_of()
    actions.change_service(laptops, by=ben, at=now, audience="teams", audience_teams=[finance])

    page = page_of()
    assert laptops.name not in page
    assert "0 services" in page


def test_the_list_costs_the_same_however_long_it_is(
    signed_in, amina, whole, django_assert_max_num_queries
):
    window = signed_in(amina)
    with django_assert_max_num_queries(15):
        window.get(reverse("catalogue:services"))


def test_the_service_page_says_all_of_its_charter(signed_in, amina, whole):
    with system_scope("tests"):
        service = Service.objects.select_related("team").get(name="Corrected degree certificate")
    page = signed_in(amina).get(service.get_absolute_url()).content.decode()

    for words in ("sealed certificate", "Student number", "Printed", "If it cannot wait", "85 in"):
        assert words in page


def test_the_service_page_costs_little(signed_in, amina, laptops, django_assert_max_num_queries):
    window = signed_in(amina)
    with django_assert_max_num_queries(22):
        window.get(laptops.get_absolute_url())


def test_what_is_not_published_only_its_team_sees(signed_in, amina, ben, it_help, now):
    draft = actions.add_service(it_help, by=ben, at=now, name="A draft", summary="Not yet")

    assert signed_in(amina).get(draft.get_absolute_url()).status_code == 404
    assert b"Not published yet" in signed_in(ben).get(draft.get_absolute_url()).content


def test_what_is_not_offered_any_more_says_so(signed_in, amina, ben, laptops, now):
    actions.retire(laptops, by=ben, at=now)
    page = signed_in(amina).get(laptops.get_absolute_url()).content.decode()

    assert "Not offered any more" in page
    assert "ask-form" not in page


def test_a_team_begins_ends_and_takes_over_services(signed_in, ben, laptops, it_help):
    window = signed_in(ben)
    form = {"name": "A screen", "summary": "A second one", "audience": "everyone"}
    made = window.post(reverse("catalogue:offer", args=["it-help"]), form)
    assert made.url == reverse("catalogue:charter", args=["it-help", "a-screen"])

    window.post(reverse("catalogue:retirement", args=["it-help", "laptop"]))
    laptops.refresh_from_db()
    assert laptops.retired_at

    window.post(reverse("catalogue:beginning", args=["it-help"]), {"department": "it"})
    with system_scope("tests"):
        assert Service.objects.filter(team=it_help).exclude(charter=None).count() > 5


def test_some_teams_only_means_naming_them(signed_in, ben, it_help):
    form = {"name": "A screen", "summary": "Kept", "audience": "teams"}
    answer = signed_in(ben).post(reverse("catalogue:offer", args=["it-help"]), form)

    assert answer.status_code == 422
    assert b"Choose the teams" in answer.content


def test_names_and_readers_can_be_changed(signed_in, ben, laptops, records):
    address = reverse("catalogue:facts", args=["it-help", "laptop"])
    form = {"name": "A notebook", "summary": "S", "audience": "teams"}
    signed_in(ben).post(address, form | {"audience_teams": [records.slug]})

    laptops.refresh_from_db()
    assert laptops.name == "A notebook"
    assert list(laptops.audience_teams.all()) == [records]


def test_who_runs_goodword_begins_a_team_with_services(signed_in, operator, amina):
    form = {"name": "Estates", "lead": amina.email, "department": "facilities"}
    signed_in(operator).post(reverse("catalogue:new-team"), form)

    team = Team.objects.get(name="Estates")
    assert team.lead == amina
    with system_scope("tests"):
        assert Service.objects.filter(team=team).count() == 5


def test_a_lead_nobody_knows_is_said_and_nothing_begins(signed_in, operator):
    form = {"name": "Estates", "lead": "who@northmoor.example"}
    answer = signed_in(operator).post(reverse("catalogue:new-team"), form)

    assert answer.status_code == 422
    assert not Team.objects.filter(name="Estates").exists()


def test_a_place_that_is_not_there_cannot_be_filled():
    with pytest.raises(KeyError, match="no place"):
        sections.register("nowhere", lambda request, about, at: Markup(""))


def test_a_guest_is_offered_nothing(whole, ben, it_help, amina, now):
    request = ask_for_guest(
        by=amina,
        at=now,
        guest_name="Gwen Price",
        guest_email="gwen@elsewhere.example",
        title="A transcript",
        team=it_help,
    )

    assert Service.objects.visible_to(ben).exists()
    assert not Service.objects.visible_to(request.asker).exists()


def test_a_list_that_is_cut_says_so(page_of, whole, monkeypatch):
    assert "These are the first" not in page_of()
    monkeypatch.setattr(services, "AT_MOST", 3)
    monkeypatch.setattr(services, "_offered", prepared(services._offered._build))
    monkeypatch.setattr(services, "_offering", prepared(services._offering._build))
    assert "These are the first 3 of " in page_of()
