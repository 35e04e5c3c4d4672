"""Asking: what the page shows beforehand, what it keeps, what comes of it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodword.house import limits
from goodword.requests.models import Outlook, ServiceRecord, ServiceRequest
from goodword.requests.tests.web.conftest import text, typed


def asked_by(person):
    return list(ServiceRequest.objects.asked_by(person).order_by("pk"))


def test_what_is_published_is_read_before_anything_is_sent(look, amina, laptops):
    page = text(look(amina, "ask", service="it-help/laptop"))

    assert "Usually <b>2 days</b>" in page
    assert "You get a receipt at once" in page


@pytest.fixture
def taken(laptops, now):
    """Laptops took two days and three hours, 85 in 100 five days: in so many of the last."""

    def record(promises):
        return ServiceRecord.objects.create(
            service=laptops,
            kept=promises - 3,
            broken=3,
            half_minutes=2 * 480 + 180,
            p85_minutes=5 * 480,
            changed_at=now,
        )

    return record


def test_how_long_it_really_takes_is_read_before_anything_is_sent(look, amina, taken):
    taken(30)
    page = text(look(amina, "ask", service="it-help/laptop"))

    assert "Most take up to <b>2 days 3 h</b> of working time" in page
    assert "85 in 100 are done in <b>5 days</b>" in page
    assert "with the last 30. IT help publishes: usually 2 days" in page


def test_too_little_to_go_by_is_called_no_experience_yet(look, amina, taken):
    taken(29)
    page = text(look(amina, "ask", service="it-help/laptop"))

    assert "This is what IT help publishes: there is no experience yet." in page
    assert "Most take up to" not in page


def test_what_was_typed_in_the_ask_box_comes_along(look, amina, laptops):
    assert 'value="name wrong on certificate"' in text(
        look(amina, "ask", q="name wrong on certificate")
    )


def test_a_long_question_becomes_the_words(look, amina, it_help):
    page = text(look(amina, "ask", q="please help " * 40))

    assert page.count("please help") > 40


def test_a_receipt_says_who_has_it_and_by_when_a_person_answers(signed_in, amina, laptops):
    form = {"title": "A laptop", "service": "it-help/laptop", "nonce": "n-1"}
    response = signed_in(amina).post("/ask/", form, follow=True)

    assert response.redirect_chain == [(asked_by(amina)[0].get_absolute_url(), 303)]
    assert "IT help has it. A person will answer you today by" in text(response)


def test_who_does_not_know_whom_to_ask_asks_the_team_on_duty(send, amina, it_help):
    send(amina, "ask", title="My chair squeaks")

    assert asked_by(amina)[0].team == it_help


def test_pressing_the_button_twice_asks_once(send, amina, laptops):
    form = {"title": "A laptop", "service": "it-help/laptop", "nonce": "the-same"}
    first, second = send(amina, "ask", **form), send(amina, "ask", **form)

    assert first.url == second.url
    assert len(asked_by(amina)) == 1


def test_going_back_to_ask_for_somebody_else_is_another_request(send, amina, chidi, laptops):
    form = {"title": "A laptop", "service": "it-help/laptop", "nonce": "the-same"}
    send(amina, "ask", **form)
    response = send(amina, "ask", **form, on_behalf_of=chidi.email)

    assert response.status_code == 303
    assert len(asked_by(chidi)) == 1


#: what is typed wrongly, and the sentence beside it
WRONG = [
    ({"title": ""}, "Say in one line what you need."),
    ({"title": "x" * 201}, "200"),
    ({"needed_by": "2001-01-01T09:00"}, "That moment has passed"),
    ({"needed_by": "soon"}, "Give a day and a time"),
    ({"on_behalf_of": "nobody@nowhere.example"}, "We know nobody called"),
    ({"service": "it-help/no-such"}, "not offered any more"),
    ({"words": "w" * (limits.MESSAGE_LENGTH + 1)}, "100000"),
]


@pytest.mark.parametrize(("form", "sentence"), WRONG)
def test_what_is_wrong_stands_beside_what_was_typed(form, sentence, send, amina, laptops):
    good = {"title": "A laptop", "purpose": "Dana can start", "service": "it-help/laptop"}
    response = send(amina, "ask", **(good | form))

    assert response.status_code == 422
    assert sentence in text(response)
    assert "Dana can start" in text(response)
    assert asked_by(amina) == []


def test_a_colleague_for_whom_it_was_typed_is_the_asker(send, amina, chidi, laptops):
    send(chidi, "ask", title="A laptop", on_behalf_of="amina@northmoor.example")
    made = asked_by(amina)[0]

    assert (made.asker, made.filer) == (amina, chidi)


def test_moments_are_typed_on_the_askers_own_clock(send, amina, laptops, monday):
    amina.zone = "America/New_York"
    amina.save()
    send(amina, "ask", title="A laptop", needed_by="2026-11-06T09:00")

    assert typed(asked_by(amina)[0].needed_by) == "2026-11-06T14:00"


def test_an_hour_that_the_clock_shows_twice_is_asked_for_again(send, amina, laptops):
    response = send(amina, "ask", title="A laptop", needed_by="2027-10-31T01:30")

    assert response.status_code == 422
    assert "The clock is changed at that hour" in text(response)


def test_several_files_come_along(send, amina, laptops):
    files = [SimpleUploadedFile(name, b"x") for name in ("one.pdf", "two.pdf")]
    send(amina, "ask", title="A laptop", files=files)

    assert asked_by(amina)[0].number_of_events == 1
    assert [one.name for one in _files_of(amina)] == ["one.pdf", "two.pdf"]


def _files_of(person):
    from goodword.requests.models import Attachment

    return list(Attachment.objects.visible_to(person).order_by("name"))


def test_a_file_that_is_too_large_says_the_limit(send, amina, laptops, monkeypatch):
    monkeypatch.setattr(limits, "FILE_SIZE", 1024)
    large = SimpleUploadedFile("large.pdf", b"x" * 2000)
    response = send(amina, "ask", title="A laptop", files=[large])

    assert response.status_code == 413
    assert "large.pdf is larger than" in text(response)


def test_a_service_for_others_only_is_not_found(look, amina, laptops):
    laptops.audience = "teams"
    laptops.save()

    assert look(amina, "ask", service="it-help/laptop").status_code == 404


def test_the_form_stands_on_the_services_own_page(look, amina, laptops):
    assert "Ask IT help" in text(look(amina, "catalogue:service", "it-help", "laptop"))


def test_experience_is_said_before_asking(look, amina, past, monday):
    page = text(look(amina, "ask", service="it-help/laptop"))

    assert "So it was with the last 40." in page
    assert "Most take up to <b>" in page


def test_the_service_says_the_same_on_its_own_page(look, amina, past, monday):
    page = text(look(amina, "catalogue:service", "it-help", "laptop"))

    assert "Most take up to <b>" in page
    assert "85 in 100 are done in <b>" in page


def test_little_experience_is_called_so(look, amina, past, laptops):
    Outlook.objects.update(is_little=True)
    page = text(look(amina, "ask", service="it-help/laptop"))

    assert "This is what IT help publishes: there is little experience yet." in page
