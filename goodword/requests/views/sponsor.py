"""The page on which somebody says whether they stand for an emergency."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from goodword.house import clock, limits
from goodword.house.refusals import Refusal
from goodword.house.words import gettext as _
from goodword.people.doors import person_of
from goodword.requests import actions
from goodword.requests.forms.base import refuse, status_of
from goodword.requests.forms.fields import Words
from goodword.requests.letters.sponsor import facts_of, who_named
from goodword.requests.models import Emergency
from goodword.requests.views.doors import SeeOther


class SponsorForm(forms.Form):
    """Do you stand for it? With a line, if one likes."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        choices=[
            ("yes", gettext_lazy("I stand for it")),
            ("no", gettext_lazy("I did not agree to this")),
        ],
        error_messages={"required": gettext_lazy("Say whether you stand for it.")},
    )
    words = Words(
        label=gettext_lazy("A line"),
        required=False,
        said=True,
        rows=2,
        max_length=limits.LINE_LENGTH,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: HttpRequest, reference: str) -> HttpResponse:
    """Say whether one stands for it; who named whom, why and what it moves stands beside it."""
    me, at = person_of(request), clock.now()
    named = Emergency.objects.sponsored_by(me).filter(service_request__reference=reference)
    related = ("service_request__asker", "providing_team", "by")
    made = get_object_or_404(named.select_related(*related))
    form = SponsorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        stands, words = form.cleaned_data["answer"] == "yes", form.cleaned_data["words"]
        try:
            actions.answer_as_sponsor(
                made.service_request, by=me, at=at, stands=stands, words=words
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Thank you. Both sides read your answer."))
            return SeeOther(request.path)
    facts, named_by = list(facts_of(made)), who_named(made).name
    context = {"made": made, "form": form, "facts": facts, "named_by": named_by, "at": at}
    status = status_of(form) if form.errors else 200
    return render(request, "requests/sponsor.html", context, status=status)
