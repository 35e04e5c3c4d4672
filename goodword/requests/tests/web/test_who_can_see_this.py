"""The pages about sight: who can see this, what one may only know of, and the glass."""

from __future__ import annotations

import pytest

from goodword.house.guard import system_scope
from goodword.people.actions import keep_closed
from goodword.people.models import Membership
from goodword.requests import actions
from goodword.requests.models import Glass, Reading, ServiceRequest
from goodword.requests.tests.web.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def femi(person, it_help):
    return person("Femi Adeyemi", it_help)


@pytest.fixture
def closed(laptop, amina, ben, femi, now):
    """Amina's request, closed to Ben of IT."""
    actions.close_to(laptop, by=amina, at=now, to="confidential", readers=[ben])
    return laptop


def sight(request):
    return f"/requests/{request.reference}/sight/"


def readings():
    with system_scope("tests"):
        return list(Reading.objects.values_list("person__preferred_name", "what", "name"))


def test_the_page_says_who_can_see_it_and_why(signed_in, amina, ben, closed):
    said = text(signed_in(amina).get(sight(closed)))
    assert "Asked for it" in said
    assert "to read it" in said
    assert "Femi Adeyemi" not in said
    assert signed_in(ben).get(sight(closed)).status_code == 200


def test_who_has_left_is_not_among_those_who_can_see_it(signed_in, amina, chidi, laptop, now):
    actions.share(laptop, by=amina, at=now, to=chidi)
    assert "Reads along" in text(signed_in(amina).get(sight(laptop)))

    chidi.is_active = False
    chidi.save(update_fields=["is_active"])
    assert "Reads along" not in text(signed_in(amina).get(sight(laptop)))


def test_whoever_may_not_see_it_finds_no_page(signed_in, chidi, femi, closed):
    for person in (chidi, femi):
        assert signed_in(person).get(sight(closed)).status_code == 404
        assert signed_in(person).get(closed.get_absolute_url()).status_code == 404


def test_every_reading_of_what_is_confidential_is_shown(signed_in, amina, ben, closed):
    signed_in(ben).get(closed.get_absolute_url())
    assert readings() == [("Ben", "page", "")]
    said = text(signed_in(amina).get(sight(closed)))
    assert "Ben Keller, the page" in said


def test_a_file_and_the_calendar_are_readings_too(signed_in, amina, ben, closed, now):
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile

    client = signed_in(amina)
    sent = {
        "words": "Here it is.",
        "files": SimpleUploadedFile("plan.txt", BytesIO(b"plan").read()),
        "version": "",
    }
    client.post(f"/requests/{closed.reference}/messages/", sent)
    with system_scope("tests"):
        file = closed.attachments.get()
    answer = signed_in(ben).get(f"/requests/{closed.reference}/files/{file.key}/")
    assert b"".join(answer.streaming_content) == b"plan"
    assert ("Ben", "file", "plan.txt") in readings()


def test_lists_do_not_show_the_title_of_what_is_confidential(signed_in, amina, ben, closed):
    for person in (amina, ben):
        assert closed.title not in text(signed_in(person).get("/"))
    desk = text(signed_in(ben).get("/desk/it-help/"))
    assert closed.title not in desk
    assert "Confidential request" in desk


def test_closing_and_sharing_by_the_forms(signed_in, amina, ben, chidi, laptop):
    client = signed_in(amina)
    base = f"/requests/{laptop.reference}"
    client.post(f"{base}/shares/", {"to": "chidi@northmoor.example", "why": "He pays"})
    assert signed_in(chidi).get(laptop.get_absolute_url()).status_code == 200

    assert client.post(f"{base}/privacy/", {"to": "confidential"}).status_code == 422
    client.post(f"{base}/privacy/", {"to": "confidential", "readers": [ben.pk]})
    laptop.refresh_from_db()
    assert laptop.is_confidential

    client.post(f"{base}/share-end/", {"to": chidi.pk})
    assert signed_in(chidi).get(laptop.get_absolute_url()).status_code == 404


def test_who_reads_along_reads_and_does_nothing(signed_in, amina, chidi, laptop, now):
    actions.share(laptop, by=amina, at=now, to=chidi)
    client = signed_in(chidi)
    page = text(client.get(laptop.get_absolute_url()))
    assert laptop.title in page
    base = f"/requests/{laptop.reference}"
    assert client.post(f"{base}/messages/", {"words": "Me too"}).status_code == 422
    assert client.post(f"{base}/exclusions/", {}).status_code == 404
    assert "Do not read along any more" in text(client.get(sight(laptop)))

    client.post(f"{base}/stepping-back/")
    assert client.get(laptop.get_absolute_url()).status_code == 404


def test_keeping_somebody_out_by_the_form(signed_in, amina, ben, femi, laptop):
    client = signed_in(amina)
    base = f"/requests/{laptop.reference}"
    client.post(f"{base}/exclusions/", {"to": "femi@northmoor.example", "why": "It is about them"})
    assert signed_in(femi).get(laptop.get_absolute_url()).status_code == 404
    assert "It is about them" in text(client.get(sight(laptop)))

    client.post(f"{base}/exclusion-end/", {"to": femi.pk})
    assert signed_in(femi).get(laptop.get_absolute_url()).status_code == 200


def test_opening_again_needs_the_askers_yes(signed_in, amina, ben, femi, closed):
    base = f"/requests/{closed.reference}"
    signed_in(ben).post(f"{base}/opening/", {"to": "normal"})
    assert "say yes or no" in text(signed_in(amina).get(closed.get_absolute_url()))
    assert signed_in(femi).get(closed.get_absolute_url()).status_code == 404

    signed_in(amina).post(f"{base}/opening-answer/", {"answer": "yes"})
    assert signed_in(femi).get(closed.get_absolute_url()).status_code == 200


