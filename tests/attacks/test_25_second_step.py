"""RELIABILITY 25: with a second step, no way in is shorter; nor is any of its codes good twice."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goodword.house import limits
from goodword.people import letters
from tests.rig.cast import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "four quiet blue horses"


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def secret(amina) -> str:
    """Amina has an app and recovery codes."""
    made: str = generate_totp_secret()
    TOTP.activate(amina, made)
    RecoveryCodes.activate(amina)
    return made


@pytest.fixture
def half_way(amina, secret) -> Client:
    """She has given her password."""
    window = Client()
    answer = window.post(reverse("account_login"), {"login": amina.email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    return window


def code_of(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    return code


def is_in(window: Client) -> bool:
    return window.get("/me/").status_code == 200


def give(window: Client, code: str):
    return window.post(reverse("mfa_authenticate"), {"code": code})


def test_the_password_alone_opens_nothing(half_way):
    assert not is_in(half_way)
    for name in (
        "account_change_password",
        "mfa_index",
        "usersessions_list",
        "mfa_deactivate_totp",
    ):
        assert half_way.get(reverse(name)).status_code == 302
    assert half_way.post("/ask/", {"title": "A laptop"}).status_code == 302


def test_the_code_lets_in_and_only_once(half_way, amina, secret):
    code = code_of(secret)
    give(half_way, code)
    assert is_in(half_way)
    again = Client()
    again.post(reverse("account_login"), {"login": amina.email, "password": PASSWORD})
    give(again, code)
    assert not is_in(again)


def test_a_recovery_code_lets_in_once(half_way, amina):
    kept = Authenticator.objects.get(user=amina, type="recovery_codes")
    code = kept.wrap().get_unused_codes()[0]
    give(half_way, code)
    assert is_in(half_way)
    again = Client()
    again.post(reverse("account_login"), {"login": amina.email, "password": PASSWORD})
    give(again, code)
    assert not is_in(again)


def test_a_code_without_a_password_is_nothing(secret):
    window = Client()
    give(window, code_of(secret))
    assert not is_in(window)


def test_guessed_codes_are_counted(half_way, secret):
    for _try in range(limits.LOGIN_TRIES):
        give(half_way, "000000")
    give(half_way, code_of(secret))
    assert not is_in(half_way)


def test_a_new_password_does_not_go_round_the_second_step(amina, secret, now):
    words = letters.KINDS[letters.NEW_PASSWORD].words(amina, amina.pk, now, now)
    assert words is not None
    window = Client()
    page = window.get(words.address.removeprefix("http://localhost:8000"), follow=True)
    window.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert not is_in(window)
    answer = window.post(reverse("account_login"), {"login": amina.email, "password": NEW})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(window)


@pytest.mark.parametrize(
    "name",
    [
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_add_webauthn",
    ],
)
def test_the_second_step_is_changed_only_by_who_has_just_shown_themselves(amina, secret, name):
    window = Client()
    window.force_login(amina)
    before = Authenticator.objects.count()
    for answer in (window.get(reverse(name)), window.post(reverse(name), {"code": "1"})):
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or "reauthenticate" in answer["Location"]
    assert Authenticator.objects.count() == before


@pytest.mark.parametrize(
    "header",
    [
        "Remote-User",
        "X-Remote-User",
        "X-Forwarded-User",
        "X-Forwarded-Email",
        "X-Ssl-Client-S-Dn",
        "Authorization",
        "X-Webauth-User",
    ],
)
def test_no_header_signs_anybody_in(amina, header):
    window = Client(headers={header: amina.email})
    assert not is_in(window)
    window = Client(REMOTE_USER=amina.email)
    assert not is_in(window)


def test_nobody_signs_in_by_a_way_we_do_not_offer(amina):
    window = Client()
    for path in (
        "/account/login/code/",
        "/account/login/code/confirm/",
        "/account/signup/",
        "/account/social/login/",
        "/admin/login/",
        "/account/2fa/signup/",
    ):
        window.post(path, {"login": amina.email, "email": amina.email, "password": PASSWORD})
        assert not is_in(window)
