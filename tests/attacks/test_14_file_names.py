"""RELIABILITY 14: whatever a file is called, it lies under a hash and is shown by a clean name."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from django.utils.http import content_disposition_header

from goodword.house import limits
from goodword.requests import actions
from goodword.requests.actions.files import DEVICES, Upload, clean_name, folder
from goodword.requests.models import Attachment

pytestmark = pytest.mark.django_db

NAMES = (
    *(
        "../x",
        "../../etc/passwd",
        "..\\..\\x",
        "/etc/shadow",
        "C:\\autoexec.bat",
        "\\\\host\\share\\x",
    ),
    *(
        "....//....//x",
        "..%2f..%2fx",
        "..%c0%afx",
        "%2e%2e/x",
        "x/../../y",
        "~/x",
        "~root/.ssh/id_rsa",
    ),
    *("a\0.txt", "a.php\0.png", "\0", "\x01\x02", "a\r\nContent-Type: text/html", "a\nb", "a\tb"),
    *(
        "\u200b.htaccess",
        "\ufeff.htaccess",
        "\u2060.env",
        "\u00ad.git",
        ".htaccess",
        "..",
        ".",
        "...",
    ),
    *(
        "\u202efdp.exe",
        "a\u202ecod.bat",
        "\u2066x\u2069",
        "\u200fx",
        "x\u2028y",
        "x\u2029y",
        "\x7f",
    ),
    *(
        "CON",
        "con.txt",
        "PRN",
        "AUX.html",
        "NUL",
        "nul.tar.gz",
        "COM1",
        "lpt9.txt",
        "CLOCK$",
        "CONIN$",
    ),
    *("x" * 300, "x" * 300 + ".pdf", "é" * 300, "🎉" * 300, "a." * 200, "." * 300, " " * 300),
    *(
        "<script>.txt",
        '"><img>.png',
        "a;b.txt",
        'a"b.txt',
        "a'b.txt",
        "a|b",
        "a?b*c",
        "a:b",
        "$(id).sh",
    ),
    *(
        "`id`.sh",
        "-rf",
        "--help",
        "|x",
        "=1+1.csv",
        "@x.csv",
        "index.html",
        "web.config",
        ".user.ini",
    ),
    *(
        "e\u0301.txt",
        "ﬁle.txt",
        "ｅvil.exe",
        "Zeugnis für Übung.pdf",
        "رسالة.pdf",
        "",
        " ",
        "\u3000",
    ),
)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_says_what_it_is_and_does_nothing(name):
    clean = clean_name(name)
    assert clean
    assert len(clean) <= limits.FILE_NAME_LENGTH
    assert not re.search(r'[\\/<>:"|?*]', clean)
    assert {unicodedata.category(sign)[0] for sign in clean} & {"C"} == set()
    assert not clean.startswith(".")
    assert clean == clean.strip()
    assert not DEVICES.match(clean)
    assert Path(clean).name == clean
    header = content_disposition_header(True, clean) or ""
    assert "\n" not in header
    assert "\r" not in header


def test_all_of_them_lie_side_by_side_outside_every_served_folder(
    amina, laptops, now, settings, tmp_path
):
    assert len(NAMES) >= 60
    settings.MEDIA_ROOT = tmp_path / "files"
    uploads = [Upload(name, "text/plain", [name.encode("utf-8", "replace")]) for name in NAMES[:50]]
    asked = actions.ask(by=amina, at=now, title="See", service=laptops, files=uploads)
    kept = Attachment.objects.visible_to(amina).filter(service_request=asked)
    assert kept.count() == 50
    assert len({file.key for file in kept}) == 50
    lying = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(
        re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{64}", str(p.relative_to(folder()))) for p in lying
    )
    assert not any(path.stat().st_mode & 0o111 for path in lying)
    assert not folder().is_relative_to(settings.STATIC_ROOT)
