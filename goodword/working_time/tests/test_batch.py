"""``hours explain --batch``: every line has its answer, whatever is in it."""

import argparse
import io
import json
import random
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.working_time import command
from goodword.working_time.hours import WEEKDAYS
from goodword.working_time.questions import OPERATIONS
from goodword.working_time.tests.oracle import Oracle

OFFICE = {
    "tz": "Europe/London",
    "week": {day: [["09:00", "17:00"]] for day in WEEKDAYS[:5]},
}
ALWAYS = {day: [["00:00", "24:00"]] for day in WEEKDAYS}
FRIDAY = "2026-11-20T16:00:00Z"
ADD = {"op": "add", **OFFICE, "start": FRIDAY, "amount_s": 7200}


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ({"op": "add", "start": FRIDAY, "amount_s": 7200}, "2026-11-23T10:00:00Z"),
        ({"op": "add", "start": FRIDAY, "amount_s": 3600.0}, "2026-11-20T17:00:00Z"),
        ({"op": "add", "start": FRIDAY, "amount_s": -3600}, "2026-11-20T15:00:00Z"),
        ({"op": "add", "start": FRIDAY, "amount_s": 0}, FRIDAY),
        ({"op": "add", "start": FRIDAY, "amount_s": 1.5}, "2026-11-20T16:00:01.500000Z"),
        (
            {"op": "add", "start": "2026-11-20T17:00:00+01:00", "amount_s": 60},
            "2026-11-20T16:01:00Z",
        ),
        ({"op": "subtract", "start": FRIDAY, "amount_s": 7 * 3600}, "2026-11-20T09:00:00Z"),
        ({"op": "subtract", "start": FRIDAY, "amount_s": -7200}, "2026-11-23T10:00:00Z"),
        ({"op": "between", "start": FRIDAY, "end": "2026-11-23T10:00:00Z"}, 7200),
        ({"op": "between", "end": FRIDAY, "start": "2026-11-23T10:00:00Z"}, -7200),
        ({"op": "between", "start": FRIDAY, "end": "2026-11-20T16:00:00.25Z"}, 0.25),
        ({"op": "between", "start": FRIDAY, "end": "2027-11-20T16:00:00Z"}, 7491600),
        ({"op": "is_open", "start": FRIDAY}, True),
        ({"op": "is_open", "start": "2026-11-20T17:00:00Z"}, False),
        ({"op": "next_open", "start": FRIDAY}, FRIDAY),
        ({"op": "next_open", "start": "2026-11-20T17:00:00Z"}, "2026-11-23T09:00:00Z"),
        ({"op": "next_close", "start": "2026-11-20T17:00:00Z"}, "2026-11-23T17:00:00Z"),
        ({"op": "add_days", "start": "2026-11-20", "amount_days": 2}, "2026-11-24"),
        ({"op": "add_days", "start": "2026-11-20", "amount_days": -1.0}, "2026-11-19"),
        ({"op": "days_between", "start": "2026-11-20", "end": "2026-11-24"}, 2),
        ({"op": "days_between", "start": "2026-11-24", "end": "2026-11-20"}, -2),
    ],
)
def test_a_question_is_answered(batch, question, result):
    (told,) = batch({"id": "q", **OFFICE, **question})

    assert list(told) == ["id", "result", "steps"]
    assert told["id"] == "q"
    assert told["result"] == result
    assert type(told["result"]) is type(result)
    assert isinstance(told["steps"], list)


def test_the_steps_of_a_sum_add_up(batch):
    pauses = [["2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"]]
    (told,) = batch({**ADD, "pauses": pauses, "amount_s": 40 * 8 * 3600, "id": 1})
    (long,) = batch({**ADD, "amount_s": 400 * 8 * 3600, "id": 1})

    assert sum(step["counted_s"] for step in told["steps"]) == 40 * 8 * 3600
    assert sum(step["paused_s"] for step in told["steps"]) == 3600
    assert sum(step["counted_s"] for step in long["steps"]) == 400 * 8 * 3600
    assert len(long["steps"]) == 61


