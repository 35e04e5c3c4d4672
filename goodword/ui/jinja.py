"""The Jinja2 environment of all pages.

Strict: an undefined name is an error, not an empty place. Sentences go through gettext in the
new style, so ``_("%(name)s has it", name=x)`` escapes what is put in. People-times are filters
that know what time it is: ``{{ promise.due_at|moment }}`` gives a ``<time>`` element.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined, pass_context, pass_environment
from jinja2.runtime import Context
from markupsafe import Markup

from goodword.house import clock
from goodword.house.addresses import address_of
from goodword.ui import when
from goodword.ui.forms import control_attributes
from goodword.ui.keys import KEYS, Group
from goodword.ui.promise_line import draw, draw_mini
from goodword.ui.quick import Pages, sentence

KILO = 1000


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a page by its name."""
    if kwargs:
        return reverse(name, args=args or None, kwargs=kwargs)
    return address_of(name, *args)


@lru_cache(maxsize=256)
def static_file(path: str) -> str:
    """Return the address of a file for browsers: its name says what is in it."""
    return static(path)


def icon_tag(name: str, cls: str = "") -> Markup:
    """Return an icon; the words beside it say what it means."""
    return _icon_of(name, cls)


@lru_cache(maxsize=512)
def _icon_of(name: str, cls: str) -> Markup:
    return Markup(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>'
    ).format(f"icon {cls}" if cls else "icon", static_file("ui/icons/sprite.svg"), name)


@pass_environment
def same_for_all(env: Environment, template: str) -> Markup:
    """Return a piece that says the same on every page, to everybody who reads this language.

    Nothing of a person, a page or a moment may stand in it: it is rendered without any.
    """
    return rendered_once(env, template, translation.get_language() or "")


@lru_cache(maxsize=256)
def rendered_once(env: Environment, template: str, language: str) -> Markup:
    """Render what ``same_for_all`` keeps."""
    return Markup(env.get_template(template).render())  # noqa: S704 - a template of ours


def _moment_of(context: Context, at: datetime | None) -> datetime:
    """The moment the page is made for: given, else the ``at`` of the page, else now."""
    found = at or context.get("at")
    return found if isinstance(found, datetime) else clock.now()


def _time_filter(words: Callable[[datetime, datetime], str]) -> Callable[..., Markup]:
    @pass_context
    def people_time(context: Context, moment: datetime, at: datetime | None = None) -> Markup:
        return when.time_tag(moment, words(moment, _moment_of(context, at)))

    return people_time


def _clock_filter(words: Callable[[datetime], str]) -> Callable[[datetime], Markup]:
    def people_time(moment: datetime) -> Markup:
        return when.time_tag(moment, words(moment))

    return people_time


def paragraphs(text: str) -> Markup:
    """Return what somebody wrote as paragraphs; lines stay lines, nothing else is markup."""
    blocks = [block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n")]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(block.split("\n")))
        for block in blocks
        if block.strip()
    )


def file_size(size: int) -> str:
    """Say how large a file is: "310 kB", "1.2 MB"."""
    if size < KILO * KILO:
        return translation.gettext("%(size)s kB") % {"size": max(1, round(size / KILO))}
    return translation.gettext("%(size)s MB") % {"size": f"{size / KILO / KILO:.1f}"}


FILTERS: dict[str, Callable[..., Any]] = {
    "moment": _time_filter(when.moment),
    "near_moment": _time_filter(when.near_moment),
    "short_moment": _time_filter(when.short_moment),
    "line_moment": _time_filter(when.line_moment),
    "deadline": _time_filter(when.deadline),
    "happened": _time_filter(when.happened),
    "recently": _time_filter(when.recently),
    "day": _time_filter(when.day),
    "clock_time": _clock_filter(when.clock_time),
    "wall_clock": _clock_filter(when.wall_clock),
    "clock_of": when.clock_of,
    "wall_clock_of": when.wall_clock_of,
    "long_date": when.long_date,
    "short_date": when.short_date,
    "time_length": when.length,
    "starting": when.starting,
    "exactly": when.exactly,
    "drawn": draw,
    "drawn_mini": draw_mini,
    "paragraphs": paragraphs,
    "file_size": file_size,
}

EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]


def environment(**options: Any) -> Environment:
    """Return the environment that Django's Jinja2 backend asks for."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options["undefined"] = StrictUndefined
    extensions = [*options.pop("extensions", []), *EXTENSIONS]
    env = Pages(extensions=extensions, autoescape=True, **_without(options, "autoescape"))
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.globals.update(
        _=sentence,
        gettext=sentence,
        icon_tag=icon_tag,
        url=url,
        static=static_file,
        same_for_all=same_for_all,
        now=clock.now,
        control_attributes=control_attributes,
        key_groups=key_groups,
    )
    env.filters.update(FILTERS)
    return env


def key_groups() -> tuple[Group, ...]:
    """Return the keyboard keys, for the dialog behind `?`."""
    return KEYS


def _without(options: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in options.items() if key != name}
