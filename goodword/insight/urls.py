"""Addresses of what is measured."""

from __future__ import annotations

from django.urls import path

from goodword.insight import views

app_name = "insight"

urlpatterns = [
    path("dates/", views.dates, name="dates"),
    path("services/<slug:team>/<slug:slug>/dates/", views.service_dates, name="service-dates"),
]
