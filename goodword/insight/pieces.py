"""Ways to the page about dates, on the pages of rooms below."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from markupsafe import Markup

from goodword.catalogue.models import Service
from goodword.ui.rendering import piece


def dates_of(request: HttpRequest, service: Service, at: datetime) -> Markup:
    """Beside a service: how good are its dates?"""
    if service.charter_id is None:
        return Markup("")
    return piece("insight/_way_to_dates.html", {"service": service}, request)


def dates_of_all(request: HttpRequest, service: None, at: datetime) -> Markup:
    """Beside the list of services: how good are all dates?"""
    return piece("insight/_way_to_all_dates.html", {}, request)
