"""The small things in a sentence that are never twice the same: names, rooms, days."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from goodword.demo.words.phrases import FOLDER

SLOT: Final = re.compile(r"\{(\w+)\}")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "building": ("Nursing building", "Old Mill", "Students' Building", "Law House", "Harbour Hall",
                 "Chapel Wing", "Music School", "Engineering block", "East Gate", "Boathouse"),
    "course": ("BSc Nursing", "BA History", "MSc Data Science", "LLB Law", "BA Welsh",
               "BEng Civil Engineering", "MA Music", "BSc Midwifery", "MBA", "BA Fine Art"),
    "country": ("Chile", "Nigeria", "Norway", "Turkey", "Japan", "Ireland", "Kenya", "Canada",
                "Brazil", "Poland", "Ghana", "India", "Portugal", "Vietnam"),
    "city": ("Utrecht", "Bologna", "Tromsø", "Zaragoza", "Lyon", "Tartu", "Porto", "Krakow",
             "Osaka", "Montreal", "Galway", "Graz", "Izmir", "Leuven"),
    "event": ("the open day", "graduation", "enrolment week", "the careers fair", "the book fair",
              "the winter concert", "clearing", "the alumni dinner", "the accreditation visit",
              "the reading week", "the sports day", "the founders' lecture"),
    "language": ("Welsh", "Polish", "Arabic", "Spanish", "Mandarin", "Romanian", "Portuguese"),
    "system": ("the timetable", "the record system", "the finance reports", "the room planner",
               "the mailing list", "the survey tool", "the exam portal", "the image archive"),
    "amount": ("£38.40", "£112.00", "£240.00", "£415.50", "£1,180", "£2,600", "£7,450", "£64.95"),
    "time": ("nine", "half past ten", "eleven", "noon", "two", "three", "half past four"),
    "newcomer": ("Eluned Price", "Jamal Idris", "Katya Orlova", "Mihai Popescu", "Sunniva Dahl",
                 "Tariq Mansour", "Cerys Lloyd", "Hugo Lambert", "Noor Aziz", "Paula Reyes"),
}  # fmt: skip


@cache
def _names(which: str) -> list[str]:
    """First or last names, of which students' names are made."""
    text = (FOLDER / "names.txt").read_text("utf-8")
    return text.split(f"# {which}\n")[1].split("#")[0].split()


class Teller:
    """Fills sentences; the same word in braces stays the same throughout one telling."""

    def __init__(self, die: random.Random, at: datetime, known: Mapping[str, str]) -> None:
        self.die = die
        self._at = at
        self._known = dict(known)

    def tell(self, sentence: str) -> str:
        """The sentence with everything in it."""
        told = SLOT.sub(lambda found: self._word(found[1]), sentence)
        return told[:1].upper() + told[1:]

    def one_of(self, sentences: tuple[str, ...] | list[str]) -> str:
        """One of the sentences, with everything in it; nothing where there is none."""
        return self.tell(self.die.choice(sentences)) if sentences else ""

    def know(self, slot: str, words: str) -> None:
        """From now on this is what stands in the braces."""
        self._known[slot] = words

    def _word(self, slot: str) -> str:
        if slot not in self._known:
            self._known[slot] = self._made(slot.rstrip("2"), slot.endswith("2"))
        return self._known[slot]

    def _made(self, slot: str, small: bool) -> str:
        if slot in FIXED:
            return self.die.choice(FIXED[slot])
        if slot == "n":
            return str(self.die.randint(2, 9) if small else self.die.randint(11, 85))
        return _MAKERS[slot](self)

    def _student(self) -> str:
        return f"{self.die.choice(_names('first'))} {self.die.choice(_names('last'))}"

    def _number(self) -> str:
        return str(self.die.randint(2_100_000, 2_599_999))

    def _room(self) -> str:
        return f"{self.die.choice('ABCDEGM')} {self.die.randint(0, 4)}.{self.die.randint(10, 48)}"

    def _module(self) -> str:
        code = self.die.choice(("NUR", "HIS", "LAW", "MUS", "ENG", "DAT", "ART", "WEL"))
        return f"{code} {self.die.randint(1, 4)}{self.die.randint(0, 3):02d}"

    def _date(self) -> str:
        day = self._at + timedelta(days=self.die.randint(4, 12))
        if day.weekday() > 4:
            day += timedelta(days=2)
        return f"{day.day} {MONTHS[day.month - 1]}"

    def _month(self) -> str:
        return MONTHS[(self._at.month - 1 + self.die.randint(-4, -1)) % 12]

    def _year(self) -> str:
        return str(self._at.year - self.die.randint(1, 38))

    def _weekday(self) -> str:
        return self.die.choice(DAYS)

    def _window(self) -> str:
        return str(self.die.randint(1, 4))

    def _invoice(self) -> str:
        return f"{self.die.randint(10, 99)}-{self.die.randint(1000, 9999)}"


_MAKERS = {
    "student": Teller._student,
    "no": Teller._number,
    "room": Teller._room,
    "module": Teller._module,
    "date": Teller._date,
    "month": Teller._month,
    "year": Teller._year,
    "weekday": Teller._weekday,
    "w": Teller._window,
    "inv": Teller._invoice,
}
