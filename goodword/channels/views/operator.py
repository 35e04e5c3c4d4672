"""What only the people who run Goodword do about mail: test the way round, break the glass."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodword.channels import actions
from goodword.channels.forms import GlassForm
from goodword.channels.models import SelfTest
from goodword.channels.parsing import Reader
from goodword.channels.views.arrived import decision_page, mail_for, text_page
from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.people.doors import operator_of
from goodword.ui import when

if TYPE_CHECKING:
    from django.http import HttpRequest


#: A mail that has not come back by then will hardly come.
PATIENCE = timedelta(minutes=15)

Leg = tuple[str, str, str]


@require_http_methods(["GET", "HEAD", "POST"])
def self_test(request: HttpRequest) -> HttpResponse:
    """Send a mail to ourselves, and show how far it has come round."""
    person, at = operator_of(request), clock.now()
    if request.method == "POST":
        actions.begin_self_test(by=person, at=at)
        messages.success(request, _("On its way. Look again in a moment."))
        return redirect("channels:self-test")
    latest = SelfTest.objects.metadata_for(person).select_related("by").first()
    context = {"test": latest, "legs": legs(latest, at) if latest else [], "at": at}
    return render(request, "channels/self_test.html", context)


def legs(test: SelfTest, at: datetime) -> list[Leg]:
    """Say of each leg of the way whether it was done: a sign, what it is, and when or why not."""
    out = _leg(_("Taken by the mail server"), test.sent_at, at)
    if test.trouble:
        out = ("no", out[1], test.trouble)
    elif test.taken_at is None:
        out = ("todo", out[1], _("No worker has taken it in hand yet."))
    back = _leg(_("Came in again"), test.came_at, at)
    if test.came_at:
        back = (*back[:2], _("%(when)s, by %(way)s") % {"when": back[2], "way": test.by_way})
    elif test.sent_at and at - test.sent_at > PATIENCE:
        back = ("no", back[1], _("It has not come: look at the ways in, and at the mail server."))
    read = _leg(_("Read by a worker"), test.read_at, at)
    return [_leg(_("Asked for"), test.begun_at, at), out, back, read, _vouched(test)]


def _leg(words: str, moment: datetime | None, at: datetime) -> Leg:
    done = when.plain(when.moment(moment, at)) if moment else ""
    return ("ok" if moment else "todo", words, done)


def _vouched(test: SelfTest) -> Leg:
    words = _("Vouched for by the border of the house")
    if test.read_at is None:
        return ("todo", words, "")
    if test.is_vouched is None:
        return ("no", words, _("No border is set: GOODWORD_MAIL_BORDER."))
    if test.is_vouched:
        return ("ok", words, "")
    return ("no", words, _("The border says nothing of it, or not that it passed."))


@require_POST
def glass(request: HttpRequest, key: str) -> HttpResponse:
    """Open what a mail says that is meant for others; it is told to their lead."""
    person, found, form = operator_of(request), mail_for(request, key), GlassForm(request.POST)
    if not form.is_valid():
        return decision_page(request, found, 422, glass_form=form)
    try:
        with Reader() as reader:
            parsed = actions.break_glass(
                found, reader, reason=form.cleaned_data["reason"], by=person, at=clock.now()
            )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return decision_page(request, found, 422, glass_form=form)
    return text_page(request, found, parsed)
