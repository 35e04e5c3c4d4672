"""Teams: what they do, who is in them, and who leads and covers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.limits import LINE_LENGTH, NAME_LENGTH
from goodword.house.refusals import Refusal
from goodword.house.versions import take_next
from goodword.people.actions.checks import (
    ADDRESS_LENGTH,
    WORD_LENGTH,
    free_address,
    must_be_colleague,
    must_lead,
    must_not_let_themselves_in,
    must_run,
    real_zone,
    some_number,
    some_words,
)
from goodword.people.actions.hours import keep_hours
from goodword.people.models import Membership, Organisation, Person, Team
from goodword.people.rules import OFFICE_WEEK

LINES = 12
PLAIN_WORDS = ("what_we_do", "primary_customers", "how_we_work", "phone")
LISTS = ("from_us", "from_you")
LIMITS = ("words_each", "words_together")


@action
def add_team(
    *,
    name: str,
    by: Person | None,
    at: datetime,
    what_we_do: str = "",
    primary_customers: str = "",
    how_we_work: str = "",
    lead: Person | None = None,
    cover: Person | None = None,
    is_duty: bool = False,
    zone: str = "",
    week: dict[str, Any] | None = None,
    holidays: list[str] | None = None,
) -> Team:
    """Begin a team, with hours from the first day on: its own, else the organisation's.

    The lead and the cover become members. Refuses a name that another team has, and a second
    duty team.
    """
    must_run(by)
    team = Team(name=_own_name(name), what_we_do=what_we_do.strip(), is_duty=is_duty)
    team.primary_customers = primary_customers.strip()
    team.how_we_work = how_we_work.strip()
    team.slug = free_address(Team.objects, "slug", team.name, ADDRESS_LENGTH)
    team.mail_name = free_address(Team.objects, "mail_name", team.name, WORD_LENGTH)
    if is_duty and Team.objects.on_duty().exists():
        raise Refusal(_("Another team is on duty already."), field="is_duty")
    team.lead, team.cover = lead, cover
    team.save()
    _first_hours(team, zone, week, holidays or [], by, at)
    for person in {lead, cover} - {None}:
        if person:
            team.memberships.create(person=person, from_on=at.date())
    return team


def _own_name(name: str, than: Team | None = None) -> str:
    words = some_words(name, "name", _("Give the team a name."), NAME_LENGTH)
    taken = Team.objects.filter(name__iexact=words)
    if (taken.exclude(pk=than.pk) if than else taken).exists():
        raise Refusal(
            _("There is a team called “%(name)s” already.") % {"name": words}, field="name"
        )
    return words


def _first_hours(
    team: Team,
    zone: str,
    week: dict[str, Any] | None,
    holidays: list[str],
    by: Person | None,
    at: datetime,
) -> None:
    house = Organisation.objects.first()
    team.hours.create(
        version=1,
        # From the beginning of time, so that every moment has hours.
        valid_from=date(1970, 1, 1),
        zone=real_zone(zone or (house.zone if house else "Europe/London")),
        week=week or (house.week if house else None) or OFFICE_WEEK,
        holidays=holidays,
        made_by=by,
        made_at=at,
    )
    keep_hours(team)


@action
def change_team(
    team: Team, *, by: Person | None, at: datetime, seen_version: int | None = None, **facts: Any
) -> Team:
    """Change what a team says about itself.

    ``facts``: name, what_we_do, primary_customers, how_we_work, phone, from_us and from_you
    (lists of sentences), mail_name, words_each and words_together (None: nobody counts).
    ``seen_version`` is the version the writer began from; where a colleague changed it
    meanwhile it is a ``Conflict``.
    """
    must_lead(by, team)
    _next_version(team, by, seen_version)
    for field, value in facts.items():
        setattr(team, field, _checked(team, field, value))
    team.save(update_fields=list(facts))
    return team


def _next_version(team: Team, by: Person | None, seen_version: int | None) -> None:
    take_next(team, seen_version)
    team.changed_by = by
    team.save(update_fields=["changed_by"])


def _checked(team: Team, field: str, value: Any) -> Any:
    if field == "name":
        return _own_name(str(value), than=team)
    if field == "mail_name":
        return _own_mail_name(str(value), team)
    if field in LISTS:
        return _sentences(value, field)
    if field in LIMITS:
        return some_number(value, field)
    if field in PLAIN_WORDS:
        return str(value).strip()
    raise TypeError(f"A team does not say {field}")


def _own_mail_name(name: str, team: Team) -> str:
    words = slugify(name)[:WORD_LENGTH]
    if not words:
        raise Refusal(_("Give letters for the mail address."), field="mail_name")
    if Team.objects.filter(mail_name=words).exclude(pk=team.pk).exists():
        raise Refusal(_("Another team gets mail under this name."), field="mail_name")
    return words


def _sentences(lines: list[str], field: str) -> list[str]:
    kept = [" ".join(line.split()) for line in lines if line.strip()]
    if len(kept) > LINES or any(len(line) > LINE_LENGTH for line in kept):
        raise Refusal(_("Keep it to %(lines)s short sentences.") % {"lines": LINES}, field=field)
    return kept


@action
def say_what_is_happening(
    team: Team, words: str, *, by: Person, at: datetime, seen_version: int | None = None
) -> Team:
    """Tell colleagues what is happening with the team now, signed; no words take it away.

    Every member may say it. Raises ``Conflict`` when somebody said something else since version
    ``seen_version``.
    """
    if not (by.is_operator or team.lead_id == by.pk or by.is_member_of(team)):
        raise Refusal(_("Only %(team)s can say this.") % {"team": team.name})
    take_next(team, seen_version, field="happening_version")
    team.happening = words.strip()
    team.happening_by = by if team.happening else None
    team.happening_at = at if team.happening else None
    team.save(update_fields=["happening", "happening_by", "happening_at"])
    return team


@action
def name_lead(team: Team, person: Person | None, *, by: Person | None, at: datetime) -> Team:
    """Name who leads a team; they become a member."""
    must_lead(by, team)
    must_not_let_themselves_in(by, person, team)
    team.lead = person
    team.save(update_fields=["lead"])
    _make_member(team, person, at)
    return team


@action
def name_cover(
    team: Team,
    person: Person | None,
    *,
    by: Person | None,
    at: datetime,
    seen_version: int | None = None,
) -> Team:
    """Name who steps in when a next word was missed; they become a member.

    Raises ``Conflict`` when somebody changed the team since version ``seen_version``.
    """
    must_lead(by, team)
    _next_version(team, by, seen_version)
    must_not_let_themselves_in(by, person, team)
    team.cover = person
    team.save(update_fields=["cover"])
    _make_member(team, person, at)
    return team


def _make_member(team: Team, person: Person | None, at: datetime) -> None:
    today = at.date()
    if person:
        must_be_colleague(person)
    if person and not Membership.objects.current(today).filter(team=team, person=person).exists():
        team.memberships.get_or_create(person=person, from_on=today, defaults={"until_on": None})


@action
def put_on_duty(team: Team, *, by: Person | None, at: datetime) -> Team:
    """Let this team, and no other, take what nobody knows where to bring."""
    must_run(by)
    Team.objects.on_duty().exclude(pk=team.pk).update(is_duty=False)
    team.is_duty = True
    team.save(update_fields=["is_duty"])
    return team


@action
def join(
    person: Person,
    team: Team,
    *,
    by: Person | None,
    at: datetime,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Membership:
    """Take a person into a team, from a day (else today) to a day, both counted, or for good."""
    must_lead(by, team)
    must_not_let_themselves_in(by, person, team)
    must_be_colleague(person, "person")
    begins = from_on or at.date()
    if until_on and until_on < begins:
        raise Refusal(_("The last day comes before the first."), field="until_on")
    overlap = team.memberships.filter(person=person).filter(
        Q(until_on=None) | Q(until_on__gte=begins)
    )
    if until_on:
        overlap = overlap.filter(from_on__lte=until_on)
    if overlap.exists():
        raise Refusal(
            _("%(name)s belongs to %(team)s in that time already.")
            % {"name": person.name, "team": team.name},
            field="person",
        )
    return team.memberships.create(person=person, from_on=begins, until_on=until_on)


@action
def agree_words_at_once(
    membership: Membership,
    number: int | None,
    *,
    by: Person | None,
    at: datetime,
    seen_version: int | None = None,
) -> Membership:
    """Say how many words somebody means to have in hand at once; None: as the team says.

    It never refuses a word; it warns. Everybody says it for themselves, up to what the team says of
    each; the lead and who runs Goodword say it for anybody. Raises ``Conflict`` when somebody
    changed it since version ``seen_version``.
    """
    chosen = some_number(number, "words_at_once")
    _may_agree(by, membership, chosen)
    take_next(membership, seen_version)
    membership.words_at_once = chosen
    membership.save(update_fields=["words_at_once"])
    return membership


def _may_agree(by: Person | None, membership: Membership, number: int | None) -> None:
    team = membership.team
    is_own = by is not None and by.pk == membership.person_id
    if not is_own or by is None or by.is_operator or team.lead_id == by.pk:
        must_lead(by, team)
        return
    most = team.words_each
    if number is not None and most is not None and number > most:
        raise Refusal(
            _("%(team)s means to have %(most)s at most; its lead can agree on more with you.")
            % {"team": team.name, "most": most},
            field="words_at_once",
        )


@action
def leave(
    membership: Membership,
    *,
    by: Person | None,
    at: datetime,
    until_on: date | None = None,
    seen_version: int | None = None,
) -> Membership:
    """End a membership; the last day (else today) still counts.

    Raises ``Conflict`` when somebody changed it since version ``seen_version``.
    """
    must_lead(by, membership.team)
    last = until_on or at.date()
    if last < membership.from_on:
        raise Refusal(_("The last day comes before the first."), field="until_on")
    take_next(membership, seen_version)
    membership.until_on = last
    membership.save(update_fields=["until_on"])
    return membership
