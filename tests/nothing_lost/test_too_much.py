"""One more than a limit: the limit is named, and what was typed stays (RELIABILITY 34, 36)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from goodword.house import limits
from goodword.requests.models import ServiceRequest
from tests.nothing_lost.conftest import said

pytestmark = pytest.mark.django_db
WORDS = "These are my words"


def page_of(response: HttpResponse) -> str:
    return response.content.decode()


#: Address, what is typed, the answer, the limit as it is named. WORDS must stand on the page.
OVER: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "title": ("/ask/", {"title": "t" * 201, "words": WORDS}, 422, "200"),
    "words of a request": (
        "/ask/",
        {"title": WORDS, "words": "w" * (limits.MESSAGE_LENGTH + 1)},
        422,
        "100000",
    ),
    "message": ("messages/", {"words": WORDS + "w" * limits.MESSAGE_LENGTH}, 422, "100000"),
    "purpose": ("/ask/", {"title": WORDS, "purpose": "p" * 301}, 422, "300"),
    "beneficiary": ("/ask/", {"title": WORDS, "beneficiary_name": "n" * 201}, 422, "200"),
    "preferred name": ("/me/", {"preferred_name": "p" * 101, "how_to_ask": WORDS}, 422, "100"),
    "how to ask": ("/me/", {"how_to_ask": WORDS + "h" * 5_000}, 422, "5000"),
    "topic": ("/me/expertise/", {"topic": "t" * 101, "proof": WORDS}, 422, "100"),
    "all words of a form": (
        "/ask/",
        {"title": WORDS, "words": "é" * (limits.TEXT_SIZE // 2 + 1)},
        413,
        "5 MB",
    ),
    "fields": ("/ask/", {"title": WORDS, "x": ["1"] * limits.FORM_FIELDS}, 413, "1000"),
    "file": ("messages/", {"words": WORDS, "files": "large"}, 413, "25"),
    "files": ("messages/", {"words": WORDS, "files": "many"}, 413, "50"),
}

FILES: dict[str, Callable[[], Any]] = {
    "large": lambda: SimpleUploadedFile("l", b"x" * (limits.FILE_SIZE + 1)),
    "many": lambda: [SimpleUploadedFile(f"{n}", b"x") for n in range(limits.FILES_PER_MESSAGE + 1)],
}


@pytest.mark.parametrize("what", OVER)
def test_one_more_than_the_most_names_the_limit_and_keeps_the_words(what, signed_in, amina, laptop):
    address, typed, status, limit = OVER[what]
    path = address if address.startswith("/") else f"{laptop.get_absolute_url()}{address}"
    form = {**typed}
    if form.get("files") in FILES:
        form["files"] = FILES[form["files"]]()
    response = signed_in(amina).post(path, {"to": "all", **form})

    assert response.status_code == status
    assert limit in page_of(response).replace("100,000", "100000")
    assert WORDS in page_of(response)


def test_the_sixty_first_request_of_an_hour_is_refused_with_its_words(
    signed_in, amina, it_help, monkeypatch
):
    monkeypatch.setattr(limits, "REQUESTS_PER_PERSON_AND_HOUR", 2)
    window = signed_in(amina)
    answers = [window.post("/ask/", {"title": f"{WORDS} {n}"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert f"{WORDS} 2" in page_of(answers[2])


def test_beyond_what_is_read_at_all_the_page_still_says_so(signed_in, amina, it_help):
    response = signed_in(amina).post("/ask/", {"title": "w" * (limits.TEXT_KEPT + 1)})

    assert response.status_code == 413
    assert "5 MB of words" in page_of(response)
    assert "what you wrote is still there" in page_of(response)


def test_a_body_announced_as_larger_than_anything_is_not_read(signed_in, amina, it_help):
    response = signed_in(amina).post(
        "/ask/", {"title": WORDS}, CONTENT_LENGTH=str(limits.BODY_SIZE + 1)
    )

    assert response.status_code == 413


def test_the_page_offers_only_the_proof_that_came_with_the_form(signed_in, amina, it_help):
    """Otherwise a page of somebody else's could have us offer its words with a good proof."""
    form = {"title": "w" * (limits.TEXT_SIZE + 1), "csrfmiddlewaretoken": "what-came-along"}
    page = page_of(signed_in(amina).post("/ask/", form))

    assert page.count('name="csrfmiddlewaretoken"') == 1
    assert 'name="csrfmiddlewaretoken" value="what-came-along"' in page


#: Texts that come in every shape; each is stored exactly as it was typed.
SHAPES = {
    "composed": unicodedata.normalize("NFC", "Zoë Ångström"),
    "decomposed": unicodedata.normalize("NFD", "Zoë Ångström"),
    "right to left": "שלום, \u202bمرحبا\u202c",
    "emoji": "👩🏽‍💻 🏳️‍🌈 done",
    "beyond the plane": "𝒜 𠀋",
    "a long line": "l" * limits.MESSAGE_LENGTH,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_words_are_kept_exactly_as_they_were_typed(shape, signed_in, amina, laptop, say):
    assert say(signed_in(amina), SHAPES[shape]).status_code == 303
    assert said(laptop) == [SHAPES[shape]]


@pytest.mark.parametrize("raw", [b"%ED%A0%80", b"a%00b", b"%F4%90%80%80", b"%FF%FE"])
@pytest.mark.parametrize("field", [b"words", b"title", b"purpose"])
def test_what_no_database_can_hold_is_refused_or_mended_and_never_fails(
    raw, field, signed_in, amina, it_help
):
    body = b"title=My+chair&" + field + b"=Good+words+" + raw
    response = signed_in(amina).post(
        "/ask/", body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code in {303, 422}
    if response.status_code == 422:
        assert "Good words" in page_of(response)
    assert ServiceRequest.objects.asked_by(amina).count() == (response.status_code == 303)


def test_a_line_of_a_megabyte_is_refused_with_the_line_kept(signed_in, amina, laptop, say):
    line = "l" * limits.MIB
    response = say(signed_in(amina), line)

    assert response.status_code == 422
    assert line in page_of(response)
    assert said(laptop) == []
