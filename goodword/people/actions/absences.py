"""Being away, and knowing something."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.house.versions import take_next
from goodword.people.actions.checks import must_be_theirs, must_lead, some_words
from goodword.people.models import Absence, Expertise, Person

TOPICS = 30


@action
def be_away(
    person: Person,
    *,
    by: Person | None,
    at: datetime,
    from_on: date,
    until_on: date,
    cover: Person | None = None,
    note: str = "",
) -> Absence:
    """Say that a person is away, both days counted, and who takes their questions.

    The person says it, or somebody who leads one of their teams.
    """
    _must_answer_for(by, person)
    if until_on < from_on:
        raise Refusal(_("The last day comes before the first."), field="until_on")
    if cover == person:
        raise Refusal(_("Somebody else has to cover."), field="cover")
    if person.absences.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise Refusal(_("This overlaps a time away that is noted already."), field="from_on")
    if cover and cover.absences.filter(from_on__lte=from_on, until_on__gte=until_on).exists():
        raise Refusal(
            _("%(name)s is away then too.") % {"name": cover.preferred_name}, field="cover"
        )
    return person.absences.create(
        from_on=from_on, until_on=until_on, cover=cover, note=note.strip()
    )


def _must_answer_for(by: Person | None, person: Person) -> None:
    if by and by.pk != person.pk:
        led = person.teams().filter(lead=by).first()
        if led:
            return must_lead(by, led)
    return must_be_theirs(by, person)


@action
def come_back(
    absence: Absence, *, by: Person | None, at: datetime, seen_version: int | None = None
) -> None:
    """Take back a time away that is still to come, or end the one that runs, yesterday.

    What is over stays as it was: it explains what happened then. Raises ``Conflict`` when it was
    changed since version ``seen_version``.
    """
    _must_answer_for(by, absence.person)
    take_next(absence, seen_version)
    today = at.date()
    if absence.until_on < today:
        raise Refusal(_("That time is over; it stays on the record."))
    if absence.from_on >= today:
        absence.delete()
        return
    absence.until_on = date.fromordinal(today.toordinal() - 1)
    absence.save(update_fields=["until_on"])


@action
def know(
    person: Person, topic: str, *, by: Person | None, at: datetime, proof: str = ""
) -> Expertise:
    """Say what a person can be asked about. ``proof`` says why others may believe it."""
    must_be_theirs(by, person)
    words = some_words(topic, "topic", _("Say what you can be asked about."), 100)
    if person.expertise.filter(topic__iexact=words).exists():
        raise Refusal(_("“%(topic)s” is there already.") % {"topic": words}, field="topic")
    if person.expertise.count() >= TOPICS:
        raise Refusal(
            _("%(number)s topics are the most; take one away first.") % {"number": TOPICS},
            field="topic",
        )
    return person.expertise.create(topic=words, proof=proof.strip())


@action
def forget(expertise: Expertise, *, by: Person | None, at: datetime) -> None:
    """Take a topic away again."""
    must_be_theirs(by, expertise.person)
    expertise.delete()
