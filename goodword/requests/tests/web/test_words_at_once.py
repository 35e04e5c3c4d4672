"""A number of words at once that was agreed: told kindly, on every way, and never refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goodword.house.refusals import Refusal
from goodword.people import actions as people
from goodword.people.models import Membership
from goodword.requests import actions
from goodword.requests.models import ServiceRequest
from goodword.requests.tests.conftest import DAY, Ask

pytestmark = pytest.mark.django_db
TOO_MUCH = "words in hand here; 1 at once was agreed. You decide."


@pytest.fixture
def two_words(ask: Ask, ben, now) -> list[ServiceRequest]:
    """Ben has given two words."""
    given = [ask(at=now, title=f"Number {number}") for number in (1, 2)]
    for request in given:
        actions.offer(request, by=ben, at=now, due_at=now + 2 * DAY)
    return given


def agree(it_help, **numbers) -> None:
    for name, number in numbers.items():
        setattr(it_help, name, number)
    it_help.save()


def offer(client, request, now):
    due = (now + 2 * DAY).strftime("%Y-%m-%dT%H:%M")
    path = reverse("requests:offers", args=[request.reference])
    version = request.number_of_events
    return client.post(
        path, {"pick": "other", "due_at": due, "kind": "date", "version": version}, follow=True
    )


def test_who_gives_a_word_too_many_is_told_and_gives_it(
    two_words, ask, it_help, ben, signed_in, now
):
    agree(it_help, words_each=1)
    third = ask(at=now, title="Number 3")
    page = offer(signed_in(ben), third, now).content.decode()

    third.refresh_from_db()
    assert third.promise_state == "accepted"
    assert f"You have 3 {TOO_MUCH}" in page


def test_the_step_says_so_before(two_words, ask, it_help, ben, signed_in, now):
    agree(it_help, words_each=1)
    fresh = ask(at=now, title="Number 3")
    for noun in ("acknowledgement", "offers"):
        page = signed_in(ben).get(reverse(f"requests:{noun}", args=[fresh.reference]))
        assert f"You have 2 {TOO_MUCH}" in page.content.decode()


def test_one_person_may_mean_another_number(two_words, ask, it_help, ben, signed_in, now):
    agree(it_help, words_each=1)
    Membership.objects.filter(person=ben).update(words_at_once=3)
    fresh = ask(at=now, title="Number 3")

    page = signed_in(ben).get(reverse("requests:offers", args=[fresh.reference])).content.decode()
    assert "at once was agreed" not in page


def test_a_team_may_mean_a_number_for_all_of_it(two_words, ask, it_help, ben, signed_in, now):
    agree(it_help, words_together=2)
    page = offer(signed_in(ben), ask(at=now, title="Number 3"), now).content.decode()
    assert "IT help has 3 words in hand; 2 at once was agreed." in page


def test_the_asker_hears_nothing_of_it(two_words, ask, it_help, amina, ben, signed_in, now):
    agree(it_help, words_each=1, words_together=1)
    far = ask(at=now, title="Number 3")
    actions.offer(far, by=ben, at=now, due_at=now + timedelta(days=60))
    path = reverse("requests:offer-answer", args=[far.reference])
    page = signed_in(amina).post(path, {"answer": "yes", "version": 2}, follow=True)
    assert "at once was agreed" not in page.content.decode()


def test_the_strip_of_the_desk_shows_it(two_words, it_help, ben, signed_in):
    agree(it_help, words_each=1, words_together=5)
    page = signed_in(ben).get(f"/desk/{it_help.slug}/").content.decode()
    assert "2 words given, agreed: 1 at once" in page
    assert "2 words given, agreed: 5 at once" in page


def test_a_lead_agrees_on_numbers_in_the_settings(it_help, ben, signed_in):
    lead = signed_in(ben)
    path = reverse("people:words-at-once", args=[it_help.slug, ben.handle])
    lead.post(path, {"words_at_once": "4", "version": "1"})
    membership = Membership.objects.get(person=ben, team=it_help)
    assert membership.words_at_once == 4
    assert "Words at once: 4" in lead.get(f"/teams/{it_help.slug}/settings/").content.decode()

    page = lead.post(path, {"words_at_once": "0"}, follow=True).content.decode()
    membership.refresh_from_db()
    assert (membership.words_at_once, "greater than or equal to 1" in page) == (4, True)


def test_two_who_agree_at_once_do_not_write_over_each_other(it_help, ben, signed_in):
    path = reverse("people:words-at-once", args=[it_help.slug, ben.handle])
    signed_in(ben).post(path, {"words_at_once": "4", "version": "1"})
    page = signed_in(ben).post(path, {"words_at_once": "9", "version": "1"}, follow=True)
    assert "Somebody was faster" in page.content.decode()
    assert Membership.objects.get(person=ben, team=it_help).words_at_once == 4


def test_a_team_without_a_number_counts_nothing(two_words, ask, it_help, ben, now, signed_in):
    people.change_team(it_help, by=ben, at=now, words_each=1)
    people.change_team(it_help, by=ben, at=now, words_each=None)
    page = offer(signed_in(ben), ask(at=now, title="Number 3"), now).content.decode()
    assert "at once was agreed" not in page


@pytest.fixture
def dana(person, it_help):
    """A colleague of Ben's, who leads nobody."""
    return person("Dana Reyes", it_help)


def own(signed_in, dana, team, number):
    path = reverse("people:own-words-at-once", args=[team.slug])
    return signed_in(dana).post(path, {"words_at_once": number, "version": "1"}, follow=True)


def test_dana_says_for_herself_that_fewer_are_enough(it_help, dana, signed_in):
    agree(it_help, words_each=5)
    page = own(signed_in, dana, it_help, "3").content.decode()

    assert Membership.objects.get(person=dana).words_at_once == 3
    assert "You: 3 at once." in page
    assert "The team: 5 each." in page


def test_more_than_the_team_means_to_is_agreed_with_its_lead(it_help, dana, ben, now, signed_in):
    agree(it_help, words_each=5)
    page = own(signed_in, dana, it_help, "6")
    membership = Membership.objects.get(person=dana)

    assert page.status_code == 422
    assert "its lead can agree on more with you" in page.content.decode()
    assert membership.words_at_once is None
    people.agree_words_at_once(membership, 6, by=ben, at=now)
    assert Membership.objects.get(person=dana).words_at_once == 6


def test_nobody_says_it_for_a_colleague(it_help, dana, person, now):
    eli = person("Eli Marsh", it_help)
    with pytest.raises(Refusal, match="Only the lead"):
        people.agree_words_at_once(Membership.objects.get(person=eli), 2, by=dana, at=now)


def test_in_a_team_that_is_not_theirs_there_is_nothing_to_say(it_help, amina, signed_in):
    assert own(signed_in, amina, it_help, "3").status_code == 404
