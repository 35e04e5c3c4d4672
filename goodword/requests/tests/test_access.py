"""Who may see a request: closing, naming, sharing, keeping out, and breaking the glass."""

from __future__ import annotations

import pytest

from goodword.catalogue.actions import keep_service_closed
from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.outbox.models import Letter
from goodword.people.actions import keep_closed
from goodword.people.models import Membership, Person
from goodword.people.privacy import Privacy
from goodword.requests import actions
from goodword.requests.letters.wording import resolve
from goodword.requests.models import Glass, Message, Reading, ServiceRequest, Share
from goodword.requests.showing.sight import sights_of
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def femi(person, it_help):
    """A second colleague at the IT desk."""
    return person("Femi Adeyemi", it_help)


@pytest.fixture
def gita(person, it_help):
    """A third one."""
    return person("Gita Rao", it_help)


@pytest.fixture
def frozen(monday):
    """The eyes of these tests look on that Monday."""
    from goodword.house import clock

    with clock.frozen(monday + 2 * HOUR):
        yield


@pytest.fixture
def closed(laptop, amina, ben, femi, gita, monday, frozen):
    """Amina closed her request; Ben and Femi are named to read it."""
    actions.close_to(
        laptop, by=amina, at=monday + HOUR, to=Privacy.CONFIDENTIAL, readers=[ben, femi]
    )
    return laptop


def sees(person, request):
    return ServiceRequest.objects.visible_to(person).filter(pk=request.pk).exists()


def finds(person, request):
    return ServiceRequest.objects.findable_by(person).filter(pk=request.pk).exists()


def test_of_a_confidential_request_only_named_members_read(closed, ben, femi, gita, chidi):
    assert sees(ben, closed)
    assert sees(femi, closed)
    assert not sees(gita, closed)
    assert not sees(chidi, closed)
    assert not ServiceRequest.objects.answerable_by(gita).exists()


def test_who_leads_is_no_reader_unless_named(laptop, it_help, amina, ben, femi, monday, frozen):
    actions.close_to(laptop, by=amina, at=monday, to=Privacy.CONFIDENTIAL, readers=[femi])
    assert it_help.lead == ben
    assert not sees(ben, laptop)


def test_closing_needs_somebody_who_reads_on(laptop, amina, monday, frozen):
    with pytest.raises(Refusal, match="Name at least one person"):
        actions.close_to(laptop, by=amina, at=monday, to=Privacy.CONFIDENTIAL)


def test_nobody_closes_what_is_closed(closed, amina, monday):
    with pytest.raises(Refusal, match="as closed as that already"):
        actions.close_to(closed, by=amina, at=monday + HOUR, to=Privacy.NORMAL)


def test_only_asker_and_team_together_open_it_again(closed, amina, ben, gita, monday):
    actions.ask_to_open(closed, by=ben, at=monday + 2 * HOUR, to=Privacy.NORMAL)
    assert not sees(gita, closed)

    actions.agree_to_open(closed, by=amina, at=monday + 2 * HOUR)
    assert sees(gita, closed)
    with system_scope("tests"):
        names = list(Event.objects.order_by("number").values_list("name", flat=True))
    assert names[-2:] == ["opening_asked", "opening_agreed"]


def test_the_asker_may_say_no_to_opening(closed, amina, ben, gita, monday):
    with pytest.raises(Refusal, match="Nobody asks"):
        actions.refuse_to_open(closed, by=amina, at=monday + HOUR)
    actions.ask_to_open(closed, by=ben, at=monday + HOUR, to=Privacy.OPEN)
    with pytest.raises(Refusal, match="Only Amina"):
        actions.agree_to_open(closed, by=ben, at=monday + HOUR)
    actions.refuse_to_open(closed, by=amina, at=monday + HOUR)
    assert closed.privacy == Privacy.CONFIDENTIAL


def test_the_team_does_not_ask_to_open_what_is_open(laptop, ben, monday):
    with pytest.raises(Refusal, match="as open as that"):
        actions.ask_to_open(laptop, by=ben, at=monday, to=Privacy.CONFIDENTIAL)


def test_a_reader_is_named_and_taken_off(closed, ben, femi, gita, chidi, monday):
    actions.name_reader(closed, by=ben, at=monday + HOUR, to=gita)
    assert sees(gita, closed)
    with pytest.raises(Refusal, match="may read it already"):
        actions.name_reader(closed, by=ben, at=monday + HOUR, to=gita)
    with pytest.raises(Refusal, match="is not in"):
        actions.name_reader(closed, by=ben, at=monday + HOUR, to=chidi)

    actions.end_reader(closed, by=ben, at=monday + HOUR, to=gita)
    assert not sees(gita, closed)


