"""Remembering: the demonstration's own requests, as history has them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from goodword.demo.asking import morning_of, teller_of
from goodword.demo.case import MARK, Case, Said, Temper
from goodword.demo.living import Life
from goodword.demo.words.stories import stories
from goodword.demo.world import World
from goodword.feedback.models import Thanks
from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.people.models import Organisation
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import ENDED

#: Part of the key of what is told on purpose, so that the first page shows every state.
STORY = ":story:"
#: How long after its end something may still happen to a request by itself.
AFTERMATH = timedelta(days=15)


def lived_until() -> datetime | None:
    """The last moment somebody of the demonstration asked; None before the first time."""
    with system_scope("goodword.demo.memory"):
        mine = ServiceRequest.objects.filter(nonce__startswith=MARK)
        latest: datetime | None = mine.aggregate(latest=Max("asked_at"))["latest"]
    return latest


def is_complete() -> bool:
    """Whether the year was lived to its end once: its last act is to tell the stories."""
    with system_scope("goodword.demo.memory"):
        return ServiceRequest.objects.filter(nonce__startswith=MARK, nonce__contains=STORY).exists()


def is_ours(name: str) -> bool | None:
    """Whether the organisation here is the demonstration; None where there is none yet."""
    house = Organisation.objects.first()
    if house is None:
        return None
    return house.name == name and (lived_until() is not None or not _anything())


def _anything() -> bool:
    with system_scope("goodword.demo.memory"):
        return ServiceRequest.objects.exists()


def recall(world: World, since: datetime) -> Life:
    """Life as it stood at a moment. What a visitor had a hand in is left to the visitor."""
    life = Life(world)
    with system_scope("goodword.demo.memory"):
        mine = ServiceRequest.objects.filter(nonce__startswith=MARK)
        lately = mine.filter(asked_at__gt=since - timedelta(days=3))
        life.known |= {str(key) for key in lately.values_list("nonce", flat=True)}
        going = ~Q(state__in=ENDED) | Q(wake_at__isnull=False) | Q(ended_at__gt=since - AFTERMATH)
        requests = list(mine.filter(going).select_related("service").order_by("asked_at", "nonce"))
        logs = _logs([one.pk for one in requests])
        for one in requests:
            case = _case(world, one, logs[one.pk])
            if case is not None:
                life.cases[case.key] = case
                if one.owner_id and one.is_open:
                    world.load[one.owner_id] = world.load.get(one.owner_id, 0) + 1
        unread = Thanks.objects.filter(seen_at=None, service_request__in=requests)
        for thanks in unread.select_related("to", "by", "service_request").order_by("pk"):
            life.look_forward(thanks, _rests(str(thanks.service_request.nonce)) or thanks.at)
        for case in life.cases.values():
            life.think(case)
    return life


def _logs(keys: list[int]) -> dict[int, list[Event]]:
    logs: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(about_kind="request", about_id__in=keys).order_by("number"):
        logs[event.about_id].append(event)
    return logs


def _case(world: World, one: ServiceRequest, events: list[Event]) -> Case | None:
    service = one.service
    story = stories().get(service.name) if service else None
    if service is None or story is None or any(map(_is_a_visitors, events)):
        return None
    if service.pk not in world.charters or one.asker_id not in world.home:
        return None
    key, charter = str(one.nonce), world.charters[service.pk]
    asker = world.people[one.asker_id]
    teller = teller_of(world, key, one.asked_at, asker, service.team_id)
    teller.one_of(story.titles)
    log = [Said(event.name, event.at, event.by_id) for event in events]
    temper = Temper.of(key, story, charter.usual_minutes)
    return Case(key, one, story, temper, teller, charter, log, rests_until=_rests(key))


def _rests(key: str) -> datetime | None:
    """The stories of a day stay as they were told until the next morning."""
    if STORY not in key:
        return None
    told_on = date.fromisoformat(key.removeprefix(MARK).partition(":")[0])
    return morning_of(told_on + timedelta(days=1))


def _is_a_visitors(event: Event) -> bool:
    """People of the demonstration act on the minute; a real person's clock is finer."""
    return event.by_id is not None and bool(event.at.second or event.at.microsecond)
