"""RELIABILITY 35: garbage in every box that looks for something, and every address; never 500."""

from __future__ import annotations

from string import ascii_letters
from urllib.parse import quote

import pytest
from django.test import Client

from goodword.pages.filters import WORDS_AT_MOST, Filters
from tests.attacks.searching import KNOWN, strings
from tests.permissions.roles import Role
from tests.permissions.world import World

pytestmark = pytest.mark.django_db

#: Every door that reads words out of its address, and whose eyes open it.
ASKED = (
    ("/people/?q={0}&page={0}", Role.STRANGER),
    ("/teams/?q={0}&page={0}", Role.STRANGER),
    ("/services/?q={0}&only={0}&team={0}", Role.STRANGER),
    ("/ask/suggestions/?q={0}", Role.STRANGER),
    ("/ask/?q={0}&service={0}&team={0}&for={0}", Role.ASKER),
    ("/asked/?q={0}&after={0}&team={0}&state={0}", Role.ASKER),
    ("/sent-mail/?q={0}&after={0}", Role.ASKER),
    ("/sent-mail/post/?after={0}", Role.OPERATOR),
    ("/desk/it-help/?q={0}&asking={0}&service={0}&whose={0}", Role.LEAD),
    ("/desk/it-help/?section=new&after={0}", Role.LEAD),
    ("/desk/it-help/views/?q={0}&asking={0}", Role.LEAD),
    ("/counts/?desk={0}&since={0}&home={0}", Role.LEAD),
    ("/mail-in/?after={0}", Role.LEAD),
)
#: Every door whose address names something by a word.
NAMED = (
    *(
        "/requests/{0}/",
        "/requests/{0}/banner/",
        "/requests/{0}/files/{0}/",
        "/requests/{0}/why/{0}/",
    ),
    *("/sent-mail/{0}/", "/mail-in/{0}/", "/people/{0}/", "/teams/{0}/", "/services/{0}/{0}/"),
    *("/invitations/{0}/", "/people-import/{0}/", "/account/password/reset/key/{0}-{0}/", "/{0}"),
)


@pytest.fixture
def window(world: World):
    """A window for each role."""

    def open_window(role: Role) -> Client:
        client = Client(raise_request_exception=False)
        client.cookies = world.session_of(role)
        return client

    return open_window


def failures(client: Client, address: str, words: list[str]) -> list[str]:
    """The words to which a door answered with a failure of ours."""
    found = []
    for text in words:
        answer = client.get(address.format(quote(text[:3_000], safe="")))
        if answer.status_code >= 500:
            found.append(f"{address} with {text[:40]!r}: {answer.status_code}")
    return found


@pytest.mark.parametrize(("address", "role"), ASKED)
def test_no_words_break_what_looks_for_them(window, address, role):
    assert failures(window(role), address, list(strings(1, 200))[::9]) == []


@pytest.mark.parametrize("address", NAMED)
def test_no_words_break_an_address(window, address):
    words = [text for text in KNOWN if "/" not in text][::5]
    assert failures(window(Role.OPERATOR), address, ["\0", *words]) == []


def test_a_hundred_words_cost_no_more_than_ten():
    assert Filters(text=" ".join(ascii_letters)).shape.words == WORDS_AT_MOST
    assert Filters(text="a " * 50).shape.words == 1
