"""Teams: who may change them, who belongs to them, and what is said about them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goodword.house.refusals import Refusal
from goodword.people import actions
from goodword.people.models import Membership, Team


def test_a_team_begins_with_hours_a_lead_and_addresses(operator, amina, now):
    team = actions.add_team(name="Estates & Rooms", lead=amina, by=operator, at=now)

    assert (team.slug, team.mail_name) == ("estates-rooms", "estates-rooms")
    assert team.calendar().is_open(now)
    assert amina.is_member_of(team)


def test_two_teams_cannot_have_one_name(operator, records, now):
    with pytest.raises(Refusal, match="already"):
        actions.add_team(name="student RECORDS", by=operator, at=now)


def test_only_one_team_is_on_duty(operator, it_help, records, now):
    with pytest.raises(Refusal, match="on duty"):
        actions.add_team(name="Desk", is_duty=True, by=operator, at=now)

    actions.put_on_duty(records, by=operator, at=now)
    assert list(Team.objects.on_duty()) == [records]


def test_somebody_joins_for_some_time_and_not_twice(operator, chidi, records, now):
    today = now.date()
    actions.join(chidi, records, by=operator, at=now, until_on=today + timedelta(days=30))

    assert chidi.is_member_of(records)
    with pytest.raises(Refusal, match="already"):
        actions.join(chidi, records, by=operator, at=now, from_on=today + timedelta(days=30))


def test_a_membership_cannot_end_before_it_begins(operator, chidi, records, now):
    with pytest.raises(Refusal, match="before the first"):
        actions.join(chidi, records, by=operator, at=now, until_on=now.date() - timedelta(days=1))


def test_whoever_leaves_counts_until_the_end_of_their_last_day(operator, amina, records, now):
    membership = Membership.objects.get(person=amina)
    actions.leave(membership, by=operator, at=now)

    assert amina.is_member_of(records)
    assert not Membership.objects.current(now.date() + timedelta(days=1)).exists()


def test_a_colleague_who_does_not_lead_cannot_change_a_team(amina, it_help, now):
    with pytest.raises(Refusal, match="Only the lead"):
        actions.change_team(it_help, by=amina, at=now, what_we_do="Nothing")


def test_a_lead_saves_what_the_team_says(signed_in, ben, it_help):
    form = {"name": "IT help", "what_we_do": "We keep it running", "mail_name": "it"}
    form |= {"from_us": "An answer within two hours\n\nA true date"}
    answer = signed_in(ben).post(reverse("people:team-settings", args=["it-help"]), form)

    it_help.refresh_from_db()
    assert answer.status_code == 302
    assert it_help.from_us == ["An answer within two hours", "A true date"]


def test_a_name_that_is_taken_is_said_beside_what_was_typed(signed_in, ben, records):
    form = {"name": "Student records", "what_we_do": "Kept words", "mail_name": "it"}
    answer = signed_in(ben).post(reverse("people:team-settings", args=["it-help"]), form)

    assert answer.status_code == 422
    assert b"already" in answer.content
    assert b"Kept words" in answer.content


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("people:team-settings", ("it-help",)),
        ("people:team-hours", ("it-help",)),
        ("people:team-people", ("it-help",)),
        ("people:team-lead", ("it-help",)),
        ("people:happening", ("it-help",)),
        ("people:end-membership", ("it-help", "ben-keller")),
    ],
)
def test_whoever_may_not_change_a_team_is_told_there_is_no_page(name, args, signed_in, chidi, ben):
    assert signed_in(chidi).post(reverse(name, args=args)).status_code == 404


def test_a_lead_takes_somebody_in_and_lets_them_go(signed_in, ben, chidi, it_help):
    window = signed_in(ben)
    window.post(reverse("people:team-people", args=["it-help"]), {"person": chidi.email})
    assert chidi.is_member_of(it_help)

    window.post(reverse("people:end-membership", args=["it-help", chidi.handle]))
    assert Membership.objects.get(person=chidi, team=it_help).until_on is not None


def test_an_address_nobody_has_is_said_so(signed_in, ben):
    address = reverse("people:team-people", args=["it-help"])
    answer = signed_in(ben).post(address, {"person": "who@northmoor.example"})

    assert answer.status_code == 422
    assert b"Nobody here has this mail address" in answer.content


def test_a_lead_may_hand_the_lead_on(signed_in, ben, it_help, person):
    dana = person("Dana Reyes", it_help)
    address = reverse("people:team-lead", args=["it-help"])
    answer = signed_in(ben).post(address, {"lead": dana.handle, "cover": ben.handle})

    it_help.refresh_from_db()
    assert (it_help.lead, it_help.cover) == (dana, ben)
    assert answer.url == it_help.get_absolute_url()


def test_a_member_says_what_is_happening_and_signs_it(signed_in, amina, records):
    window = signed_in(amina)
    address = reverse("people:happening", args=[records.slug])
    window.post(address, {"words": "Graduation is on 4 December."})

    page = window.get(records.get_absolute_url()).content.decode()
    assert "Graduation is on 4 December." in page
    assert "Amina" in page


def test_the_team_page_says_who_is_there_and_who_is_away(signed_in, amina, chidi, records, now):
    today = now.date()
    actions.be_away(amina, by=amina, at=now, from_on=today, until_on=today + timedelta(days=1))
    page = signed_in(chidi).get(records.get_absolute_url()).content.decode()

    assert "away until Thursday" in page
    assert "Open until 5" in page


def test_the_team_page_costs_the_same_however_many_belong(
    signed_in, chidi, records, person, django_assert_max_num_queries
):
    for number in range(12):
        person(f"Member {number}", records, handle=f"m{number}", email=f"m{number}@x.example")
    window = signed_in(chidi)
    with django_assert_max_num_queries(15):
        window.get(records.get_absolute_url())


def test_the_list_of_teams_finds_by_words_and_costs_the_same(
    signed_in, chidi, team, django_assert_max_num_queries
):
    for number in range(9):
        team(f"Team {number}", what_we_do="We print" if number == 4 else "")
    window = signed_in(chidi)
    with django_assert_max_num_queries(12):
        page = window.get(reverse("people:teams"), {"q": "print"}).content.decode()

    assert "Team 4" in page
    assert "Team 5" not in page
