"""Signing in is allauth's work under our words; nobody learns who has an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goodword.people import letters
from tests.rig.cast import PASSWORD


@pytest.fixture
def window() -> Client:
    return Client()


def sign_in(window: Client, email: str, password: str):
    return window.post(reverse("account_login"), {"login": email, "password": password})


def is_still_me(window: Client) -> None:
    window.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_the_right_password_lets_somebody_in(window, amina):
    assert sign_in(window, "AMINA@northmoor.example", PASSWORD).status_code == 302
    assert window.get(reverse("people:profile")).status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(window, amina):
    known = sign_in(window, amina.email, "not this one at all")
    unknown = sign_in(window, "nobody@northmoor.example", "not this one at all")

    assert known.status_code == unknown.status_code
    assert b"We could not let you in" in known.content
    assert b"We could not let you in" in unknown.content


def test_whoever_left_does_not_get_in(window, amina):
    amina.is_active = False
    amina.save(update_fields=["is_active"])

    sign_in(window, amina.email, PASSWORD)
    assert window.get(reverse("people:profile")).status_code == 302


def test_a_known_address_gets_a_letter_and_an_unknown_one_the_same_page(window, amina, posted):
    known = window.post(reverse("account_reset_password"), {"email": amina.email})
    unknown = window.post(reverse("account_reset_password"), {"email": "x@northmoor.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [letter.to for letter in posted(letters.NEW_PASSWORD)] == [amina]


def test_the_way_in_the_letter_leads_to_a_new_password(window, amina, now, posted):
    words = letters.KINDS[letters.NEW_PASSWORD].words(amina, amina.pk, now, now)
    assert words is not None
    path = words.address.removeprefix("http://localhost:8000")
    page = window.get(path, follow=True)
    assert b"Choose a new password" in page.content

    new = {"password1": "four quiet blue horses", "password2": "four quiet blue horses"}
    window.post(page.redirect_chain[-1][0], new)
    assert sign_in(Client(), amina.email, new["password1"]).status_code == 302
    assert [letter.to for letter in posted(letters.PASSWORD_CHANGED)] == [amina]


def test_an_old_letter_is_not_sent_any_more(amina, now):
    late = now + timedelta(hours=2)
    assert letters.KINDS[letters.NEW_PASSWORD].words(amina, amina.pk, now, late) is None


def test_nobody_signs_up(window, organisation):
    page = window.get(reverse("account_signup"))

    assert b"You come in by invitation" in page.content


def test_trying_very_often_is_stopped_in_our_words(window, amina):
    cache.clear()
    answers = [sign_in(window, amina.email, "guess number one") for _try in range(12)]

    assert b"We could not let you in" in answers[0].content
    assert b"oo many" in answers[-1].content


def test_changing_the_password_says_so_by_letter(window, amina, posted):
    sign_in(window, amina.email, PASSWORD)
    new = "four quiet blue horses"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert window.post(reverse("account_change_password"), form).status_code == 302

    [letter] = posted(letters.PASSWORD_CHANGED)
    words = letters.KINDS[letter.kind].words(amina, amina.pk, letter.posted_at, letter.posted_at)
    assert words is not None
    assert "was changed" in words.subject


def test_an_app_is_taken_into_use_and_asked_for_at_the_next_sign_in(
    window, amina, posted, django_capture_on_commit_callbacks
):
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    sign_in(window, amina.email, PASSWORD)
    is_still_me(window)
    page = window.get(reverse("mfa_activate_totp"))
    assert b"data:image/svg" in page.content
    secret = window.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    with django_capture_on_commit_callbacks(execute=True):
        assert window.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    codes = window.get(reverse("mfa_view_recovery_codes"))
    assert b"of 10 are left" in codes.content
    assert window.get(reverse("mfa_download_recovery_codes")).status_code == 200
    assert window.get(reverse("mfa_deactivate_totp")).status_code == 200
    assert window.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert window.get(reverse("mfa_reauthenticate")).status_code == 200

    other = Client()
    answer = sign_in(other, amina.email, PASSWORD)
    assert answer.url == reverse("mfa_authenticate")
    assert b"One more step" in other.get(answer.url).content
    assert posted(letters.SIGN_IN_CHANGED)


def test_the_passkey_page_holds_what_the_browser_needs(window, amina):
    sign_in(window, amina.email, PASSWORD)
    is_still_me(window)
    page = window.get(reverse("mfa_add_webauthn"))

    assert b"data-passkey-options" in page.content
    assert b"challenge" in page.content
    assert window.get(reverse("mfa_login_webauthn")).status_code in (200, 302)


def test_the_other_sessions_end_together(window, amina):
    other = Client()
    sign_in(other, amina.email, PASSWORD)
    sign_in(window, amina.email, PASSWORD)
    assert b"End the others" in window.get(reverse("usersessions_list")).content

    window.post(reverse("usersessions_list"))
    assert other.get(reverse("people:profile")).status_code == 302
    assert window.get(reverse("people:profile")).status_code == 200
