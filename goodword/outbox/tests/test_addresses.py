from __future__ import annotations

import re

import pytest

from goodword.outbox import addresses

REPLY = re.compile(r"reply\+7k3m9q\.[a-z2-7]{26}@localhost")


def test_a_reply_address_names_the_request_and_shows_nothing_else():
    address = addresses.reply_address("GW-7K3M9Q", 12)
    assert REPLY.fullmatch(address)
    assert len(address.rpartition("@")[0]) <= 64


def test_it_holds_for_its_person_and_for_nobody_else():
    reference, signature = addresses.read_reply(addresses.reply_address("GW-7K3M9Q", 12)) or (
        "",
        "",
    )
    assert reference == "GW-7K3M9Q"
    assert addresses.is_signed_for(reference, signature, 12)
    assert not addresses.is_signed_for(reference, signature, 13)
    assert not addresses.is_signed_for("GW-7K3M9R", signature, 12)


def test_it_survives_a_mail_system_that_shouts():
    address = addresses.reply_address("GW-7K3M9Q", 12).upper()
    assert addresses.read_reply(address) == addresses.read_reply(address.lower())


def test_an_old_secret_still_holds_while_it_is_named(settings):
    address = addresses.reply_address("GW-7K3M9Q", 12)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "new" * 20
    reference, signature = addresses.read_reply(address) or ("", "")
    assert addresses.is_signed_for(reference, signature, 12)
    settings.SECRET_KEY_FALLBACKS = []
    assert not addresses.is_signed_for(reference, signature, 12)


@pytest.mark.parametrize(
    "address", ["", "reply+7k3m9q.x@localhost", "amina@localhost", "reply+a.b@elsewhere.example"]
)
def test_other_addresses_are_not_read(address):
    assert addresses.read_reply(address) is None
    assert addresses.read_bounce(address) is None


def test_a_letter_that_comes_back_names_itself():
    token = addresses.new_token()
    assert addresses.read_bounce(addresses.bounce_address(token)) == token


def test_one_thing_has_one_thread_for_ever():
    assert addresses.thread_id(("request", 1)) == addresses.thread_id(("request", 1))
    assert addresses.thread_id(("request", 1)) != addresses.thread_id(("request", 2))
