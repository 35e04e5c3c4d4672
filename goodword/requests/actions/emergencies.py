"""Making a request an emergency: within a budget, or at the asker's own cost (DOMAIN 6)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person, Team
from goodword.requests.actions.displacing import Budget, asking_team, budget_of, cost_of
from goodword.requests.actions.keeping import Held, required
from goodword.requests.actions.promising import check_waits, let_wait
from goodword.requests.models import Displaced, Emergency, Promise, ServiceRequest
from goodword.requests.sentences import Moved


@action
def make_emergency(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    why: str,
    kind: str = Emergency.Kind.USUAL,
    instead_of: ServiceRequest | None = None,
    sponsor: Person | None = None,
) -> Emergency:
    """Let a request go before everything else, and keep what that pushes aside (S001-24).

    Raises ``Refusal`` above the month's budget, unless another own request of the asker waits
    instead or a sponsor stands for it. Safety, law and people's data are never held up.
    """
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    if service_request.emergency:
        raise Refusal(_("It is an emergency already."))
    words = required(why, _("Say what breaks if it waits."), field="why")
    made = keep_emergency(held, by, words, kind, instead_of, sponsor)
    service_request.emergency = words
    service_request.save(update_fields=["emergency"])
    held.record(
        "made_emergency",
        by=by,
        side=side,
        facts={"emergency": made.pk},
        why=f"{words.rstrip('.')}.",
        moved=Moved(made.displaced_words, made.displaced_days),
    )
    _tell_sponsor(held, made, by, side)
    held.settle()
    if instead_of is not None:
        let_wait(instead_of, held, by)
    return made


@action
def back_emergency(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    sponsor: Person | None = None,
    instead_of: ServiceRequest | None = None,
) -> Emergency:
    """After a sponsor's no, name another lead, or let another own request wait instead.

    Nothing is held up meanwhile. Raises ``Refusal`` where nobody has said no, or neither is given.
    """
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    made = Emergency.objects.filter(service_request=service_request).first()
    if made is None or made.sponsor_answer != Emergency.SponsorAnswer.DENIED:
        raise Refusal(_("Nobody who was named for it has said no."))
    if instead_of is None:
        _check_another(held, made, sponsor)
    else:
        check_waits(held, instead_of, "instead_of")
        held.record("gave_way", by=by, side=side, reference=instead_of.reference)
    _keep_backing(made, sponsor, instead_of)
    _tell_sponsor(held, made, by, side)
    held.settle()
    if instead_of is not None:
        let_wait(instead_of, held, by)
    return made


def _check_another(held: Held, made: Emergency, sponsor: Person | None) -> None:
    if sponsor is None:
        raise Refusal(_("Name another lead, or choose what waits instead."))
    if sponsor.pk == made.sponsor_id:
        raise Refusal(_("They said no. They can say otherwise by themselves."), field="sponsor")
    _check_leads(held, sponsor)


def _keep_backing(
    made: Emergency, sponsor: Person | None, instead_of: ServiceRequest | None
) -> None:
    made.sponsor, made.instead_of = sponsor, instead_of
    made.sponsor_answer, made.sponsor_words, made.sponsor_answered_at = "", "", None
    made.save(
        update_fields=[
            "sponsor", "instead_of", "sponsor_answer", "sponsor_words", "sponsor_answered_at",
        ]
    )  # fmt: skip


def _tell_sponsor(held: Held, made: Emergency, by: Person, side: str) -> None:
    """Write to who was named; who names themselves stands for it at once."""
    sponsor = made.sponsor
    if sponsor is None:
        return
    if held.request.is_confidential and side != "asker":
        raise Refusal(_("Only the side that asked can name a sponsor here."), field="sponsor")
    if sponsor.pk == by.pk:
        _keep_answer(held, made, Emergency.SponsorAnswer.CONFIRMED, "")
        return
    facts = {"sponsor": sponsor.pk, "emergency": made.pk}
    held.record("sponsor_named", by=by, side=side, facts=facts, to=sponsor)


@action
def answer_as_sponsor(
    service_request: ServiceRequest, *, by: Person, at: datetime, stands: bool, words: str = ""
) -> Emergency:
    """Say whether one stands for an emergency for which one was named; it goes on meanwhile.

    Who denied it may still come round, and the other way about, while the request is open.
    """
    held = Held.hold(service_request, at)
    made = Emergency.objects.filter(service_request=service_request, sponsor=by).first()
    if made is None:
        raise Refusal(_("Somebody else was named to stand for this."))
    if not service_request.is_open:
        raise Refusal(_("This has ended already."))
    answers = Emergency.SponsorAnswer
    answer = answers.CONFIRMED if stands else answers.DENIED
    if made.sponsor_answer == answer:
        raise Refusal(_("You have said so already."))
    _keep_answer(held, made, answer, words)
    held.settle()
    return made


def _keep_answer(held: Held, made: Emergency, answer: str, words: str) -> None:
    made.sponsor_answer, made.sponsor_words = answer, words.strip()
    made.sponsor_answered_at = held.at
    made.save(update_fields=["sponsor_answer", "sponsor_words", "sponsor_answered_at"])
    facts = {"emergency": made.pk, "words": made.sponsor_words}
    held.record(f"sponsor_{answer}", by=made.sponsor, facts=facts)


def keep_emergency(
    held: Held,
    by: Person,
    why: str,
    kind: str = Emergency.Kind.USUAL,
    instead_of: ServiceRequest | None = None,
    sponsor: Person | None = None,
) -> Emergency:
    """Check the budget, and write down the emergency with the words it moves."""
    here, at = held.request, held.at
    known = _budget_in_turn(here, at)
    within = known.left > 0 or kind != Emergency.Kind.USUAL
    if instead_of is not None:
        check_waits(held, instead_of, "instead_of")
    elif not within:
        _check_sponsor(held, sponsor, known.of)
    cost = cost_of(here, at, held.calendar)
    made = Emergency.objects.create(
        service_request=here,
        why=why,
        kind=kind,
        asking_team=known.asking,
        providing_team=held.team,
        by=by,
        at=at,
        within_budget=within,
        instead_of=instead_of,
        sponsor=sponsor,
        displaced_days=cost.days,
        displaced_words=len(cost.moves),
        breaking_words=cost.breaking,
    )
    about = dict(
        Promise.objects.filter(pk__in=[move.key for move in cost.moves]).values_list(
            "pk", "service_request"
        )
    )
    Displaced.objects.bulk_create(
        Displaced(
            emergency=made,
            service_request_id=about[move.key],
            promise_id=move.key,
            days=move.days,
            due_at=move.due,
            before_at=move.before,
            after_at=move.after,
            breaks=move.breaks,
        )
        for move in cost.moves
    )
    return made


def _budget_in_turn(here: ServiceRequest, at: datetime) -> Budget:
    """The budget; of two emergencies of a team at one instant the second sees the first."""
    asking = asking_team(here.asker, at)
    if asking is not None:
        Team.objects.select_for_update(of=("self",), no_key=True).get(pk=asking.pk)
    return budget_of(here, at)


def _check_sponsor(held: Held, sponsor: Person | None, most: int) -> None:
    """Above the budget, where nothing is given up, somebody stands for it."""
    if sponsor is not None:
        _check_leads(held, sponsor)
        return
    raise Refusal(
        _(
            "All %(most)s emergencies of this month are used. Let another of your own requests "
            "wait instead, or name your lead as sponsor."
        )
        % {"most": most},
        field="instead_of",
    )


def _check_leads(held: Held, sponsor: Person) -> None:
    """Raises ``Refusal`` unless this is somebody else, who leads a team of the asker."""
    teams = Team.objects.filter(lead=sponsor, memberships__person=held.request.asker_id)
    if sponsor.pk == held.request.asker_id or not teams.exists():
        raise Refusal(_("The sponsor is the lead of the asker's own team."), field="sponsor")
