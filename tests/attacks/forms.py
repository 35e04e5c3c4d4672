"""The forms of a page as a browser would send them, read from the page itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count

Value = Callable[[str, int], str]


@dataclass
class Form:
    """Where a form goes, and what it would send; ``free`` are the boxes in which people type."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    free: dict[str, int] = field(default_factory=dict)

    def sent(self, value: Value) -> dict[str, str]:
        """Answer what is sent when ``value(name, longest)`` stands in each free box."""
        return self.fields | {name: value(name, longest) for name, longest in self.free.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._select: tuple[Form, str] | None = None
        self._textarea = ""

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        told: Mapping[str, str] = {name: value or "" for name, value in found}
        if tag == "form":
            self._open = Form(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self._open)
            self._by_id[told.get("id", "")] = self._open
        home = self._by_id.get(told.get("form", "")) if "form" in told else self._open
        name = told.get("name", "")
        if home is None or not name or "disabled" in told:
            if tag == "option" and self._select:
                self._option(told)
            return
        if tag == "input":
            self._input(home, name, told)
        elif tag == "textarea":
            home.free[name] = int(told.get("maxlength", 0) or 4_000)
        elif tag == "select":
            self._select = (home, name)

    def _option(self, told: Mapping[str, str]) -> None:
        assert self._select
        home, name = self._select
        if "selected" in told or not home.fields.get(name):
            home.fields[name] = told.get("value", "")

    def _input(self, home: Form, name: str, told: Mapping[str, str]) -> None:
        kind = told.get("type", "text")
        fixed = {"date": "2026-12-01", "time": "10:00", "number": "1"}
        fixed["datetime-local"] = "2026-12-01T10:00"
        if kind in ("submit", "button", "reset", "image", "file"):
            return
        if kind in ("radio", "checkbox"):
            if "checked" in told or (kind == "radio" and name not in home.fields):
                home.fields[name] = told.get("value", "on")
        elif kind == "hidden":
            home.fields[name] = told.get("value", "")
        elif kind in fixed:
            home.fields[name] = told.get("value") or fixed[kind]
        else:
            home.free[name] = int(told.get("maxlength", 0) or 4_000)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None


def forms_of(page: str) -> list[Form]:
    """Answer the forms of a page that change something."""
    reader = _Reader()
    reader.feed(page)
    return [form for form in reader.forms if form.method == "post"]


def plain_words() -> Value:
    """Answer values that a colleague might type: each box other words, addresses where asked."""
    numbers = count(1)

    def value(name: str, longest: int) -> str:
        number = next(numbers)
        if "email" in name or name in ("person", "login"):
            return f"person{number}@northmoor.example"
        return f"Words {number}"[:longest]

    return value
