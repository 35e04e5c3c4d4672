"""What is written to a mailbox that has proven nothing yet: that there is something, never what.

An address that somebody typed, or that stood in a mail's From, may belong to anybody. Until a
guest has come in by a link that only this mailbox had, every letter to it is the same few
neutral words and the door (RELIABILITY 3; relay spam in RELIABILITY 1).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodword.people.models import of_the_house

if TYPE_CHECKING:
    from goodword.outbox.kinds import Rendered, Resolver
    from goodword.outbox.models import Letter


def careful(resolver: Resolver) -> Resolver:
    """Let a kind of letter say nothing to a guest whose mailbox is not proven."""

    def resolve(letter: Letter, at: datetime) -> Rendered | None:
        rendered = resolver(letter, at)
        if rendered is None or not letter.to.is_guest or letter.to.proven_at:
            return rendered
        return _neutral(rendered)

    return resolve


def _neutral(rendered: Rendered) -> Rendered:
    """Answer the same few words for whatever was to be said, with the way to it."""
    from goodword.outbox import writing

    house = of_the_house("name", "Goodword")
    sheet = writing.Sheet(
        heading=_("There is something for you at %(house)s") % {"house": house},
        paragraphs=(
            _("Hello,"),
            _("somebody at %(house)s noted a request for this address, or wrote about one.")
            % {"house": house},
            _(
                "We do not know yet that this mailbox is yours, so we say no more here. Open the "
                "page, ask for a way in, and you see it all. If it is not for you, do nothing."
            ),
        ),
        button=(_("Open the page"), rendered.link or writing.way_in()),
        why=_("You get this because somebody gave us this address."),
        is_outside=True,
    )
    return replace(writing.render(sheet), carried=rendered.carried)
