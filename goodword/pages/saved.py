"""Saved views of a desk: kept, shared with the team, taken away."""

from __future__ import annotations

from datetime import datetime

from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.house.versions import take_next
from goodword.house.words import gettext as _
from goodword.pages.filters import Filters
from goodword.people.models import Person, Team
from goodword.requests.models import SavedView

NAME_AT_MOST = 60
VIEWS_AT_MOST = 50


@action
def save_view(
    team: Team,
    *,
    by: Person,
    at: datetime,
    name: str,
    query: str,
    is_shared: bool,
    seen_version: int | None = None,
) -> SavedView:
    """Keep a choice of filters under a name.

    Raises ``Refusal`` without a name, without a choice, or when there are too many; ``Conflict``
    when another choice has that name and its version is not ``seen_version`` (0: nobody saw it).
    """
    said = " ".join(name.split())
    if not said:
        raise Refusal(_("Give it a name, so that you find it again."), field="name")
    if len(said) > NAME_AT_MOST:
        longest = _("A name has at most %(number)s characters.") % {"number": NAME_AT_MOST}
        raise Refusal(longest, field="name")
    kept = Filters.of(query).query()
    if not kept:
        raise Refusal(_("Choose at least one filter first; everything open is there already."))
    mine = SavedView.objects.visible_to(by).filter(team=team, person=by)
    if mine.exclude(name=said).count() >= VIEWS_AT_MOST:
        most = _("%(number)s views are the most one person can keep.") % {"number": VIEWS_AT_MOST}
        raise Refusal(most)
    values = {"query": kept, "is_shared": is_shared, "made_at": at}
    view, is_new = mine.get_or_create(team=team, person=by, name=said, defaults=values)
    if not is_new and (view.query, view.is_shared) != (kept, is_shared):
        take_next(view, seen_version)
        mine.filter(pk=view.pk).update(**values)
        view.refresh_from_db()
    return view


@action
def remove_view(view: SavedView, *, by: Person) -> None:
    """Take one's own view away. Raises ``Refusal`` for somebody else's."""
    if view.person_id != by.pk:
        owner = view.person.preferred_name
        raise Refusal(_("%(name)s made this view and can take it away.") % {"name": owner})
    view.delete()
