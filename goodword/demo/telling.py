"""The stories of the day: what stands open when somebody opens the door for the first time.

Each begins a little before now and is left in the middle; whoever signs in may go on with it,
and what nobody touches goes on by itself when the demonstration is next lived forward.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from goodword.demo import more_stories as more
from goodword.demo.case import MARK
from goodword.demo.cast import TEAMS
from goodword.demo.memory import STORY
from goodword.demo.stage import Stage, Telling, a_file
from goodword.demo.world import World
from goodword.feedback import actions as feedback
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.people import actions as people
from goodword.requests import actions
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import ENDED

DESK, RECORDS, IT = "Student Desk", "Records & Certificates", "IT Help"
PRESS, ESTATES = "Communications", "Estates"


def tell_stories(world: World, now: datetime) -> int:
    """Tell each story that does not stand open already; answers how many were told."""
    stage = Stage(world, now)
    going = _going(now)
    told = 0
    for name, story in STORIES.items():
        if name not in going:
            with transaction.atomic():
                story(stage)
            told += 1
    if told:
        _around(stage)
    return told


def _going(now: datetime) -> set[str]:
    """The stories that are still open, or were told today."""
    today = f"{MARK}{now.date().isoformat()}{STORY}"
    with system_scope("goodword.demo.telling"):
        stories = ServiceRequest.objects.filter(nonce__contains=STORY)
        going = stories.filter(~Q(state__in=ENDED) | Q(nonce__startswith=today))
        return {str(key).rpartition(":")[2] for key in going.values_list("nonce", flat=True)}


def _around(stage: Stage) -> None:
    """What teams say about themselves this week, and who is away."""
    jonas, hana = stage.person("Jonas Weber"), stage.person("Hana Novak")
    today = stage.now.date()
    try:
        people.be_away(
            jonas,
            by=jonas,
            at=stage.now,
            from_on=today - timedelta(days=1),
            until_on=today + timedelta(days=3),
            cover=hana,
            note="At the ministry with forty diplomas",
        )
    except Refusal:  # away already
        return
    for facts in TEAMS:
        if facts.happening:
            people.say_what_is_happening(
                stage.team(facts.name),
                facts.happening,
                by=stage.person(facts.lead),
                at=stage.ago(facts.name, 55),
            )


def certificate(stage: Stage) -> None:
    """Amina has given Dafydd her word; whether she understood is his to say."""
    dafydd, amina = stage.person("Dafydd Pryce"), stage.person("Amina Yusuf")
    asked = stage.ask(
        "certificate",
        "Dafydd Pryce",
        "Corrected degree certificate",
        "Corrected degree certificate before a visa appointment",
        stage.ago(RECORDS, 95),
        words="Temi is at the window in tears: her certificate has her old surname and her visa "
        "appointment is in three days. I have checked her deed poll and scanned it. Could we get "
        "a corrected one by tomorrow noon?",
        purpose="Visa appointment",
        good_result="One sealed BSc Nursing certificate in the name Temi Adeyemi",
        needed_by=stage.on(RECORDS, 1, 12),
        needed_why="It leaves her an evening",
        fixed_at=stage.on(RECORDS, 3, 9) + timedelta(minutes=30),
        fixed_why="Visa appointment",
        waiting_outside="Temi Adeyemi, visa appointment",
        beneficiary_name="Temi Adeyemi",
        files=[a_file("deed-poll.txt", "Deed poll, 14 August", "Oyelaran, now Adeyemi")],
    )
    actions.offer(
        asked,
        by=amina,
        at=stage.ago(RECORDS, 73),
        due_at=stage.on(RECORDS, 2, 16),
        words="One sealed certificate in the new name, at window 2",
        reason="I cannot do tomorrow noon: secure paper prints once a day, at 2 pm. This leaves "
        "her the evening.",
    )
    actions.accept(asked, by=dafydd, at=stage.ago(RECORDS, 46), words="That works, thank you.")
    steps = actions.make_plan(
        asked,
        by=amina,
        at=stage.ago(RECORDS, 44),
        steps=[
            ("Check the name evidence", "today"),
            ("Amend the student record", "today"),
            ("Reprint on secure paper", "tomorrow, 2 pm"),
            ("Registrar's signature", "morning"),
            ("To the Student Desk, window 2", "4 pm"),
        ],
    )
    actions.finish_step(asked, by=amina, at=stage.ago(RECORDS, 29), step=steps[0])
    actions.write(
        asked,
        by=amina,
        at=stage.ago(RECORDS, 28),
        words="Evidence is fine. I am changing her record now. Please keep the old certificate "
        "when you hand over the new one, we have to destroy it.",
    )
    actions.play_back(
        asked,
        by=amina,
        at=stage.ago(RECORDS, 20),
        words="Temi changed her surname from Oyelaran to Adeyemi by deed poll in August. Her "
        "certificate still says Oyelaran. The embassy wants the certificate and the passport to "
        "match, so a letter alone will not do. You will hand it to her at window 2.",
        done_means="One sealed BSc Nursing certificate in the name Temi Adeyemi",
        not_included="A new transcript. Tell me if she needs one too.",
    )


def card_reader(stage: Stage) -> None:
    """Marek cannot do today; his counter-offer waits for Dafydd."""
    dafydd, marek = stage.person("Dafydd Pryce"), stage.person("Marek Nowak")
    asked = stage.ask(
        "card-reader",
        "Dafydd Pryce",
        "Repair a card reader",
        "Card reader at window 3 keeps dropping out",
        stage.ago(IT, 70),
        words="Students can still pay at windows 1 and 2, but the queue goes out of the door.",
        purpose="Peak week at the windows",
        needed_by=stage.ahead(IT, 300),
    )
    actions.play_back(
        asked,
        by=marek,
        at=stage.ago(IT, 55),
        words="The reader at window 3 drops out in the middle of payments since yesterday; the "
        "other two windows work. You need it back today.",
    )
    actions.confirm_playback(asked, by=dafydd, at=stage.ago(IT, 52))
    actions.offer(
        asked,
        by=marek,
        at=stage.ago(IT, 40),
        due_at=stage.on(IT, 2, 12),
        words="A reader at window 3 that holds",
        reason="Both of us are at the Nursing building: their exam hall has no network.",
    )
    actions.counter(
        asked,
        by=dafydd,
        at=stage.ago(IT, 30),
        due_at=stage.ahead(IT, 330),
        reason="Today would save the whole afternoon queue.",
    )
    actions.offer(
        asked,
        by=marek,
        at=stage.ago(IT, 8),
        due_at=stage.on(IT, 1, 12),
        words="A new reader at window 3, tried with four cards",
        reason="Both of us are at the Nursing building until the evening: their exam hall has no "
        "network and 140 students write there. I can lend you the spare reader at once, so window "
        "3 can open. The real repair would be tomorrow.",
    )


def barriers(stage: Stage) -> None:
    """Nobody has answered yet, and the page says until when somebody will."""
    stage.ask(
        "barriers",
        "Dafydd Pryce",
        "Barriers and signs for a day",
        "Two extra queue barriers for open day",
        stage.ago(ESTATES, 42),
        words="Last year people queued into the bicycle stands.",
        purpose="Open day",
    )


def leaflet(stage: Stage) -> None:
    """Ines kept her word a day early; did it do the job?"""
    ines = stage.person("Ines Carvalho")
    asked = stage.ask(
        "leaflet",
        "Dafydd Pryce",
        "A leaflet in two languages",
        "Fee leaflet in Welsh",
        stage.ago(PRESS, 2100),
        words="The English text stands; the colours should match it.",
        needed_by=stage.on(PRESS, 1, 16),
    )
    actions.offer(
        asked,
        by=ines,
        at=stage.ago(PRESS, 2010),
        due_at=stage.ahead(PRESS, 120),
        words="Printed, 400 copies, in both boxes at the windows",
    )
    actions.write(
        asked, by=ines, at=stage.ago(PRESS, 900), words="The proof is on my table. On course."
    )
    actions.deliver(
        asked,
        by=ines,
        at=stage.ago(PRESS, 490),
        words="400 copies are in front of your door. The colours finally match the English one.",
    )


def council_numbers(stage: Stage) -> None:
    """Dafydd's own word for today."""
    dafydd, ruth = stage.person("Dafydd Pryce"), "Ruth Adler"
    asked = stage.ask(
        "council",
        ruth,
        "Numbers from the window",
        "Peak-week enquiry numbers for the Council paper",
        stage.ago(DESK, 900),
        words="One table, and how sure we are.",
        purpose="The paper goes to Council",
        needed_by=stage.ahead(DESK, 300),
    )
    actions.offer(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 850),
        due_at=stage.ahead(DESK, 285),
        words="A table of the peak week by subject, with one line on how it was counted",
    )
    actions.write(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 240),
        words="Monday and Tuesday are counted. The day stands.",
    )


