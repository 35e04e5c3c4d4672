"""What can be done with the picked rows of a desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from goodword.house import clock
from goodword.pages import bulk as acts
from goodword.pages.doors import PersonRequest, own_team
from goodword.pages.filters import Filters
from goodword.pages.views.desk import RESULTS
from goodword.people.models import Person, Team
from goodword.requests import showing
from goodword.requests.forms.fields import Moment, Words
from goodword.requests.models import ServiceRequest


class _ForATeam(forms.Form):
    """What is typed to do one thing with several requests of a team."""

    use_required_attribute = False

    def __init__(self, *args: Any, team: Team, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.prepare(team, at)

    def prepare(self, team: Team, at: datetime) -> None:
        """Narrow choices to this team."""


class GiveForm(_ForATeam):
    """Whose name goes on them."""

    to = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Who takes them?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who takes them."),
            "invalid_choice": _("Choose somebody of your team."),
        },
    )

    def prepare(self, team: Team, at: datetime) -> None:
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = Person.objects.members_of(team, timezone.localdate(at))

    def deed(self, by: Person, at: datetime) -> acts.Deed:
        return acts.give(self.cleaned_data["to"], by, at)

    def said(self) -> str:
        return _now("Given to %(name)s") % {"name": self.cleaned_data["to"].preferred_name}


class WriteForm(_ForATeam):
    """What every asker reads."""

    words = Words(
        label=_("Your message"),
        help_text=_("Each asker gets it as a message of their own and sees nobody else."),
        error_messages={"required": _("Write what they should read.")},
    )

    def deed(self, by: Person, at: datetime) -> acts.Deed:
        return acts.write(self.cleaned_data["words"], by, at)

    def said(self) -> str:
        return _now("Written to")


class OfferForm(_ForATeam):
    """A date for all of them, and why."""

    due_at = Moment(
        label=_("The date you can stand behind"),
        error_messages={"required": _("Choose a date you can stand behind.")},
    )
    reason = Words(
        label=_("Why, in one sentence"),
        required=False,
        said=True,
        rows=2,
        help_text=_("Whoever has your word already is asked whether it may move, and reads why."),
    )
    words = Words(label=_("A line of your own"), required=False, said=True, rows=2)

    def deed(self, by: Person, at: datetime) -> acts.Deed:
        kept = self.cleaned_data
        return acts.offer(kept["due_at"], kept["reason"], kept["words"], by, at)

    def said(self) -> str:
        return _now("Offered to")


BulkForm = GiveForm | WriteForm | OfferForm


@dataclass(frozen=True)
class Step:
    """One of the acts: what its page says before anything is done."""

    form: type[BulkForm]
    heading: Any
    lede: Any
    button: Any
    icon: str


STEPS = {
    "give": Step(
        GiveForm,
        _("Give them to one person"),
        _("Whoever has them owes the next word. The askers see the name."),
        _("Give them"),
        "user-switch",
    ),
    "write": Step(
        WriteForm,
        _("Write to all of them"),
        _("Nothing is sent before you press the button below."),
        _("Send to each"),
        "chat-teardrop-text",
    ),
    "offer": Step(
        OfferForm,
        _("Offer them a new date"),
        _("An offer binds nobody yet: each of them says yes or asks for another date."),
        _("Offer this date"),
        "calendar-dots",
    ),
}


@require_POST
def bulk(request: PersonRequest, team: str) -> HttpResponse:
    """First the page that says whom it touches, then the act itself, row by row."""
    at, me = clock.now(), request.user
    here = own_team(me, team)
    step = STEPS.get(request.POST.get("act", ""))
    chosen = list(showing.shown(acts.picked(me, here, request.POST.getlist("pick")), at))
    if step is None or not chosen:
        messages.warning(request, _now("Pick at least one row first."))
        return redirect(_desk(request, here))
    if "sure" not in request.POST:
        return _page(request, here, step.form(team=here, at=at), chosen, at)
    form = step.form(request.POST, team=here, at=at)
    if not form.is_valid():
        return _page(request, here, form, chosen, at, HTTPStatus.UNPROCESSABLE_ENTITY)
    results = acts.do_each(chosen, form.deed(me, at), _versions(request, chosen), form.said())
    request.session[RESULTS] = results.as_kept()
    return redirect(_desk(request, here))


def _versions(request: PersonRequest, chosen: list[ServiceRequest]) -> dict[int, int]:
    """What the person had seen of each row when the page was drawn."""
    found = {}
    for one in chosen:
        text = request.POST.get(f"version-{one.reference}", "")
        if text.isascii() and text.isdigit():
            found[one.pk] = int(text)
    return found


def _desk(request: PersonRequest, team: Team) -> str:
    """The desk as it was filtered."""
    filters = Filters.of(request.POST.get("back", ""))
    return reverse("pages:desk", args=[team.slug]) + filters.ending()


def _page(
    request: PersonRequest,
    team: Team,
    form: BulkForm,
    chosen: list[ServiceRequest],
    at: datetime,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Whom it touches, what is needed, and one filled button."""
    calendar = showing.calendars([team.pk])[team.pk]
    rows = [showing.row_of(one, "team", at, calendar) for one in chosen]
    touched = ngettext("%(number)s request", "%(number)s requests", len(rows))
    context = {
        "team": team,
        "form": form,
        "act": request.POST["act"],
        "step": STEPS[request.POST["act"]],
        "rows": rows,
        "touched": touched % {"number": len(rows)},
        "back": Filters.of(request.POST.get("back", "")).query(),
        "desk_href": _desk(request, team),
        "at": at,
    }
    return render(request, "pages/bulk.html", context, status=status)
