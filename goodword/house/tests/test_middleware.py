"""What every answer goes through: how long one stays signed in, in which zone one reads."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from goodword.house import clock
from goodword.house.middleware import NothingIsKept, PersonalZoneAndLanguage, SessionAge

HOUR = timedelta(hours=1)


@pytest.fixture
def visit(client, amina, now, rf: RequestFactory):
    """Visit as Amina after some time; says whether she is still signed in."""
    client.force_login(amina)
    session = client.session

    def after(passed, **headers):
        request = rf.get("/", headers=headers)
        request.session, request.user = session, amina
        with clock.frozen(now + passed):
            SessionAge(lambda request: HttpResponse())(request)
        return request.user.is_authenticated

    return after


def test_a_visit_every_hour_keeps_a_session_alive(visit):
    assert all(visit(HOUR * hours) for hours in range(24))


def test_eight_idle_hours_end_a_session(visit):
    visit(timedelta(0))
    assert visit(HOUR * 8)
    assert not visit(HOUR * 17)


def test_a_page_that_asks_for_news_by_itself_is_not_a_visit(visit):
    visit(timedelta(0))
    poll = {"if-none-match": '"abc"'}
    assert visit(HOUR * 7, **poll)
    assert not visit(HOUR * 9)


def test_fourteen_days_end_every_session(visit):
    stays = [visit(HOUR * hours) for hours in range(0, 24 * 14 + 7, 6)]
    assert all(stays[:-1])
    assert not stays[-1]


@pytest.fixture
def shown(rf):
    def as_seen_by(person):
        request = rf.get("/")
        request.user = person
        seen = {}

        def answer(request):
            seen["zone"] = timezone.get_current_timezone_name()
            seen["language"] = translation.get_language()
            return HttpResponse()

        response = PersonalZoneAndLanguage(answer)(request)
        return seen | {"said": response.headers.get("Content-Language")}

    return as_seen_by


class Somebody:
    zone = "Asia/Tokyo"
    language = "en"


class Nobody:
    pass


class Lost:
    zone = "Atlantis/Capital"


def test_times_are_shown_in_the_persons_zone_and_words_in_their_language(shown):
    assert shown(Somebody()) == {"zone": "Asia/Tokyo", "language": "en", "said": "en"}


def test_a_visitor_reads_in_the_usual_zone(shown):
    assert shown(Nobody())["zone"] == "UTC"


def test_a_zone_that_does_not_exist_any_more_breaks_no_page(shown):
    assert shown(Lost())["zone"] == "UTC"


def test_no_page_is_kept_unless_it_says_so_itself(rf):
    kept = HttpResponse(headers={"Cache-Control": "max-age=60"})
    assert NothingIsKept(lambda request: kept)(rf.get("/"))["Cache-Control"] == "max-age=60"
    page = NothingIsKept(lambda request: HttpResponse())(rf.get("/"))
    assert page["Cache-Control"] == "private, no-store"
    assert "camera=()" in page["Permissions-Policy"]
