"""RELIABILITY 4: what a machine wrote moves nothing on a request, whatever it answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.channels.models import State
from goodword.channels.tests.test_classifying import TABLE
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.requests import actions as requests
from goodword.requests.models import Message, ServiceRequest

pytestmark = pytest.mark.django_db

MACHINES = [headers for headers, kind in TABLE if kind != "human"]


def standing() -> list[object]:
    """Everything a mail could move."""
    of_requests = ServiceRequest.objects.order_by("pk").values_list(
        "state", "promise_state", "due_at", "next_word_at", "wake_at", "number_of_events"
    )
    return [*of_requests, Message.objects.count(), Letter.objects.count()]


def test_no_machine_reopens_answers_or_stops_a_clock(arrive, amina, ben, laptops, now):
    assert len(MACHINES) >= 20
    waiting = requests.ask(by=amina, at=now, title="A laptop", service=laptops)
    due_at = now + timedelta(days=2)
    requests.offer(waiting, by=ben, at=now, due_at=due_at, words="It will be there")
    requests.ask_asker(waiting, by=ben, at=now, question="Which size?")
    ended = requests.ask(by=amina, at=now, title="A phone", service=laptops)
    requests.deliver(ended, by=ben, at=now, words="On your desk.")
    requests.confirm(ended, by=amina, at=now)
    before = standing()
    for number, headers in enumerate(MACHINES):
        for about in (waiting, ended):
            more = {name.replace("-", "_"): value for name, value in headers.items()}
            to = addresses.reply_address(about.reference, amina.pk)
            usual = {"To": to, "Message_ID": f"<{number}.{about.pk}@x>", "Subject": "Re: it"}
            mail = arrive("I am away.", at=now + timedelta(hours=1), **(usual | more))
            assert mail.state == State.IGNORED, headers
    assert standing() == before
