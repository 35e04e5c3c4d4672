"""Templates: all of them compile, and none carries style or script of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.template import engines
from jinja2 import TemplateSyntaxError

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


def test_every_template_compiles():
    paths = templates()
    assert paths
    assert [line for path in paths for line in _mistakes(path)] == []


def _mistakes(path: Path) -> Iterator[str]:
    environment = engines["jinja2"].env  # type: ignore[attr-defined]  # this engine is Jinja's
    try:
        environment.compile(path.read_text(encoding="utf-8"), path.name, str(path))
    except TemplateSyntaxError as mistake:
        yield f"{_name(path)}: {mistake}"


def test_a_page_carries_no_style_and_no_script_of_its_own():
    pages = [path for path in templates() if path.suffix == ".html" and not _is_mail(path)]
    assert pages
    assert [line for path in pages for line in _carried(path)] == []


def _carried(path: Path) -> Iterator[str]:
    words = r"{#.*?#}|{%.*?%}"
    text = re.sub(words, "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for name, pattern in FORBIDDEN.items():
        if pattern.search(text):
            yield f"{_name(path)}: {name}"


def test_no_template_stands_where_the_other_engine_would_find_it():
    assert list(PRODUCT.glob("*/templates")) == []
