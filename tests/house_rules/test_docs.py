"""What can be set and called is written down; what is written down exists."""

from __future__ import annotations

import re

import pytest

from goodword.house.configuration import SETTINGS
from goodword.house.limits import SETTABLE
from goodword.house.settable import PREFIX
from goodword.operations.command import COMMANDS
from goodword.operations.watching.alerts import ALERTS
from tests.house_rules.source import ROOT

GUIDE = (ROOT / "docs" / "operator-guide.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_guide(name):
    assert f"| `{name}` |" in GUIDE
    assert f"`{SETTINGS[name]}`" in GUIDE or name == "GOODWORD_DATA"


def test_the_guide_names_no_setting_that_does_not_exist():
    known = {*SETTINGS, "GOODWORD_CONFIG", PREFIX, *(PREFIX + name for name in SETTABLE)}
    for text in (GUIDE, OPERATIONS):
        assert set(re.findall(r"GOODWORD_[A-Z_]+", text)) - known == set()


def test_every_limit_is_in_the_guide_as_it_is():
    chapter = GUIDE.partition("## Limits")[2].partition("\n## ")[0]
    rows = [
        [limit.name, limit.means, *map(limit.written, (limit.default, limit.least, limit.most))]
        for limit in SETTABLE.values()
    ]
    written = [[cell.strip(" `") for cell in row.split("|")[1:-1]] for row in _rows(chapter)]
    assert written == rows


def test_every_alert_is_in_the_operations_as_it_is():
    chapter = OPERATIONS.partition("## Each alert")[2].partition("\n## ")[0]
    rows = [
        [alert.name, alert.level.value, str(alert.sentence), str(alert.advice)] for alert in ALERTS
    ]
    written = [[cell.strip(" `") for cell in row.split("|")[1:-1]] for row in _rows(chapter)]
    assert written == rows


def _rows(chapter: str) -> list[str]:
    return re.findall(r"^\| `.*\|$", chapter, re.MULTILINE)


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