def test_somebody_of_the_team_stays_a_reader(closed, ben, femi, monday):
    actions.take(closed, by=ben, at=monday + HOUR)
    with pytest.raises(Refusal, match="Give it to somebody else first"):
        actions.end_reader(closed, by=femi, at=monday + HOUR, to=ben)
    actions.end_reader(closed, by=ben, at=monday + HOUR, to=femi)
    actions.assign(closed, by=ben, at=monday + HOUR, to=None)
    with pytest.raises(Refusal, match="Somebody of the team has to be able"):
        actions.end_reader(closed, by=ben, at=monday + HOUR, to=ben)


def test_readers_are_for_what_is_confidential(laptop, ben, femi, monday):
    with pytest.raises(Refusal, match="whole team reads it"):
        actions.name_reader(laptop, by=ben, at=monday, to=femi)


def test_a_reader_who_leaves_the_team_reads_no_more(closed, femi, it_help, monday):
    Membership.objects.filter(person=femi, team=it_help).update(until_on=monday.date() - DAY)
    assert not sees(femi, closed)


def test_who_is_not_named_can_do_nothing_with_it(closed, ben, gita, monday):
    with pytest.raises(Refusal, match="Only"):
        actions.acknowledge(closed, by=gita, at=monday + HOUR)
    with pytest.raises(Refusal, match="is not in"):
        actions.assign(closed, by=ben, at=monday + HOUR, to=gita)


def test_somebody_reads_along_without_notes(laptop, amina, ben, chidi, monday, frozen):
    actions.write(laptop, by=ben, at=monday, words="Between us.", team_only=True)
    actions.write(laptop, by=ben, at=monday, words="On its way.")
    actions.share(laptop, by=amina, at=monday, to=chidi, why="He signs the bill")

    assert sees(chidi, laptop)
    read = Message.objects.visible_to(chidi).values_list("words", flat=True)
    assert list(read) == ["On its way."]
    with pytest.raises(Refusal, match="Only"):
        actions.write(laptop, by=chidi, at=monday + HOUR, words="Me too.")
    with pytest.raises(Refusal, match="can see it already"):
        actions.share(laptop, by=amina, at=monday, to=chidi)

    actions.end_share(laptop, by=amina, at=monday + HOUR, to=chidi)
    assert not sees(chidi, laptop)
    with pytest.raises(Refusal, match="over already"):
        actions.end_share(laptop, by=amina, at=monday + HOUR, to=chidi)


def test_whoever_reads_along_may_step_back(laptop, amina, chidi, monday, frozen):
    actions.share(laptop, by=amina, at=monday, to=chidi)
    actions.step_back(laptop, by=chidi, at=monday + HOUR)
    assert not sees(chidi, laptop)


def test_only_the_asker_shares_what_is_confidential(closed, amina, ben, chidi, monday):
    with pytest.raises(Refusal, match="Only who asked"):
        actions.share(closed, by=ben, at=monday + HOUR, to=chidi)
    actions.share(closed, by=amina, at=monday + HOUR, to=chidi)
    assert sees(chidi, closed)


def test_not_everybody_reads_along(laptop, amina, chidi, person, monday, monkeypatch, frozen):
    monkeypatch.setattr("goodword.house.limits.WATCHERS_PER_REQUEST", 1)
    actions.share(laptop, by=amina, at=monday, to=chidi)
    with pytest.raises(Refusal, match="At most 1"):
        actions.share(laptop, by=amina, at=monday, to=person("Hana Mori"))


def test_keeping_out_beats_every_right(laptop, amina, ben, femi, monday, frozen):
    actions.take(laptop, by=ben, at=monday)
    actions.exclude(laptop, by=amina, at=monday + HOUR, to=ben, why="It is about him")

    assert not sees(ben, laptop)
    assert not finds(ben, laptop)
    assert laptop.owner is None
    assert sees(femi, laptop)
    with pytest.raises(Refusal, match="Only"):
        actions.take(laptop, by=ben, at=monday + HOUR)
    with pytest.raises(Refusal, match="kept out"):
        actions.share(laptop, by=amina, at=monday + HOUR, to=ben)
    with pytest.raises(Refusal, match="kept out already"):
        actions.exclude(laptop, by=amina, at=monday + HOUR, to=ben, why="Again")