def answer_sheet(stage: Stage) -> None:
    """At risk, and told before the date: Ines has the choice."""
    dafydd, ines = stage.person("Dafydd Pryce"), stage.person("Ines Carvalho")
    asked = stage.ask(
        "answer-sheet",
        "Ines Carvalho",
        "Answer sheet for a campaign",
        "Answer sheet on council tax letters",
        stage.ago(DESK, 1700),
        words="The campaign goes out this week, and then your telephones ring. It must match what "
        "we print.",
        purpose="The campaign goes out this week",
        needed_by=stage.on(DESK, 2, 12),
        files=[a_file("campaign-draft.txt", "Council tax: what students should know")],
    )
    actions.play_back(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 1640),
        words="One page staff can read from at the window: who is exempt, which letter to bring "
        "to the council, and what to say to part-time students. It must match the campaign.",
    )
    actions.confirm_playback(asked, by=ines, at=stage.ago(DESK, 1600))
    actions.offer(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 1580),
        due_at=stage.on(DESK, 1, 12),
        words="One page, tried at two windows",
    )
    steps = actions.make_plan(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 1570),
        steps=[
            ("Collect the 20 questions asked most at the window", ""),
            ("Finance confirms the rules for part-time students", ""),
            ("Write it on one page", "3 hours"),
            ("Two colleagues try it", "half a day"),
        ],
    )
    actions.finish_step(asked, by=dafydd, at=stage.ago(DESK, 1200), step=steps[0])
    actions.write(
        asked,
        by=ines,
        at=stage.ago(DESK, 560),
        words="How is it going? No rush, I only need to know whether I can print tomorrow "
        "afternoon.",
    )
    actions.write(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 530),
        words="Good progress. The questions are ready, and I am waiting for one rule from "
        "Finance. Noon stands for now, and I will tell you before it does not.",
    )
    actions.write(
        asked,
        by=stage.person("Mei Tanaka"),
        at=stage.ago(DESK, 90),
        team_only=True,
        words="Callum is on leave; Ola covers for him. I can ring her at 11 if you like.",
    )
    actions.warn(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 33),
        due_at=stage.on(DESK, 2, 11),
        reason="I am missing one rule from Finance. I can promise 11 am a day later, which is "
        "before your limit. I am sorry for the change.",
        words="One page, tried at two windows",
    )


