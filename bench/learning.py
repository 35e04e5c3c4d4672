"""``python -m bench.learning``: what learning and an advice cost in a house of 25,000 lives.

Makes an empty house with forty services in a file of its own, writes lives into it, lets the clock
learn once, and asks for the forecast of one request again and again. An advice may take 10 ms.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from time import process_time
from typing import Any

SEED = 20_261_122
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TEAMS, SERVICES, ADVICES = 10, 4, 300
AT_MOST = 10.0


def main(argv: Sequence[str] | None = None) -> int:
    """Make, learn, advise, print; 1 when an advice took more than it may."""
    parser = argparse.ArgumentParser(prog="python -m bench.learning", description=__doc__)
    parser.add_argument("--lives", type=int, default=25_000)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GOODWORD_DATA": folder, "DJANGO_SETTINGS_MODULE": "goodword.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return _measure(options.lives)


def _measure(number: int) -> int:
    from goodword.requests import actions

    request = _made(number)
    began = process_time()
    changed = actions.learn(at=NOW)
    learned = process_time() - began
    took = []
    for step in range(ADVICES):
        at, began = NOW + timedelta(minutes=step), process_time()
        known = actions.forecast(request, at)
        assert known is not None
        for date in (known.even, known.aim, known.fair, known.safe):
            known.chance(date)
        took.append((process_time() - began) * 1000)
    middle, slow = sorted(took)[len(took) // 2], sorted(took)[int(len(took) * 0.95)]
    sys.stdout.write(
        f"{number:,} lives: learned {changed} outlooks in {learned:.2f} s of processor time; "
        f"an advice with four dates and their odds {middle:.2f} ms, in 95 of 100 at most "
        f"{slow:.2f} ms; it may take {AT_MOST:g} ms\n"
    )
    return int(slow > AT_MOST)


def _made(number: int) -> Any:
    """A house with its past, and one request of today."""
    from goodword.catalogue.models import Charter, Service
    from goodword.house.guard import KNOWN_REASONS, system_scope
    from goodword.people.models import Person, Team
    from goodword.requests import actions
    from goodword.requests.models import Life

    dice, reason = Random(SEED), "bench.learning"
    KNOWN_REASONS.add(reason)
    with system_scope(reason):
        asker = Person.objects.create(name="Amina Yusuf", email="amina@example.com")
        services = []
        for team in (
            Team.objects.create(name=f"Team {one}", slug=f"team-{one}", mail_name=f"team-{one}")
            for one in range(TEAMS)
        ):
            services += [_service(Service, Charter, team, asker, one) for one in range(SERVICES)]
        Life.objects.bulk_create(
            [_life(Life, dice, dice.choice(services)) for _one in range(number)], batch_size=1000
        )
    return actions.ask(by=asker, at=NOW, title="A laptop", service=services[0])


def _service(service: Any, charter: Any, team: Any, by: Any, number: int) -> Any:
    made = service.objects.create(
        team=team, name=f"Service {number}", slug=f"s-{number}", made_at=NOW
    )
    made.charter = charter.objects.create(
        service=made,
        version=1,
        first_word_minutes=120,
        usual_minutes=960,
        nearly_always_minutes=2400,
        published_by=by,
        published_at=NOW,
    )
    made.save()
    return made


def _life(life: Any, dice: Random, service: Any) -> Any:
    length = dice.lognormvariate(0.5, 1.0)
    asked = NOW - timedelta(days=dice.uniform(1, 400))
    is_done = dice.random() < 0.97
    return life(
        team=service.team,
        service=service,
        asked_at=asked,
        ended_at=asked + timedelta(days=1.4 * length) if is_done else None,
        is_done=is_done,
        length=length if is_done else None,
        needed=max(length - 0.5, 0.0) if is_done else None,
        share=dice.random() if is_done else None,
        word_place=0.0,
        origin="bench",
    )


if __name__ == "__main__":
    sys.exit(main())
