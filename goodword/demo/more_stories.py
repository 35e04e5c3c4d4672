"""More of the day's stories: the desk of Records, and states that are seldom seen together."""

from __future__ import annotations

from goodword.demo import cast
from goodword.demo.stage import Stage
from goodword.requests import actions
from goodword.requests.models import Referral

DESK, RECORDS, IT = "Student Desk", "Records & Certificates", "IT Help"
HR, FINANCE, LIBRARY = "Human Resources", "Finance", "Library"
ESTATES = "Estates"
#: The two emergencies of Records that Estates had today already: story, title, why, minutes ago.
EARLIER = (
    ("vault-door", "The door of the paper vault does not open", "Nothing can be printed", 300),
    ("vault-heat", "41 degrees in the press room", "The press stops itself at 45", 210),
)


def housing_office(stage: Stage) -> None:
    """A student waits, and nobody has answered yet."""
    stage.ask(
        "housing",
        "Nuria Costa",
        "Transcripts and status letters",
        "Proof of study for a housing office, by noon if you can",
        stage.ago(RECORDS, 32),
        waiting_outside="A student from Chile",
        words="The place is held until tomorrow.",
    )


def nursing_register(stage: Stage) -> None:
    """Asked a few minutes ago."""
    stage.ask(
        "register",
        "Mei Tanaka",
        "Change a student's legal name",
        "Which name goes on the nursing register?",
        stage.ago(RECORDS, 10),
        words="The student has two passports and both are right.",
    )


def missing_marks(stage: Stage) -> None:
    """With a name on it, without a word yet."""
    asked = stage.ask(
        "marks",
        "Anwen Rees",
        "Figures from the register",
        "Two missing marks in module NUR 204",
        stage.ago(RECORDS, 21),
        words="Both students sat the exam; I have seen the seating plan.",
    )
    actions.assign(
        asked,
        by=stage.person("Amina Yusuf"),
        at=stage.ago(RECORDS, 12),
        to=stage.person("Sofia Lindqvist"),
    )


def erasmus(stage: Stage) -> None:
    """Promised for today, three of four steps done."""
    hana = stage.person("Hana Novak")
    asked = stage.ask(
        "erasmus",
        "Nuria Costa",
        "Transcripts and status letters",
        "Transcripts for the Erasmus office, 22 students",
        stage.ago(RECORDS, 960),
        needed_by=stage.ahead(RECORDS, 220),
        words="The list is attached in the order of numbers.",
        waiting_outside="22 students before their exchange",
    )
    actions.offer(
        asked,
        by=hana,
        at=stage.ago(RECORDS, 930),
        due_at=stage.ahead(RECORDS, 180),
        words="22 transcripts, signed, in separate envelopes",
    )
    steps = actions.make_plan(
        asked,
        by=hana,
        at=stage.ago(RECORDS, 925),
        steps=[("Check the list", ""), ("Open fees", ""), ("Print", "today"), ("Sign", "today")],
    )
    actions.strike(asked, at=stage.ago(RECORDS, 505))  # the clock reminds her on the day before
    for number, before in enumerate((500, 250)):
        actions.finish_step(asked, by=hana, at=stage.ago(RECORDS, before), step=steps[number])


def status_letters(stage: Stage) -> None:
    """Amina's own word for this afternoon."""
    amina = stage.person("Amina Yusuf")
    asked = stage.ask(
        "letters",
        "Folu Adeyemi",
        "Transcripts and status letters",
        "Status letters, batch of 14",
        stage.ago(RECORDS, 700),
        needed_by=stage.ahead(RECORDS, 320),
        words="For the housing fair.",
    )
    actions.offer(
        asked,
        by=amina,
        at=stage.ago(RECORDS, 660),
        due_at=stage.ahead(RECORDS, 290),
        words="14 letters, signed",
    )
    actions.write(
        asked,
        by=amina,
        at=stage.ago(RECORDS, 165),
        words="All printed, I am checking them against the list.",
    )