def changed(**more):
    return {"id": 7, **ADD, **more}


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ({"id": 7}, "op is missing"),
        (changed(op="multiply"), '"multiply" is not an op'),
        (changed(op=["add"]), '["add"] is not an op'),
        (changed(tz="Mars"), '"Mars" is not a time zone'),
        (changed(tz=None), "tz is missing"),
        (changed(tz={}), "{} is not a time zone"),
        (changed(week=None), "week is missing"),
        (changed(week={"mon": [["9am", "17:00"]]}), 'mon: "9am" is not a time'),
        (changed(week={"mon": [["09:00", "17:00", "18:00"]]}), "is not an interval"),
        (changed(holidays={}), "holidays is a list"),
        (changed(start=None), "start is missing."),
        (changed(start="tomorrow"), 'start: "tomorrow" is not an instant'),
        (changed(start=5), "start: 5 is not an instant"),
        (changed(start="2026-11-20T16:00:00"), "has no Z"),
        (changed(start="2026-11-20"), "has no Z"),
        (changed(start="0001-01-01T00:00:00Z"), "The year 1 is outside"),
        (changed(start="9999-12-31T23:59:59Z"), "The year 9999 is outside"),
        (changed(start="9000-12-31T23:59:59Z", amount_s=10**8), "is outside"),
        (changed(amount_s=None), "amount_s is missing."),
        (changed(amount_s="3600"), 'amount_s: "3600" is not a number.'),
        (changed(amount_s=True), "amount_s: true is not a number."),
        (changed(amount_s=float("nan")), "amount_s: NaN is not a number."),
        (changed(amount_s=float("inf")), "more than 400 years"),
        (changed(amount_s=10**80), "more than 400 years"),
        (changed(amount_s=-(10**300)), "more than 400 years"),
        (changed(week={}), "never open"),
        (changed(op="next_close", week=ALWAYS), "never close"),
        (changed(op="add_days"), 'start: "2026-11-20T16:00:00Z" is not a date'),
        (changed(op="add_days", start="2026-11-20", amount_days=1.5), "a whole number"),
        (changed(op="add_days", start="2026-11-20", amount_days=float("inf")), "400 years"),
        (changed(pauses={}), "pauses is a list"),
        (changed(pauses=[FRIDAY]), "is not a pair"),
        (changed(pauses=[[FRIDAY, None]]), "pauses: null is not an instant"),
        (changed(pauses=[[FRIDAY, "2026-11-19T00:00:00Z"]]), "ends before it begins"),
        (changed(versions=5), "versions is a list"),
    ],
)
def test_a_bad_question_is_answered_with_what_is_wrong(batch, question, error):
    told, good = batch(question, {"id": 8, **ADD})

    assert set(told) == {"id", "error"}
    assert told["id"] == 7
    assert error in told["error"]
    assert good["result"] == "2026-11-23T10:00:00Z"


@pytest.mark.parametrize(
    "line",
    [
        *("", "{", "null", "[]", '"add"', "42", "\u2028", "{'id': 1}", "\\", "NaN"),
        *('{"id": [1]}', '{"id": 1e999}', '{"id": NaN}', "1" * 5000, "[" * 100_000),
        '{"id": "' + "x" * command.LONGEST_LINE + '"}',
        '{"id": "' + "x" * 3 * command.LONGEST_LINE + '"}',
    ],
)
def test_a_line_that_is_no_question_has_an_answer_too(batch, line):
    told, good = batch(line, {"id": 8, **ADD})

    assert told["id"] is None
    assert told["error"].endswith(".")
    assert good["id"] == 8


def test_a_long_line_may_end_without_a_newline(hours_explain):
    code, out, _ = hours_explain("--batch", stdin="x" * (command.LONGEST_LINE + 1))

    assert (code, len(out.splitlines())) == (0, 1)
    assert "longer than" in out


def test_any_identity_comes_back_as_it_was(batch):
    names = [1, -1.5, "ü\ud800", None, True, "", 10**90]

    assert [told["id"] for told in batch(*({**ADD, "id": name} for name in names))] == names


def test_a_file_from_another_world_is_read(hours_explain):
    text = b"\xef\xbb\xbf" + json.dumps({"id": 1, **ADD}).encode() + b"\r\n\xff\xfe\n"
    code, out, _ = hours_explain("--batch", stdin=io.TextIOWrapper(io.BytesIO(text), "ascii"))

    first, second = map(json.loads, out.splitlines())
    assert code == 0
    assert first["result"] == "2026-11-23T10:00:00Z"
    assert "error" in second


