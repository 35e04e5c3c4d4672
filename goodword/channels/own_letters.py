"""The letters of this room: a mail to a team was opened, or is too large to be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.channels.actions.glass import KIND
from goodword.channels.actions.judging import MOVED, TOO_LARGE
from goodword.channels.models import InboundMail, State
from goodword.house import limits
from goodword.outbox import kinds, writing
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.own_letters import why
from goodword.outbox.writing import Sheet
from goodword.people.models import Person, Team
from goodword.people.privacy import Privacy
from goodword.requests.models import ServiceRequest
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
    kinds.register(
        TOO_LARGE,
        too_large,
        reason=gettext_lazy("because you wrote us a mail"),
        label=gettext_lazy("When a mail of mine is too large"),
        automatic=True,
        at_any_hour=True,
    )
    kinds.register(
        MOVED,
        moved,
        reason=gettext_lazy("because you wrote us a mail"),
        label=gettext_lazy("When a mail of mine goes to another team"),
        automatic=True,
        may_refuse=True,
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


def too_large(letter: Letter, at: datetime) -> Rendered | None:
    """Tell who wrote a mail that nobody has read it, and what they can do (RELIABILITY 11)."""
    mail = InboundMail.objects.filter(pk=letter.about_id, state=State.QUARANTINED).first()
    if mail is None:
        return None
    words = {"limit": limits.MAIL_SIZE // limits.MIB, "file": limits.FILE_SIZE // limits.MIB}
    return writing.render(
        Sheet(
            heading=_("Your mail is too large for us, and nobody has read it"),
            paragraphs=(
                _("We take mails of up to %(limit)s MB; pictures and files grow by a third on "
                  "their way.") % words,
                _("Please send it again without the large files, or write it on the page and put "
                  "the files there, each of up to %(file)s MB.") % words,
            ),
            facts=tuple(_which(mail, at)),
            button=_where_files_go(mail, letter.to),
            why=why(TOO_LARGE),
            next_word=_("Nothing more will come about this mail by itself."),
        )
    )  # fmt: skip


def moved(letter: Letter, at: datetime) -> Rendered | None:
    """Tell who wrote a mail which team has it now, and why; nothing once it has been decided."""
    mail = InboundMail.objects.filter(pk=letter.about_id, state=State.QUARANTINED).first()
    if mail is None or mail.moved_to_id != letter.facts["team"]:
        return None
    team = mail.moved_to
    reason = letter.facts["reason"]
    return writing.render(
        Sheet(
            heading=_("Your mail is with %(team)s now") % {"team": team},
            paragraphs=(
                _("It came to another address of the house, and was given to the team that it is "
                  "for. A person of %(team)s decides about it.") % {"team": team},
            ),
            facts=(*(((_("Why it moved"), reason),) if reason else ()), *_which(mail, at)),
            why=why(MOVED),
            next_word=_("You hear when it has become a request."),
        )
    )  # fmt: skip


def _which(mail: InboundMail, at: datetime) -> Iterator[tuple[str, str]]:
    """Say which mail it is; nothing of one to those who read in confidence."""
    is_closed = mail.team is not None and mail.team.privacy == Privacy.CONFIDENTIAL
    is_closed = is_closed or (mail.meant is not None and mail.meant.is_confidential)
    if mail.subject and not is_closed:
        yield _("Subject"), mail.subject
    yield _("Came"), when.plain(when.moment(mail.received_at, at))


def _where_files_go(mail: InboundMail, to: Person) -> tuple[str, str]:
    meant = ServiceRequest.objects.visible_to(to).filter(pk=mail.meant_id or 0).first()
    if meant is not None:
        page = meant.get_absolute_url()
        return _("Open it"), writing.way_to(to, page, meant.reference)
    return _("Open the page"), writing.absolute(reverse("pages:home"))
