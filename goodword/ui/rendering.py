"""Pieces of pages, rendered for another page to take in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup


def piece(template: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> Markup:
    """Render a template as markup that another page takes in as it is.

    Django calls what it rendered safe, but with Jinja2 it is a plain string, which the page
    around it would escape.
    """
    # rendered with autoescape: whatever people wrote is escaped already
    return Markup(render_to_string(template, dict(context), request=request))  # noqa: S704 - a template of ours
