"""Addresses of pages, worked out once: a list asks for the same ones again and again."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import reverse


def address_of(name: str, *args: str | int) -> str:
    """Answer the address of a page by its name. Raises ``NoReverseMatch``."""
    return _address_in(settings.ROOT_URLCONF, name, args)


@lru_cache(maxsize=8192)
def _address_in(urlconf: str, name: str, args: tuple[str | int, ...]) -> str:
    return reverse(name, urlconf, args=args or None)
