"""RELIABILITY 23 and 24: guessing finds nothing out, is slow, and is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from goodword.house import limits
from goodword.people import actions, letters
from goodword.people.keys import key_of
from tests.rig.cast import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")
WRONG = "not this one at all"
PASSING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|value="[^"]*@[^"]*"')


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def invited(operator, now):
    """Somebody who was entered and has no password yet."""
    return actions.add_person(name="Eve Lund", email="eve@northmoor.example", by=operator, at=now)


@pytest.fixture
def gone(person, operator, now):
    """Somebody who left."""
    left = person("Gregor Hall")
    actions.deactivate(left, by=operator, at=now)
    return left


def try_in(email: str, password: str = WRONG, window: Client | None = None, **more: Any):
    return (window or Client()).post(LOGIN, {"login": email, "password": password}, **more)


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note each time a password is hashed, which is what takes the time."""
    hashed: list[str] = []
    real = MD5PasswordHasher.encode

    def encode(self, password: str, salt: str) -> str:
        hashed.append(password)
        return real(self, password, salt)

    with monkeypatch.context() as patch:
        patch.setattr(MD5PasswordHasher, "encode", encode)
        yield hashed


def test_every_failed_sign_in_looks_and_costs_the_same(amina, invited, gone, monkeypatch):
    seen = set()
    for email in (amina.email, "nobody@northmoor.example", invited.email, gone.email):
        with counted(monkeypatch) as hashed:
            answer = try_in(email)
        seen.add((answer.status_code, PASSING.sub(b"", answer.content), len(hashed)))
    assert len(seen) == 1, [(code, len(page), times) for code, page, times in seen]


def test_every_wish_for_a_new_password_looks_the_same(amina, invited, gone):
    seen = set()
    for email in (amina.email, "nobody@northmoor.example", invited.email, gone.email):
        answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        seen.add((answer.status_code, str(answer.redirect_chain), PASSING.sub(b"", answer.content)))
    assert len(seen) == 1


def test_a_key_that_was_never_given_looks_like_one_that_was_used_up(invited, operator, now):
    invitation = actions.invite(invited, by=operator, at=now - timedelta(hours=2))
    actions.invite(invited, by=operator, at=now - timedelta(hours=1))
    old = Client().get(reverse("people:invitation", args=[key_of(invitation)]))
    unknown = Client().get(reverse("people:invitation", args=["0" * 64]))
    assert (old.status_code, old.content) == (unknown.status_code, unknown.content)


@pytest.mark.parametrize(
    "email", ["x@y", "", "no address", "a" * 300, "a@b.c\r\nBcc: e@evil.example"]
)
def test_what_is_no_address_gets_the_same_page_whoever_has_an_account(amina, email):
    answer = Client().post(reverse("account_reset_password"), {"email": email})
    assert answer.status_code in {200, 302, 422}


def test_a_thousand_guesses_are_ten_and_the_owner_gets_in_again(amina, now):
    for _try in range(limits.LOGIN_TRIES):
        assert b"We could not let you in" in try_in(amina.email).content
    held = [try_in(amina.email, password) for password in (WRONG, PASSWORD)]
    assert all(b"oo many" in answer.content for answer in held)
    other_way = Client()
    reset = other_way.post(reverse("account_reset_password"), {"email": amina.email})
    assert reset.status_code == 302, "there is always another way in"
    cache.clear()  # ten minutes later
    assert try_in(amina.email, PASSWORD).status_code == 302


def test_guesses_from_many_networks_count_for_the_account(amina):
    for number in range(limits.LOGIN_TRIES):
        try_in(amina.email, REMOTE_ADDR=f"10.0.0.{number + 1}")
    answer = try_in(amina.email, PASSWORD, REMOTE_ADDR="10.9.9.9")
    assert b"oo many" in answer.content


@pytest.mark.parametrize(
    "spelling", ["AMINA@northmoor.example", " amina@northmoor.example ", "aMiNa@Northmoor.Example"]
)
def test_another_spelling_is_the_same_account(amina, spelling):
    for _try in range(limits.LOGIN_TRIES):
        try_in(spelling)
    assert b"oo many" in try_in(amina.email, PASSWORD).content


def test_another_name_or_port_of_the_host_is_no_fresh_start(amina):
    for number in range(limits.LOGIN_TRIES):
        try_in(amina.email, headers={"host": f"localhost:{8000 + number}"})
    answer = try_in(amina.email, PASSWORD, headers={"host": "testserver"})
    assert b"oo many" in answer.content


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-Ip", "Forwarded", "True-Client-Ip"])
def test_a_network_cannot_be_made_up(organisation, name):
    for number in range(60):
        try_in(f"person{number}@northmoor.example", headers={name: f"192.0.2.{number}"})
    answer = try_in("another@northmoor.example", headers={name: "198.51.100.1"})
    assert answer.status_code == 429


@pytest.mark.parametrize(
    "email",
    [
        "amına@northmoor.example",
        "ａmina@northmoor.example",
        "amina@northmoor。example",
        "amina@ŉorthmoor.example",
    ],
)
def test_letters_that_look_alike_are_other_letters(amina, email, posted):
    assert try_in(email, PASSWORD).status_code == 200
    Client().post(reverse("account_reset_password"), {"email": email})
    assert posted(letters.NEW_PASSWORD) == []


def test_tries_are_written_down_without_what_was_typed(amina):
    with capture_logs() as lines:
        for _try in range(limits.LOGIN_TRIES + 1):
            try_in(amina.email, REMOTE_ADDR="192.0.2.7")
        try_in("nobody@northmoor.example", REMOTE_ADDR="192.0.2.7")
    lines = [line for line in lines if line["event"].startswith("sign_in")]
    events = [line["event"] for line in lines]
    assert events == ["sign_in_failed"] * 10 + ["sign_in_held", "sign_in_failed"]
    assert [line["person"] for line in lines][-3:] == [amina.pk, amina.pk, None]
    assert {line["network"] for line in lines} == {"192.0.2.7"}
    assert not any(word in str(lines) for word in (WRONG, "northmoor"))