def test_a_conflict_of_interest_can_be_over(laptop, amina, ben, femi, monday, frozen):
    actions.exclude(laptop, by=amina, at=monday, to=ben, why="It is about him")
    actions.end_exclusion(laptop, by=amina, at=monday + HOUR, to=ben)
    assert sees(ben, laptop)


def test_keeping_out_ends_reading_delegating_and_reading_along(
    closed, amina, femi, person, records, monday
):
    mate = person("Dafydd Pryce", records)
    actions.name_delegate(closed, by=amina, at=monday + HOUR, to=mate)
    for somebody in (mate, femi):
        actions.exclude(closed, by=amina, at=monday + HOUR, to=somebody, why="Too near")
        actions.end_exclusion(closed, by=amina, at=monday + HOUR, to=somebody)
    assert closed.delegate is None
    assert not sees(mate, closed)
    assert not sees(femi, closed)


def test_whose_request_it_is_cannot_be_kept_out(ask, amina, ben, femi, person, records, monday):
    mate = person("Dafydd Pryce", records)
    typed = ask(by=mate, on_behalf_of=amina)
    with pytest.raises(Refusal, match="their own request"):
        actions.exclude(typed, by=ben, at=monday, to=amina, why="No")
    with pytest.raises(Refusal, match="keep yourself out"):
        actions.exclude(typed, by=ben, at=monday, to=ben, why="No")
    with pytest.raises(Refusal, match="Take them off"):
        actions.exclude(typed, by=ben, at=monday, to=mate, why="No")
    with pytest.raises(Refusal, match="Say why"):
        actions.exclude(typed, by=ben, at=monday, to=femi, why=" ")


def test_somebody_can_always_answer(laptop, amina, ben, monday, frozen):
    with pytest.raises(Refusal, match="Nobody else of"):
        actions.exclude(laptop, by=amina, at=monday, to=ben, why="It is about him")


def test_of_what_is_confidential_a_filer_knows_that_it_was_sent(
    ask, amina, ben, femi, person, records, monday, frozen
):
    mate = person("Dafydd Pryce", records)
    typed = ask(by=mate, on_behalf_of=amina)
    actions.close_to(typed, by=amina, at=monday, to=Privacy.CONFIDENTIAL, readers=[ben, femi])
    assert not sees(mate, typed)
    assert finds(mate, typed)

    actions.let_filer_read(typed, by=amina, at=monday + HOUR, reads=True)
    assert sees(mate, typed)
    actions.remove_filer(typed, by=amina, at=monday + HOUR)
    assert not finds(mate, typed)
    with pytest.raises(Refusal, match="Nobody else typed"):
        actions.let_filer_read(typed, by=amina, at=monday + HOUR, reads=False)


def test_a_confidential_service_begins_with_its_readers(
    ask, laptops, it_help, ben, femi, gita, monday, frozen
):
    with pytest.raises(Refusal, match="at least two"):
        keep_service_closed(laptops, by=ben, at=monday, privacy="confidential", readers=[femi])
    keep_service_closed(laptops, by=ben, at=monday, privacy="confidential", readers=[femi, gita])
    asked = ask()
    assert asked.is_confidential
    assert [sees(one, asked) for one in (ben, femi, gita)] == [False, True, True]


def test_a_confidential_team_closes_all_that_is_asked(ask, it_help, ben, femi, chidi, monday):
    with pytest.raises(Refusal, match="Name people of"):
        keep_closed(it_help, by=ben, at=monday, privacy="confidential", readers=[femi, chidi])
    with pytest.raises(Refusal, match="Only the lead"):
        keep_closed(it_help, by=femi, at=monday, privacy="open", readers=[])
    keep_closed(it_help, by=ben, at=monday, privacy="confidential", readers=[femi, ben])
    assert ask().is_confidential


def test_asking_confidentially_needs_readers(ask, it_help, ben, femi, gita, monday, frozen):
    with pytest.raises(Refusal, match="named nobody"):
        ask(confidential=True)
    keep_closed(it_help, by=ben, at=monday, privacy="normal", readers=[femi, gita])
    asked = ask(confidential=True)
    assert sees(femi, asked)
    assert not sees(ben, asked)


def test_of_an_open_team_all_may_find_the_title(ask, it_help, ben, chidi, monday, frozen):
    keep_closed(it_help, by=ben, at=monday, privacy="open", readers=[])
    asked = ask()
    assert finds(chidi, asked)
    assert not sees(chidi, asked)