def test_readers_are_named_by_the_form(signed_in, ben, femi, closed):
    base = f"/requests/{closed.reference}"
    signed_in(ben).post(f"{base}/readers/", {"to": femi.pk})
    assert signed_in(femi).get(closed.get_absolute_url()).status_code == 200
    signed_in(ben).post(f"{base}/reader-end/", {"to": femi.pk})
    assert signed_in(femi).get(closed.get_absolute_url()).status_code == 404


def test_of_an_open_team_everybody_finds_the_title(signed_in, ask, it_help, ben, chidi, now):
    keep_closed(it_help, by=ben, at=now, privacy="open", readers=[])
    asked = ask()
    assert asked.title in text(signed_in(chidi).get("/teams/it-help/"))
    page = signed_in(chidi).get(asked.get_absolute_url())
    assert asked.title in text(page)
    assert "Dana starts" not in text(page)


def test_who_typed_it_knows_that_it_was_sent(
    signed_in, ask, amina, ben, femi, person, records, now
):
    mate = person("Dafydd Pryce", records)
    typed = ask(by=mate, on_behalf_of=amina)
    actions.close_to(typed, by=amina, at=now, to="confidential", readers=[ben])
    page = text(signed_in(mate).get(typed.get_absolute_url()))
    assert "You typed this for Amina Yusuf" in page
    assert typed.title not in page
    signed_in(amina).post(f"/requests/{typed.reference}/filer-reading/", {"reads": "yes"})
    assert typed.title in text(signed_in(mate).get(typed.get_absolute_url()))


def test_asking_confidentially_by_the_form(signed_in, amina, it_help, ben, femi, laptops, now):
    keep_closed(it_help, by=ben, at=now, privacy="normal", readers=[ben, femi])
    signed_in(amina).post(
        "/ask/",
        {"title": "Something private", "service": "it-help/laptop", "confidential": "on"},
    )
    with system_scope("tests"):
        assert ServiceRequest.objects.get(title="Something private").is_confidential


def test_an_operator_says_why_they_look(signed_in, operator, laptop):
    client = signed_in(operator)
    assert client.get(laptop.get_absolute_url()).status_code == 404
    wrong = client.post("/glass/", {"reference": "GW-NOBODY", "reason": "Well"})
    assert wrong.status_code == 422
    assert client.post("/glass/", {"reference": laptop.reference}).status_code == 422

    client.post("/glass/", {"reference": laptop.reference, "reason": "Amina asked me to"})
    assert laptop.title in text(client.get(laptop.get_absolute_url()))
    assert len(readings()) == 1
    with system_scope("tests"):
        key = Glass.objects.get().key
    client.post(f"/glass/{key}/mended/")
    assert client.get(laptop.get_absolute_url()).status_code == 404


def test_a_second_operator_agrees(signed_in, operator, person, closed):
    second = person("Tomas Novak", is_operator=True)
    first = signed_in(operator)
    first.post("/glass/", {"reference": closed.reference, "reason": "A complaint"})
    assert first.get(closed.get_absolute_url()).status_code == 404
    page = text(signed_in(second).get("/glass/"))
    assert "A complaint" in page
    assert closed.reference not in page

    with system_scope("tests"):
        key = Glass.objects.get().key
    assert first.post(f"/glass/{key}/agreement/").status_code == 404
    signed_in(second).post(f"/glass/{key}/agreement/")
    assert first.get(closed.get_absolute_url()).status_code == 200
    assert signed_in(second).get(closed.get_absolute_url()).status_code == 404


def test_an_operator_names_somebody_for_what_nobody_can_read(
    signed_in, operator, ben, femi, closed, now
):
    Membership.objects.filter(person=ben).update(until_on="2026-01-01")
    client = signed_in(operator)
    assert closed.reference in text(client.get("/glass/"))
    client.post(f"/glass/{closed.reference}/reader/", {"to": "nobody"})
    client.post(f"/glass/{closed.reference}/reader/", {"to": femi.handle})
    assert signed_in(femi).get(closed.get_absolute_url()).status_code == 200
    assert client.get(closed.get_absolute_url()).status_code == 404


def test_the_glass_is_no_page_for_others(signed_in, ben):
    assert signed_in(ben).get("/glass/").status_code == 404


def test_a_lead_says_how_closed_the_team_is(signed_in, ben, femi, it_help):
    client = signed_in(ben)
    page = "/teams/it-help/privacy/"
    assert client.get(page).status_code == 200
    few = client.post(page, {"privacy": "confidential", "readers": [femi.handle]})
    assert few.status_code == 422
    assert "at least two" in text(few)
    client.post(page, {"privacy": "confidential", "readers": [femi.handle, ben.handle]})
    it_help.refresh_from_db()
    assert it_help.privacy == "confidential"
    assert signed_in(femi).get(page).status_code == 404


def test_a_lead_says_how_closed_a_service_is(signed_in, ben, femi, laptops):
    client = signed_in(ben)
    page = "/services/it-help/laptop/privacy/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"privacy": "confidential"}).status_code == 422
    client.post(page, {"privacy": "confidential", "readers": [femi.handle, ben.handle]})
    laptops.refresh_from_db()
    assert laptops.privacy == "confidential"
    assert signed_in(femi).get(page).status_code == 404


def test_an_operator_does_not_let_themselves_in(signed_in, operator, ben, it_help):
    client = signed_in(operator)
    answer = client.post("/teams/it-help/people/", {"person": operator.email})
    assert "Somebody else has to let you into" in text(answer)
    assert not operator.is_member_of(it_help)
