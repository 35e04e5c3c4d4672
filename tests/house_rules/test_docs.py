"""What can be set and called is written down; what is written down exists."""

from __future__ import annotations

import re

import pytest

from goodword.house.configuration import SETTINGS
from goodword.operations.command import COMMANDS
from tests.house_rules.source import ROOT

GUIDE = (ROOT / "docs" / "operator-guide.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_guide(name):
    assert f"| `{name}` |" in GUIDE
    assert f"`{SETTINGS[name]}`" in GUIDE or name == "GOODWORD_DATA"


def test_the_guide_names_no_setting_that_does_not_exist():
    known = {*SETTINGS, "GOODWORD_CONFIG"}
    assert set(re.findall(r"GOODWORD_[A-Z_]+", GUIDE)) - known == set()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.words))
def test_every_command_is_in_the_guide(command):
    assert f"`goodword {' '.join(command.words)}" in GUIDE


def test_the_guide_names_no_command_that_does_not_exist():
    known = {" ".join(command.words) for command in COMMANDS}
    named = re.findall(r"^\| `goodword ([a-z ]+?)(?: [A-Z.\-\[].*?)?` \|", GUIDE, re.MULTILINE)
    assert set(named) - known == set()


def test_every_make_target_is_in_the_guide_or_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = ROOT / "README.md"
    docs = GUIDE + (readme.read_text(encoding="utf-8") if readme.is_file() else "")
    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert [target for target in targets if f"make {target}" not in docs] == []
