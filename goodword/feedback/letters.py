"""The letter that brings a good word."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.feedback.models import Thanks
from goodword.house.guard import system_scope
from goodword.outbox import kinds, writing
from goodword.outbox.actions import post
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.writing import Sheet
from goodword.requests.models import ServiceRequest

GOOD_WORD = "feedback.good-word"


def register() -> None:
    """Make the kind known."""
    kinds.register(
        GOOD_WORD,
        resolve,
        reason=gettext_lazy("because somebody thanked you"),
        label=gettext_lazy("A good word for me"),
    )


def tell(thanks: Thanks, at: datetime) -> None:
    """Let the receiver know, in the transaction of the thanks."""
    post(
        GOOD_WORD,
        to=thanks.to,
        about=("thanks", thanks.pk),
        facts={},
        at=at,
        key=f"{GOOD_WORD}:{thanks.pk}",
    )


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Word the letter; nothing when it may not be read any more."""
    with system_scope("a good word on its way to the person it was written to"):
        thanks = _still_theirs(letter)
        if thanks is None:
            return None
        requests = ServiceRequest.objects.visible_to(letter.to)
        seen = requests.filter(pk=thanks.service_request_id).exists()
    return writing.render(_sheet(thanks, is_seen=seen))


def _still_theirs(letter: Letter) -> Thanks | None:
    """The good word, as far as its receiver may read it and it was written to them."""
    mine = Thanks.objects.visible_to(letter.to).filter(pk=letter.about_id, to=letter.to)
    return mine.select_related("by", "to", "service_request").first()


def _sheet(thanks: Thanks, *, is_seen: bool) -> Sheet:
    about = thanks.service_request
    if about.is_confidential:
        return _closed_sheet(thanks, is_seen=is_seen)
    page = reverse("requests:request", args=[about.reference])
    address = (
        writing.way_to(thanks.to, page, about.reference)
        if is_seen
        else writing.absolute(reverse("pages:home"))
    )
    only = _("Only you can see it, unless you show it on your team's page.")
    return Sheet(
        heading=_("A good word for you, from %(name)s") % {"name": thanks.by.preferred_name},
        own_words=thanks.words,
        signed=thanks.by.name,
        facts=((_("About"), about.title),) if is_seen else (),
        paragraphs=() if thanks.to.is_guest else (only,),
        button=(_("Read it where it was said"), address),
        why=_("You get this %(reason)s.") % {"reason": kinds.kind_of(GOOD_WORD).reason},
        from_name=thanks.by.name,
        title=about.title if is_seen else "",
        is_outside=thanks.to.is_guest,
    )


def _closed_sheet(thanks: Thanks, *, is_seen: bool) -> Sheet:
    """A good word about something confidential is read on its page alone."""
    about = thanks.service_request
    address = about.get_absolute_url() if is_seen else reverse("pages:home")
    return Sheet(
        heading=_("A good word for you"),
        paragraphs=(_("It is about a confidential request, so you read it on its page."),),
        button=(_("Read it where it was said"), writing.absolute(address)),
        why=_("You get this %(reason)s.") % {"reason": kinds.kind_of(GOOD_WORD).reason},
        title=about.shown_title if is_seen else "",
    )
