"""All that hangs on a request, of whatever kind, in one query.

Each kind is read through its own ``visible_to``; the database answers each row with a word for
its kind and the row itself as an object, with the names of the people and teams on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, CharField, DateTimeField, F, Model, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from goodword.house.prepared import prepared
from goodword.people.models import Person, Team
from goodword.requests.models import (
    Aim,
    Apology,
    Attachment,
    Delivery,
    Handover,
    Message,
    Offer,
    PlanStep,
    Playback,
    Question,
    Referral,
    ServiceRequest,
    StoredFile,
    WaitingOnOther,
)

#: What a page says about whom and what a row names.
NAMED: Mapping[type[Model], tuple[str, ...]] = {
    Person: ("id", "name", "preferred_name", "handle", "is_guest"),
    Team: ("id", "name", "slug"),
    StoredFile: ("id", "size"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of rows, the list of a page they are in, and what of others goes along."""

    model: type[Model]
    name: str
    named: tuple[str, ...] = ()


#: What the banner of a request needs, and what its whole page needs.
ON_BANNER = (
    Kind(Offer, "offers", ("by", "answered_by")),
    Kind(Delivery, "deliveries", ("by", "answered_by")),
    Kind(Apology, "apologies", ("by",)),
    Kind(Question, "questions", ("asked_by", "answered_by")),
    Kind(Referral, "referrals", ("by", "to_team", "to_person")),
)
ON_PAGE = (
    *ON_BANNER,
    Kind(Playback, "playbacks", ("by", "answered_by")),
    Kind(PlanStep, "steps"),
    Kind(Handover, "handovers", ("by", "from_team", "to_team", "to_person")),
    Kind(WaitingOnOther, "waits"),
    Kind(Message, "messages", ("by", "team_only")),
    Kind(Attachment, "attachments", ("file",)),
    Kind(Aim, "aims"),
)


def papers_of(here: ServiceRequest, me: Person, kinds: tuple[Kind, ...]) -> dict[str, list[Any]]:
    """The rows of each kind that this person may see, in their order."""
    by_name = {kind.name: kind for kind in kinds}
    found: dict[str, list[Any]] = {name: [] for name in by_name}
    for name, values in _rows(me, here, kinds):
        found[name].append(_made(by_name[name], values))
    for name, rows in found.items():
        rows.sort(key=attrgetter(*_order_of(by_name[name].model)))
    return found


def _order_of(model: type[Model]) -> list[str]:
    return [str(name) for name in model._meta.ordering or ("pk",)]


@prepared
def _rows(
    me: Person, here: ServiceRequest, kinds: tuple[Kind, ...]
) -> QuerySet[Any, tuple[str, Mapping[str, Any]]]:
    parts = [_part(kind, me, here) for kind in kinds]
    return parts[0].union(*parts[1:], all=True)


def _part(kind: Kind, me: Person, here: ServiceRequest) -> QuerySet[Any, tuple[Any, ...]]:
    model: Any = kind.model
    own = {column.attname: F(column.attname) for column in model._meta.concrete_fields}
    named = {name: _named(kind, name) for name in kind.named}
    rows: QuerySet[Any, tuple[Any, ...]] = (
        model.objects.visible_to(me)
        .filter(service_request=here)
        .order_by()
        .annotate(kind_of_row=Value(kind.name, CharField()), row=JSONObject(**own, **named))
        .values_list("kind_of_row", "row")
    )
    return rows


def _named(kind: Kind, name: str) -> JSONObject:
    columns = NAMED[_related(kind, name)]
    return JSONObject(**{column: F(f"{name}__{column}") for column in columns})


def _related(kind: Kind, name: str) -> type[Model]:
    related: type[Model] = kind.model._meta.get_field(name).related_model  # type: ignore[assignment]
    return related


def _made(kind: Kind, values: Mapping[str, Any]) -> Any:
    row: Any = _row(kind.model, _own(kind.model, values))
    for name in kind.named:
        known = values[name]
        setattr(row, name, None if known["id"] is None else _row(_related(kind, name), known))
    return row


def _row(model: type[Model], values: Mapping[str, Any]) -> Model:
    # in the order of the columns, as Django reads them: PostgreSQL puts keys in one of its own
    names = [one.attname for one in model._meta.concrete_fields if one.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def _own(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    return dict(_columns(model, values))


def _columns(model: type[Model], values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The columns as Django keeps them: an object of the database knows no moments."""
    for column in model._meta.concrete_fields:
        value = values[column.attname]
        if isinstance(column, DateTimeField) and value is not None:
            value = _moment(value)
        elif isinstance(column, BooleanField):
            value = bool(value)
        yield column.attname, value


def _moment(text: str) -> datetime | None:
    moment = parse_datetime(text)
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
