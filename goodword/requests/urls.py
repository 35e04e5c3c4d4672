"""Addresses of requests. A verb becomes the thing it makes."""

from __future__ import annotations

from django.urls import path

from goodword.requests.views import asking, away, glass, pages, sight, sponsor, why
from goodword.requests.views.acts import ACTS
from goodword.requests.views.doors import door

app_name = "requests"

urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("away/<int:key>/", away.away, name="away"),
    path("glass/", glass.glass, name="glass"),
    path("glass/<str:key>/agreement/", glass.agreement, name="glass-agreement"),
    path("glass/<str:key>/mended/", glass.mended, name="glass-mended"),
    path("glass/<str:reference>/reader/", glass.named, name="glass-reader"),
    path("requests/<str:reference>/sight/", sight.sight, name="sight"),
    path("requests/<str:reference>/", pages.request_page, name="request"),
    path("requests/<str:reference>/banner/", pages.banner, name="banner"),
    path("requests/<str:reference>/messages/", pages.messages, name="messages"),
    path("requests/<str:reference>/files/<str:key>/", pages.file, name="file"),
    path("requests/<str:reference>/sponsor/", sponsor.sponsor, name="sponsor"),
    path("requests/<str:reference>/calendar/", pages.calendar, name="calendar"),
    path("requests/<str:reference>/why/<str:clock>/", why.why, name="why"),
    *(
        path(f"requests/<str:reference>/{noun}/", door(act), name=noun)
        for noun, act in ACTS.items()
        if noun != "messages"
    ),
]
