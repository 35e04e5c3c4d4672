"""RELIABILITY 32: words are never a template, on no page and in no letter; 29 and 33 by build."""

from __future__ import annotations

import ast
from html import unescape

import pytest

from goodword.house.guard import system_scope
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter
from goodword.requests import actions
from tests.house_rules.source import modules

pytestmark = pytest.mark.django_db

TEMPLATES = (
    "{{7*7}}",
    "{{ 7 * 7 }}",
    "{{7*'7'}}",
    "{%print(7*7)%}",
    "{% debug %}",
    "{% include 'x' %}",
    "{% load static %}",
    "{# gone #}",
    "{{ request }}",
    "{{ config }}",
    "{{ settings.SECRET_KEY }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ ''.__class__ }}",
    "{{ url('pages:home') }}",
    "{{ csrf_input }}",
    "{{ me.email }}",
    "{{_('x')}}",
    "{% raw %}{{x}}{% endraw %}",
    "{% set x = 1 %}{{x}}",
    "${7*7}",
    "${{7*7}}",
    "#{7*7}",
    "*{7*7}",
    "@{7*7}",
    "<%= 7*7 %>",
    "<# 7*7 #>",
    "[[7*7]]",
    "{=7*7}",
    "%(title)s",
    "%s %d %n",
    "%%",
    "%(who)s 100%",
    "%c%c%c",
    "{0}",
    "{title}",
    "{0.__class__}",
    "{!r}",
    "$title",
    "$$",
    "~~7*7~~",
    "\\{\\{7*7\\}\\}",
    "{{constructor.constructor('x')()}}",
    "__${7*7}__::.x",
)


def test_words_that_look_like_a_template_stay_as_they_were_typed(
    amina, ben, laptops, now, signed_in
):
    assert len(TEMPLATES) >= 40
    all_of_them = "\n".join(TEMPLATES)
    amina.preferred_name, amina.name = "{{7*7}} %(who)s", "{0} ${7*7} %s"
    amina.save()
    it_help = ben.teams().get()
    it_help.name = "{{7*7}} %(team)s"
    it_help.save()
    asked = [
        actions.ask(by=amina, at=now, title=text, words=all_of_them, service=laptops)
        for text in TEMPLATES
    ]
    for one in asked[::4]:
        actions.play_back(one, by=ben, at=now, words=all_of_them)
        actions.ask_asker(one, by=ben, at=now, question=all_of_them)
    page = unescape(signed_in(amina).get(asked[0].get_absolute_url()).content.decode())
    assert [text for text in TEMPLATES if text not in page] == []
    for path in ("/", "/asked/", "/desk/it-help/", "/teams/it-help/", "/services/it-help/laptop/"):
        for person in (amina, ben):
            answer = signed_in(person).get(path)
            assert answer.status_code in {200, 404}
            assert ">49<" not in answer.content.decode()
    written = letters_about(now)
    assert [text for text in TEMPLATES if not any(text in one for one in written)] == []


def letters_about(at) -> list[str]:
    """Subject and both twins of every letter."""
    with system_scope("tests"):
        rendered = [
            kind_of(one.kind).resolver(one, at) for one in Letter.objects.select_related("to")
        ]
    return [
        f"{one.subject}\n{one.text}\n{unescape(one.html)}" for one in rendered if one is not None
    ]


#: What would ask another host, take a picture or an archive apart, or run something.
NEVER = {
    "a host outside (29)": {
        "requests",
        "httpx",
        "aiohttp",
        "urllib.request",
        "http.client",
        "ftplib",
    },
    "pictures and archives (33)": {"PIL", "zipfile", "tarfile", "gzip", "lzma", "xml", "lxml"},
    "what is written by strangers": {"pickle", "marshal", "shelve", "yaml"},
}
#: What the operator gives on the command line, read a line at a time, is no stranger's.
OWN_FILES = {
    ("goodword/advisor/backtest/log.py", "gzip"),
    # and the host that gives out the key to a mailbox is named in the settings
    ("goodword/channels/coming_in/oauth.py", "http.client"),
}


def test_nothing_here_asks_strangers_or_unpacks_what_they_sent():
    found = []
    for name, tree in modules().items():
        for node in ast.walk(tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for what, banned in NEVER.items():
                hit = [one for one in names if one in banned or one.split(".")[0] in banned]
                hit = [one for one in hit if (name, one) not in OWN_FILES]
                found += [f"{name}: {one} ({what})" for one in hit]
    assert found == []


def test_no_template_and_no_code_is_made_from_words():
    found = [
        f"{name}:{node.lineno} {ast.unparse(node.func)}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rsplit(".", 1)[-1]
        in {"from_string", "eval", "exec", "mark_safe"}
    ]
    assert found == []
