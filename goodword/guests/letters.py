"""The letter that lets a guest in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.guests.actions.coming import LETTER
from goodword.guests.keys import key_of
from goodword.guests.models import MagicLink
from goodword.house.guard import system_scope
from goodword.outbox import kinds, own_letters, writing
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.writing import Sheet
from goodword.people.models import of_the_house


def register() -> None:
    """Make the kind known."""
    kinds.register(
        LETTER,
        resolve,
        reason=gettext_lazy("because somebody, we hope you, asked for a way in"),
        automatic=True,
        may_wait=False,
        at_any_hour=True,
        says_nothing=True,
    )


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Word the letter while its link is open. It says nothing about what lies behind it."""
    with system_scope("the letter that lets a guest in"):
        links = MagicLink.objects.open(at).filter(pk=letter.about_id, guest=letter.to)
        link = links.select_related("service_request").first()
    if link is None:
        return None
    address = writing.absolute(reverse("guests:come-in", args=[key_of(link)]))
    sheet = Sheet(
        heading=_("Your way in"),
        paragraphs=(
            _("Hello,"),
            _("this opens %(reference)s at %(house)s for you.")
            % {
                "reference": link.service_request.reference,
                "house": of_the_house("name", "Goodword"),
            },
            _("It works once, for 15 minutes. If it was not you who asked, do nothing."),
        ),
        button=(_("Come in"), address),
        why=own_letters.why(LETTER),
        is_outside=True,
    )
    return replace(writing.render(sheet), lets_in=True)
