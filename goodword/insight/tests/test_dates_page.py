"""How good our dates are: for everybody who sees the service, and never about one promise."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.insight import command
from goodword.insight.replaying import replayed
from goodword.operations.command import COMMANDS, parser_for
from goodword.people.privacy import Privacy
from goodword.requests import actions
from goodword.requests.models import Life, ServiceRequest

pytestmark = pytest.mark.django_db

DAY, WEEK = timedelta(days=1), timedelta(days=7)
PAGE = "/services/it-help/laptop/dates/"
CALLED = next(one for one in COMMANDS if one.words == ("advisor", "coverage"))


@pytest.fixture
def learned(laptops, now):
    """Forty earlier laptops, one to eight days each."""
    lives = [
        Life(
            team=laptops.team,
            service=laptops,
            asked_at=now - 30 * WEEK + number * DAY,
            ended_at=now - 20 * WEEK,
            is_done=True,
            length=1.0 + number % 8,
            needed=0.5 + number % 8,
        )
        for number in range(40)
    ]
    with system_scope("tests"):
        Life.objects.bulk_create(lives)
    actions.learn(at=now - 15 * WEEK)


@pytest.fixture
def promised(learned, laptops, amina, ben, now):
    """Promise laptops for the advised date and bring them after some days."""

    def done(number: int, days: int = 3, **more) -> None:
        for one in range(number):
            at = now - 12 * WEEK + one * timedelta(hours=1)
            asked = actions.ask(by=amina, at=at, title="A laptop", service=laptops, **more)
            fair = actions.forecast(asked, at).fair
            actions.offer(asked, by=ben, at=at, due_at=fair, reason="So it is.")
            if asked.state == "offered":
                actions.accept(asked, by=amina, at=at)
            actions.deliver(asked, by=ben, at=at + days * DAY, words="Here.")

    return done


def page(client, path: str = PAGE) -> str:
    content: str = client.get(path).content.decode().replace("\u00a0", " ")
    return content


def test_what_was_advised_is_held_against_what_happened(promised, signed_in, chidi):
    promised(11)
    said = page(signed_in(chidi))

    assert "11 of 11" in said
    assert "Month by month" in said


def test_of_nine_nothing_is_said(promised, signed_in, chidi):
    promised(9)
    said = page(signed_in(chidi))

    assert "Too few to say" in said
    assert "9 of 9" not in said


def test_the_house_adds_up_its_services(promised, signed_in, chidi):
    promised(11)

    assert "11 of 11" in page(signed_in(chidi), "/dates/")


def test_what_is_confidential_does_not_count(promised, signed_in, chidi):
    promised(10)
    with system_scope("tests"):
        one = ServiceRequest.objects.first()
        ServiceRequest.objects.filter(pk=one.pk).update(privacy=Privacy.CONFIDENTIAL)

    assert "Too few to say" in page(signed_in(chidi))


def test_what_has_had_no_time_yet_is_not_counted(promised, signed_in, chidi, now):
    promised(11)
    with clock.frozen(now - 12 * WEEK + 4 * DAY):
        assert "Too few to say" in page(signed_in(chidi))


def test_a_service_one_may_not_see_has_no_dates(signed_in, chidi):
    assert signed_in(chidi).get("/services/it-help/unknown/dates/").status_code == 404


def test_the_service_leads_there(laptops, signed_in, chidi):
    assert PAGE in page(signed_in(chidi), "/services/it-help/laptop/")


def test_the_past_can_be_lived_again(promised, now):
    promised(12)
    told = replayed(now)

    assert [share.of for share in told] in ([0, 0, 0], [12, 12, 12])


def test_the_command_says_both(promised, now, capsys):
    promised(12)
    out = io.StringIO()
    for words in (["--json"], ["--json", "--replay"], []):
        options = parser_for(CALLED).parse_args(["advisor", "coverage", *words])
        assert command.run(options, io.StringIO(), out) == 0

    assert "12 first words whose time is up." in out.getvalue()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_anybody_can_read_the_page(theme, width, promised, browser_page, axe, is_too_wide, chidi):
    promised(12)
    page = browser_page(theme=theme, width=width).sign_in(chidi).go(PAGE)

    assert axe(page) == []
    assert not is_too_wide(page)