def test_a_confidential_request_changes_hands_from_name_to_name(
    closed, ben, femi, chidi, person, finance, monday
):
    other = person("Hana Mori", finance)
    with pytest.raises(Refusal, match="name the person"):
        actions.hand_over(closed, by=ben, at=monday + HOUR, to_team=finance, reason="Theirs")
    actions.hand_over(
        closed, by=ben, at=monday + HOUR, to_team=finance, to_person=chidi, reason="Theirs"
    )
    assert sees(chidi, closed)
    assert not sees(other, closed)
    with pytest.raises(Refusal, match="Only Finance"):
        actions.accept_handover(closed, by=other, at=monday + HOUR)

    actions.accept_handover(closed, by=chidi, at=monday + HOUR)
    assert [sees(one, closed) for one in (ben, femi, chidi, other)] == [False, False, True, False]


def test_what_a_confidential_team_takes_over_becomes_confidential(
    laptop, ben, chidi, person, finance, monday, frozen
):
    hana = person("Hana Mori", finance)
    outsider = person("Ines Carvalho", finance)
    keep_closed(finance, by=None, at=monday, privacy="confidential", readers=[chidi, hana])
    actions.hand_over(laptop, by=ben, at=monday, to_team=finance, reason="Theirs")
    actions.accept_handover(laptop, by=chidi, at=monday + HOUR)
    assert laptop.is_confidential
    assert [sees(one, laptop) for one in (chidi, hana, outsider)] == [True, True, False]


def test_nobody_who_is_kept_out_is_asked_to_take_over(
    laptop, amina, ben, chidi, finance, monday, frozen
):
    actions.exclude(laptop, by=amina, at=monday, to=chidi, why="Too near")
    with pytest.raises(Refusal, match="kept out"):
        actions.hand_over(
            laptop, by=ben, at=monday, to_team=finance, to_person=chidi, reason="Theirs"
        )
    actions.hand_over(laptop, by=ben, at=monday, to_team=finance, reason="Theirs")
    assert not sees(chidi, laptop)
    with pytest.raises(Refusal, match="Only Finance"):
        actions.accept_handover(laptop, by=chidi, at=monday + HOUR)


def test_cover_for_what_is_confidential_is_a_reader(closed, it_help, ben, femi, gita, monday):
    it_help.cover, it_help.lead = gita, gita
    it_help.save()
    actions.take(closed, by=ben, at=monday + HOUR)
    actions.strike(closed, at=monday + 20 * DAY)
    with system_scope("tests"):
        asked = Event.objects.get(name="cover_asked")
    assert asked.facts["cover"] == femi.pk


def test_a_letter_about_something_confidential_says_nothing_of_it(closed, amina, ben, monday):
    actions.write(closed, by=ben, at=monday + 2 * HOUR, words="A secret word for Dana")
    with system_scope("tests"):
        letters = list(Letter.objects.filter(state="waiting"))
        said = [resolve(one, monday + 3 * HOUR) for one in letters]
    whole = " ".join(f"{one.subject} {one.text} {one.html} {one.title}" for one in said if one)
    assert closed.reference in whole
    for word in ("secret", "laptop", "Dana", "Ben"):
        assert word not in whole


def test_nobody_is_written_to_about_what_they_may_not_see(closed, amina, gita, monday):
    before = _letters_to(gita)
    actions.remind(closed, by=amina, at=monday + 2 * HOUR)
    assert _letters_to(gita) == before


def _letters_to(person):
    with system_scope("tests"):
        return Letter.objects.filter(to=person).count()


def test_reading_what_is_confidential_is_written_down(closed, amina, femi, monday):
    made = actions.note_reading(closed, by=femi, at=monday + HOUR, what="page")
    assert list(Reading.objects.visible_to(amina)) == [made]
    assert str(made) == f"Femi Adeyemi read {closed.reference}"


def test_reading_what_is_not_closed_is_nobodys_business(laptop, ben, monday):
    assert actions.note_reading(laptop, by=ben, at=monday, what="page") is None


@pytest.fixture
def second(person):
    """Another person who runs Goodword."""
    return person("Olu Bello", is_operator=True)


def test_an_operator_breaks_the_glass_for_an_hour(laptop, amina, ben, operator, monday):
    from goodword.house import clock

    opened = actions.break_glass(
        by=operator, at=monday, reference=laptop.reference, reason="Amina asked me to"
    )
    with clock.frozen(monday + HOUR / 2):
        assert sees(operator, laptop)
        assert not ServiceRequest.objects.answerable_by(operator).exists()
        assert actions.note_reading(laptop, by=operator, at=clock.now(), what="page").by_glass
    with clock.frozen(monday + 2 * HOUR):
        assert not sees(operator, laptop)
    assert list(Glass.objects.visible_to(amina)) == [opened]
    with system_scope("tests"):
        told = Letter.objects.filter(facts__event=Event.objects.get(name="glass_broken").pk)
        assert set(told.values_list("to", flat=True)) == {amina.pk, ben.pk}


