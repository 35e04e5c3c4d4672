"""Further addresses of teams, by the people who run Goodword."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from goodword.channels.models import TeamAddress
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.outbox import addresses
from goodword.people.models import Person, Team

#: Words at our domain that mean something else (RFC 2142, and our own).
TAKEN = frozenset({"reply", "bounce", "postmaster", "abuse", "mailer-daemon"})


@action
def add_address(address: str, *, team: Team, by: Person, at: datetime) -> TeamAddress:
    """Let a team have one more address: a word at our domain, or a whole address elsewhere.

    Raises ``Refusal``.
    """
    whole = address.strip().lower()
    whole = whole if "@" in whole else f"{whole}@{addresses.domain().lower()}"
    local = whole.partition("@")[0]
    try:
        validate_email(whole.replace("@localhost", "@localhost.localdomain"))
    except ValidationError:
        raise Refusal(_("This is not a mail address."), field="address") from None
    if "+" in local:
        raise Refusal(
            _("Leave out the plus and what follows: every such address works by itself."),
            field="address",
        )
    _refuse_if_taken(whole, local)
    return TeamAddress.objects.create(address=whole, team=team, by=by, at=at)


def _refuse_if_taken(whole: str, local: str) -> None:
    is_ours = addresses.is_ours(whole)
    ours = settings.CONFIGURATION.mail_from.lower()
    if whole == ours or (is_ours and local in TAKEN):
        raise Refusal(_("This address means something else already."), field="address")
    if (is_ours and Team.objects.filter(mail_name=local).exists()) or (
        TeamAddress.objects.filter(address=whole).exists()
    ):
        raise Refusal(_("A team gets mail under this address already."), field="address")
    if Person.objects.filter(email=whole).exists():
        raise Refusal(_("This is the address of a person."), field="address")


@action
def drop_address(address: TeamAddress) -> None:
    """Take an address away: what is sent there next goes to the team on duty."""
    address.delete()
