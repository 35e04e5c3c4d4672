"""The letter of this room: somebody who runs Goodword has opened a mail to a team."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.channels.actions.glass import KIND
from goodword.channels.models import InboundMail
from goodword.outbox import kinds, writing
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.own_letters import why
from goodword.outbox.writing import Sheet
from goodword.people.models import Person, Team
from goodword.ui import when


def register() -> None:
    """Make the kind known."""
    kinds.register(
        KIND,
        glass_broken,
        reason=gettext_lazy("because you lead the team that the mail was for"),
        automatic=True,
        may_wait=False,
    )


def glass_broken(letter: Letter, at: datetime) -> Rendered | None:
    """Tell the lead who opened a mail and why; never what the mail says."""
    team = Team.objects.filter(pk=letter.facts["team"], lead=letter.to).first()
    somebody = Person.objects.filter(pk=letter.facts["by"]).first()
    mail = InboundMail.objects.filter(pk=letter.about_id).first()
    if team is None or somebody is None or mail is None:
        return None
    return writing.render(
        Sheet(
            heading=_("%(name)s has opened a mail that was for %(team)s")
            % {"name": somebody.name, "team": team},
            paragraphs=(
                _("Their reason: %(reason)s") % {"reason": letter.facts["reason"]},
                _("The mail came %(when)s.")
                % {"when": when.plain(when.moment(mail.received_at, at))},
            ),
            button=(
                _("Open mail in"),
                writing.absolute(reverse("channels:mail-in")),
            ),
            why=why(KIND),
            next_word=_("Nothing more will come about this by itself."),
        )
    )
