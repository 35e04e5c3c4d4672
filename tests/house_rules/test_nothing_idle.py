"""What can be set is read, and what pages could use some page uses."""

from __future__ import annotations

import ast
import re

from goodword.house.limits import SETTABLE
from tests.house_rules.source import PRODUCT, modules, templates

CODE = {name: ast.unparse(tree) for name, tree in modules().items()}
PAGES = [path.read_text(encoding="utf-8") for path in templates()]
SCRIPTS = [path.read_text(encoding="utf-8") for path in PRODUCT.glob("ui/static/ui/js/*.js")]
STYLE = "".join(path.read_text(encoding="utf-8") for path in PRODUCT.glob("ui/css/*.css"))
#: Worn by an avatar: one of its eight hues, and what the page says of its size.
PUT_TOGETHER = {"av--s", "av--l", *(f"h{hue}" for hue in range(8))}
#: Put on by htmx itself.
BY_HTMX = {"htmx-request", "htmx-indicator"}


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"[A-Za-z_][\w-]*", text)}


def test_every_limit_that_can_be_set_bounds_something():
    read = _words(*(code for name, code in CODE.items() if name != "goodword/house/limits.py"))
    assert sorted(SETTABLE.keys() - read) == []


def test_every_class_of_the_style_is_worn():
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", STYLE, flags=re.DOTALL)
    classes = set(re.findall(r"\.([A-Za-z][\w-]*)", rules)) - PUT_TOGETHER - BY_HTMX
    assert sorted(classes - _words(*PAGES, *SCRIPTS, *CODE.values())) == []


def test_every_macro_is_taken_by_a_page_or_called_beside_where_it_stands():
    taken = _words(*(words for page in PAGES for words in re.findall(r"import ([^%]+)", page)))
    idle = [
        name
        for page in PAGES
        for name in set(re.findall(r"macro (\w+)", page)) - taken
        if len(re.findall(rf"\b{name}\(", page)) < 2
    ]
    assert idle == []
