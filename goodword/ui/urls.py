"""Addresses of the pages that belong to the interface itself."""

from __future__ import annotations

from django.urls import path

from goodword.ui import views

app_name = "ui"

urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("keys/", views.keys, name="keys"),
]
