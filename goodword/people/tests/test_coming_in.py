"""Invitations: a letter, once, for seven days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goodword.house.refusals import Refusal
from goodword.people import actions, letters
from goodword.people.keys import key_of
from goodword.people.models import Invitation, Person

WAY_IN = {
    "name": "Dana Reyes",
    "preferred_name": "Dana",
    "say_it": "",
    "zone": "Europe/Berlin",
    "password": "four quiet blue horses",
}


@pytest.fixture
def dana(operator, now) -> Person:
    return actions.add_person(
        name="Dana Reyes", email="Dana@Northmoor.example", by=operator, at=now
    )


@pytest.fixture
def invitation(dana, operator, now) -> Invitation:
    return actions.invite(dana, by=operator, at=now)


def test_an_address_is_kept_in_small_letters_and_the_name_makes_a_handle(dana):
    assert dana.email == "dana@northmoor.example"
    assert dana.handle == "dana-reyes"
    assert dana.preferred_name == "Dana"


def test_two_of_the_same_name_get_two_handles(dana, operator, now):
    other = actions.add_person(name="Dana Reyes", email="d2@northmoor.example", by=operator, at=now)

    assert other.handle == "dana-reyes-2"


def test_nobody_gets_the_address_of_somebody_else(dana, operator, now):
    with pytest.raises(Refusal, match="already"):
        actions.add_person(name="D", email="DANA@northmoor.example", by=operator, at=now)


def test_only_who_runs_goodword_lets_people_in(amina, dana, now):
    with pytest.raises(Refusal, match="run Goodword"):
        actions.invite(dana, by=amina, at=now)


def test_neither_the_row_nor_the_letter_holds_the_key(invitation, posted):
    key = key_of(invitation)
    [letter] = posted(letters.INVITATION)

    assert key not in invitation.key_hash
    assert key not in str(letter.facts)


def test_the_letter_says_the_way_in(invitation, dana, now):
    words = letters.KINDS[letters.INVITATION].words(dana, invitation.pk, now, now)

    assert words is not None
    assert key_of(invitation) in words.address
    assert words.subject == "Olga Brandt invites you to Goodword"


def test_the_letter_is_not_sent_when_the_invitation_has_ended(invitation, dana, now):
    late = now + timedelta(days=8)

    assert letters.KINDS[letters.INVITATION].words(dana, invitation.pk, now, late) is None


def test_opening_the_link_alone_changes_nothing(invitation):
    page = Client().get(reverse("people:invitation", args=[key_of(invitation)]))

    assert b"Welcome, Dana" in page.content
    assert not Person.objects.get_queryset().get(pk=invitation.person_id).has_usable_password()


def test_whoever_accepts_is_in_and_the_key_is_used_up(invitation):
    window = Client()
    address = reverse("people:invitation", args=[key_of(invitation)])

    assert window.post(address, WAY_IN).status_code == 302
    assert window.get(reverse("people:profile")).status_code == 200
    assert Client().post(address, WAY_IN).status_code == 410


def test_a_weak_password_is_refused_beside_the_field(invitation):
    address = reverse("people:invitation", args=[key_of(invitation)])
    answer = Client().post(address, WAY_IN | {"password": "short"})

    assert answer.status_code == 422
    assert b"Dana Reyes" in answer.content
    assert b"at least 12 characters" in answer.content


def test_a_new_letter_ends_the_earlier_one(invitation, dana, operator, now):
    actions.invite(dana, by=operator, at=now + timedelta(hours=1))

    old = reverse("people:invitation", args=[key_of(invitation)])
    assert actions.invitation_for(key_of(invitation), at=now + timedelta(hours=2)) is None
    assert key_of(invitation) in old


def test_somebody_who_is_in_needs_no_invitation(amina, operator, now):
    with pytest.raises(Refusal, match="is in already"):
        actions.invite(amina, by=operator, at=now)


def test_a_stranger_does_not_learn_of_the_invitations_page(signed_in, amina):
    assert signed_in(amina).get(reverse("people:invitations")).status_code == 404


def test_inviting_in_the_browser_enters_joins_and_writes(signed_in, operator, records, posted):
    form = {"name": "Eve Lund", "email": "eve@northmoor.example", "team": records.slug}
    answer = signed_in(operator).post(reverse("people:invitations"), form)

    assert answer.status_code == 302
    assert Person.objects.get_queryset().get(email="eve@northmoor.example").is_member_of(records)
    assert len(posted(letters.INVITATION)) == 1


def test_all_who_were_never_invited_get_a_letter_at_once(signed_in, operator, dana):
    signed_in(operator).post(reverse("people:invite-all"))
    signed_in(operator).post(reverse("people:invite-again", args=[dana.handle]))

    sent = dana.invitations.visible_to(operator)
    assert sent.count() == 1, "pressed twice at one instant it is one letter"
