"""Templates: all of them compile, and none carries style or script of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.house_rules.source import PRODUCT, templates

FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script without a file": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "an unescaped value": re.compile(r"\|\s*safe\b"),
}


def _is_mail(path: Path) -> bool:
    """Mail programs know no style sheets: letters may style their elements."""
    return bool({"mail", "mails", "letters", "letter"} & set(path.parts)) or "outbox" in path.parts


def _name(path: Path) -> str:
    return path.relative_to(PRODUCT).as_posix()


@pytest.mark.parametrize("path", templates(), ids=_name)
def test_a_template_compiles(path):
    environment = engines["jinja2"].env  # type: ignore[attr-defined]  # this engine is Jinja's
    environment.compile(path.read_text(encoding="utf-8"), path.name, str(path))


PAGES = [path for path in templates() if path.suffix == ".html" and not _is_mail(path)]


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_page_carries_no_style_and_no_script_of_its_own(path):
    words = r"{#.*?#}|{%.*?%}"
    text = re.sub(words, "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_no_template_stands_where_the_other_engine_would_find_it():
    assert list(PRODUCT.glob("*/templates")) == []
