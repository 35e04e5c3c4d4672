"""One's own aim for a request."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.actions.keeping import Held
from goodword.requests.models import Aim, ServiceRequest


@action
def set_aim(
    service_request: ServiceRequest, *, by: Person, at: datetime, aim_at: datetime | None
) -> Aim | None:
    """Keep by when somebody means to be done, for themselves alone; nothing takes it away.

    Nothing happens on the request by it. Raises ``Refusal`` for a moment that has passed, and for
    one that is not before the promised date.
    """
    held = Held.hold(service_request, at)
    held.as_provider(by)
    own = Aim.objects.visible_to(by).filter(service_request=service_request)
    if aim_at is None:
        own.delete()
        return None
    promise = held.standing.promise
    if aim_at <= at:
        raise Refusal(_("An aim lies ahead: choose a later moment."), field="aim_at")
    if promise and aim_at >= promise.stands_at:
        raise Refusal(_("An aim comes before the promised date."), field="aim_at")
    aim, _made = Aim.objects.update_or_create(
        service_request=service_request, person=by, defaults={"aim_at": aim_at, "set_at": at}
    )
    return aim