def graduation(stage: Stage) -> None:
    """An emergency that is at risk, without a new date yet."""
    hana = stage.person("Hana Novak")
    asked = stage.ask(
        "graduation",
        "Ines Carvalho",
        "Figures from the register",
        "Graduation list for the printer",
        stage.ago(RECORDS, 1000),
        emergency="The printer's slot is fixed",
        needed_by=stage.on(RECORDS, 2, 12),
        words="Names exactly as they shall stand.",
    )
    actions.offer(
        asked,
        by=hana,
        at=stage.ago(RECORDS, 980),
        due_at=stage.on(RECORDS, 2, 12),
        words="The list, checked twice",
    )
    actions.warn(
        asked,
        by=hana,
        at=stage.ago(RECORDS, 60),
        reason="The Nursing marks are not in. Without them 61 names are missing; I have asked"
        " the dean's office for them twice.",
    )


def part_timers(stage: Stage) -> None:
    """Waiting for the asker: a signed form."""
    amina = stage.person("Amina Yusuf")
    asked = stage.ask(
        "part-timers",
        "Ruth Adler",
        "Figures from the register",
        "Change of programme for three part-timers",
        stage.ago(RECORDS, 800),
    )
    actions.ask_asker(
        asked,
        by=amina,
        at=stage.ago(RECORDS, 640),
        question="Could you send the signed form? The scan has no signature.",
        effect="I begin on the day it comes.",
    )


def contract(stage: Stage) -> None:
    """Broken, and owned: Priya's apology with a new date waits for an answer."""
    priya = stage.person("Priya Raman")
    asked = stage.ask(
        "contract",
        "Amina Yusuf",
        "A letter that confirms employment",
        "Contract for our second press operator",
        stage.ago(HR, 1500),
        words="She gives notice at her old place on the strength of it.",
    )
    actions.offer(
        asked,
        by=priya,
        at=stage.ago(HR, 1430),
        due_at=stage.ago(HR, 480),
        words="The contract, signed by the Dean",
    )
    actions.strike(asked, at=stage.ago(HR, 478))
    actions.apologise(
        asked,
        by=priya,
        at=stage.ago(HR, 95),
        due_at=stage.on(HR, 1, 10),
        words="I broke my word to you. I put the contract on the wrong pile and noticed only when "
        "you rang. I am sorry. It is with the Dean now, and I will walk it back myself.",
        what_changes="Contracts now get a cover sheet with the date on it.",
        offer_words="The signed contract, brought by me",
    )


def broken_access(stage: Stage) -> None:
    """Broken an hour ago, and nobody has written yet: first on IT Help's desk."""
    asked = stage.ask(
        "access",
        "Chidi Okafor",
        "Access to a system or folder",
        "Access to the finance reports for our trainee",
        stage.ago(IT, 900),
        words="She starts with the month's closing.",
    )
    actions.offer(
        asked,
        by=stage.person("Ben Keller"),
        at=stage.ago(IT, 860),
        due_at=stage.ago(IT, 60),
        words="Access, to read",
    )
    actions.strike(asked, at=stage.ago(IT, 58))


def label_printer(stage: Stage) -> None:
    """Declined within the half hour, with somebody who can."""
    asked = stage.ask(
        "labels",
        "Amina Yusuf",
        "Something does not work",
        "Label printer in the archive prints every third one blank",
        stage.ago(IT, 110),
    )
    actions.decline(
        asked,
        by=stage.person("Marek Nowak"),
        at=stage.ago(IT, 76),
        why=Referral.Why.NO_EXPERTISE,
        way=Referral.Way.PERSON,
        to_person=stage.person("Sofia Lindqvist"),
        to_team=stage.team(LIBRARY),
        words="Label printers are not something I know. Sofia runs twelve of them. I have told her "
        "the whole story, so you need not repeat it.",
    )


