"""Every address of Goodword, room by room."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from goodword.operations import security_txt
from goodword.operations.watching import health

#: Where each room's pages live.  A room's own urls.py says the rest.
ROOMS = (
    ("", "goodword.operations.urls"),
    ("", "goodword.pages.urls"),
    ("", "goodword.channels.urls"),
    ("", "goodword.guests.urls"),
    ("", "goodword.insight.urls"),
    ("", "goodword.feedback.urls"),
    ("", "goodword.requests.urls"),
    ("", "goodword.catalogue.urls"),
    ("", "goodword.outbox.urls"),
    ("", "goodword.people.urls"),
    ("", "goodword.ui.urls"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path(".well-known/security.txt", security_txt.security_txt, name="security-txt"),
]
urlpatterns += [path(prefix, include(module)) for prefix, module in ROOMS if find_spec(module)]
urlpatterns += [
    path("account/", include("allauth.urls")),
]

handler400 = "goodword.ui.errors.bad_request"
handler403 = "goodword.ui.errors.forbidden"
handler404 = "goodword.ui.errors.not_found"
handler500 = "goodword.ui.errors.server_error"
