"""Bringing people in from a list, in the browser: look first, then decide. For the operator.

Nothing is written before the last step. Long lists are brought in piece by piece: each press
(or, with script, each turn) does what fits into some seconds and says how far it is.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodword.house import clock
from goodword.house.refusals import Refusal
from goodword.operations.setting_up.people_import_form import ListForm
from goodword.people.actions import importing
from goodword.people.doors import operator_of, person_of, put_beside, status_of
from goodword.people.importing.planning import plan_of
from goodword.people.importing.reading import LOST
from goodword.people.models import PeopleImport, Person

SECONDS_A_TURN = 4.0
BAD_SHOWN = 100
KEPT_SHOWN = 10
TOKEN = 16
#: What begins a formula somewhere: OWASP's list (RELIABILITY 31).
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def token_of(people_import: PeopleImport) -> str:
    """Return how an import is called in addresses."""
    return people_import.fingerprint[:TOKEN]


def _import(request: HttpRequest, token: str) -> PeopleImport:
    mine = PeopleImport.objects.visible_to(operator_of(request))
    return get_object_or_404(mine.select_related("by"), fingerprint__startswith=token[:TOKEN])


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """Take a list, and show those that were read before."""
    me, at = operator_of(request), clock.now()
    if request.method != "POST":
        return _lists_page(request, me, ListForm(), at)
    form = ListForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = importing.read_list(file.read(), file_name=file.name or "", by=me, at=at)
            return redirect("operations:import-list", token_of(made))
        except Refusal as refusal:
            put_beside(form, Refusal(str(refusal), field="file"))
    return _lists_page(request, me, form, at)


def _lists_page(request: HttpRequest, me: Person, form: ListForm, at: datetime) -> HttpResponse:
    kept = PeopleImport.objects.visible_to(me).defer("lines").order_by("-read_at")[:KEPT_SHOWN]
    context = {"form": form, "kept": [(one, token_of(one)) for one in kept], "at": at}
    return render(request, "operations/import.html", context, status=status_of(form))


@require_safe
def look(request: HttpRequest, token: str) -> HttpResponse:
    """Say what would happen; later, how far it is or what was done."""
    people_import = _import(request, token)
    me, at = person_of(request), clock.now()
    context = {
        "at": at,
        "people_import": people_import,
        "token": token_of(people_import),
        "total": len(people_import.lines),
    }
    if people_import.begun_at:
        context["may_take_back"] = people_import.can_be_taken_back(at)
        context["changes_left"] = people_import.changes.visible_to(me).count()
        return render(request, "operations/import_done.html", context)
    plan = plan_of(people_import, at.date())
    context |= {"plan": plan, "bad": plan.bad[:BAD_SHOWN], "lost": _lost(people_import)}
    return render(request, "operations/import_look.html", context)


def _lost(people_import: PeopleImport) -> bool:
    return any(LOST in cell for line in people_import.lines for cell in line["cells"])


@require_POST
def lines(request: HttpRequest, token: str) -> HttpResponse:
    """Put one cell right, or take a line out."""
    people_import = _import(request, token)
    me = person_of(request)
    try:
        number = int(request.POST.get("line", ""))
        if "out" in request.POST:
            importing.take_out(people_import, number=number, by=me)
        else:
            column, value = int(request.POST["column"]), request.POST["value"]
            importing.put_right(people_import, number=number, column=column, value=value, by=me)
    except (ValueError, KeyError):
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("operations:import-list", token_of(people_import))


@require_POST
def reading(request: HttpRequest, token: str) -> HttpResponse:
    """Forget a list that was not brought in."""
    people_import = _import(request, token)
    if people_import.begun_at is None:
        people_import.delete()
    return redirect("operations:import")


@require_safe
def bad_lines(request: HttpRequest, token: str) -> HttpResponse:
    """Give the lines that cannot be read as a file, with what is wrong."""
    people_import = _import(request, token)
    plan = plan_of(people_import, clock.now().date())
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*people_import.heading, _("What is wrong")])
    for entry in plan.bad:
        # An apostrophe keeps spreadsheets from running what begins like a formula.
        cells = [f"'{cell}" if cell[:1] in _FORMULA and cell else cell for cell in entry.line.cells]
        writer.writerow([*cells, ". ".join(fault.words for fault in entry.faults)])
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="lines-to-put-right.csv"'
    return response


@require_POST
def bringing_in(request: HttpRequest, token: str) -> HttpResponse:
    """Bring the good lines in, as many as fit into one turn."""
    people_import = _import(request, token)
    _for_a_turn(request, importing.bring_in(people_import, by=person_of(request), at=clock.now()))
    return redirect("operations:import-list", token_of(people_import))


@require_POST
def taking_back(request: HttpRequest, token: str) -> HttpResponse:
    """Take the whole back, as much as fits into one turn."""
    people_import = _import(request, token)
    _for_a_turn(request, importing.take_back(people_import, by=person_of(request), at=clock.now()))
    return redirect("operations:import-list", token_of(people_import))


def _for_a_turn(request: HttpRequest, batches: Iterator[int]) -> None:
    """Do batches for some seconds; what is left waits for the next turn."""
    until = time.monotonic() + SECONDS_A_TURN
    try:
        for _done in batches:
            if time.monotonic() > until:
                return
    except Refusal as refusal:
        messages.error(request, str(refusal))
