"""Addresses of what people say afterwards."""

from __future__ import annotations

from django.urls import path

from goodword.feedback import views
from goodword.requests.views.doors import door

app_name = "feedback"

urlpatterns = [
    path("requests/<str:reference>/confirmation/", views.close, name="close"),
    path("requests/<str:reference>/good-words/", door(views.THANKS), name="good-words"),
    path("good-words/<int:pk>/showing/", views.showing, name="showing"),
    path("good-words/<int:pk>/seeing/", views.seeing, name="seeing"),
]
