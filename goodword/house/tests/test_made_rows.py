"""A row that we make is the row that Django makes, with all that came along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F, Model, QuerySet
from django.db.models.signals import post_init

from goodword.catalogue.models import Service
from goodword.house.made_rows import NotMade
from goodword.house.prepared import prepared
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def kept(row: Any) -> Any:
    """All that a model knows, and the models on it know, without asking the database."""
    if not isinstance(row, Model):
        return row
    own = {name: value for name, value in vars(row).items() if name != "_state"}
    on_it = {name: kept(other) for name, other in row._state.fields_cache.items()}
    return type(row), own, on_it, row._state.adding, row._state.db


@pytest.fixture
def ask(amina: Person, laptops: Service, now: datetime) -> Callable[[str], ServiceRequest]:
    """Let Amina ask for something."""
    return lambda title: actions.ask(
        by=amina, service=laptops, title=title, words="Please", at=now - HOUR
    )


def requests_with_company(person: Person) -> QuerySet[ServiceRequest]:
    visible = ServiceRequest.objects.visible_to(person).order_by("pk")
    company = visible.select_related("asker", "owner", "team__lead", "service", "offer__by")
    narrowed = company.defer("asker__password", "words")
    return narrowed.annotate(name_of_the_team=F("team__name"))


def test_a_request_with_people_teams_and_offers_is_as_django_makes_it(ben, ask, now):
    offered = ask("A laptop for Dana")
    actions.offer(offered, by=ben, at=now, due_at=now + timedelta(days=2), words="It will be there")
    ask("Without anybody's name")

    made = prepared(requests_with_company)(ben)

    assert [kept(one) for one in made] == [kept(one) for one in requests_with_company(ben)]
    assert [one.owner for one in made] == [ben, None]
    assert made[0].name_of_the_team == "IT help"


def test_what_was_left_out_is_read_when_it_is_asked_for(ben, ask, django_assert_num_queries):
    ask("A laptop for Dana")
    made = prepared(requests_with_company)(ben)[0]

    with django_assert_num_queries(1):
        assert made.words == "Please"


def test_columns_by_name_in_order_and_alone_are_as_django_makes_them(ben, it_help, finance):
    def teams() -> QuerySet[Team]:
        return Team.objects.order_by("-slug")

    for chosen in (
        lambda: teams().values("slug", "lead_id"),
        lambda: teams().annotate(shown=F("name")).values("shown", "pk"),
        lambda: teams().values_list("pk", "name"),
        lambda: teams().values_list("name", flat=True),
        lambda: teams().values_list("lead_id").distinct().order_by("name"),
    ):
        assert prepared(chosen)() == list(chosen())


def test_a_model_that_somebody_waits_for_is_left_to_django(ben):
    def heard(**_signal: object) -> None: ...

    post_init.connect(heard, sender=Team)
    try:
        with pytest.raises(NotMade, match="Team is made in a way of its own"):
            prepared(lambda: Team.objects.order_by("pk"))()
    finally:
        post_init.disconnect(heard, sender=Team)
