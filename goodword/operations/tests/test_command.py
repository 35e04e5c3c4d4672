"""The operator's command speaks in sentences and fails with a code."""

import io
import json

import pytest
from django.db import OperationalError

from goodword.house.refusals import Refusal
from goodword.operations import command
from goodword.operations.setting_up.init import run, week
from goodword.people.models import Organisation, Person


@pytest.fixture(autouse=True)
def _django_is_set_up_already(monkeypatch):
    monkeypatch.setattr(command, "_set_up_django", lambda: None)


class Failing:
    """A room whose command cannot do what it is asked."""

    def __init__(self, problem):
        self.problem = problem

    def add_arguments(self, parser):
        pass

    def run(self, options, stdin, stdout):
        raise self.problem


@pytest.fixture
def failing(monkeypatch):
    def let_it_fail(problem):
        monkeypatch.setattr(command.Command, "room", lambda self: Failing(problem))

    return let_it_fail


SENTENCES = {
    Refusal("There is a demonstration already."): "There is a demonstration already.",
    OperationalError("gone"): "The database does not answer as it should: gone",
    FileNotFoundError(2, "No such file", "people.csv"): "people.csv: No such file.",
}


@pytest.mark.parametrize("problem", SENTENCES, ids=lambda problem: type(problem).__name__)
def test_a_problem_is_one_sentence_and_a_code(failing, capsys, problem):
    failing(problem)
    assert command.main(["demo"]) == 1
    assert capsys.readouterr().err == f"goodword: {SENTENCES[problem]}\n"


def test_a_problem_can_be_read_by_a_program_too(failing, capsys):
    failing(Refusal("No."))
    assert command.main(["demo", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"error": "No."}


def test_a_bug_is_loud(failing):
    failing(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        command.main(["demo"])


def test_ctrl_c_is_an_end_like_another(failing):
    failing(KeyboardInterrupt())
    assert command.main(["demo"]) == 130


@pytest.mark.parametrize("words", [["--help"], ["mail", "--help"], ["hours", "explain", "--help"]])
def test_help_helps(capsys, words):
    with pytest.raises(SystemExit) as ended:
        command.main(words)
    assert ended.value.code == 0
    assert "usage: goodword" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["sing"], ["mail"], []])
def test_what_is_not_understood_is_answered_with_the_usage(capsys, words):
    with pytest.raises(SystemExit) as ended:
        command.main(words)
    assert ended.value.code == 2
    assert "usage: goodword" in capsys.readouterr().err


@pytest.mark.parametrize("called", command.COMMANDS, ids=lambda called: " ".join(called.words))
def test_every_command_is_at_home_in_a_room_and_has_a_json_form(called):
    parser = command.parser_for(called)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args([*called.words, "--help"])
    assert ended.value.code == 0
    assert callable(called.room().run)


# Beginning with an empty organisation.


@pytest.fixture
def init(db, monkeypatch):
    monkeypatch.setattr("goodword.operations.setting_up.init.prepare_tables", lambda: None)

    def begin(*more, password="kettle drum harbour"):
        words = ["init", "--organisation", "Northmoor", "--name", "Olga Brandt"]
        words += ["--email", "olga@northmoor.example", "--password-stdin", *more]
        called = next(known for known in command.COMMANDS if known.words == ("init",))
        said = io.StringIO()
        options = command.parser_for(called).parse_args(words)
        return run(options, io.StringIO(password + "\n"), said), said.getvalue()

    return begin


def test_an_organisation_begins_with_one_person_who_runs_it(init):
    code, said = init()
    assert code == 0
    assert "sign in at http://localhost:8000 as olga@northmoor.example" in said
    assert Person.objects.get(email="olga@northmoor.example").is_operator


def test_the_beginning_can_be_read_by_a_program(init):
    _, said = init("--json", "--hours", "mon-thu=09:00-12:00+13:00-17:00,sat=10:00-12:00")
    assert json.loads(said)["organisation"] == "Northmoor"
    assert Organisation.objects.get().week["sat"] == [["10:00", "12:00"]]


def test_an_organisation_begins_only_once(init):
    init()
    with pytest.raises(Refusal, match="set up already"):
        init()


@pytest.mark.parametrize("text", ["weekdays", "mon-fri", "mon-die=09:00-17:00"])
def test_hours_that_cannot_be_read_are_refused(text):
    with pytest.raises(Refusal, match="Hours look like"):
        week(text)
