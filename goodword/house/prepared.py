"""Queries that every page asks are put into SQL once, and only filled in after that.

Django writes the SQL of a queryset anew each time: for a desk 50 of 70 ms. ``prepared`` keeps
what it wrote. It wraps a function that builds a queryset, so the rule of sight stays where it
is, in ``visible_to``::

    @prepared
    def on_desk(me: Person, team: Team, at: datetime) -> QuerySet[ServiceRequest]:
        return ServiceRequest.objects.answerable_by(me).filter(team=team, due_at__lt=at)

    rows = on_desk(me, team, at)  # a list

Rows of models (their key alone), whole numbers, moments, days and texts are filled in each
time. Everything else that is given (yes or no, nothing, a choice, a tuple of them) is part of
the shape: each shape is prepared by itself.

Nothing can be baked in by mistake. A query is built twice, with different stand-ins, on
different clocks and in different zones: where the two differ there must stand a value that was
given, as it was given. A stand-in has a key and what its model names in ``prepared_by``; asking
it for more raises ``NotPrepared``, and so does reading rows while building.
"""

from __future__ import annotations

import enum
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils.timezone import override

from goodword.house import clock, guard
from goodword.house.made_rows import Maker, maker_of

P = ParamSpec("P")
Row = TypeVar("Row")

#: Shapes kept for each query; then the oldest goes.
SHAPES = 64
#: The two builds: unlike in every part of a date and a time, and in the zone of the reader.
_MOMENTS = (
    datetime(9001, 2, 3, 4, 5, 6, 700_000, tzinfo=UTC),
    datetime(8000, 11, 22, 23, 44, 55, 900_001, tzinfo=UTC),
)
_ZONES = (UTC, timezone(timedelta(hours=13)))
_NUMBERS = (1_900_000_000, 1_700_000_000)


class NotPrepared(Exception):
    """A query cannot be prepared: it depends on more than what is filled in.

    This is a mistake in the program, and shows the first time the query is asked.
    """


@dataclass(frozen=True, slots=True)
class _Hole:
    """A named place in SQL: which of the values given stands there, and what it looks like."""

    number: int
    like: Any


