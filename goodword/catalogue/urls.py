"""Addresses of the catalogue."""

from __future__ import annotations

from django.urls import path

from goodword.catalogue.views import beginning, moving, offering, privacy, services

app_name = "catalogue"

urlpatterns = [
    path("services/", services.services, name="services"),
    path("services/<slug:team>/", offering.offer, name="offer"),
    path("services/<slug:team>/beginning/", offering.beginning, name="beginning"),
    path("services/<slug:team>/<slug:slug>/", services.service, name="service"),
    path("services/<slug:team>/<slug:slug>/facts/", offering.facts, name="facts"),
    path("services/<slug:team>/<slug:slug>/privacy/", privacy.privacy, name="privacy"),
    path("services/<slug:team>/<slug:slug>/team/", moving.move, name="move"),
    path("services/<slug:team>/<slug:slug>/charter/", offering.charter, name="charter"),
    path(
        "services/<slug:team>/<slug:slug>/charter/<int:number>/",
        services.version,
        name="charter-version",
    ),
    path("services/<slug:team>/<slug:slug>/retirement/", offering.retirement, name="retirement"),
    path("new-team/", beginning.new_team, name="new-team"),
]
