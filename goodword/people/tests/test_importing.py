"""Bringing people in: every bad line is named, nothing happens before the last step."""

from __future__ import annotations

import argparse
import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goodword.house.refusals import Conflict, Refusal
from goodword.operations.setting_up import import_command
from goodword.people import actions
from goodword.people.actions import importing
from goodword.people.importing.planning import plan_of
from goodword.people.importing.reading import read_table
from goodword.people.models import Membership, PeopleImport, Person, Team

GOOD = """name,email,team,role
Dana Reyes,dana@northmoor.example,Student records,Clerk
Eve Lund,eve@northmoor.example,Estates,Porter
Fay Sund,fay@northmoor.example,Estates,Porter
"""


def read(text: str, operator: Person, at, name: str = "people.csv") -> PeopleImport:
    return importing.read_list(text.encode(), file_name=name, by=operator, at=at)


def bring_in(people_import, operator, at) -> list[int]:
    return list(importing.bring_in(people_import, by=operator, at=at))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_letters_are_read_however_they_were_written(encoding):
    table = read_table("name;email\nZoë Muñoz;zoe@x.example\n".encode(encoding))

    assert table.lines[0].cells == ["Zoë Muñoz", "zoe@x.example"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_guessed(sign):
    table = read_table(f"name{sign}email\nA B{sign}a@x.example\n".encode())

    assert table.lines[0].cells == ["A B", "a@x.example"]


def test_a_quotation_mark_that_stays_open_spoils_one_line_only():
    text = 'name,email\n"Dana, dana@x.example\nEve Lund,eve@x.example\n"Fay, S",fay@x.example\n'
    lines = read_table(text.encode()).lines

    assert [bool(line.problem) for line in lines] == [True, False, False]
    assert lines[-1].cells == ["Fay, S", "fay@x.example"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("name,phone\nA,1\n", "email"),
        ("email\na@x.example\n", "called name"),
    ],
)
def test_what_is_no_list_is_refused(text, words, operator, now):
    with pytest.raises(Refusal, match=words):
        read(text, operator, now)


@pytest.mark.parametrize(
    ("line", "wrong", "instead"),
    [
        ("Tom Okafor,tom@northmoor,Finance,,", "no ending", "tom@northmoor.example"),
        ("Tom Okafor,tom,Finance,,", "not a mail address", ""),
        ("Tom Okafor,,Finance,,", "missing", ""),
        (",tom@northmoor.example,Finance,,", "name is missing", ""),
        ("=HYPERLINK(x),tom@northmoor.example,Finance,,", "cannot begin with =", ""),
        ("Tom,tom@northmoor.example,Student recrods,,", "No team is called", "Student records"),
        ("Tom,tom@northmoor.example,Finance,31/02/2027,", "no 31 February", "2027-02-28"),
        ("Tom,tom@northmoor.example,Finance,soon,", "not a day", ""),
        ("Tom,tom@northmoor.example,Finance,,Europe/Londno", "no time zone", "Europe/London"),
        ("T\N{REPLACEMENT CHARACTER}m,tom@northmoor.example,Finance,,", "letter was lost", ""),
        ("Dana,dana@northmoor.example,Finance,,", "same address as line 2", ""),
        ("Tom,tom@northmoor.example", "cells stand here", ""),
    ],
)
def test_every_bad_line_says_what_is_wrong_and_what_would_help(
    line, wrong, instead, operator, records, now
):
    head = "name,email,team,until,zone\nDana,dana@northmoor.example,Finance,,\n"
    tail = "Eve,eve@northmoor.example,Finance,,\n"
    plan = plan_of(read(f"{head}{line}\n{tail}", operator, now), now.date())

    [bad] = plan.bad
    assert bad.line.number == 3
    assert wrong in bad.faults[0].words
    assert bad.faults[0].instead == instead
    assert bad.faults[0].help
    assert len(plan.new) == 2


