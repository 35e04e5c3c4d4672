"""Every page of this room opens for somebody, and comes from our own templates."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

PAGES = (
    ("people:teams", ()),
    ("people:team", ("it-help",)),
    ("people:people", ()),
    ("people:person", ("amina-yusuf",)),
    ("people:profile", ()),
    ("people:team-settings", ("it-help",)),
    ("people:team-hours", ("it-help",)),
    ("account_logout", ()),
    ("account_change_password", ()),
    ("mfa_index", ()),
    ("mfa_list_webauthn", ()),
    ("usersessions_list", ()),
    ("account_reauthenticate", ()),
)
BEFORE_SIGNING_IN = (
    ("account_login", ()),
    ("account_reset_password", ()),
    ("account_reset_password_done", ()),
    ("account_reset_password_from_key", ("1", "nonsense")),
    ("account_reset_password_from_key_done", ()),
    ("account_inactive", ()),
    ("account_signup", ()),
)


def from_django_templates(response) -> list[str]:
    """Name what Django's own engine rendered; a field's widget is no page."""
    names = [template.name or "" for template in response.templates]
    return [name for name in names if not name.startswith("django/forms/")]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_lead_can_open_each_page(name, args, signed_in, amina, ben):
    response = signed_in(ben).get(reverse(name, args=args))

    assert response.status_code == 200
    assert from_django_templates(response) == []
    assert b"<!doctype html>" in response.content


@pytest.mark.parametrize(("name", "args"), BEFORE_SIGNING_IN)
def test_each_page_before_signing_in_is_ours(name, args, organisation):
    response = Client().get(reverse(name, args=args))

    assert response.status_code == 200
    assert from_django_templates(response) == []
    assert b"<!doctype html>" in response.content


@pytest.mark.parametrize("path", ["/account/email/", "/account/confirm-email/"])
def test_ways_that_are_not_used_are_not_there(path, signed_in, ben):
    assert signed_in(ben).get(path).status_code == 404


def test_who_runs_goodword_can_invite(signed_in, operator):
    assert signed_in(operator).get(reverse("people:invitations")).status_code == 200