def test_a_confidential_request_needs_a_second_operator(closed, operator, second, monday):
    glass = actions.break_glass(
        by=operator, at=monday + 2 * HOUR, reference=closed.reference, reason="A complaint"
    )
    assert not sees(operator, closed)
    with pytest.raises(Refusal, match="second person"):
        actions.agree_to_glass(glass, by=operator, at=monday + 2 * HOUR)

    assert list(Glass.objects.to_agree(second, monday + 2 * HOUR)) == [glass]
    actions.agree_to_glass(glass, by=second, at=monday + 2 * HOUR)
    assert sees(operator, closed)
    assert not sees(second, closed)
    with pytest.raises(Refusal, match="answered or is over"):
        actions.agree_to_glass(glass, by=second, at=monday + 2 * HOUR)


def test_the_glass_can_be_mended_before_time(laptop, operator, second, monday, frozen):
    at = monday + 2 * HOUR
    glass = actions.break_glass(by=operator, at=at, reference=laptop.reference, reason="Asked to")
    with pytest.raises(Refusal, match="Only who opened"):
        actions.mend_glass(glass, by=second, at=at)
    actions.mend_glass(glass, by=operator, at=at)
    assert not sees(operator, laptop)


def test_whoever_opened_it_twice_has_closed_it_once(laptop, operator, monday, frozen):
    """Found by random histories: the hour of the first opening went on behind the second."""
    at = monday + 2 * HOUR
    for minutes in (0, 1):
        glass = actions.break_glass(
            by=operator,
            at=at + minutes * HOUR / 60,
            reference=laptop.reference,
            reason="Asked to",
        )
    actions.mend_glass(glass, by=operator, at=at + HOUR / 30)
    assert not sees(operator, laptop)


def test_the_glass_is_for_operators_with_a_reason(laptop, ben, operator, monday):
    with pytest.raises(Refusal, match="Only who runs Goodword"):
        actions.break_glass(by=ben, at=monday, reference=laptop.reference, reason="Curious")
    with pytest.raises(Refusal, match="Say why"):
        actions.break_glass(by=operator, at=monday, reference=laptop.reference, reason=" ")
    assert actions.break_glass(by=operator, at=monday, reference="GW-NO", reason="Well") is None
    assert not Glass.objects.to_agree(ben, monday).exists()


def test_who_is_kept_out_cannot_break_the_glass(laptop, amina, operator, monday, frozen):
    actions.exclude(laptop, by=amina, at=monday, to=operator, why="It is about them")
    actions.break_glass(by=operator, at=monday, reference=laptop.reference, reason="Well")
    assert not sees(operator, laptop)


def test_what_nobody_can_read_is_given_to_somebody(
    closed, operator, ben, femi, gita, chidi, it_help, monday
):
    at = monday + 2 * HOUR
    assert not ServiceRequest.objects.left_alone(operator, at).exists()
    with pytest.raises(Refusal, match="can read it"):
        actions.name_for_nobody(closed, by=operator, at=at, to=gita)

    leavers = Membership.objects.filter(person__in=[ben, femi], team=it_help)
    leavers.update(until_on=monday.date() - DAY)
    assert list(ServiceRequest.objects.left_alone(operator, at)) == [closed]
    assert not ServiceRequest.objects.left_alone(ben, at).exists()
    with pytest.raises(Refusal, match="Choose somebody"):
        actions.name_for_nobody(closed, by=operator, at=at, to=chidi)
    actions.name_for_nobody(closed, by=operator, at=at, to=gita)
    assert sees(gita, closed)
    assert not sees(operator, closed)


def test_the_page_of_who_sees_it_names_exactly_those(
    closed, laptops, amina, ben, chidi, operator, person, monday
):
    from goodword.house import clock

    actions.share(closed, by=amina, at=monday + HOUR, to=chidi)
    person("Hana Mori")
    with clock.frozen(monday + 2 * HOUR):
        named = {one.person.pk for one in sights_of(closed, amina, clock.now())}
        everybody = Person.objects.visible_to(amina)
        assert named == {one.pk for one in everybody if sees(one, closed)}
        assert Share.objects.visible_to(chidi).exists()
