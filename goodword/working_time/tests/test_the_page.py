"""``docs/working-time.md``: every example on the page is run."""

import json
import re
import shlex
from pathlib import Path

import pytest

from goodword.working_time.questions import OPERATIONS
from goodword.working_time.reading import KEYS

PAGE = (Path(__file__).parents[3] / "docs" / "working-time.md").read_text(encoding="utf-8")
PAIRS = re.findall(r"^(\{.*\})\n=> (\{.*\})$", PAGE, re.MULTILINE)
CONSOLES = re.findall(
    r"^```console\n\$ goodword hours explain (.*)\n([^`]*)^```", PAGE, re.MULTILINE
)


def test_the_page_has_the_examples_it_promises():
    assert len(PAIRS) == PAGE.count("\n=> ") == 19
    assert len(CONSOLES) == PAGE.count("```console") == 2


@pytest.mark.parametrize(("question", "expected"), PAIRS)
def test_an_example_is_answered_as_the_page_says(batch, question, expected):
    (told,) = batch(question)
    told.pop("steps", None)

    assert told == json.loads(expected)


@pytest.mark.parametrize(("arguments", "expected"), CONSOLES)
def test_a_command_prints_what_the_page_says(hours_explain, arguments, expected):
    code, out, err = hours_explain(*shlex.split(arguments))

    assert (code, out, err) == (0, expected, "")


@pytest.mark.parametrize("word", [*OPERATIONS, *KEYS])
def test_each_operation_and_field_is_on_the_page(word):
    assert f"`{word}`" in PAGE
