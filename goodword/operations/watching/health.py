"""Whether this process answers, and whether it can do its work, for those who watch over it."""

from __future__ import annotations

import hmac
import ipaddress

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from goodword.house import clock, proxies
from goodword.operations.watching import alerts, standing
from goodword.operations.watching.alerts import Alert, Level

#: However often it is asked, a process looks no more often than this, in seconds.
LOOK_EVERY = 5.0


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the web process is alive; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether Goodword does its work: 200, or 503 when something stands still.

    ``?only=pages`` asks whether this host can answer pages, for who shares out the visitors: a
    worker that has died elsewhere is no reason to send people away.  This machine itself, and
    whoever has the token, are told what is wrong; everybody else only whether.
    """
    facts = standing.latest(LOOK_EVERY) or standing.look(clock.now())
    found = alerts.standing(facts)
    bad = {Level.STOP} if request.GET.get("only") == "pages" else {Level.STOP, Level.ALARM}
    is_ready = not any(alert.level in bad for alert in found)
    said: dict[str, object] = {"ready": is_ready}
    if may_know(request):
        said["alerts"] = [_told(alert) for alert in found]
    return JsonResponse(said, status=200 if is_ready else 503)


def _told(alert: Alert) -> dict[str, str]:
    return {"name": alert.name, "level": alert.level.value, "sentence": str(alert.sentence)}


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer the numbers in Prometheus' form; without a token set there is no such page."""
    if not settings.CONFIGURATION.metrics_token:
        raise Http404
    if not has_token(request):
        refused = HttpResponse(status=401, content_type="text/plain; charset=utf-8")
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    from goodword.operations.watching import metrics as numbers

    facts = standing.latest(LOOK_EVERY) or standing.look(clock.now())
    return HttpResponse(numbers.written(facts), content_type=numbers.CONTENT_TYPE)


def may_know(request: HttpRequest) -> bool:
    """Say whether the asker may know what is wrong: this machine, or who has the token.

    What a proxy on this machine hands on comes from elsewhere, and does not count.
    """
    if has_token(request):
        return True
    is_direct = proxies.THROUGH not in request.META
    return is_direct and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def has_token(request: HttpRequest) -> bool:
    """Say whether the asker has the token, in a time that tells nothing about it."""
    token = settings.CONFIGURATION.metrics_token
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
