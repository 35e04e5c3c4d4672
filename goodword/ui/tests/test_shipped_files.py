"""Style sheet, fonts, icons and the one library are what they say they are."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage

from goodword.ui import bundle, messages

STATIC = Path(bundle.ROOM) / "static" / "ui"
#: mails carry their styles with them; they are no pages
TEMPLATES = sorted(
    path for path in Path(bundle.ROOM).parent.glob("*/jinja2/**/*.html") if "mail" not in path.parts
)
SYMBOLS = set(re.findall(r'id="i-([a-z-]+)"', (STATIC / "icons" / "sprite.svg").read_text()))


def test_the_style_sheet_is_the_sum_of_its_parts():
    assert bundle.BUNDLE.read_text(encoding="utf-8") == bundle.bundle(), (
        "write it anew: python -m goodword.ui.bundle"
    )


def test_the_bundle_can_be_written_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "BUNDLE", tmp_path / "goodword.css")
    assert bundle.write().read_text(encoding="utf-8") == bundle.bundle()


@pytest.mark.parametrize("part", bundle.parts(), ids=lambda part: part.stem)
def test_every_part_closes_its_braces_and_stays_in_a_layer(part):
    text = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text.count("{") == text.count("}")
    assert text.strip().startswith("@layer")
    assert text.strip().endswith("}")


def test_files_the_style_sheet_asks_for_are_there():
    for address in re.findall(r'url\("([^"]+)"\)', bundle.bundle()):
        assert (STATIC / address).is_file(), address


def test_nothing_is_fetched_from_elsewhere():
    for file in [bundle.BUNDLE, *STATIC.glob("js/*.js")]:
        assert "http" not in re.sub(r"http-equiv", "", file.read_text(encoding="utf-8")), file


def test_the_library_is_the_one_that_was_published():
    for line in (STATIC / "vendor" / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(
    "licence",
    [
        "fonts/LICENSE-figtree.txt",
        "fonts/LICENSE-literata.txt",
        "icons/LICENSE-phosphor.txt",
        "vendor/LICENSE-htmx.txt",
    ],
)
def test_licences_travel_along(licence):
    assert len((STATIC / licence).read_text(encoding="utf-8")) > 200


def test_templates_use_icons_that_exist_and_no_inline_style_or_script():
    assert TEMPLATES
    assert [line for template in TEMPLATES for line in _wrong_with(template)] == []


def _wrong_with(template: Path) -> Iterator[str]:
    where, text = "/".join(template.parts[-3:]), template.read_text(encoding="utf-8")
    for name in re.findall(r"icon\('([a-z-]+)'", text):
        if name not in SYMBOLS:
            yield f"{where}: there is no icon {name}"
    if found := re.search(r"\sstyle=|<style|\son[a-z]+=\"|hx-on|javascript:", text):
        yield f"{where}: {found[0]}"
    for script in re.findall(r"<script[^>]*>", text):
        if "src=" not in script:
            yield f"{where}: {script}"


def test_static_files_go_out_under_hashed_names(tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path)
    found = {}
    for name in ("ui/goodword.css", *(f"ui/fonts/{font.name}" for font in STATIC.glob("fonts/*"))):
        source = FileSystemStorage(STATIC.parent)
        with source.open(name) as content:
            storage.save(name, content)
        found[name] = (storage, name)
    processed = list(storage.post_process(found))
    assert not [problem for _, _, problem in processed if isinstance(problem, Exception)]
    assert re.fullmatch(r"ui/goodword\.[0-9a-f]{12}\.css", storage.stored_name("ui/goodword.css"))


def test_the_template_for_translators_can_be_written(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "TEMPLATE", tmp_path / "locale" / "django.pot")
    assert 'msgid "Skip to the page"' in messages.write().read_text(encoding="utf-8")
