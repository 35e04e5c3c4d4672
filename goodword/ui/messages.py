"""Collects every sentence for translators into ``goodword/locale/django.pot``.

Translators make ``goodword/locale/<language>/LC_MESSAGES/django.po`` from it with any of their
tools, and ``pybabel compile -D django -d goodword/locale`` makes what Django reads.
"""

from __future__ import annotations

import sys
from configparser import ConfigParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import write_po

PACKAGE = Path(__file__).parent.parent
MAPPING = Path(__file__).parent / "babel.cfg"
TEMPLATE = PACKAGE / "locale" / "django.pot"

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def _mapping() -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    """Read ``babel.cfg``: which method reads which files, with which options."""
    parser = ConfigParser()
    parser.read(MAPPING, encoding="utf-8")
    methods, options = [], {}
    for section in parser.sections():
        method, pattern = (part.strip() for part in section.split(":", 1))
        methods.append((pattern, method))
        options[pattern] = dict(parser.items(section))
    return methods, options


def collect() -> Catalog:
    """Return all sentences of all rooms. Raises what Jinja2 raises for a broken template."""
    methods, options = _mapping()
    catalog = Catalog(project="Goodword", charset="utf-8")
    found = extract_from_dir(
        PACKAGE, methods, options, keywords=KEYWORDS, comment_tags=("For translators:",)
    )
    for filename, line, message, comments, context in found:
        catalog.add(message, None, [(filename, line)], auto_comments=comments, context=context)
    return catalog


def write() -> Path:
    """Write the template for translators and return where it is."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    with TEMPLATE.open("wb") as target:
        write_po(target, collect(), width=100, sort_output=True)
    return TEMPLATE


if __name__ == "__main__":
    sys.stdout.write(f"{write()}\n")
