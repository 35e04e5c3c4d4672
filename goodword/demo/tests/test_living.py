"""A month at Northmoor: what came of it was lived, not written."""

from __future__ import annotations

from collections import Counter

import pytest

from goodword.catalogue.models import Service
from goodword.demo import building, memory
from goodword.demo.tests import replaying
from goodword.history.models import Event
from goodword.outbox.actions import leave_unsent
from goodword.outbox.models import Letter
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import Emergency, Promise, ServiceRequest

pytestmark = pytest.mark.django_db


def test_there_are_ten_teams_and_sixty_people(northmoor):
    assert Team.objects.count() == 10
    assert Person.objects.get_queryset().count() == 60
    assert all(team.lead_id and team.cover_id for team in Team.objects.all())


def test_every_open_request_has_a_next_word(northmoor):
    waiting = ServiceRequest.objects.open()
    assert waiting.count() > 20
    assert not waiting.filter(next_word_at=None).exists()


def test_some_words_were_kept_and_some_were_broken(northmoor):
    ends = Counter(Promise.objects.judged().values_list("state", flat=True))
    assert ends["kept"] > ends["broken"] > 0


def test_many_things_happen_to_requests(northmoor):
    happened = set(Event.objects.values_list("name", flat=True))
    assert {
        "answered", "offered", "countered", "promised", "played_back", "understood", "warned",
        "broken", "apologised", "question_asked", "delivered", "confirmed", "declined",
        "handover_offered", "taken_as_done", "word_missed",
    } <= happened  # fmt: skip


def test_a_service_came_to_another_team_and_its_words_stayed(northmoor):
    moved = Service.objects.get(name="Translate for a visitor")
    before = ServiceRequest.objects.filter(service=moved, asked_at__lt=moved.moved_at)

    assert moved.team.name == "International"
    assert {one.team.name for one in before} <= {"Student Desk"}
    assert northmoor.world.services[moved.name].team == moved.team


def test_amina_is_named_for_the_third_emergency_of_the_month(northmoor):
    made = Emergency.objects.get(sponsor=northmoor.world.by_name["Amina Yusuf"])

    assert (made.sponsor_answer, made.within_budget) == ("", False)
    assert made.service_request.owner.name == "Tom Okafor"


def test_no_clock_is_left_behind(northmoor, now):
    assert not ServiceRequest.objects.due_by(now - building.RECENT).exists()


def test_hardly_anything_that_was_planned_was_refused(northmoor):
    assert northmoor.refusals.total() < len(northmoor.cases) / 10


def test_no_two_requests_sound_the_same(northmoor):
    words = ServiceRequest.objects.exclude(words="").values_list("title", "words")
    assert len(set(words)) > 0.95 * len(words)


def test_it_lives_on_from_what_is_in_the_database(northmoor, tomorrow):
    before = ServiceRequest.objects.count()
    life = building.live_until(tomorrow)

    assert ServiceRequest.objects.count() > before
    assert not ServiceRequest.objects.due_by(tomorrow - building.RECENT).exists()
    assert life.refusals.total() < 10


def test_the_same_day_again_changes_nothing(northmoor, now):
    building.live_until(now)
    events = Event.objects.count()

    building.live_until(now)
    assert Event.objects.count() == events


def test_visitors_requests_are_left_alone(northmoor, now, tomorrow):
    dafydd, ines = northmoor.world.by_name["Dafydd Pryce"], northmoor.world.by_name["Ines Carvalho"]
    visit = now.replace(microsecond=417_203)
    own = actions.ask(by=dafydd, at=visit, title="Is this real?", team=ines.teams().get())
    joined = ServiceRequest.objects.get(title="Fee leaflet in Welsh")
    actions.confirm(joined, by=dafydd, at=visit)

    building.live_until(tomorrow)
    for one in (own, joined):
        mine = Event.objects.about("request", one.pk)
        assert not mine.filter(by__isnull=False, at__gt=visit).exists()


def test_old_letters_are_not_sent_any_more(northmoor, now):
    leave_unsent(before=now - building.RECENT, because="It is past.")
    waiting = Letter.objects.filter(state__in=("waiting", "held"))
    assert not waiting.filter(posted_at__lt=now - building.RECENT).exists()
    assert waiting.exists()


def test_it_knows_its_own_house(northmoor):
    assert memory.is_ours("Northmoor University")
    assert memory.is_ours("Southmoor University") is False


def test_replaying_the_events_gives_the_same_rows_and_the_same_pages(northmoor):
    """Here, because a month at Northmoor takes long to live and is lived once for a module."""
    rows, pages = replaying.rows(), replaying.pages()
    replaying.forget()
    assert replaying.rows() != rows

    replaying.replay()
    assert replaying.rows() == rows
    for where, page in replaying.pages().items():
        assert page == pages[where], where
