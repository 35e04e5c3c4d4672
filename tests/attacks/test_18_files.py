"""RELIABILITY 18: a file that somebody attached is only ever handed over, never shown or run."""

from __future__ import annotations

import pytest

from goodword.requests import actions
from goodword.requests.actions.files import Upload

pytestmark = pytest.mark.django_db

FILES = {
    "page.html": ("text/html", b"<script>alert(1)</script>"),
    "picture.svg": (
        "image/svg+xml",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    ),
    "data.xml": ("text/xml", b"<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><x/>"),
    "paper.pdf": ("application/pdf", b"%PDF-1.4 /JavaScript (app.alert(1))"),
    "code.js": ("text/javascript", b"alert(1)"),
    "mail.mht": ("multipart/related", b"MIME-Version: 1.0"),
    "sheet.xhtml": ("application/xhtml+xml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_only_ever_handed_over(
    amina, chidi, laptops, now, signed_in, settings, tmp_path, name
):
    settings.MEDIA_ROOT = tmp_path
    kind, content = FILES[name]
    asked = actions.ask(
        by=amina, at=now, title="See it", service=laptops, files=[Upload(name, kind, [content])]
    )
    path = f"{asked.get_absolute_url()}files/{asked.attachments.visible_to(amina).get().key}/"
    answer = signed_in(amina).get(path)
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert signed_in(chidi).get(path).status_code == 404
