"""Every macro, rendered: valid, labelled, and with references that lead somewhere."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines

from goodword.ui import bundle
from goodword.ui.tests import sample_pages

pytestmark = pytest.mark.urls("goodword.ui.tests.sample_urls")

MACROS = Path(bundle.ROOM) / "jinja2" / "ui" / "macros"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
CONTROLS = {"input", "select", "textarea"}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.open = []
        self.unclosed = []
        self.label_depth = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.append((tag, known, self.label_depth > 0))
        if tag not in VOID:
            self.open.append(tag)
        self.label_depth += tag == "label"

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), self.label_depth > 0))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.unclosed.append(tag)
        else:
            self.open.pop()
        self.label_depth -= tag == "label"

    def values(self, name):
        return [known[name] for _, known, _ in self.tags if known.get(name)]


@pytest.fixture(params=sample_pages.NAMES)
def page(request):
    return Page(sample_pages.page(request.param))


def test_tags_are_closed_in_order(page):
    assert page.unclosed == []
    assert page.open == []


def test_an_id_is_there_once(page):
    counted = Counter(page.values("id"))
    assert [name for name, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("reference", ["aria-labelledby", "aria-describedby", "for", "commandfor"])
def test_references_lead_somewhere(page, reference):
    there = set(page.values("id"))
    wanted = {name for value in page.values(reference) for name in value.split()}
    assert wanted - there == set()


def test_every_control_has_a_label(page):
    labels = set(page.values("for"))
    for tag, known, inside in page.tags:
        if tag in CONTROLS and known.get("type") != "hidden":
            assert inside or known.get("id") in labels or known.get("aria-label"), known


def test_every_picture_is_decoration_or_says_what_it_shows(page):
    for tag, known, _ in page.tags:
        if tag == "svg" and "x" not in known:
            decoration = known.get("aria-hidden") == "true"
            assert decoration or (known.get("role") == "img" and known.get("aria-label")), known


def test_nothing_is_styled_or_scripted_in_the_page(page):
    for _, known, _ in page.tags:
        assert "style" not in known
        assert not [name for name in known if name.startswith("on")]


def test_every_macro_is_in_the_gallery():
    shown = "".join(path.read_text() for path in sample_pages.FOLDER.glob("*.html"))
    inside = "".join(path.read_text() for path in MACROS.glob("*.html"))
    frame = "".join(path.read_text() for path in MACROS.parent.rglob("*.html"))
    for name in re.findall(r"{%-? macro ([a-z]\w*)", inside):
        calls = len(re.findall(rf"\b{name}\(", shown + frame))
        assert calls > 1 or name == "state_words", f"{name} is never shown"


def render(source, **context):
    return str(engines["jinja2"].from_string(source).render(context)).strip()


RATE = '{% from "ui/macros/rate.html" import rate %}{{ rate(kept, total) }}'


def test_a_kept_rate_is_never_rounded_up():
    page = render(RATE, kept=199, total=200)
    assert "<b>99%</b> kept, 200 lately" in page
    assert page.count("pip--on") == 9


def test_below_ten_cases_there_is_no_rate():
    page = render(RATE, kept=9, total=9)
    assert "new service" in page
    assert "%" not in page
    assert "so far" not in render(RATE, kept=0, total=0)


def test_words_of_people_are_never_markup():
    page = render(
        '{% from "ui/macros/thread.html" import message %}{{ message(person, words, "8:52") }}',
        person=sample_pages.AMINA,
        words="<script>alert(1)</script>\nsecond line\n\nnext",
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>second line</p><p>next" in page


def test_a_team_note_says_who_sees_it():
    page = render(
        '{% from "ui/macros/thread.html" import message %}'
        '{{ message(person, "x", "8:52", only="Only Records sees this") }}',
        person=sample_pages.AMINA,
    )
    assert "msg--team" in page
    assert "Only Records sees this" in page


def test_a_desk_row_without_a_name_says_nobody_yet():
    page = render(
        '{% from "ui/macros/desk_row.html" import desk_row %}{{ desk_row("#", "T", "s", "noon") }}'
    )
    assert "Nobody yet" in page
    assert "checkbox" not in page


def test_the_composer_keeps_what_was_typed_and_says_what_is_wrong():
    page = render(
        '{% from "ui/macros/composer.html" import composer %}'
        '{{ composer("/x", "", to="Ines", team="Records", value="a < b", mode="team",'
        ' error="Too long") }}'
    )
    assert "a &lt; b" in page
    assert 'aria-describedby="write-error"' in page
    assert re.search(r'value="team"[^>]*checked', page)


def test_mistakes_are_listed_with_links_to_their_fields():
    page = sample_pages.page("desk")
    assert "6 things need putting right" in page
    assert 'href="#id_number">Student number</a>' in page
    assert 'aria-describedby="id_number_hint id_number_error"' in page
    assert re.search(r'<input[^>]*value="21044"[^>]*aria-invalid="true"', page)


FORM = (
    '{% from "ui/macros/form.html" import field, form_errors %}'
    "{{ form_errors(form) }}{{ field(form.secret) }}"
)


def test_a_form_without_mistakes_has_no_summary():
    page = render(FORM, form=sample_pages.SampleForm())
    assert "putting right" not in page
    assert 'type="hidden"' in page


def test_file_sizes_are_said_in_kilobytes_and_megabytes():
    assert render("{{ 310000|file_size }} {{ 1200000|file_size }} {{ 3|file_size }}") == (
        "310 kB 1.2 MB 1 kB"
    )


def test_people_times_are_filters():
    page = render("{{ due|near_moment(at) }}", due=sample_pages.DUE, at=sample_pages.AT)
    assert page == '<time datetime="2026-11-26T16:00:00Z">Thursday, 4\u00a0pm</time>'


def test_people_times_know_the_moment_of_the_page():
    page = render("{{ due|day }}", due=sample_pages.DUE, at=sample_pages.DUE)
    assert ">today<" in page
