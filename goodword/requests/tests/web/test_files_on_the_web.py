"""Files leave as downloads that no browser runs, and only to those who may read them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodword.requests.models import Attachment
from goodword.requests.tests.web.conftest import text

EVIL = b"<script>alert(1)</script>"


@pytest.fixture
def page_file(send, laptop, amina):
    """A file that would like to be a page, with a name in two scripts."""
    sent = SimpleUploadedFile("Zeugnis für Ωmega.html", EVIL, content_type="text/html")
    send(amina, "messages", laptop, words="See this", files=[sent])
    return Attachment.objects.visible_to(amina).get()


def test_a_file_is_a_download_and_nothing_else(look, laptop, page_file, ben):
    response = look(ben, "file", laptop, page_file.key)

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == EVIL


def test_its_name_survives_in_every_script(look, laptop, page_file, ben):
    response = look(ben, "file", laptop, page_file.key)
    response.close()

    wanted = "attachment; filename*=utf-8''Zeugnis%20f%C3%BCr%20%CE%A9mega.html"
    assert response["Content-Disposition"] == wanted


def test_a_stranger_does_not_learn_that_the_file_exists(look, laptop, page_file, chidi):
    assert look(chidi, "file", laptop, page_file.key).status_code == 404


def test_a_key_opens_nothing_on_another_request(look, ask, page_file, amina):
    assert look(amina, "file", ask(), page_file.key).status_code == 404


def test_the_asker_cannot_reach_a_file_of_a_team_note(look, send, laptop, amina, ben):
    note = SimpleUploadedFile("inner.pdf", b"x")
    send(ben, "messages", laptop, words="Only us", to="team", files=[note])
    inner = Attachment.objects.visible_to(ben).get()

    assert "inner.pdf" not in text(look(amina, "request", laptop))
    assert look(amina, "file", laptop, inner.key).status_code == 404


def test_too_many_files_are_said_and_the_words_stay(send, laptop, amina):
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(51)]
    response = send(amina, "messages", laptop, words="All of them", files=files)

    assert response.status_code == 413
    assert "50 files at once" in text(response)
    assert "All of them" in text(response)
