"""Rows that refuse to be read until somebody says through whose eyes.

A guarded model's default manager is made from ``GuardedQuerySet``.  Its
querysets can be built up freely, but reading, counting, changing or deleting
raises ``Unscoped`` until a method such as ``visible_to(person)`` has called
``scoped()``, or the code runs inside ``system_scope("a reason")``.

Django's base manager stays as it is, so following a foreign key, saving and
refreshing one row work as usual; reverse relations and prefetches use the
default manager and are therefore guarded too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
Method = TypeVar("Method", bound=Callable[..., Any])

_MARK = "goodword_scoped"
_reasons: ContextVar[tuple[str, ...]] = ContextVar("goodword_system_scope", default=())

#: Every reason the running program has given so far, and that of all actions.
KNOWN_REASONS: set[str] = set()


class Unscoped(Exception):
    """Rows were about to be read without saying who is looking.

    This is a mistake in the program, never in what the person did.
    """


@contextmanager
def system_scope(reason: str) -> Iterator[None]:
    """Read as the system itself, for a reason that is on the list.

    For actions, the worker, the clock and mail in.  A house rule collects the
    reasons from the source and compares them with the operator's guide, so
    that a reviewer sees every new one.  Raises ``ValueError`` without one.
    """
    if not reason.strip():
        raise ValueError("The system scope needs a reason")
    KNOWN_REASONS.add(reason)
    token = _reasons.set((*_reasons.get(), reason))
    try:
        yield
    finally:
        _reasons.reset(token)


def current_reason() -> str | None:
    """Say why the system reads for itself just now, or None if it does not."""
    reasons = _reasons.get()
    return reasons[-1] if reasons else None


def _not_on_managers(method: Method) -> Method:
    """Keep a method off managers: ``objects.scoped()`` would be all rows."""
    vars(method)["queryset_only"] = True
    return method


def _is_scoped(queryset: models.QuerySet[Any]) -> bool:
    # The mark lives on the query, because Django copies that faithfully
    # through filter, values, slices and sub-queries.
    return queryset.query.is_empty() or _MARK in vars(queryset.query)


def has_eyes(queryset: models.QuerySet[Any, Any]) -> bool:
    """Say whether these rows are chosen for somebody, or need not be."""
    return not isinstance(queryset, GuardedQuerySet) or _is_scoped(queryset)


class GuardedQuerySet(models.QuerySet[Row]):
    """A queryset that knows whether somebody's eyes were put on it."""

    @_not_on_managers
    def scoped(self) -> Self:
        """Mark these rows as chosen for somebody, and answer the copy.

        Called only by the queryset's own methods (``visible_to`` and its
        siblings), never by a door.
        """
        clone = self.all()
        vars(clone.query)[_MARK] = True
        return clone

    def _require_scope(self) -> None:
        if not _reasons.get() and not _is_scoped(self):
            raise Unscoped(
                f"{self.model.__name__} rows were to be read without saying who "
                "looks: start from visible_to(person)"
            )

    def _combined(self, result: Any, *parts: models.QuerySet[Any]) -> Any:
        """Keep the mark only when every part of a combination had it."""
        if not all(_is_scoped(part) for part in (self, *parts)):
            vars(result.query).pop(_MARK, None)
        return result

    # Everything below reads, counts, changes or deletes.

    def _fetch_all(self) -> None:
        self._require_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Row]:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def contains(self, obj: models.Model) -> bool:
        self._require_scope()
        return super().contains(obj)

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._require_scope()
        return super().explain(*args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> models.query.RawQuerySet[Any]:
        self._require_scope()
        return super().raw(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        self._require_scope()
        return super().bulk_update(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_scope()
        return super().delete()

    # Combining takes the stricter of the two.

    def _require_whole(self) -> None:
        # Django replaces a sliced side by an unguarded queryset.
        if not self.query.can_filter():
            self._require_scope()

    def __and__(self, other: models.QuerySet[Row]) -> Self:
        combined: Self = self._combined(super().__and__(other), other)
        return combined

    def __or__(self, other: models.QuerySet[Row]) -> Self:
        self._require_whole()
        combined: Self = self._combined(super().__or__(other), other)
        return combined

    def __xor__(self, other: models.QuerySet[Row]) -> Self:
        self._require_whole()
        combined: Self = self._combined(super().__xor__(other), other)
        return combined

    def union(self, *others: models.QuerySet[Any], **kwargs: bool) -> Self:
        combined: Self = self._combined(super().union(*others, **kwargs), *others)
        return combined

    def intersection(self, *others: models.QuerySet[Any]) -> Self:
        combined: Self = self._combined(super().intersection(*others), *others)
        return combined

    def difference(self, *others: models.QuerySet[Any]) -> Self:
        combined: Self = self._combined(super().difference(*others), *others)
        return combined