def test_a_line_with_the_address_of_a_guest_is_named_and_left_out(operator, now):
    guest = actions.know_guest(name="Gwen Outside", email="gwen@elsewhere.example", at=now)
    text = "name,email,role\nGwen Outside,Gwen@elsewhere.example,Clerk\n"
    people_import = read(text, operator, now)
    [bad] = plan_of(people_import, now.date()).bad
    bring_in(people_import, operator, now)

    guest.refresh_from_db()
    assert "guest" in bad.faults[0].words
    assert "colleague first" in bad.faults[0].help
    assert (guest.is_guest, guest.role) == (True, "")


def test_a_line_that_was_cut_off_is_said_so(operator, now):
    plan = plan_of(read("name,email,team\nDana,dana@northmoor.ex", operator, now), now.date())

    assert "middle of this line" in plan.bad[0].faults[0].words


def test_looking_changes_nothing(operator, records, now):
    plan = plan_of(read(GOOD, operator, now), now.date())

    assert (len(plan.new), plan.new_teams, plan.gone) == (3, ["Estates"], 1)
    assert Person.objects.get_queryset().count() == 1
    assert not Team.objects.filter(name="Estates").exists()


def test_people_and_teams_come_in_once(operator, records, now):
    assert bring_in(read(GOOD, operator, now), operator, now) == [3]
    again = read(GOOD, operator, now + timedelta(minutes=1))
    plan = plan_of(again, now.date())

    assert len(plan.same) == 3
    assert bring_in(again, operator, now) == [3]
    assert not again.changes.visible_to(operator).exists()
    assert Membership.objects.filter(team__name="Estates").count() == 2
    dana = Person.objects.get_queryset().get(email="dana@northmoor.example")
    assert dana.is_member_of(records)
    assert not dana.has_usable_password()


def test_what_differs_is_changed_and_the_rest_stays(operator, amina, records, now):
    text = "name,email,role,team\nAmina Yusuf,AMINA@northmoor.example,Head,Student records\n"
    people_import = read(text, operator, now)
    [change] = plan_of(people_import, now.date()).changed
    bring_in(people_import, operator, now)

    amina.refresh_from_db()
    assert change.facts == {"role": "Head"}
    assert amina.role == "Head"


def test_a_last_day_ends_a_membership(operator, amina, records, now):
    text = "name,email,team,until\nAmina Yusuf,amina@northmoor.example,Student records,2026-12-31\n"
    people_import = read(text, operator, now)
    bring_in(people_import, operator, now)

    assert str(Membership.objects.get(person=amina).until_on) == "2026-12-31"
    list(importing.take_back(people_import, by=operator, at=now))
    assert Membership.objects.get(person=amina).until_on is None


def test_a_long_list_goes_in_by_batches_and_goes_on_after_a_stop(operator, now):
    rows = "".join(f"Person {n},p{n}@x.example,Team\n" for n in range(250))
    people_import = read(f"name,email,team\n{rows}", operator, now)
    turns = importing.bring_in(people_import, by=operator, at=now)
    assert next(turns) == 100
    turns.close()

    later = PeopleImport.objects.visible_to(operator).get(pk=people_import.pk)
    assert bring_in(later, operator, now) == [200, 250]
    assert Person.objects.get_queryset().filter(email__endswith="@x.example").count() == 250


def test_all_of_it_can_be_taken_back_for_a_day(operator, amina, records, now):
    text = GOOD + "Amina Y,amina@northmoor.example,Estates,Head\n"
    people_import = read(text, operator, now)
    bring_in(people_import, operator, now)
    list(importing.take_back(people_import, by=operator, at=now + timedelta(hours=23)))

    amina.refresh_from_db()
    assert amina.role == "Registry officer"
    assert Person.objects.get_queryset().count() == 2
    assert not Team.objects.filter(name="Estates").exists()


def test_after_a_day_it_stays(operator, now):
    people_import = read(GOOD, operator, now)
    bring_in(people_import, operator, now)
    with pytest.raises(Refusal, match="no longer"):
        list(importing.take_back(people_import, by=operator, at=now + timedelta(days=2)))