def window_one(stage: Stage) -> None:
    """A word for later this week."""
    asked = stage.ask(
        "window-1",
        "Lena Fischer",
        "Write down how we do it",
        "Show two Library colleagues how we run window 1",
        stage.ago(DESK, 620),
        words="They begin in the evening team next month.",
    )
    actions.offer(
        asked,
        by=stage.person("Dafydd Pryce"),
        at=stage.ago(DESK, 600),
        due_at=stage.on(DESK, 3, 13),
        words="Two hours at window 1, and the page we use",
    )


def enrolment_wording(stage: Stage) -> None:
    """The clock is paused: Dafydd waits for Amina's draft."""
    dafydd = stage.person("Dafydd Pryce")
    asked = stage.ask(
        "wording",
        "Amina Yusuf",
        "Write down how we do it",
        "Comments on the new enrolment wording",
        stage.ago(DESK, 700),
        words="You hear what students ask. Where would they stumble?",
    )
    actions.offer(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 660),
        due_at=stage.on(DESK, 2, 12),
        words="Comments in the margin, by two of us",
    )
    actions.ask_asker(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 480),
        question="Could you send me the draft wording?",
        effect="The day moves on by as long as I wait.",
    )


def refunds(stage: Stage) -> None:
    """A first word is owed at Dafydd's desk."""
    stage.ask(
        "refunds",
        "Callum Reid",
        "I do not know whom to ask",
        "Card refunds at the window",
        stage.ago(DESK, 12),
        words="Three students came to us this week instead of to you. What do "
        "you tell them, so that we say the same?",
    )


def good_word(stage: Stage) -> None:
    """Thanks that nobody has read yet."""
    dafydd, lena = stage.person("Dafydd Pryce"), stage.person("Lena Fischer")
    asked = stage.ask(
        "good-word",
        "Lena Fischer",
        "I do not know whom to ask",
        "A status letter at ten to five",
        stage.ago(DESK, 720),
        words="A student of mine has a train at six and no letter.",
        waiting_outside="A student with a train at six",
    )
    actions.answer_now(
        asked,
        by=dafydd,
        at=stage.ago(DESK, 700),
        words="Printed, stamped, in her hand. She is on her way to the station.",
    )
    feedback.close_loop(
        asked,
        by=lena,
        at=stage.ago(DESK, 610),
        thanks="You stayed on the phone with me until the student had her letter in her hand. She "
        "made her train. Thank you, Dafydd.",
        strengths=["cooperation", "respect"],
        grades={"reliability": 3, "accuracy": 3, "cooperation": 3, "respect": 3},
    )


STORIES: dict[str, Telling] = {
    "certificate": certificate,
    "card-reader": card_reader,
    "barriers": barriers,
    "leaflet": leaflet,
    "council": council_numbers,
    "answer-sheet": answer_sheet,
    "window-1": window_one,
    "wording": enrolment_wording,
    "refunds": refunds,
    "good-word": good_word,
    "housing": more.housing_office,
    "register": more.nursing_register,
    "marks": more.missing_marks,
    "erasmus": more.erasmus,
    "letters": more.status_letters,
    "graduation": more.graduation,
    "part-timers": more.part_timers,
    "contract": more.contract,
    "access": more.broken_access,
    "labels": more.label_printer,
    "maps": more.map_scanner,
    "payments": more.no_payments,
    "headsets": more.headsets,
    "confidence": more.in_confidence,
    "vault": more.paper_vault,
}
