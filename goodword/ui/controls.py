"""Draws the controls of forms.

Django draws each control with three of its templates. Nearly all of ours are one tag, which is
written here directly, as those templates would write it; everything else is left to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from markupsafe import Markup

Widget = Mapping[str, Any]

FOLDER = "django/forms/widgets"
#: Kinds of controls that are one ``<input>``.
INPUTS = (
    "checkbox", "date", "datetime", "email", "file", "hidden", "input", "number", "password",
    "text", "time", "url",
)  # fmt: skip


def input_tag(widget: Widget) -> str:
    """Return ``<input>``."""
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(str(value))}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    tag = f'<input type="{kind}" name="{name}"{said}{_attributes(widget)}>\n'
    return Markup(tag)  # noqa: S704 - each part is escaped


def text_area(widget: Widget) -> str:
    """Return ``<textarea>``; the line after the tag is not part of what is written in it."""
    name, words = conditional_escape(widget["name"]), conditional_escape(widget["value"] or "")
    tag = f'<textarea name="{name}"{_attributes(widget)}>\n{words}</textarea>\n'
    return Markup(tag)  # noqa: S704 - the same


def select_box(widget: Widget) -> str:
    """Return ``<select>`` with its options, in their groups; there are 600 time zones."""
    groups = "".join(_group(name, options) for name, options, _place in widget["optgroups"])
    name = conditional_escape(widget["name"])
    tag = f'<select name="{name}"{_attributes(widget)}>{groups}\n</select>\n'
    return Markup(tag)  # noqa: S704 - the same


def _group(name: str | None, options: Iterable[Widget]) -> str:
    inside = "".join(f"\n  {_option(option)}" for option in options)
    if not name:
        return inside
    return f'\n  <optgroup label="{conditional_escape(name)}">{inside}\n  </optgroup>'


def _option(option: Widget) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option)}>{label}</option>\n'


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


_WRITTEN: Mapping[str, Callable[[Widget], str]] = {
    **{f"{FOLDER}/{kind}.html": input_tag for kind in INPUTS},
    f"{FOLDER}/textarea.html": text_area,
    f"{FOLDER}/select.html": select_box,
}


class Controls(DjangoTemplates):
    """Writes single tags directly, everything else as Django does (``FORM_RENDERER``)."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Draw one control."""
        write = _WRITTEN.get(template_name)
        if write is not None:
            return write(context["widget"])
        return super().render(template_name, context, request)
