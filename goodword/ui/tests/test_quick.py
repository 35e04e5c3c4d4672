"""What Jinja2 does with fewer calls, it does as before."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from goodword.ui.jinja import environment
from goodword.ui.pseudo import spoken
from goodword.ui.quick import drawn

NASTY = '<b>"it\'s" & more</b>'


class Drawing:
    def __html__(self) -> str:
        return "<i>drawn</i>"


class Text(str):
    """A text of another kind."""

    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    [NASTY, Markup(NASTY), Text(NASTY), Drawing(), gettext_lazy(NASTY), None, 7, [NASTY]],
    ids=lambda value: type(value).__name__,
)
def test_every_value_is_drawn_as_markupsafe_escapes_it(value):
    assert drawn(value) == str(escape(value))


def drawing(source: str, **known: object) -> str:
    return environment().from_string(source).render(**known)


def test_what_is_put_in_is_escaped_everywhere():
    source = (
        "{% macro m(a, b='') %}{{ a }}{{ caller() }}{% endmacro %}"
        "{% set kept %}{{ x }}{% endset %}{{ kept }}"
        "{% for one in [x] %}{% call m(one) %}{{ x }}{% endcall %}{% endfor %}"
        "{{ _('<b>%(x)s</b>', x=x) }}{{ gettext('%(x)s', x=x) }}"
        "{% filter upper %}{{ x }}{% endfilter %}{{ x ~ x }}"
    )
    found = drawing(source, x="<u>").lower()

    assert "<u>" not in found
    assert found.count("&lt;u&gt;") == 8


def test_a_sentence_is_a_format_even_with_nothing_to_put_in():
    assert drawing("{{ _('100%% of <b>it</b>') }}") == "100% of <b>it</b>"


def test_a_name_that_is_not_there_is_still_a_mistake():
    for source in ("{{ x }}", "{{ x() }}", "{{ x.y }}"):
        with pytest.raises(UndefinedError):
            drawing(source)


def test_a_sentence_follows_the_language_of_whoever_reads():
    source = "{{ _('Home') }} {{ _('%(x)s', x=1) }}"
    before = drawing(source)
    with spoken():
        during = drawing(source)

    assert before == drawing(source) == "Home 1"
    assert during.startswith("⟦")


def test_an_icon_takes_no_markup_in():
    assert "<u>" not in drawing("{{ icon_tag(x, x) }}", x='"><u>')
