"""RELIABILITY 31: a cell that a spreadsheet would run is given as words, and comes back whole."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from goodword.operations.setting_up.people_import import token_of
from goodword.people.actions import importing

pytestmark = pytest.mark.django_db

CELLS = (
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        '=HYPERLINK("//evil.example")',
    ),
    *(
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
        '"=1"',
        "=1,2;3",
        "=\u202e1",
        "plain",
        "a=b",
        "",
        "ünïcödé",
    ),
)


def test_no_cell_begins_like_a_formula_and_none_is_lost(operator, now, signed_in):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "email", "role"])
    for cell in CELLS:
        writer.writerow([cell, "no address", cell])
    read = importing.read_list(out.getvalue().encode(), file_name="people.csv", by=operator, at=now)
    answer = signed_in(operator).get(reverse("operations:import-bad", args=[token_of(read)]))
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
    assert len(rows) == len(CELLS)
    for cell, row in zip(CELLS, rows, strict=True):
        assert not row[2].startswith(tuple("=+-@\t\r\n＝＋－＠"))
        assert row[2].removeprefix("'") in {cell, cell.strip(), cell.removeprefix("'")}
