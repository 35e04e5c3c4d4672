"""Where List-Unsubscribe leads: one press, or one click in the mail program, ends a kind of letter.

Nobody is signed in here. The key was in a mail to this mailbox and ends what that mail may end,
and nothing else. Opening the page changes nothing, since scanners open links; a POST does, as
mail programs send it: without a session and from anywhere (RFC 8058), so that no token of a form
can be asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goodword.house import clock
from goodword.outbox import actions

if TYPE_CHECKING:
    from django.http import HttpRequest


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, key: str) -> HttpResponse:
    """Ask whether letters of this kind shall end, and end them when it is pressed."""
    letter = actions.letter_to_end(key)
    if letter is None:
        raise Http404
    is_done = request.method == "POST"
    kinds = actions.switch_off(letter, at=clock.now()) if is_done else actions.ends_with(letter)
    with translation.override(letter.to.language):
        context = {"person": letter.to, "kinds": kinds, "is_done": is_done}
        return render(request, "outbox/off.html", context)
