"""What can go wrong with the running of Goodword: one table for everybody who asks.

``/readyz``, ``/metrics``, ``goodword doctor``, the banner on the pages, the letter to who runs
Goodword and docs/operations.md all speak from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodword.house import limits
from goodword.operations.watching.measuring import Facts


class Level(StrEnum):
    """How bad it is.

    STOP: this host cannot answer pages.  ALARM: something that people rely on stands still.
    WATCH: look at it in office hours.
    """

    STOP = "stop"
    ALARM = "alarm"
    WATCH = "watch"


@dataclass(frozen=True)
class Alert:
    """One thing that can be wrong: how to see it, what it means, and what to do.

    ``is_told`` says that who runs Goodword gets a letter when it begins and when it is over (of
    letters that do not leave the outbox tells them itself);
    ``to_askers`` is what everybody else is told on the pages where it matters.
    """

    name: str
    level: Level
    is_so: Callable[[Facts], bool]
    sentence: Any
    advice: Any
    is_told: bool = False
    to_askers: Any = ""


def _stands_still(silent: float) -> bool:
    return silent > limits.STANDS_STILL_AFTER.total_seconds()


def _is_late(seconds: float) -> bool:
    return seconds > limits.MAIL_LATE_AFTER.total_seconds()


ALERTS: tuple[Alert, ...] = (
    Alert(
        "database",
        Level.STOP,
        lambda facts: not facts.can_write,
        _("The database takes nothing in."),
        _(
            "See whether it runs, whether its disk is full, and whether this host reaches it. "
            "Pages answer again by themselves once it does."
        ),
    ),
    Alert(
        "tables",
        Level.STOP,
        lambda facts: facts.outstanding > 0,
        _("The tables are not of this version yet."),
        _("Start goodword serve once; it brings them up to date."),
    ),
    Alert(
        "version",
        Level.WATCH,
        lambda facts: facts.newer > 0,
        _("The tables are of a newer version than this host."),
        _("Bring this host to the same version as the others, and start it again."),
    ),
    Alert(
        "disk",
        Level.ALARM,
        lambda facts: facts.disk_free_percent < limits.DISK_FREE_PERCENT,
        _("The disk is nearly full."),
        _(
            "Make room or make the disk larger. When it is full, pages can still be read, and "
            "whoever writes is told that it was not kept."
        ),
        is_told=True,
    ),
    Alert(
        "clock",
        Level.ALARM,
        lambda facts: _stands_still(facts.clock_silent),
        _("The clock stands still: nobody is reminded, and no date is watched."),
        _(
            "See whether goodword serve runs with a clock on any host, and what its log says. "
            "When it ticks again it does what is due, each thing once."
        ),
        is_told=True,
        to_askers=_("Reminders come late at the moment. What you see on the pages is right."),
    ),
    Alert(
        "worker",
        Level.ALARM,
        lambda facts: _stands_still(facts.worker_silent),
        _("No worker lives: letters are not sent, and mails are not read."),
        _(
            "See whether goodword serve runs with a worker on any host, and what its log says. "
            "No letter is lost: all leave in order once a worker lives."
        ),
        is_told=True,
        to_askers=_("Mail is delayed at the moment. What you see on the pages is right."),
    ),
    Alert(
        "mail-out",
        Level.ALARM,
        lambda facts: _is_late(facts.mail_out_seconds),
        _("Letters are due and do not leave."),
        _(
            "See what the mail server answers on the page about letters that did not leave, and "
            "whether this host reaches it. Each letter is tried again for two days."
        ),
        to_askers=_("Mail is delayed at the moment. What you see on the pages is right."),
    ),
    Alert(
        "mail-in",
        Level.ALARM,
        lambda facts: _is_late(facts.mail_in_seconds),
        _("Mails have come in and are not read."),
        _("See what the worker's log says. Every mail is kept as it came, and is read later."),
        is_told=True,
    ),
    Alert(
        "mail-way",
        Level.ALARM,
        lambda facts: _is_late(facts.mail_way_silent),
        _("A way by which mail comes in stands still."),
        _(
            "The page about mail in names it and says what is in its way. No mail is lost: it "
            "waits at its own server until this one can take it."
        ),
        is_told=True,
        to_askers=_("Mail is delayed at the moment. What you see on the pages is right."),
    ),
    Alert(
        "letters-given-up",
        Level.WATCH,
        lambda facts: facts.letters_failed > 0,
        _("Letters were given up in the last seven days."),
        _("The page about letters that did not leave names each and lets you send it again."),
    ),
    Alert(
        "clock-skew",
        Level.WATCH,
        lambda facts: abs(facts.skew_seconds) > limits.CLOCK_SKEW.total_seconds(),
        _("The clock of this host and that of the database differ."),
        _("Let both hosts ask a time server. Due times are reckoned by this host's clock."),
    ),
    Alert(
        "clock-jumped",
        Level.WATCH,
        lambda facts: facts.jumped_seconds != 0,
        _("The clock of a host was set by several minutes within the last day."),
        _(
            "Let every host ask a time server. Nothing was escalated in the round in which it "
            "happened; look whether reminders since then were right."
        ),
        is_told=True,
    ),
    Alert(
        "wal",
        Level.WATCH,
        lambda facts: facts.wal_bytes > limits.WAL_SIZE,
        _("SQLite cannot fold its log into its file."),
        _("Something reads for very long: look for a copy being made, or start Goodword again."),
    ),
)


def standing(facts: Facts | None) -> list[Alert]:
    """Answer what is wrong, the worst first; without facts the database has not answered."""
    if facts is None:
        return [alert for alert in ALERTS if alert.name == "database"]
    if not facts.can_write:
        return [
            alert for alert in ALERTS if alert.name in ("database", "disk") and alert.is_so(facts)
        ]
    return [alert for alert in ALERTS if alert.is_so(facts)]


def by_name(name: str) -> Alert | None:
    """Answer an alert by its name; an older version may have had others."""
    return next((alert for alert in ALERTS if alert.name == name), None)