def test_what_somebody_changed_since_stays(operator, amina, records, now):
    text = "name,email,role,team\nAmina Yusuf,amina@northmoor.example,Head,Student records\n"
    people_import = read(text, operator, now)
    bring_in(people_import, operator, now)
    actions.change_profile(amina, by=amina, at=now, role="Dean")
    list(importing.take_back(people_import, by=operator, at=now))

    amina.refresh_from_db()
    assert amina.role == "Dean"


def test_a_list_that_is_in_is_not_put_right_any_more(operator, now):
    people_import = read(GOOD, operator, now)
    bring_in(people_import, operator, now)
    with pytest.raises(Conflict, match="already"):
        importing.put_right(people_import, number=2, column=0, value="X", by=operator)


@pytest.fixture
def upload(signed_in, operator):
    window = signed_in(operator)

    def send(text: str):
        file = SimpleUploadedFile("people.csv", text.encode())
        return window, window.post(reverse("operations:import"), {"file": file}, follow=True)

    return send


def test_the_browser_looks_puts_right_brings_in_and_takes_back(upload, records):
    window, page = upload(GOOD + "Gus Holm,gus@northmoor,Estates,Porter\n")
    path = page.redirect_chain[-1][0]
    assert b"Nothing has been changed yet" in page.content
    assert b"no ending after the @" in page.content

    fix = {"line": "5", "column": "1", "value": "gus@northmoor.example"}
    fixed = window.post(f"{path}lines/", fix, follow=True)
    assert b"Lines to put right <span" not in fixed.content

    window.post(f"{path}bringing-in/")
    assert Person.objects.get_queryset().filter(email="gus@northmoor.example").exists()
    assert b"Can be taken back as a whole until" in window.get(path).content

    window.post(f"{path}taking-back/")
    assert not Person.objects.get_queryset().filter(email="gus@northmoor.example").exists()
    assert b"Taken back" in window.get(path).content


def test_bad_lines_are_given_as_a_file_that_no_spreadsheet_runs(upload):
    window, page = upload("name,email\n=cmd(),a@x.example\n")
    path = page.redirect_chain[-1][0]
    file = window.get(f"{path}bad.csv").content.decode("utf-8-sig")

    assert "'=cmd()" in file
    assert "cannot begin with =" in file


def test_a_line_is_taken_out_and_a_list_is_forgotten(upload, operator):
    window, page = upload("name,email\nDana,dana\n")
    path = page.redirect_chain[-1][0]
    window.post(f"{path}lines/", {"line": "2", "out": "1"})
    mine = PeopleImport.objects.visible_to(operator)
    assert mine.get().lines == []

    window.post(f"{path}reading/")
    assert not mine.exists()


def test_a_file_that_is_no_list_is_said_beside_the_field(upload):
    _window, page = upload("just words")

    assert page.status_code == 422
    assert b"No column is called email" in page.content


def test_nobody_else_learns_of_the_import(signed_in, amina, operator, now):
    people_import = read(GOOD, operator, now)
    path = reverse("operations:import-list", args=[people_import.fingerprint[:16]])

    assert signed_in(amina).get(reverse("operations:import")).status_code == 404
    assert signed_in(amina).get(path).status_code == 404


@pytest.fixture
def command(tmp_path, db):
    def run(text: str, *words: str):
        file = tmp_path / "people.csv"
        file.write_text(text, encoding="utf-8")
        parser = argparse.ArgumentParser()
        parser.add_argument("--json", action="store_true")
        import_command.add_arguments(parser)
        out = io.StringIO()
        code = import_command.run(
            parser.parse_args(["people", str(file), *words]), io.StringIO(), out
        )
        return code, out.getvalue()

    return run


def test_the_command_names_bad_lines_and_changes_nothing(command):
    code, said = command(GOOD + "Gus,gus@northmoor,Estates,\n", "--dry-run")

    assert code == 1
    assert "line 5: The address has no ending after the @" in said
    assert "Nothing has been changed." in said
    assert not Person.objects.get_queryset().exists()


def test_the_command_brings_people_in_and_says_so_in_json(command):
    code, said = command(GOOD, "--json")

    assert code == 0
    assert json.loads(said)["new"] == 3
    assert Person.objects.get_queryset().count() == 3
