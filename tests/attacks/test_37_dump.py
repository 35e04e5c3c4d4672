"""RELIABILITY 37: whoever has a copy of the database can let nobody in with it."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from goodword.house.guard import system_scope
from goodword.outbox import addresses, jobs
from goodword.outbox.kinds import Rendered, kind_of
from goodword.outbox.models import Letter
from goodword.people import actions
from goodword.people.keys import key_of
from goodword.people.second_step import SecondStepAdapter
from goodword.requests import actions as requests
from tests.rig.cast import PASSWORD

pytestmark = pytest.mark.django_db
WAY_IN = re.compile(r"http://localhost:8000(/\S+)")


def dump() -> str:
    """Everything the database holds, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def sent(at) -> list[Rendered]:
    """What the letters say that wait; they are kept as letters are once they have left."""
    worded = []
    with system_scope("tests"):
        for letter in Letter.objects.select_related("to"):
            rendered = kind_of(letter.kind).resolver(letter, at)
            assert rendered is not None
            worded.append(rendered)
    jobs.drain(at)
    return worded


@pytest.fixture
def issued(amina, ben, operator, laptops, now) -> dict[str, str]:
    """One of every key and code that is given to people, by what it is."""
    window = Client()
    window.post(reverse("account_login"), {"login": amina.email, "password": PASSWORD})
    newcomer = actions.add_person(name="Eve Lund", email="eve@x.example", by=operator, at=now)
    invitation = actions.invite(newcomer, by=operator, at=now)
    Client().post(reverse("account_reset_password"), {"email": amina.email})
    asked = requests.ask(by=amina, at=now, title="A laptop", service=laptops)
    secret = generate_totp_secret()
    TOTP.activate(ben, secret)
    RecoveryCodes.activate(ben)
    codes = Authenticator.objects.get(user=ben, type="recovery_codes").wrap()
    ways = [way for letter in sent(now) for way in WAY_IN.findall(letter.text)]
    return {
        "the key of a session": window.cookies[settings.SESSION_COOKIE_NAME].value,
        "the key of an invitation": key_of(invitation),
        "the secret of an app": secret,
        "a recovery code": codes.get_unused_codes()[0],
        "the seed of recovery codes": codes_seed(codes),
        "a reply address": addresses.reply_address(asked.reference, amina.pk).split("@")[0],
        "a password": PASSWORD,
        **{
            f"a way in {way[:20]}": way.strip("/").rsplit("/", 1)[-1]
            for way in ways
            if _lets_in(way)
        },
    }


def codes_seed(codes: RecoveryCodes) -> str:
    return SecondStepAdapter().decrypt(codes.instance.data["seed"])


def _lets_in(way: str) -> bool:
    return way.startswith(("/invitations/", "/account/password/reset/key/"))


def test_nothing_that_was_given_out_stands_in_the_database(issued):
    assert sum(name.startswith("a way in") for name in issued) == 2
    held = dump()
    assert "amina@northmoor.example" in held
    assert {what: value for what, value in issued.items() if value in held} == {}


def test_secrets_kept_before_are_still_read_and_old_keys_still_open(amina, settings):
    adapter = SecondStepAdapter()
    assert adapter.decrypt("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"
    kept = adapter.encrypt("a secret")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 8
    assert adapter.decrypt(kept) == "a secret"
    assert kept != adapter.encrypt("a secret")


def test_every_column_that_looks_like_a_secret_is_known():
    """A new column of this kind is looked at here before it is kept in the clear."""
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("goodword.")
        for field in model._meta.concrete_fields
        if re.search(r"token|secret|password", field.name)
    }
    # A letter's token names its page, which is for who is signed in as its reader. That of a mail
    # to ourselves opens nothing: it says which test came round.
    assert found == {"Letter.token", "Person.password", "SelfTest.token"}
