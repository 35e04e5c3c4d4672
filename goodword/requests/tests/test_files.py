"""Files: kept once under their hash, with a name that is safe to show and to save."""

from __future__ import annotations

import pytest

from goodword.house import limits
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.actions.files import Upload, clean_name, clean_type, read
from goodword.requests.models import Attachment, StoredFile
from goodword.requests.tests.conftest import HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def upload(name="order.pdf", words=b"a laptop", content_type="application/pdf"):
    return Upload(name, content_type, [words])


def test_the_same_bytes_are_kept_once(laptop, amina, ben, monday):
    actions.write(laptop, by=amina, at=monday, words="Here.", files=[upload()])
    actions.write(laptop, by=ben, at=monday + HOUR, words="Again.", files=[upload("copy.pdf")])
    with system_scope("tests"):
        assert StoredFile.objects.count() == 1
        assert [a.name for a in Attachment.objects.all()] == ["order.pdf", "copy.pdf"]
        with read(Attachment.objects.first()) as stored:
            assert stored.read() == b"a laptop"


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(
    laptop, amina, monday, monkeypatch, data_folder
):
    monkeypatch.setattr(limits, "FILE_SIZE", 4)
    with pytest.raises(Refusal, match="at most 4"):
        actions.write(laptop, by=amina, at=monday, words="Here.", files=[upload()])
    assert list(data_folder.iterdir()) == []


def test_the_files_of_a_request_have_a_limit_together(laptop, amina, monday, monkeypatch):
    monkeypatch.setattr(limits, "FILES_SIZE_PER_REQUEST", 10)
    two = [upload(), upload("b.pdf", b"another")]
    with pytest.raises(Refusal, match="together"):
        actions.write(laptop, by=amina, at=monday, words="Here.", files=two)


def test_a_message_has_not_too_many_files(laptop, amina, monday, monkeypatch):
    monkeypatch.setattr(limits, "FILES_PER_MESSAGE", 1)
    with pytest.raises(Refusal, match="at most 1 files"):
        actions.write(laptop, by=amina, at=monday, words="x", files=[upload(), upload("b")])


def test_a_note_keeps_its_files_inside_the_team(laptop, amina, ben, chidi, monday):
    actions.write(laptop, by=ben, at=monday, words="x", team_only=True, files=[upload()])
    seen_by = [p for p in (amina, ben, chidi) if Attachment.objects.visible_to(p).exists()]
    assert seen_by == [ben]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a\x00b.txt", "ab.txt"),
        ("\u200b.htaccess", "htaccess"),
        (".htaccess", "htaccess"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("  many   spaces .txt ", "many spaces .txt"),
        ("line\nbreak.txt", "line break.txt"),
        ('a<b>"c|d?e*.txt', "a_b__c_d_e_.txt"),
        ("", "file"),
        ("...", "file"),
        ("x" * 300, "x" * 200),
        ("y" * 300 + ".docx", "y" * 195 + ".docx"),
        ("Zeugnis für Übung.pdf", "Zeugnis für Übung.pdf"),
        ("e\u0301t\u00e9.txt", "\u00e9t\u00e9.txt"),
        ("رسالة.pdf", "رسالة.pdf"),
    ],
)
def test_a_name_is_safe_to_show_and_to_save(name, clean):
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("image/png", "image/png"),
        ("Text/HTML; charset=utf-8", "text/html"),
        ("nonsense", "application/octet-stream"),
        ("a/b\r\nX-Evil: 1", "application/octet-stream"),
    ],
)
def test_a_type_is_a_type_or_just_bytes(given, kept):
    assert clean_type(given) == kept
