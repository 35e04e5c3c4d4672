"""Mail that came in, for the people who run Goodword and the team on duty.

They see that a mail came, from whom and why it waits; what it says opens only for the team it
is meant for, and opening is written down.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goodword.channels import actions, health
from goodword.channels.carried import in_words
from goodword.channels.forms import (
    AddressForm,
    GlassForm,
    GuestForm,
    MoveForm,
    SplitForm,
    TakeInForm,
    TreatForm,
)
from goodword.channels.models import (
    GoneAddress,
    GoneAddressQuerySet,
    InboundMail,
    InboundMailQuerySet,
    State,
    TeamAddress,
)
from goodword.channels.parsing import Parsed, Reader
from goodword.house import clock, limits
from goodword.house.refusals import Conflict, Refusal
from goodword.outbox import addresses
from goodword.outbox.views import going_out
from goodword.people.doors import operator_of, person_of
from goodword.people.models import Team
from goodword.requests.models import ServiceRequest

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodword.people.models import Person


def _mails(request: HttpRequest) -> InboundMailQuerySet:
    """Answer the mails this person may know of; somebody with no part in it finds no page."""
    person = person_of(request)
    on_duty = Team.objects.on_duty().filter(pk__in=person.team_ids())
    mails = InboundMail.objects.metadata_for(person)
    if not (person.is_operator or on_duty.exists() or mails.exists()):
        raise Http404
    return mails.select_related("team", "handled_by")


def mail_for(request: HttpRequest, key: str) -> InboundMail:
    """Answer one of the mails that this person may know of; any other is not found."""
    return get_object_or_404(_mails(request), key=key)


@require_GET
def mail_in(request: HttpRequest) -> HttpResponse:
    """List what needs a person first, then everything that came, latest first."""
    mails, at = _mails(request), clock.now()
    waiting = mails.filter(state=State.QUARANTINED)
    found, more = _page(mails, request.GET.get("after", ""))
    return render(
        request,
        "channels/mail_in.html",
        {
            "waiting": list(waiting.order_by("received_at", "pk")[: limits.ROWS_PER_PAGE]),
            "numbers": {state: mails.filter(state=state).count() for state in State.values},
            "gone": list(_gone(person_of(request))),
            "mails": found,
            "links": _links(found, person_of(request)),
            "more": more,
            "runs_it": person_of(request).is_operator,
            "waiting_as_files": health.waiting(),
            "at": at,
            **(_for_operator(request, at) if person_of(request).is_operator else {}),
        },
    )


def _for_operator(request: HttpRequest, at: datetime) -> dict[str, object]:
    """What only the people who run Goodword see beside it: how both directions get on."""
    return {"ways": health.ways(at), **going_out(request, at)}


def _gone(person: Person) -> GoneAddressQuerySet:
    """Answer the addresses that are gone, the latest letter that came back first."""
    standing = GoneAddress.objects.metadata_for(person).select_related("person")
    return standing[: limits.ROWS_PER_PAGE]


def _page(mails: InboundMailQuerySet, after: str) -> tuple[list[InboundMail], str]:
    """Answer one page, latest first, and the key that leads to the next one."""
    edge = mails.filter(key=after).first() if after else None
    if edge is not None:
        older = Q(received_at__lt=edge.received_at) | Q(
            received_at=edge.received_at, pk__lt=edge.pk
        )
        mails = mails.filter(older)
    found = list(mails.order_by("-received_at", "-pk")[: limits.ROWS_PER_PAGE + 1])
    page = found[: limits.ROWS_PER_PAGE]
    return page, page[-1].key if len(found) > len(page) else ""


def _links(mails: list[InboundMail], person: Person) -> dict[int, ServiceRequest]:
    """Answer the requests that mails became, as far as this person may see them."""
    keys = {mail.service_request_id for mail in mails if mail.service_request_id}
    return {it.pk: it for it in ServiceRequest.objects.visible_to(person).filter(pk__in=keys)}


@require_GET
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one mail's outside, and what can be decided about it."""
    return _decision_page(request, mail_for(request, key), TakeInForm())


def _decision_page(
    request: HttpRequest,
    mail: InboundMail,
    form: TakeInForm,
    status: int = 200,
    guest_form: GuestForm | None = None,
) -> HttpResponse:
    return decision_page(request, mail, status, form=form, guest_form=guest_form)


def decision_page(
    request: HttpRequest, mail: InboundMail, status: int = 200, **forms: Any
) -> HttpResponse:
    """Show one mail with what can be decided; forms that came back are shown as they were."""
    person = person_of(request)
    context = {
        "mail": mail,
        "form": forms.get("form") or TakeInForm(),
        "guest_form": forms.get("guest_form") or GuestForm(initial={"name": mail.sender_name}),
        "move_form": forms.get("move_form") or MoveForm(),
        "treat_form": forms.get("treat_form") or TreatForm(),
        "glass_form": forms.get("glass_form") or GlassForm(),
        "split_form": forms.get("split_form") or SplitForm(),
        "link": _links([mail], person).get(mail.service_request_id or 0),
        "can_read": InboundMail.objects.readable_by(person).filter(pk=mail.pk).exists(),
        "is_operator": person.is_operator,
        "at": clock.now(),
    }
    return render(request, "channels/mail.html", context, status=status)