@dataclass(frozen=True, slots=True)
class _Plan:
    """A query in SQL, what stands in its named places, and what becomes of its rows.

    What stands in a place is ``kept``, the same always, or given (``holes``). ``columns`` is how
    many of a row are asked for, where the database needs more of them to sort by.
    """

    sql: str
    kept: Mapping[str, Any]
    holes: Mapping[str, _Hole]
    columns: int | None
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]
    made: Maker
    has_eyes: bool

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Ask the database, with the values in their places."""
        if not self.has_eyes and guard.current_reason() is None:
            raise guard.Unscoped("Rows were to be read without saying who looks")
        connection = connections[DEFAULT_DB_ALIAS]
        filled = dict(self.kept)
        for name, hole in self.holes.items():
            filled[name] = _as_sent(values[hole.number], hole.like, connection)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found: list[Sequence[Any]] = cursor.fetchall()
        return [self.made(self._converted(row, connection)) for row in found]

    def _converted(self, row: Sequence[Any], connection: Any) -> Sequence[Any]:
        """The columns as Python knows them."""
        if not self.converters and self.columns is None:
            return row
        values = list(row[: self.columns])
        for place, converters, expression in self.converters:
            for converter in converters:
                values[place] = converter(values[place], expression, connection)
        return values


class Prepared(Generic[P, Row]):
    """A query that is put into SQL once for each shape of what is given."""

    def __init__(self, build: Callable[P, models.QuerySet[Any, Row]]) -> None:
        self._build: Callable[..., Any] = build
        self._plans: OrderedDict[Hashable, _Plan | None] = OrderedDict()
        self.__doc__ = build.__doc__

    def __call__(self, *given: P.args, **named: P.kwargs) -> list[Row]:
        """The rows. Values are given by position, as they are told apart by it.

        Raises ``NotPrepared`` the first time a shape is asked that depends on more than what is
        filled in, and ``Unscoped`` when nobody's eyes were put on guarded rows.
        """
        if named:
            raise TypeError("The values of a prepared query are given by position")
        shape = tuple([_shape_of(one) for one in given])
        try:  # one look: another thread may put an old shape away at any moment
            plan = self._plans[shape]
        except KeyError:
            plan = self._plans[shape] = _prepare(self._build, given)
            if len(self._plans) > SHAPES:
                self._plans.popitem(last=False)
        return plan.rows(_values_of(given)) if plan else []

    def forget(self) -> None:
        """Put every shape into SQL anew when it is asked for next."""
        self._plans.clear()


def prepared(build: Callable[P, models.QuerySet[Any, Row]]) -> Prepared[P, Row]:
    """Turn a function that builds a queryset into one that answers its rows."""
    return Prepared(build)


def counted(queryset: models.QuerySet[Any, Any], **numbers: Any) -> models.QuerySet[Any, Any]:
    """One row with numbers, as ``aggregate`` gives; no row at all where nothing is counted."""
    one = queryset.order_by().annotate(all_of_them=models.Value(1)).values("all_of_them")
    found: models.QuerySet[Any, Any] = one.annotate(**numbers).values(*numbers)
    return found


def _plain(parameter: Any) -> Any:
    """A choice as the text or number it stands for: the driver need not look twice."""
    return parameter.value if isinstance(parameter, enum.Enum) else parameter


def _is_filled_in(value: Any) -> bool:
    if isinstance(value, (bool, enum.Enum)):
        return False
    return isinstance(value, (models.Model, int, str, date))


def _known_of(row: models.Model) -> tuple[Any, ...]:
    return tuple(getattr(row, name, None) for name in _known_names(row.__class__))


def _known_names(model: type[models.Model]) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(model, "prepared_by", ())
    return names


def _shape_of(value: Any) -> Hashable:
    if isinstance(value, models.Model):
        return (value.__class__, _known_of(value))  # of whoever stands behind request.user
    return cast("Hashable", type(value) if _is_filled_in(value) else value)


def _values_of(given: Sequence[Any]) -> list[Any]:
    """What is filled in: the moment and its day first, then what was given."""
    at = clock.now()
    return [at, at.date(), *(one.pk if isinstance(one, models.Model) else one for one in given)]


def _prepare(build: Callable[..., Any], given: Sequence[Any]) -> _Plan | None:
    """The plan for a shape; none where whoever asks is answered nothing, whatever there is."""
    first, second = (_built(build, given, number) for number in (0, 1))
    if first is None and second is None:
        return None
    if first is None or second is None:
        raise NotPrepared(f"{build.__name__} asks nothing for some values only")
    queryset: Any = first.queryset
    compiler = first.compiler
    fields = [select[0] for select in compiler.select[0 : compiler.col_count]]
    if compiler.has_composite_fields(fields) or queryset._prefetch_related_lookups:
        raise NotPrepared(f"{build.__name__} reads more than the rows of one query")
    sql, kept, holes = _written_in(
        first.sql,
        [_plain(one) for one in first.parameters],
        dict(_holes(build.__name__, first, second)),
    )
    converters = compiler.get_converters(fields).items()
    return _Plan(
        sql=sql,
        kept=kept,
        holes=holes,
        columns=compiler.col_count if compiler.has_extra_select else None,
        converters=[(place, called, by) for place, (called, by) in converters],
        made=maker_of(queryset._iterable_class, queryset.query, compiler),
        has_eyes=guard.has_eyes(queryset),
    )


_PLACE = re.compile(r"%%|%s")


def _written_in(
    sql: str, parameters: Sequence[Any], holes: Mapping[int, int]
) -> tuple[str, dict[str, Any], dict[str, _Hole]]:
    """Name the places of values, and write in what is the same each time.

    The rule of sight asks for the same person in every branch: a value is sent once, by name, not
    some hundred times.

    SQLite looks at parameters to see whether a partial index fits, and then plans the whole
    statement anew whenever they are given again: for the page of a request 4 of 7 ms. So the
    program's own words and numbers are no parameters. What people typed is filled in, always.
    """
    kept: dict[str, Any] = {}
    named: dict[str, _Hole] = {}
    places = iter(range(len(parameters)))

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        place = next(places)
        value = parameters[place]
        if place in holes:
            name = f"given_{holes[place]}_{type(value).__name__}"
            named[name] = _Hole(holes[place], value)
        elif (text := _literal(value)) is not None:
            return text
        else:
            name = f"kept_{place}"
            kept[name] = value
        return f"%({name})s"

    return _PLACE.sub(written, sql), kept, named


def _literal(value: Any) -> str | None:
    """A short text or a whole number in SQL; nothing for all else."""
    if type(value) is int:
        return str(value)
    if type(value) is not str or not _TEXT.fullmatch(value):
        return None
    return f"'{value}'"


#: Texts that mean the same in every dialect of SQL, and to the drivers.
_TEXT = re.compile(r"[A-Za-z0-9 _.,:$+-]{0,200}")


@dataclass(frozen=True, slots=True)
class _Built:
    """A queryset for stand-ins in SQL, and what stood in."""

    queryset: models.QuerySet[Any, Any]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    values: list[Any]


def _built(build: Callable[..., Any], given: Sequence[Any], number: int) -> _Built | None:
    stand_ins = [_stand_in(one, place, number) for place, one in enumerate(given)]
    connection = connections[DEFAULT_DB_ALIAS]
    with clock.told(_MOMENTS[number]), override(_ZONES[number]):
        with connection.execute_wrapper(_no_rows):
            queryset = build(*stand_ins)
        # Django may ask the database here what it is able to do
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:  # ``none()``, as guests are answered: no database is asked
            return None
        return _Built(queryset, compiler, sql, tuple(parameters), _values_of(stand_ins))


def _holes(name: str, first: _Built, second: _Built) -> Iterator[tuple[int, int]]:
    """Where the two differ, and by what."""
    if first.sql != second.sql:
        raise NotPrepared(f"{name} builds another query for other values")
    for place, (one, other) in enumerate(zip(first.parameters, second.parameters, strict=True)):
        if one == other:
            continue
        number = _position(one, first.values)
        if number is None or number != _position(other, second.values):
            raise NotPrepared(f"{name} works something out of what it was given: {one}")
        yield place, number


def _stand_in(value: Any, place: int, number: int) -> Any:
    """Something of the same kind that can be told from all else in a query."""
    if not _is_filled_in(value):
        return value
    if isinstance(value, models.Model):
        return _StandIn.of(value, _NUMBERS[number] + place)
    if isinstance(value, int):
        return _NUMBERS[number] + place
    if isinstance(value, str):
        return f"\ue000 {number} {place}"
    moment = _MOMENTS[number] + timedelta(days=37 * (place + 1), minutes=place + 1)
    return moment if isinstance(value, datetime) else moment.date()


class _StandIn:
    """Makes rows that have a key and what shapes a query, and nothing else."""

    @staticmethod
    def of(row: models.Model, key: int) -> models.Model:
        model = row.__class__
        known = [name for name in _known_names(model) if _is_column(model, name)]
        columns = [cast("Any", model._meta.pk).attname, *known]
        values = [key, *(getattr(row, name) for name in known)]
        made = model.from_db(DEFAULT_DB_ALIAS, columns, values)
        vars(made)["refresh_from_db"] = _no_more
        for name in _known_names(model):
            vars(made)[name] = getattr(row, name, None)
        return made


def _is_column(model: type[models.Model], name: str) -> bool:
    return any(field.attname == name for field in model._meta.concrete_fields)


def _no_more(*_args: Any, fields: Sequence[str] = (), **_kwargs: Any) -> NoReturn:
    raise NotPrepared(
        f"A prepared query asks for {', '.join(fields)}: give the value by itself, "
        "or name it in prepared_by of the model"
    )


def _no_rows(*_args: Any) -> NoReturn:
    raise NotPrepared("Rows are read while a query is being prepared")


def _position(parameter: Any, values: Sequence[Any]) -> int | None:
    """Which value stands in this place of the SQL."""
    connection = connections[DEFAULT_DB_ALIAS]
    for number, value in enumerate(values):
        if _is_filled_in(value) and _as_sent(value, parameter, connection) == parameter:
            return number
    return None


def _as_sent(value: Any, like: Any, connection: Any) -> Any:
    """The value as the database takes it; numbers in the width of the column."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if not (isinstance(value, int) and isinstance(like, int)):
        return value
    if type(like) is int:  # a key; in one width, or small and large ones are prepared apart
        return connection.ops.adapt_integerfield_value(value, "BigIntegerField")
    return type(like)(value)
