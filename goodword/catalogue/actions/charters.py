"""Publishing a charter: what a team says about a service before anybody asks."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from goodword.catalogue.actions.services import must_serve
from goodword.catalogue.models import Charter, Service
from goodword.catalogue.rules import CharterText, missing
from goodword.house import faults
from goodword.house.action import action
from goodword.house.refusals import Conflict, Refusal
from goodword.people.models import Person


class NotReady(Refusal):
    """A charter that lacks something; ``problems`` holds (field, words) of all of it."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(words for _field, words in problems), field=problems[0][0])
        self.problems = problems


@action
def publish_charter(
    service: Service,
    *,
    by: Person | None,
    at: datetime,
    text: CharterText,
    seen_version: int | None = None,
) -> Charter:
    """Publish the next version of a service's charter; requests keep the one they began with.

    Refuses a charter that lacks something, naming all of it. ``seen_version`` is the version
    the writer began from; where a colleague published meanwhile it is a ``Conflict``.
    """
    must_serve(by, service.team)
    tidy = text.tidy()
    lacks = missing(tidy)
    if lacks:
        raise NotReady([(one.field, str(one.words)) for one in lacks])
    Service.objects.select_for_update(of=("self",)).get(pk=service.pk)  # one after the other
    newest = service.charters.aggregate(newest=Max("version"))["newest"] or 0
    if seen_version is not None and seen_version != newest:
        raise Conflict(
            _("A colleague published version %(version)s while you were writing.")
            % {"version": newest}
        )
    charter = service.charters.create(
        version=newest + 1, published_at=at, published_by=by, **tidy.as_kept()
    )
    faults.point("charter.written")
    service.charter = charter
    service.save(update_fields=["charter"])
    faults.point("charter.in_force")
    return charter
