"""The frame around every page."""

from __future__ import annotations

from types import SimpleNamespace

from django.template.loader import render_to_string
from django.test import RequestFactory


def amina(**more):
    return SimpleNamespace(
        is_authenticated=True, name="Amina Yusuf", preferred_name="Amina", initials="AY", hue=1,
        keys_on=True, theme="", **more,
    )


def test_the_keys_page_is_made_for_somebody_signed_in():
    request = RequestFactory().get("/keys")
    request.user = amina()
    page = render_to_string("ui/keys.html", {}, request)
    assert "Amina Yusuf, your menu" in page
    print(page)
