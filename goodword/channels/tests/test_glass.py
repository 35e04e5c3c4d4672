"""An operator reads a mail that is meant for others: for a reason, told, on the record."""

from __future__ import annotations

import pytest

from goodword.channels.models import InboundMail
from goodword.history.models import Event
from goodword.outbox.jobs import drain
from goodword.outbox.models import Letter
from goodword.people.privacy import Privacy
from tests.rig.mailbox import Mailbox

pytestmark = pytest.mark.django_db


def test_it_opens_for_a_reason_and_the_lead_is_told(stranger, signed_in, operator, ben, now):
    page = signed_in(operator).post(
        f"/mail-in/{stranger.key}/glass/", {"reason": "It may be a virus."}
    )
    assert b"The beamer is broken." in page.content
    (event,) = Event.objects.about("mail", stranger.pk)
    assert (event.name, event.by) == ("glass_broken", operator)
    assert event.facts == {"reason": "It may be a virus."}
    post = Mailbox()
    drain(now, transport=post)
    (letter,) = post.of(ben.email)
    assert "Olga Brandt has opened a mail that was for IT help" in letter
    assert "It may be a virus." in letter
    assert "beamer" not in letter.lower()


def test_without_a_reason_it_stays_shut(stranger, signed_in, operator, ben):
    page = signed_in(operator).post(f"/mail-in/{stranger.key}/glass/", {"reason": " "})
    assert page.status_code == 422
    assert b"Say why, in one sentence." in page.content
    assert not Event.objects.about("mail", stranger.pk).exists()


def test_what_was_written_to_a_confidential_team_stays_shut(
    arrive, signed_in, operator, finance, it_help
):
    finance.privacy = Privacy.CONFIDENTIAL
    finance.save()
    mail = arrive("My sickness.", From="dana@x.example", To="finance@localhost")
    page = signed_in(operator).post(f"/mail-in/{mail.key}/glass/", {"reason": "Curious."})
    assert (page.status_code, b"My sickness" in page.content) == (422, False)


def test_nor_does_its_subject_stand_on_the_page_of_all_mail(
    arrive, signed_in, operator, chidi, finance, it_help
):
    finance.privacy = Privacy.CONFIDENTIAL
    finance.save()
    finance.readers.add(chidi)
    arrive("x", From="dana@x.example", To="finance@localhost", Subject="My sickness")
    assert b"A mail to a confidential team" in signed_in(operator).get("/mail-in/").content
    assert b"My sickness" not in signed_in(operator).get("/mail-in/").content
    assert b"My sickness" in signed_in(chidi).get("/mail-in/").content


def test_a_mail_of_a_request_is_opened_by_the_glass_of_the_request(
    arrive, signed_in, operator, amina, it_help
):
    mail = arrive("My screen stays black.")
    page = signed_in(operator).post(f"/mail-in/{mail.key}/glass/", {"reason": "Curious."})
    assert (page.status_code, b"screen stays" in page.content) == (422, False)


def test_the_team_itself_needs_no_glass(stranger, signed_in, ben):
    assert b"Break the glass" not in signed_in(ben).get(f"/mail-in/{stranger.key}/").content
    assert signed_in(ben).post(f"/mail-in/{stranger.key}/glass/").status_code == 404


def test_who_no_longer_leads_the_team_is_not_told(stranger, signed_in, operator, it_help, ben, now):
    signed_in(operator).post(f"/mail-in/{stranger.key}/glass/", {"reason": "It may be a virus."})
    it_help.lead = None
    it_help.save()
    drain(now, transport=Mailbox())
    assert {letter.state for letter in Letter.objects.all()} == {"cancelled"}
    assert InboundMail.objects.count() == 1


def test_nobody_goes_round_the_glass_by_making_a_mail_their_own(stranger, signed_in, operator):
    page = signed_in(operator).post(
        f"/mail-in/{stranger.key}/taking-in/", {"person": operator.email, "team": ""}
    )
    assert page.status_code == 422
    assert b"so it cannot become yours" in page.content


def test_nor_by_taking_it_in_for_a_team_of_their_own(stranger, signed_in, person, amina, finance):
    both = person("Carla Brandt", finance, is_operator=True)
    for way, typed in (("taking-in", {"person": amina.email}), ("guest", {"name": "Dana"})):
        typed["team"] = finance.pk
        page = signed_in(both).post(f"/mail-in/{stranger.key}/{way}/", typed)
        assert (page.status_code, b"You cannot read it" in page.content) == (422, True)
    assert not InboundMail.objects.filter(state="applied").exists()


def test_nor_by_taking_it_out_of_a_confidential_team(
    arrive, signed_in, operator, amina, chidi, finance, it_help
):
    finance.privacy = Privacy.CONFIDENTIAL
    finance.save()
    finance.readers.add(chidi)
    mail = arrive("My sickness.", From="dana@x.example", To="finance@localhost")
    for person, team in ((amina, finance), (None, it_help)):
        way, typed = "taking-in" if person else "guest", {"team": team.pk, "name": "Dana"}
        typed |= {"person": person.email} if person else {}
        page = signed_in(operator).post(f"/mail-in/{mail.key}/{way}/", typed)
        assert page.status_code == 422
    kept = signed_in(operator).post(f"/mail-in/{mail.key}/guest/", {"name": "Dana", "team": ""})
    assert kept.status_code == 302
