"""Pages put together from all macros, for tests and for looking at them. Not shipped as pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from markupsafe import Markup

from goodword.ui import odds
from goodword.ui.promise_line import PromiseLine
from goodword.ui.working_time_chart import Bar, Day, Tick

FOLDER = Path(__file__).parent / "gallery"
AT = datetime(2026, 11, 24, 10, 12, tzinfo=UTC)
DUE = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
NAMES = ("home", "request", "desk", "script")


def colleague(name: str, hue: int) -> Any:
    initials = "".join(part[0] for part in name.split())
    return SimpleNamespace(
        is_authenticated=True,
        name=name,
        preferred_name=name.split(maxsplit=1)[0],
        initials=initials,
        hue=hue,
        keys_on=True,
        theme="",
    )


AMINA = colleague("Amina Yusuf", 1)
DAFYDD = colleague("Dafydd Pryce", 4)


class SampleForm(forms.Form):
    number = forms.CharField(label="Student number", min_length=7, help_text="Seven digits")
    words = forms.CharField(label="What is wrong?", widget=forms.Textarea)
    team = forms.ChoiceField(label="Team", choices=[("a", "Records"), ("b", "IT")])
    pick = forms.ChoiceField(
        label="Which one", choices=[("a", "This"), ("b", "That")], widget=forms.RadioSelect
    )
    many = forms.MultipleChoiceField(
        label="Which ones", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Yes, a student is waiting")
    file = forms.FileField(label="Proof", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def line(state: Any, **more: Any) -> PromiseLine:
    words = {"start_words": "Asked Tue 8:52", "mark_words": "Thu 4 pm"}
    return PromiseLine(state, label=f"Promise line, {state}.", **{**words, **more})


LINES = {
    "none": line("none", now=36, now_words="Now", mark_words=""),
    "proposed": line("proposed", now=8, mark=80),
    "countered": line("countered", now=5, mark=66, flag=34, flag_words="You hoped: today 5 pm"),
    "given": line(
        "given", now=20, now_words="Now", mark=72, flag=97, flag_words="Appointment, Fri 9:30"
    ),
    "risk": line(
        "risk", now=62, now_words="Now", mark=80, flag=97, flag_words="Campaign, Thu 5 pm"
    ),
    "broken": line(
        "broken",
        now=70,
        now_words="Now",
        cross=52,
        cross_words="Mon 5 pm",
        mark=88,
        mark_words="Wed 10 am",
    ),
    "early": line(
        "early",
        mark=84,
        mark_words="Promised Tue noon",
        delivered=58,
        delivered_words="Delivered Mon 11:20",
    ),
    "kept": line("kept", mark_words="", delivered=82, delivered_words="Delivered Fri 15:40"),
    "wait": line("wait", now=40, now_words="Paused", mark=80),
}

DAYS = (
    Day(
        "Fri 20",
        "1 h",
        "Paused 8:30 to 11:00, counted 11:00 to 12:00, closed from 12:00",
        (Bar("held", 0, 29.4), Bar("ran", 29.4, 11.8)),
    ),
    Day(
        "Tue 24",
        "8 h 30 min",
        "Counted 8:30 to 10:12, left 10:12 to 17:00, due at 17:00",
        (Bar("left", 0, 100), Bar("ran", 0, 20)),
        now=20,
        due=100,
    ),
)
TICKS = (
    Tick(0, "8:30", "start"),
    Tick(29.4, "11:00"),
    Tick(64.7, "14:00"),
    Tick(100, "17:00", "end"),
)
ODDS = odds.Strip(
    "Half would be ready by Wednesday 4 pm, 47 of 52 by Thursday 4 pm.",
    odds.bars([0, 1, 1, 2, 3, 4, 7, 8, 8, 6, 4, 3, 1, 1, 1, 2], late_from=12),
    (
        odds.mark("p", 49.8, "half"),
        odds.mark("pick", 72.2, "47 of 52"),
        odds.mark("need", 77.8, "visa, Fri 9:30"),
    ),
    (Tick(3, "Tue", "start"), Tick(99.8, "later", "end")),
)
DOTS = odds.Dots(
    "Of the last 2, 1 was on time.",
    (odds.Case(39.2, 31.4), odds.Case(58.8, 98, late=True)),
    (Tick(0, "asked", "start"), Tick(100, "5 days", "end")),
)


def context() -> dict[str, Any]:
    return {
        "at": AT,
        "due": DUE,
        "said": Markup("<b>A first word from you</b> to Callum Reid, Finance"),
        "amina": AMINA,
        "dafydd": DAFYDD,
        "lines": LINES,
        "days": DAYS,
        "axis": TICKS,
        "odds": ODDS,
        "dots": DOTS,
        "form": SampleForm({"number": "21044"}),
    }


def request(person: Any = DAFYDD) -> HttpRequest:
    made = RequestFactory().get("/")
    made.user = person
    return made


def page(name: str, by: HttpRequest | None = None) -> str:
    """Render one page of the gallery."""
    source = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    return str(engines["jinja2"].from_string(source).render(context(), by or request()))
