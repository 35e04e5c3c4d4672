"""RELIABILITY 22: a session begins anew at sign-in, ends when it should, and cannot be brought."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from goodword.house.session_names import NAME, name_of
from goodword.people import actions, letters
from goodword.people.keys import key_of
from tests.rig.cast import PASSWORD

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME
MINE = "/me/"
NEW = "four quiet blue horses"


def sign_in(window: Client, person, password: str = PASSWORD):
    return window.post(reverse("account_login"), {"login": person.email, "password": password})


def is_in(window: Client) -> bool:
    return window.get(MINE).status_code == 200


@pytest.fixture
def elsewhere(amina) -> Client:
    """Amina's other window."""
    window = Client()
    sign_in(window, amina)
    assert is_in(window)
    return window


def test_a_session_brought_along_is_not_the_one_that_is_signed_in(amina):
    attacker = Client()
    attacker.get(reverse("account_login"))
    attacker.session.save()
    planted = attacker.session.session_key or "x" * 32
    victim = Client()
    victim.cookies[COOKIE] = planted
    sign_in(victim, amina)
    assert victim.cookies[COOKIE].value != planted
    attacker.cookies[COOKIE] = planted
    assert not is_in(attacker)


def test_a_made_up_key_is_never_adopted(amina):
    window = Client()
    window.cookies[COOKIE] = "a" * 32
    sign_in(window, amina)
    assert window.cookies[COOKIE].value != "a" * 32


def test_signing_in_again_as_somebody_else_takes_nothing_along(amina, ben, elsewhere):
    before = elsewhere.cookies[COOKIE].value
    elsewhere.post(reverse("account_logout"))
    sign_in(elsewhere, ben)
    assert elsewhere.cookies[COOKIE].value != before
    old = Client()
    old.cookies[COOKIE] = before
    assert not is_in(old)


def test_a_changed_password_ends_every_other_session(amina, elsewhere):
    window = Client()
    sign_in(window, amina)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    window.post(reverse("account_change_password"), form)
    assert is_in(window)
    assert not is_in(elsewhere)


def test_a_reset_password_ends_every_session(amina, elsewhere, now):
    amina.refresh_from_db()
    words = letters.KINDS[letters.NEW_PASSWORD].words(amina, amina.pk, now, now)
    assert words is not None
    window = Client()
    page = window.get(words.address.removeprefix("http://localhost:8000"), follow=True)
    window.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert not is_in(elsewhere)
    assert not is_in(window), "a new password is no way in by itself"
    again = Client().get(words.address.removeprefix("http://localhost:8000"), follow=True)
    assert b'name="password1"' not in again.content, "the way works once"


def test_who_leaves_is_out_at_once(amina, elsewhere, operator, now):
    actions.deactivate(amina, by=operator, at=now)
    assert not is_in(elsewhere)
    window = Client()
    sign_in(window, amina)
    assert not is_in(window)


def test_a_cookie_says_where_it_may_go(amina):
    window = Client()
    sign_in(window, amina)
    cookie = window.cookies[COOKIE]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


def test_over_https_cookies_are_bound_to_the_host(tmp_path):
    code = (
        "import json, goodword.settings as s; print(json.dumps({n: getattr(s, n) for n in dir(s)"
        " if 'COOKIE' in n or n.startswith('SECURE_HSTS') or n == 'SECURE_SSL_REDIRECT'}))"
    )
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GOODWORD_")},
        "GOODWORD_DATA": str(tmp_path),
        "GOODWORD_BASE_URL": "https://goodword.example",
    }
    environment.pop("DATABASE_URL", None)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout.splitlines()[-1])
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        assert said[f"{name}_COOKIE_NAME"].startswith("__Host-")
        assert said[f"{name}_COOKIE_SECURE"]
    assert said["SESSION_COOKIE_HTTPONLY"]
    assert said["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert said["SECURE_SSL_REDIRECT"]
    assert said["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_the_name_of_a_session_opens_nothing(elsewhere):
    key = elsewhere.cookies[COOKIE].value
    kept = {row.session_key for row in Session.objects.all()}
    assert name_of(key) in kept
    assert key not in kept
    thief = Client()
    for name in kept:
        assert name.startswith(NAME)
        thief.cookies[COOKIE] = name
        assert not is_in(thief)


def test_other_sessions_are_ended_by_name_and_this_one_stays(amina, elsewhere):
    window = Client()
    sign_in(window, amina)
    page = window.get(reverse("usersessions_list")).content
    assert (page.count(b"Here<"), page.count(b"Elsewhere<")) == (1, 1)
    window.post(reverse("usersessions_list"))
    assert is_in(window)
    assert not is_in(elsewhere)


def test_an_invitation_lets_one_person_in_once_whoever_was_there_before(amina, operator, now):
    newcomer = actions.add_person(name="Eve", email="eve@x.example", by=operator, at=now)
    key = key_of(actions.invite(newcomer, by=operator, at=now))
    shared = Client()
    sign_in(shared, amina)
    before = shared.cookies[COOKIE].value
    form = {"name": "Eve", "zone": "Europe/London", "password": NEW}
    assert shared.post(reverse("people:invitation", args=[key]), form).status_code == 302
    assert shared.cookies[COOKIE].value != before
    assert b"Eve" in shared.get(MINE).content
    old = Client()
    old.cookies[COOKIE] = before
    assert not is_in(old), "the other person's session is over"
