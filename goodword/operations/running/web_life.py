"""What a process that answers pages does beside them."""

from __future__ import annotations

from django.conf import settings

from goodword.house import clock
from goodword.operations.running.pulse import WEB_BEATS, Pulse, new_key
from goodword.operations.watching import standing, troubles


def begin() -> Pulse:
    """Beat and look about from now on, until the process ends."""
    if settings.CONFIGURATION.metrics_token:
        from goodword.operations.watching import metrics

        metrics.begin()
    return Pulse("web", new_key("web"), also=look_about, every=WEB_BEATS).begin()


def look_about() -> None:
    """See how the house gets on, for the pages; and tell who runs it, if the clock cannot."""
    at = clock.now()
    troubles.settle(standing.look(at), at=at)
