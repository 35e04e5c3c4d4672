"""What a row of the database becomes: a model with what came along, a dict, a tuple or a value.

Django works out for each query anew which column goes where, and makes a model through signals
and defaults that a row from the database does not need. For a prepared query it is worked out
once, and a row is put together as Django would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
)
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

#: Makes something of the columns of a row, in their order.
Maker = Callable[[Sequence[Any]], Any]


class NotMade(Exception):
    """A query has rows of a kind that is not made here: a mistake, seen when it is first asked."""


def maker_of(iterable: type, query: Any, compiler: SQLCompiler) -> Maker:
    """What makes rows of a queryset's kind. Raises ``NotMade`` for a kind that is not known."""
    if iterable is ModelIterable:
        return _model_with_annotations(compiler)
    if iterable is ValuesIterable:
        names = _names(query)
        return lambda row: dict(zip(names, row, strict=False))
    if iterable is ValuesListIterable:
        return tuple
    if iterable is FlatValuesListIterable:
        return lambda row: row[0]
    raise NotMade(f"{iterable.__name__} is not known")


def _names(query: Any) -> list[str]:
    return list(query.selected or [*query.values_select, *query.annotation_select])


def _model_with_annotations(compiler: Any) -> Maker:
    model = _ModelMaker.of(compiler.klass_info, compiler.select)
    annotations: Mapping[str, int] = compiler.annotation_col_map or {}
    if not annotations:
        return model

    def made(row: Sequence[Any]) -> Any:
        one = model(row)
        for name, place in annotations.items():
            setattr(one, name, row[place])
        return one

    return made


@dataclass(frozen=True, slots=True)
class _ModelMaker:
    """Makes one model of its columns, and the models it is joined with of theirs."""

    model: type[Model]
    columns: slice
    names: tuple[str, ...]
    key: int
    joined: tuple[_Joined, ...]

    @classmethod
    def of(cls, info: Mapping[str, Any], select: Sequence[Any]) -> _ModelMaker:
        """Out of what Django knows of a compiled query. Raises ``NotMade``."""
        model = info["model"]
        if info.get("from_parent") or not _is_plain(model):
            raise NotMade(f"{model.__name__} is made in a way of its own")
        columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        names = tuple(chosen[0].target.attname for chosen in select[columns])
        return cls(
            model=model,
            columns=columns,
            names=names,
            key=columns.start + names.index(model._meta.pk.attname),
            joined=tuple(
                _Joined(cls.of(one, select), one["local_setter"], one["remote_setter"])
                for one in info.get("related_klass_infos", ())
            ),
        )

    def __call__(self, row: Sequence[Any]) -> Model | None:
        """The model of a row; none where a join found nothing."""
        if row[self.key] is None:
            return None
        made = self.model.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        vars(made).update(zip(self.names, row[self.columns], strict=True), _state=state)
        for one in self.joined:
            other = one.maker(row)
            one.attach(made, other)
            if other is not None:
                one.attach_back(other, made)
        return made


@dataclass(frozen=True, slots=True)
class _Joined:
    """A model on another one, and how each is told of the other."""

    maker: _ModelMaker
    attach: Callable[[Model, Model | None], None]
    attach_back: Callable[[Model, Model], None]


def _is_plain(model: Any) -> bool:
    """Nobody waits for rows of this model to be made, nor makes them in another way."""
    return (
        model.__init__ is Model.__init__
        and model.from_db.__func__ is vars(Model)["from_db"].__func__
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
    )
