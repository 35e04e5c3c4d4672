"""Addresses of what the operator does, and of the first minute."""

from __future__ import annotations

from django.urls import path

from goodword.operations.setting_up import people_import, set_up

app_name = "operations"

urlpatterns = [
    path("set-up/", set_up.set_up, name="set-up"),
    path("people-import/", people_import.lists, name="import"),
    path("people-import/<slug:token>/", people_import.look, name="import-list"),
    path("people-import/<slug:token>/lines/", people_import.lines, name="import-lines"),
    path("people-import/<slug:token>/reading/", people_import.reading, name="import-reading"),
    path("people-import/<slug:token>/bad.csv", people_import.bad_lines, name="import-bad"),
    path(
        "people-import/<slug:token>/bringing-in/",
        people_import.bringing_in,
        name="import-bringing-in",
    ),
    path("people-import/<slug:token>/taking-back/", people_import.taking_back, name="import-back"),
]
