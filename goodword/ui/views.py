"""Pages of the interface itself: its accessibility statement and its keys."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was done for everybody to be able to use this, and what was not."""
    return render(request, "ui/accessibility.html")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """List the keyboard keys; the same list as behind `?`."""
    return render(request, "ui/keys.html")
