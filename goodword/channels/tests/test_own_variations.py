"""Answers as other programs and other languages write them: own words stay, quotes go."""

from __future__ import annotations

import json

import pytest

from goodword.channels.parsing import child

WORDS = "Yes, the small one.\n\nPlease bring it to room 4 on Friday."
QUOTED = "> Which one do you need?\n> The small or the large one?\n"
BARE = "Which one do you need?\nThe small or the large one?\n"
#: What programs write above the quote.
ABOVE = [
    "On Tue, 24 Nov 2026 at 09:30, Ben Keller <ben@northmoor.example> wrote:",
    "On Tue, Nov 24, 2026 at 9:30 AM Ben Keller via Goodword <goodword@northmoor.example>\nwrote:",
    "On 24 Nov 2026, at 10:30, Ben Keller <ben@northmoor.example> wrote:",
    "On 24/11/2026 10:30, Ben Keller wrote:",
    "Am Di., 24. Nov. 2026 um 10:30 Uhr schrieb Ben Keller <ben@northmoor.example>:",
    "Am 24.11.2026 um 10:30 schrieb Ben Keller:",
    "Am 24.11.26 um 10:30 schrieb Ben Keller via Goodword:",
    "Le mar. 24 nov. 2026 à 10:30, Ben Keller <ben@northmoor.example> a écrit :",
    "Le 24/11/2026 à 10:30, Ben Keller a écrit :",
    "El mar, 24 nov 2026 a las 10:30, Ben Keller (<ben@northmoor.example>) escribió:",
    "El 24/11/2026 a las 10:30, Ben Keller escribió:",
    "Il giorno mar 24 nov 2026 alle ore 10:30 Ben Keller <ben@northmoor.example> ha scritto:",
    "Il 24/11/2026 10:30, Ben Keller ha scritto:",
    "Em ter., 24 de nov. de 2026 às 10:30, Ben Keller <ben@northmoor.example> escreveu:",
    "Op di 24 nov 2026 om 10:30 schreef Ben Keller <ben@northmoor.example>:",
    "Den tis 24 nov. 2026 kl 10:30 skrev Ben Keller <ben@northmoor.example>:",
    "Den tirs. 24. nov. 2026 kl. 10.30 skrev Ben Keller <ben@northmoor.example>:",
    "ti 24. marrask. 2026 klo 10.30 Ben Keller (ben@northmoor.example) kirjoitti:",
    "wt., 24 lis 2026 o 10:30 Ben Keller <ben@northmoor.example> napisał(a):",
    "út 24. 11. 2026 v 10:30 odesílatel Ben Keller <ben@northmoor.example> napsal:",
    "вт, 24 нояб. 2026 г. в 10:30, Ben Keller <ben@northmoor.example>:",
    "24.11.2026 10:30, Ben Keller пишет:",
    "Ben Keller <ben@northmoor.example>, 24 Kas 2026 Sal, 10:30 tarihinde şunu yazdı:",
    "2026年11月24日(火) 10:30 Ben Keller <ben@northmoor.example>:",
    "Ben Keller <ben@northmoor.example> 于2026年11月24日周二 10:30写道：",
    "2026년 11월 24일 (화) 오전 10:30, Ben Keller <ben@northmoor.example>님이 작성:",
]
#: The heads that Outlook writes, which marks nothing below them.
HEADS = [
    ("From", "Sent", "To", "Subject"),
    ("Von", "Gesendet", "An", "Betreff"),
    ("De", "Envoyé", "À", "Objet"),
    ("De", "Enviado", "Para", "Asunto"),
    ("De", "Enviado", "Para", "Assunto"),
    ("Da", "Inviato", "A", "Oggetto"),
    ("Van", "Verzonden", "Aan", "Onderwerp"),
    ("Från", "Skickat", "Till", "Ämne"),
    ("Fra", "Sendt", "Til", "Emne"),
    ("Od", "Wysłano", "Do", "Temat"),
    ("От", "Отправлено", "Кому", "Тема"),
]


def told(body: str) -> dict[str, str]:
    raw = b"Content-Type: text/plain; charset=utf-8\n\n" + body.encode()
    facts: dict[str, str] = json.loads(child.answer(raw)[0])
    return facts


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("quoted", [QUOTED, "\n" + QUOTED])
def test_what_stands_above_a_quote_goes_with_it(above, quoted):
    facts = told(f"{WORDS}\n\n{above}\n{quoted}")
    assert facts["text"] == WORDS
    assert "Which one do you need?" in facts["elided"]


@pytest.mark.parametrize("rule", ["", "________________________________\n", "-----\n"])
@pytest.mark.parametrize("head", HEADS, ids=lambda it: it[0] + it[3])
def test_an_outlook_head_and_all_below_it_goes(head, rule):
    values = ("Ben Keller <ben@northmoor.example>", "Tuesday, 24 November 2026 10:30",
              "Amina Yusuf <amina@northmoor.example>", "Which laptop?")  # fmt: skip
    lines = "\n".join(f"{name}: {value}" for name, value in zip(head, values, strict=True))
    facts = told(f"{WORDS}\n\n{rule}{lines}\n\n{BARE}")
    assert facts["text"] == WORDS


SIGNED = [
    "--\nAmina Yusuf\nRegistry",
    "____\nAmina",
    "Sent from my iPhone",
    "Von meinem iPad gesendet",
]


@pytest.mark.parametrize("signed", SIGNED)
@pytest.mark.parametrize("below", ["", f"\n{ABOVE[0]}\n{QUOTED}"])
def test_a_signature_is_told_apart(signed, below):
    facts = told(f"{WORDS}\n\n{signed}\n{below}")
    assert facts["text"] == WORDS
    assert facts["signature"].strip() == signed.strip()


KEPT = [
    "Three things:\n\n-Paper\n\n-Pens\n\n-Ink",
    "We need one of these:\n- small\n- large",
    "From: the registry.\nTo: whoever can help.\nPlease call.",
    "On Monday, at nine, she wrote: we are closed.\nIs that so?",
    "Von: Hamburg\nNach: Kiel\n\nBitte buchen.",
    "It is not -Amina",
    "-Amina",
]


@pytest.mark.parametrize("words", KEPT)
def test_own_words_that_look_like_something_else_stay(words):
    assert told(words + "\n")["text"] == words
