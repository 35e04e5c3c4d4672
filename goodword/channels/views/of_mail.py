"""A mail that became part of a request, as it came; for whoever may read the request."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from csp.decorators import csp_update
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from markupsafe import Markup

from goodword.channels import actions
from goodword.channels.carried import in_words
from goodword.channels.coming_in import raw
from goodword.channels.models import InboundMail, InboundMailQuerySet
from goodword.channels.parsing import File, Parsed, Reader
from goodword.channels.showing import shown
from goodword.house import clock
from goodword.house.prepared import prepared
from goodword.house.refusals import Refusal
from goodword.people.doors import person_of
from goodword.people.models import Person
from goodword.requests.actions import note_reading
from goodword.requests.models import Attachment, Reading, ServiceRequest
from goodword.requests.names import known_to
from goodword.ui.rendering import piece

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

#: So many of the latest stand beside a request.
LISTED = 10


def mails_of(request: HttpRequest, about: ServiceRequest, at: datetime) -> Markup:
    """The mails a request is made of, beside it, for who may see how they came."""
    me = person_of(request)
    found = [] if me.is_guest else list(_mails(me, about))
    if not found:
        return Markup("")
    mails = [(mail, in_words(mail.carries, at)) for mail in found]
    return piece("channels/_mails.html", {"mails": mails, "about": about, "at": at}, request)


@prepared
def _mails(me: Person, about: ServiceRequest) -> InboundMailQuerySet:
    mails = InboundMail.objects.visible_to(me).filter(service_request=about)
    return mails.select_related("person").order_by("-received_at", "-pk")[:LISTED]


@require_safe
@never_cache
def mail_shown(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show a mail with the pictures that came along; those from elsewhere are only counted."""
    return _shown(request, reference, key, with_remote=False)


@require_safe
@never_cache
def mail_with_pictures(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    """Show a mail with the pictures from elsewhere, which its reader asked for."""

    @csp_update({"img-src": ["https:"]})
    def page(request: HttpRequest) -> HttpResponse:
        return _shown(request, reference, key, with_remote=True)

    return page(request)


@require_safe
def mail_as_it_came(request: HttpRequest, reference: str, key: str) -> FileResponse:
    """The bytes of a mail as a download, for its writer and the team that has the request.

    An answer to a letter is for its writer alone: it repeats what lets one act in their place.
    """
    mail = _mail(request, reference, key)
    person = person_of(request)
    ours = ServiceRequest.objects.answerable_by(person).filter(pk=mail.service_request_id or 0)
    if mail.person_id != person.pk and (not ours.exists() or _parsed(mail).is_personal):
        raise Http404
    path = raw.path_of(mail.sha256)
    if not path.exists():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="application/octet-stream")
    name = f"{reference}-{key[:6]}.eml"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _mail(request: HttpRequest, reference: str, key: str) -> InboundMail:
    """Find a mail through the reader's eyes; of what is confidential the reading is noted."""
    person = person_of(request)
    mails = InboundMail.objects.visible_to(person).select_related("service_request", "person")
    mail = get_object_or_404(mails, service_request__reference=reference, key=key)
    about = mail.service_request
    if about is not None:
        what = Reading.What.FILE
        note_reading(about, by=person, at=clock.now(), what=what, name="the mail as it came")
    return mail


def _parsed(mail: InboundMail) -> Parsed:
    try:
        with Reader() as reader:
            return actions.read(mail, reader)
    except (Refusal, FileNotFoundError) as problem:
        raise Http404 from problem


def _shown(request: HttpRequest, reference: str, key: str, *, with_remote: bool) -> HttpResponse:
    mail = _mail(request, reference, key)
    person, parsed = person_of(request), _parsed(mail)
    about = ServiceRequest.objects.visible_to(person).get(reference=reference)
    context = {
        "mail": mail,
        "about": about,
        "writer": known_to(person, about).name(mail.person),
        "parsed": parsed,
        "shown": shown(parsed, with_remote=with_remote),
        "carried": in_words({"seal": parsed.seal, "invitation": parsed.invitation}, clock.now()),
        "files": _files(parsed, about, person),
        "with_remote": with_remote,
        "may_have_it": mail.person_id == person.pk
        or (not parsed.is_personal and person.is_member_of(about.team)),
        "at": clock.now(),
    }
    return render(request, "channels/mail_shown.html", context)


def _files(
    parsed: Parsed, about: ServiceRequest, person: Person
) -> list[tuple[File, Attachment | None]]:
    """Each file of a mail, with where it hangs on the request as far as the reader may have it."""
    hashes = [hashlib.sha256(file.content).hexdigest() for file in parsed.files]
    attached = Attachment.objects.visible_to(person).filter(
        service_request=about, file__sha256__in=hashes
    )
    hangs = {it.file.sha256: it for it in attached.select_related("file")}
    return [(file, hangs.get(key)) for file, key in zip(parsed.files, hashes, strict=True)]