def test_a_calendar_with_versions_may_be_asked(batch):
    (told,) = batch({**ADD, "id": 1, "week": None, "versions": [{"week": OFFICE["week"]}]})

    assert told["result"] == "2026-11-23T10:00:00Z"


class Questions(io.StringIO):
    """Lines that are nowhere held together."""

    def __init__(self):
        super().__init__()
        self.left = 150

    def readline(self, _most=-1):
        self.left -= 1
        if self.left < 0:
            return ""
        return json.dumps({"id": self.left, **ADD, "amount_s": self.left * 977}) + "\n"


class Nowhere(io.StringIO):
    """Forgets what is written."""

    def write(self, text):
        return len(text)


def test_a_batch_needs_no_more_memory_the_longer_it_is():
    tracemalloc.start()
    options = argparse.Namespace(batch=True)
    command.run(options, Questions(), Nowhere())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 5_000_000


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = ("id", "op", "tz", "week", "holidays", "overrides", "breaks", "pauses", "start", "end")


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(st.sampled_from((*FIELDS, "amount_s", "amount_days")), json_values, max_size=3),
    st.sampled_from(list(OPERATIONS)),
)
def test_nothing_ends_a_batch(batch, noise, op):
    (told,) = batch({"id": 1, **ADD, "op": op, "end": FRIDAY, "amount_days": 3, **noise})

    assert set(told) in ({"id", "result", "steps"}, {"id", "error"})


def clock(chance):
    return f"{chance.randrange(24):02}:{chance.randrange(60):02}"


def random_question(chance, number):
    zones = ("Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca")
    days = ("2026-03-29", "2026-10-04", "2011-12-30", "2026-03-22")
    place = chance.randrange(4)
    noon = datetime.fromisoformat(days[place]).replace(hour=12, tzinfo=UTC)
    some = [(noon + timedelta(days=n)).date().isoformat() for n in (-1, 0, 1)]

    def hours():
        return [[clock(chance), chance.choice((clock(chance), "24:00"))] for _ in range(2)]

    def near():
        return noon + timedelta(seconds=chance.randrange(-120_000, 120_000))

    pauses = [sorted((near(), near())) for _ in range(chance.randrange(3))]
    calendar = {
        "tz": zones[place],
        "week": {day: hours() for day in WEEKDAYS if chance.random() < 0.8},
        "holidays": [day for day in some if chance.random() < 0.2],
        "overrides": {day: hours() for day in some if chance.random() < 0.2},
        "breaks": {day: hours()[:1] for day in some if chance.random() < 0.3},
    }
    oracle = Oracle(calendar, noon - timedelta(days=2), noon + timedelta(days=2))
    start, end = near(), near()
    amount = chance.randrange(-30_000, 30_000)
    return calendar, oracle, pauses, start, end, amount, number


def text_of(at):
    return None if at is None else at.replace(tzinfo=None).isoformat() + "Z"


def test_hundreds_of_questions_agree_with_the_oracle(batch):
    chance = random.Random(20261122)
    questions, expected = [], []
    for number in range(50):
        calendar, oracle, pauses, start, end, amount, _ = random_question(chance, number)
        held = [[text_of(a), text_of(b)] for a, b in pauses]
        common = {**calendar, "pauses": held, "start": text_of(start)}
        for op, more, result in (
            ("add", {"amount_s": amount}, text_of(oracle.add(start, amount, pauses))),
            ("subtract", {"amount_s": amount}, text_of(oracle.subtract(start, amount, pauses))),
            ("between", {"end": text_of(end)}, oracle.between(start, end, pauses)),
            ("is_open", {}, oracle.is_open(start)),
            ("next_open", {}, text_of(oracle.next_open(start))),
            ("next_close", {}, text_of(oracle.next_close(start))),
        ):
            if result is not None:  # the oracle sees four days only
                questions.append({"id": f"{number} {op}", "op": op, **common, **more})
                expected.append((f"{number} {op}", result))

    assert [(told["id"], told.get("result")) for told in batch(*questions)] == expected
