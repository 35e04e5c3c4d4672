"""The brake: our own words do not flood anybody, whatever goes wrong (RELIABILITY 4).

Three letters to one person and five about one thing within an hour; what is more joins the
person's next digest. A person's own words, ways to sign in and what hurries are never held.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from goodword.house import limits
from goodword.outbox.kinds import Kind
from goodword.outbox.models import ARRIVED, ON_ITS_WAY, Letter

_HOUR = timedelta(hours=1)


def may_hold(kind: Kind, urgent: bool | None) -> bool:
    """Say whether a letter is one the brake may hold back."""
    return kind.automatic and kind.may_wait and urgent is not True


def too_many(letter: Letter, at: datetime) -> str:
    """Say why a letter that may be held back is one too many just now; else nothing."""
    if not letter.is_braked:
        return ""
    lately = Letter.objects.filter(
        is_braked=True, posted_at__gt=at - _HOUR, state__in=(*ON_ITS_WAY, *ARRIVED)
    )
    if lately.filter(to=letter.to).count() >= limits.AUTOMATIC_MAILS_PER_ADDRESS_AND_HOUR:
        return _("The hour had brought this person enough automatic letters.")
    # One act may tell many colleagues: that is one occasion, and no loop.
    occasions = lately.filter(thread=letter.thread).exclude(posted_at=at).order_by()
    if (
        occasions.values("posted_at").distinct().count()
        >= limits.AUTOMATIC_MAILS_PER_THREAD_AND_HOUR
    ):
        return _("The hour had brought enough automatic letters about this.")
    return ""
