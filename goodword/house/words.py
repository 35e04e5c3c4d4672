"""Django's sentences, remembered: the same words are asked for hundreds of times a page.

``gettext`` looks through the active language, its fallback and Django's own catalogue, some
twenty calls each time. A catalogue never changes while it is active, so what it said is kept.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils import translation
from django.utils.translation import trans_real


def active() -> object:
    """Answer the catalogue that is active here: one object for each language."""
    # Django keeps it there for each thread; the types know only what is public.
    return getattr(trans_real._active, "value", None)  # type: ignore[attr-defined]


def gettext(message: str) -> str:
    """Say a sentence in the reader's language."""
    return _said(active(), message)


def pgettext(context: str, message: str) -> str:
    """Say a sentence that has several meanings, in the reader's language."""
    return _meant(active(), context, message)


def ngettext(one: str, many: str, number: int) -> str:
    """Say a sentence about a number of things, in the reader's language."""
    return _numbered(active(), one, many, number)


@lru_cache(maxsize=4096)
def _said(_catalogue: object, message: str) -> str:
    return translation.gettext(message)


@lru_cache(maxsize=4096)
def _numbered(_catalogue: object, one: str, many: str, number: int) -> str:
    return translation.ngettext(one, many, number)


@lru_cache(maxsize=1024)
def _meant(_catalogue: object, context: str, message: str) -> str:
    return translation.pgettext(context, message)
