"""Nothing is said past the translators: every page, every mistake, every letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from zoneinfo import available_timezones

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from django.apps import apps
from django.db import models

from goodword.channels.coming_in import raw
from goodword.channels.models import InboundMail
from goodword.house.guard import system_scope
from goodword.outbox import kinds
from goodword.outbox.models import Letter
from goodword.ui import messages
from goodword.ui.pseudo import spoken, untranslated_text
from tests.journeys.pages import Look, client_of, everything
from tests.journeys.scene import Scene

pytestmark = [pytest.mark.one_engine, pytest.mark.django_db]

_OTHER_STYLE = re.compile(r"(?<!%)%(?![(%])|\{\w*\}")
#: A day beside a promise line, where there is no room for an element of its own.
_DAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2}(?: [A-Z][a-z]{2})?")
_ADDRESS = re.compile(r"https?://[^\s\"<]+")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def data(scene: Scene) -> set[str]:
    """Everything that people gave: all texts of all rows, by line, and their mails' subjects."""
    found: set[str] = set()
    with system_scope("tests"):
        for model in apps.get_models():
            columns = [
                field
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField | models.JSONField)
                and not field.choices
            ]
            names = [field.name for field in columns]
            for row in model._base_manager.values_list(*names) if names else ():
                found |= {text for value in row for text in _texts(value)}
        for mail in InboundMail.objects.all():
            found.add(str(message_from_bytes(raw.load(mail.sha256))["Subject"]))
    return {piece for text in found for piece in _pieces(text)} | _from_babel()


def _from_babel() -> set[str]:
    """What no translator of ours says: names of zones, countries, languages and days."""
    english = Locale("en", "GB")
    days = {*english.days["stand-alone"]["wide"].values()}
    names = {*english.territories.values(), *english.languages.values(), *days}
    return (
        names
        | {"UK"}
        | {zone.replace("_", " ") for zone in available_timezones()}
        | available_timezones()
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


def _pieces(text: str) -> Iterator[str]:
    for line in (text, *text.splitlines()):
        if len(line.strip()) > 2:
            yield line.strip()


def unsaid(scene: Scene, looks: list[Look], given: set[str]) -> list[str]:
    """Answer what stands on these pages in no language."""
    windows = {who: client_of(scene, who) for who in {look.who for look in looks}}
    found = []
    with spoken():
        for look in looks:
            window = windows[look.who]
            if look.send_to:
                answer = window.post(look.send_to, {"version": "0"})
            else:
                answer = window.get(look.path)
            assert answer.status_code == look.code, look
            page = answer.content.decode()
            found += [
                f"{look}: {text}"
                for text in untranslated_text(page, given)
                if not _DAY.fullmatch(text)
            ]
    return found


def test_no_page_says_anything_past_the_translators(scene):
    found = unsaid(scene, everything(scene), data(scene))
    assert found == []


def test_no_letter_says_anything_past_the_translators(scene):
    given = data(scene)
    with system_scope("tests"):
        letters = [*Letter.objects.select_related("to")]
    found, said = [], set()
    with spoken(), system_scope("tests"):
        for letter in letters:
            rendered = kinds.kind_of(letter.kind).resolver(letter, scene.at)
            if rendered is None:
                continue
            said.add(letter.kind)
            for part in (rendered.subject, rendered.html, rendered.text):
                found += [
                    f"{letter.kind}: {text}"
                    for text in untranslated_text(_ADDRESS.sub("", part), given)
                ]
    assert {"requests.receipt", "requests.word", "requests.duty", "people.invitation"} <= said
    assert found == []


@pytest.fixture(scope="module")
def sentences() -> list[Message]:
    return [message for message in messages.collect() if message.id]


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def test_sentences_name_what_is_put_into_them(sentences):
    wrong = [
        (form, message.locations[0])
        for message in sentences
        for form in _forms(message)
        if _OTHER_STYLE.search(form)
    ]
    assert wrong == []


def test_both_numbers_of_a_sentence_name_the_same(sentences):
    wrong = []
    for message in sentences:
        one, *others = ({*_PLACEHOLDER.findall(form)} for form in _forms(message))
        wrong += [(message.id, message.locations[0]) for other in others if one - other]
    assert wrong == []


def test_a_translation_of_every_sentence_compiles(sentences, tmp_path):
    from babel.messages.mofile import read_mo, write_mo

    whole = Catalog(locale="de")
    for message in sentences:
        whole.add(message.id, message.id, context=message.context, flags=message.flags)
    assert [error for _, errors in whole.check() for error in errors] == []
    file = tmp_path / "django.mo"
    with file.open("wb") as target:
        write_mo(target, whole)
    with file.open("rb") as source:
        assert len(read_mo(source)) == len(whole)
