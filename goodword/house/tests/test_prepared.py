"""A query that is prepared answers what it always answered, and bakes nothing in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import JSONObject
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goodword.catalogue.models import Service
from goodword.house import clock
from goodword.house import prepared as prepared_module
from goodword.house.guard import Unscoped, system_scope
from goodword.house.prepared import NotPrepared, counted, prepared
from goodword.people.models import Membership, Person, Team
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db


@prepared
def teams_of(person: Person) -> QuerySet[Team]:
    return person.teams()


def test_each_person_gets_their_own_rows(amina: Person, ben: Person, chidi: Person) -> None:
    assert teams_of(ben) == list(ben.teams())
    assert teams_of(amina) == list(amina.teams())
    assert teams_of(chidi) == list(chidi.teams())
    assert teams_of(ben) != teams_of(amina)


def test_the_second_time_costs_one_query_and_no_thought(ben: Person) -> None:
    teams_of(ben)
    with CaptureQueriesContext(connection) as asked:
        teams_of(ben)
    assert len(asked) == 1


def test_who_is_answered_nothing_gets_no_rows_and_no_database_is_asked(ben: Person) -> None:
    @prepared
    def offered(person: Person) -> QuerySet[Service]:
        return Service.objects.visible_to(person)

    guest = Person(pk=ben.pk, is_guest=True)
    with CaptureQueriesContext(connection) as asked:
        assert [offered(guest), offered(guest)] == [[], []]
    assert len(asked) == 0


def test_what_is_nothing_for_some_values_only_is_not_prepared(ben: Person) -> None:
    @prepared
    def found(number: int) -> QuerySet[Team]:
        return Team.objects.filter(pk__in=[number] if number > 1_800_000_000 else [])

    with pytest.raises(NotPrepared, match="for some values only"):
        found(3)


def test_the_day_is_the_day_of_asking(ben: Person, now: datetime) -> None:
    """``team_ids`` looks at the clock by itself; what it saw once must not be kept."""
    assert teams_of(ben)
    Membership.objects.filter(person=ben).update(until_on=now.date() + timedelta(days=1))
    assert teams_of(ben)
    with clock.frozen(now + timedelta(days=2)):
        assert teams_of(ben) == []


def test_moments_days_numbers_and_words_are_filled_in(ben: Person, it_help: Team) -> None:
    @prepared
    def found(name: str, day: date, at_least: int) -> QuerySet[Membership]:
        return Membership.objects.filter(
            Q(team__name=name), Q(from_on__gte=day) | Q(pk__gte=at_least)
        )

    late = clock.now().date() + timedelta(days=99)
    assert found("IT help", late, 0)
    assert not found("IT help", late, 999_999)
    assert not found("Finance", late, 0)


def test_a_choice_is_part_of_the_shape(ben: Person, it_help: Team) -> None:
    @prepared
    def people(is_active: bool, order: tuple[str, ...]) -> QuerySet[Person]:
        return Person.objects.filter(is_active=is_active).order_by(*order)

    names = [one.name for one in people(True, ("name",))]
    assert names == sorted(names)
    assert [one.name for one in people(True, ("-name",))] == names[::-1]
    assert people(False, ("name",)) == []


def test_a_shape_may_be_put_away_by_another_thread_at_any_moment(ben: Person) -> None:
    class Other:
        def __hash__(self) -> int:  # between two looks somebody else has the word
            found.forget()
            return 1

    @prepared
    def found(person: Person, _other: Other) -> QuerySet[Team]:
        return person.teams()

    assert found(ben, Other()) == list(ben.teams())


def test_numbers_come_in_one_row(ben: Person) -> None:
    @prepared
    def numbers(person: Person) -> QuerySet[Team, dict[str, int]]:
        return counted(person.teams(), all=Count("pk"))

    assert numbers(ben) == [{"all": ben.teams().count()}]


def test_what_runs_for_an_operator_is_prepared_by_itself(ben: Person, operator: Person) -> None:
    @prepared
    def editable(person: Person) -> QuerySet[Team]:
        return Team.objects.editable_by(person)

    assert editable(operator) == list(Team.objects.all())
    assert editable(ben) == list(Team.objects.editable_by(ben))


def test_nothing_else_of_a_person_is_looked_at(ben: Person) -> None:
    @prepared
    def namesakes(person: Person) -> QuerySet[Person]:
        return Person.objects.filter(name=person.name)

    with pytest.raises(NotPrepared, match="asks for name"):
        namesakes(ben)


def test_what_is_worked_out_of_a_moment_is_not_baked_in(ben: Person, now: datetime) -> None:
    @prepared
    def lately(at: datetime) -> QuerySet[Person]:
        return Person.objects.filter(joined_at__gt=at - timedelta(days=1))

    with pytest.raises(NotPrepared, match="works something out"):
        lately(now)


def test_the_zone_of_the_first_reader_is_not_baked_in(ben: Person, now: datetime) -> None:
    @prepared
    def by_day(at: datetime) -> QuerySet[Person]:
        return Person.objects.filter(joined_at__lt=at, joined_at__hour=timezone.localtime(at).hour)

    with pytest.raises(NotPrepared):
        by_day(now)


def test_another_query_for_another_value_is_refused(ben: Person) -> None:
    @prepared
    def odd(number: int) -> QuerySet[Person]:
        people = Person.objects.filter(pk=number)
        return people.filter(name="") if number > 1_800_000_000 else people

    with pytest.raises(NotPrepared, match="another query"):
        odd(1)


def test_no_rows_are_read_while_preparing(ben: Person) -> None:
    @prepared
    def of_those(person: Person) -> QuerySet[Person]:
        return Person.objects.filter(pk__in=list(person.teams().values_list("lead", flat=True)))

    with pytest.raises(NotPrepared, match="Rows are read"):
        of_those(ben)


def test_what_the_database_is_able_to_do_may_be_found_out(ben: Person) -> None:
    @prepared
    def names(person: Person) -> QuerySet[Person, tuple[dict[str, str]]]:
        object_of = JSONObject(name=F("name"))
        return Person.objects.filter(pk=person.pk).annotate(said=object_of).values_list("said")

    vars(connection.features).pop("supports_json_field", None)  # as in a process that begins
    assert names(ben) == [({"name": "Ben Keller"},)]


def test_guarded_rows_need_eyes_each_time(ben: Person) -> None:
    @prepared
    def everything() -> QuerySet[ServiceRequest]:
        return ServiceRequest.objects.order_by("pk")

    with system_scope("showing what happened on a request the person may see"):
        assert everything() == []
    with pytest.raises(Unscoped):
        everything()


def test_the_words_of_the_program_stand_in_the_sql_and_what_is_given_has_a_name() -> None:
    sql, kept, holes = prepared_module._written_in(
        "a = %s AND b LIKE '%%x' AND c = %s AND d = %s AND e = %s AND f = %s AND g = %s",
        ["open", "typed by Ben", 7, "it's", True, "typed by Ben"],
        {1: 4, 5: 4},
    )

    assert sql == (
        "a = 'open' AND b LIKE '%%x' AND c = %(given_4_str)s AND d = 7"
        " AND e = %(kept_3)s AND f = %(kept_4)s AND g = %(given_4_str)s"
    )
    assert kept == {"kept_3": "it's", "kept_4": True}
    assert {name: (hole.number, hole.like) for name, hole in holes.items()} == {
        "given_4_str": (4, "typed by Ben")
    }