@require_POST
def text(request: HttpRequest, key: str) -> HttpResponse:
    """Open what a mail says, for somebody whose team it is meant for; it is written down."""
    found = get_object_or_404(InboundMail.objects.readable_by(person_of(request)), key=key)
    try:
        with Reader() as reader:
            parsed = actions.open_text(found, reader, by=person_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("channels:mail", key)
    return text_page(request, found, parsed)


def text_page(request: HttpRequest, mail: InboundMail, parsed: Parsed) -> HttpResponse:
    """Show what a mail says to somebody who may read it."""
    at = clock.now()
    carried = in_words({"seal": parsed.seal, "invitation": parsed.invitation}, at)
    context = {"mail": mail, "parsed": parsed, "carried": carried, "at": at}
    return render(request, "channels/text.html", context)


@require_POST
def taking_in(request: HttpRequest, key: str) -> HttpResponse:
    """Take a mail in as a colleague's: an answer, or a new request."""
    found = mail_for(request, key)
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return _decision_page(request, found, form, status=422)
    try:
        with Reader() as reader:
            taken = actions.take_in(
                found, reader, by=person_of(request), at=clock.now(), **form.cleaned_data
            )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        status = 409 if isinstance(refusal, Conflict) else 422
        return _decision_page(request, found, form, status=status)
    return _taken(request, taken)


@require_POST
def taking_in_for_guest(request: HttpRequest, key: str) -> HttpResponse:
    """Take a mail in as its sender's, who follows it as a guest."""
    found, form = mail_for(request, key), GuestForm(request.POST)
    if not form.is_valid():
        return _decision_page(request, found, TakeInForm(), 422, form)
    try:
        with Reader() as reader:
            taken = actions.take_in_for_guest(
                found, reader, by=person_of(request), at=clock.now(), **form.cleaned_data
            )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        status = 409 if isinstance(refusal, Conflict) else 422
        return _decision_page(request, found, TakeInForm(), status, form)
    return _taken(request, taken)


def _taken(request: HttpRequest, taken: InboundMail) -> HttpResponse:
    messages.success(request, _("Taken in. Whoever asked has been told, and so has the team."))
    link = _links([taken], person_of(request)).get(taken.service_request_id or 0)
    return redirect(link) if link else redirect("channels:mail-in")


@require_POST
def setting_aside(request: HttpRequest, key: str) -> HttpResponse:
    """Decide that a mail needs nothing."""
    found = mail_for(request, key)
    try:
        actions.set_aside(found, by=person_of(request), at=clock.now())
    except Conflict as conflict:
        form = TakeInForm()
        messages.info(request, str(conflict))
        return _decision_page(request, found, form, status=409)
    messages.success(request, _("Set aside. It stays in the list and can be tried again."))
    return redirect("channels:mail-in")


@require_POST
def another_try(request: HttpRequest, key: str) -> HttpResponse:
    """Read a mail once more, after what kept it out was put right."""
    found = mail_for(request, key)
    if found.state == State.APPLIED:
        messages.info(request, _("It has been taken in already."))
        return redirect("channels:mail-in")
    with Reader() as reader:
        again = actions.try_again(found, reader, at=clock.now())
    messages.info(
        request,
        _("Tried again: %(state)s. %(why)s")
        % {"state": again.get_state_display(), "why": again.get_reason_display()},
    )
    return redirect("channels:mail-in")


@require_http_methods(["GET", "HEAD", "POST"])
def team_addresses(request: HttpRequest) -> HttpResponse:
    """List the further addresses of teams, and give a team one more."""
    person = operator_of(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_address(
                form.cleaned_data["address"],
                team=form.cleaned_data["team"],
                by=person,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("From now on mail to this address is theirs."))
            return redirect("channels:team-addresses")
    context = {
        "form": form,
        "found": TeamAddress.objects.metadata_for(person).select_related("team"),
        "domain": addresses.domain(),
        "at": clock.now(),
    }
    return render(
        request, "channels/team_addresses.html", context, status=422 if form.errors else 200
    )


@require_POST
def dropping_address(request: HttpRequest, address: str) -> HttpResponse:
    """Take an address away from its team."""
    found = TeamAddress.objects.metadata_for(person_of(request))
    actions.drop_address(get_object_or_404(found, address=address))
    messages.success(request, _("Mail to this address goes to the team on duty now."))
    return redirect("channels:team-addresses")
