"""Who says where a visitor comes from is believed only when the operator named them."""

from __future__ import annotations

import dataclasses

import pytest

from goodword.house import reading
from goodword.house.proxies import THROUGH, put_right

PROXIES = reading.networks("10.0.0.0/24, ::1")

CHAINS = [
    # peer, what it says, whose address counts
    ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
    ("10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    ("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
    ("10.0.0.1", "not an address, 10.0.0.7", "10.0.0.7"),
    ("10.0.0.1", "", "10.0.0.1"),
    ("::ffff:10.0.0.1", "2001:db8::1", "2001:db8::1"),
    ("::1", "203.0.113.9", "203.0.113.9"),
    ("203.0.113.5", "198.51.100.1", "203.0.113.5"),
    ("", "198.51.100.1", ""),
]


@pytest.mark.parametrize(("peer", "said", "counts"), CHAINS)
def test_the_nearest_address_that_is_no_proxy_counts(rf, peer, said, counts):
    request = rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=said)
    put_right(request, PROXIES)
    assert request.META["REMOTE_ADDR"] == counts
    assert "HTTP_X_FORWARDED_FOR" not in request.META


def test_https_is_believed_from_a_proxy_alone(rf):
    for peer, is_believed in (("10.0.0.1", True), ("203.0.113.5", False)):
        request = rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https")
        put_right(request, PROXIES)
        assert ("HTTP_X_FORWARDED_PROTO" in request.META) == is_believed
        assert request.META[THROUGH]


@pytest.mark.parametrize("name", ["X_FORWARDED_HOST", "X_FORWARDED_PORT", "X_REAL_IP", "FORWARDED"])
def test_nobody_is_believed_about_the_rest(rf, name):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", **{f"HTTP_{name}": "evil.example"})
    put_right(request, PROXIES)
    assert f"HTTP_{name}" not in request.META


def test_who_comes_straight_to_us_is_left_alone(rf):
    request = rf.get("/", REMOTE_ADDR="203.0.113.5")
    put_right(request, PROXIES)
    assert request.META["REMOTE_ADDR"] == "203.0.113.5"
    assert THROUGH not in request.META


def test_pages_see_the_visitors_address(client, db, settings):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, proxies=PROXIES)
    answer = client.get("/healthz", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert answer.wsgi_request.META["REMOTE_ADDR"] == "203.0.113.9"


@pytest.mark.parametrize("text", ["10.0.0.300", "proxy.example.org"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="not a list of addresses"):
        reading.networks(text)
    assert reading.networks("none") == ()
