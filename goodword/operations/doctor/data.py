"""What the doctor looks at in the database: how it is set, who is alive, who can do what."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import Error
from django.db.models import Count, Q

from goodword.catalogue.models import Service
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.operations.doctor.finding import Finding, advice, fine, wrong
from goodword.operations.models import Installation
from goodword.operations.running import database, durability, schema
from goodword.operations.watching import alerts, measuring
from goodword.operations.watching.alerts import Level
from goodword.operations.watching.troubles import operators
from goodword.people.models import Organisation, Team
from goodword.people.privacy import READERS_AT_LEAST, Privacy

#: How each engine must be set so that what was acknowledged survives a power cut.
MUST_BE = {
    "sqlite": {"synchronous": ("2", "3"), "journal_mode": ("wal",), "foreign_keys": ("1",)},
    "postgresql": {
        "synchronous_commit": ("on", "remote_write", "remote_apply"),
        "fsync": ("on",),
        "full_page_writes": ("on",),
        "default_transaction_isolation": ("read committed",),
        "server_encoding": ("UTF8",),
    },
}


def findings() -> Iterator[Finding]:
    """Yield what was found in the database, if there is one."""
    try:
        yield fine("database", f"{database.version()} answers.")
        yield from how_it_is_set()
        if lacking := schema.outstanding():
            yield wrong(
                "tables",
                f"The tables are not of this version yet: {len(lacking)} changes are to be made.",
                "Start goodword serve once; it brings them up to date.",
            )
            return
        yield fits()
        yield key()
        yield from well_being()
        yield from people()
    except Error as problem:
        yield wrong(
            "database",
            f"The database does not answer as it should ({type(problem).__name__}).",
            "Look whether it runs, whether this host may reach it, and whether DATABASE_URL is "
            "right.",
        )


def how_it_is_set() -> Iterator[Finding]:
    """Look whether what was acknowledged survives a power cut."""
    engine = "postgresql" if database.is_postgresql() else "sqlite"
    strange = {
        name: value
        for name, allowed in MUST_BE[engine].items()
        if (value := database.setting(name)) not in allowed
    }
    for name, value in strange.items():
        yield wrong(
            "durability",
            f"The database is set to {name} = {value}: what was acknowledged may be lost.",
            f"Set it to {MUST_BE[engine][name][0]}.",
        )
    if not strange:
        yield fine("durability", "What is acknowledged is kept: the database is set so.")
    yield fine("durability", durability.words())


def fits() -> Finding:
    """Look whether this version and the database belong together."""
    try:
        schema.must_be_young_enough()
        schema.must_not_be_newer()
    except Refusal as refusal:
        sentence, _stop, to_do = refusal.message.partition(". ")
        return wrong("tables", f"{sentence}.", to_do)
    return fine("tables", "The tables are of this version.")


def key() -> Finding:
    """Look whether this host has the same key as the others."""
    mark = Installation.objects.values_list("key_mark", flat=True).first()
    if mark not in (None, settings.CONFIGURATION.key_mark):
        return wrong(
            "secret key",
            "This host's secret key is not the one this installation has.",
            "Give every host the same: set GOODWORD_SECRET_KEY, or copy the file secret-key.",
        )
    return fine("secret key", "Every host that was started has the same secret key.")


def well_being() -> Iterator[Finding]:
    """Look at what ``/readyz`` looks at; a process that never lived is missed at once."""
    facts = measuring.measure(clock.now())
    found = alerts.standing(facts)
    for alert in found:
        make = advice if alert.level == Level.WATCH else wrong
        yield make(alert.name, str(alert.sentence), str(alert.advice))
    never = float("inf")
    for part, silent in (
        ("clock", measuring.clock_silent(never)),
        ("worker", measuring.worker_silent(never)),
    ):
        if silent == never and part not in {alert.name for alert in found}:
            yield advice(part, f"No {part} lives just now.", "Start goodword serve.")
    if not found:
        yield fine("well-being", "Nothing stands still.")


def people() -> Iterator[Finding]:
    """Look whether somebody is there for everything."""
    if not Organisation.objects.exists():
        yield advice("people", "There is no organisation yet.", "Begin with goodword init.")
        return
    ours = operators()
    if not ours.exists():
        yield wrong(
            "people",
            "Nobody runs this Goodword: no active person is an operator.",
            "Restore a copy in which there is one, or ask for help with the database.",
        )
    secured = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    plain = ours.exclude(pk__in=secured.values("user")).count()
    if plain:
        yield advice(
            "people",
            f"Of those who run Goodword, {plain} sign in with a password alone.",
            "Let them add a passkey or an authenticator app to their account.",
        )
    if not Team.objects.on_duty().exists():
        yield wrong(
            "people",
            "No team is on duty: what nobody knows where to bring reaches nobody.",
            "Name one on the page of teams.",
        )
    if lonely := _confidential_with_too_few():
        yield wrong(
            "people",
            f"{lonely} confidential services have fewer than {READERS_AT_LEAST} readers.",
            "Let their teams name more: one absence must leave nobody alone.",
        )


def _confidential_with_too_few() -> int:
    """Count the services whose own readers, or whose team's, are too few for their privacy."""
    confidential = Q(privacy=Privacy.CONFIDENTIAL) | Q(
        privacy="", team__privacy=Privacy.CONFIDENTIAL
    )
    own = Count("readers", filter=Q(readers__is_active=True), distinct=True)
    teams = Count("team__readers", filter=Q(team__readers__is_active=True), distinct=True)
    with system_scope("goodword.operations.doctor.command"):
        services = Service.objects.filter(confidential).annotate(own=own, teams=teams)
        return services.filter(own__lt=READERS_AT_LEAST, teams__lt=READERS_AT_LEAST).count()
