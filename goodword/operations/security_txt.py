"""Whom to tell about a weakness (RFC 9116)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodword.house import clock
from goodword.house.configuration import Configuration


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer the contact; it holds for so many days from today, so it never lapses."""
    return HttpResponse(
        words(settings.CONFIGURATION, clock.now()), content_type="text/plain; charset=utf-8"
    )


def words(configuration: Configuration, at: datetime) -> str:
    """Write the file as it reads at a moment."""
    until = at.astimezone(UTC).date() + timedelta(days=configuration.security_days)
    expires = datetime.combine(until, time.min, UTC)
    lines = (
        f"Contact: {configuration.security_contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {configuration.base_url}{reverse('security-txt')}",
    )
    return "\n".join(lines) + "\n"
