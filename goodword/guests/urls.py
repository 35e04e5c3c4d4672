"""Addresses of guests."""

from __future__ import annotations

from django.urls import path

from goodword.guests.views import coming, keeping, own

app_name = "guests"

urlpatterns = [
    path("guest/", coming.find, name="find"),
    path("guest/in/<str:key>/", coming.come_in, name="come-in"),
    path("guest/me/", own.profile, name="profile"),
    path("guest/mine/", own.own, name="own"),
    path("guest/leaving/", own.leaving, name="leaving"),
    path("guest/<str:reference>/<str:key>/", coming.door, name="door"),
    path("guests/", keeping.guests, name="guests"),
    path("guests/new/", keeping.new_guest, name="new-guest"),
    path("guests/<slug:handle>/colleague/", keeping.colleague, name="colleague"),
]