def map_scanner(stage: Stage) -> None:
    """Handed over, and not taken yet."""
    ben = stage.person("Ben Keller")
    asked = stage.ask(
        "maps",
        "Tom Okafor",
        "A small improvement",
        "A scanner profile for old building plans",
        stage.ago(IT, 300),
        words="They are two metres wide and folded since 1911.",
    )
    actions.acknowledge(
        asked,
        by=ben,
        at=stage.ago(IT, 250),
        words="I have it, Tom. I ask somebody who knows large paper.",
    )
    actions.hand_over(
        asked,
        by=ben,
        at=stage.ago(LIBRARY, 15),
        to_team=stage.team(LIBRARY),
        reason="They scan large paper every day and have the machine for it.",
    )


def no_payments(stage: Stage) -> None:
    """An emergency in hand."""
    connor = stage.person("Connor Fraser")
    asked = stage.ask(
        "payments",
        "Mei Tanaka",
        "Something does not work",
        "No card payments at any till",
        stage.ago(IT, 35),
        emergency="The line reaches the street and nothing can be paid",
        waiting_outside="About forty students",
    )
    actions.acknowledge(
        asked, by=connor, at=stage.ago(IT, 28), words="I am on my way with a spare network box."
    )


def headsets(stage: Stage) -> None:
    """Waiting for somebody else; the promise stands."""
    helen = stage.person("Helen Shaw")
    asked = stage.ask(
        "headsets",
        "Mei Tanaka",
        "Buy something",
        "Eight headsets for the telephones",
        stage.ago(FINANCE, 1400),
        words="Light ones; people wear them for six hours.",
    )
    actions.offer(
        asked,
        by=helen,
        at=stage.ago(FINANCE, 1300),
        due_at=stage.on(FINANCE, 4, 16),
        words="Eight headsets at your door",
    )
    actions.start_work(asked, by=helen, at=stage.ago(FINANCE, 1200))
    actions.wait_for_other(
        asked,
        by=helen,
        at=stage.ago(FINANCE, 180),
        on_whom="the supplier",
        until=stage.on(FINANCE, 3, 12),
    )


def in_confidence(stage: Stage) -> None:
    """Confidential: two named people of Human Resources read it, and nobody else there."""
    tomasz = stage.person("Tomasz Zielinski")
    asked = stage.ask(
        "confidence",
        "Amina Yusuf",
        cast.IN_CONFIDENCE,
        "My hours, while my father is ill",
        stage.ago(HR, 500),
        words="I would rather not have it talked about yet.",
    )
    actions.acknowledge(
        asked,
        by=tomasz,
        at=stage.ago(HR, 470),
        words="Thank you for telling me. Nobody but Priya and I can read this.",
    )
    actions.offer(
        asked,
        by=tomasz,
        at=stage.ago(HR, 460),
        due_at=stage.on(HR, 2, 15),
        words="A talk about the ways there are, in room 2.14",
    )


def paper_vault(stage: Stage) -> None:
    """The third emergency of the month: Amina is named for it and has not answered yet."""
    hana, kerry = stage.person("Hana Novak"), stage.person("Kerry Walsh")
    for story, title, why, before in EARLIER:
        asked = stage.ask(story, kerry.name, "Repair in a room", title, stage.ago(ESTATES, before))
        actions.make_emergency(asked, by=kerry, at=stage.ago(ESTATES, before - 2), why=why)
        actions.answer_now(
            asked,
            by=stage.person("Piet de Vries"),
            at=stage.ago(ESTATES, before - 35),
            words="I came at once; it works again. I look once more this evening.",
        )
    asked = stage.ask(
        "vault",
        hana.name,
        "Repair in a room",
        "Water drips into the paper vault",
        stage.ago(ESTATES, 50),
        words="From the pipe above shelf 3. I have put a bucket below it and moved what I could.",
    )
    actions.make_emergency(
        asked,
        by=hana,
        at=stage.ago(ESTATES, 46),
        why="1,140 blank certificates lie below the pipe",
        sponsor=stage.person("Amina Yusuf"),
    )
    actions.acknowledge(
        asked,
        by=stage.person("Tom Okafor"),
        at=stage.ago(ESTATES, 30),
        words="The water is off on that floor. I am on my way with a dry shelf.",
    )
