"""Whether this process answers, for those who watch over it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the web process is alive; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
