"""All real mails beside the clone with their stated outcomes: how well they are understood.

``make test TESTS="goodword/channels -k table -s"`` shows the table and what is not as stated.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from functools import cache
from typing import Any

import pytest

from goodword.channels import explain
from goodword.channels.tests import scoring

pytestmark = pytest.mark.data

#: What must hold (issue 4): of headers and files, of replies, of kinds, of permanence.
INBOUND, REPLIES, KINDS, PERMANENCE = 0.98, 0.85, 0.99, 0.95
#: Cases that contradict themselves or good sense, and what we do instead.
OURS_IS_RIGHT = {
    "freescout/message-2": "its size is that of the packed bytes",
    "zammad/mail018": "its subject is left in UTF-7, which we can read",
    "zammad/mail073": "it keeps a sign nobody can read where we guess the right one",
    "zammad/mail087": "it takes a name for an address",
    "sisimai/lhost-sendmail-14": "a person forwards a report and asks something",
}


@cache
def _cases(folder: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def told(shared_data, reader) -> dict[str, dict[str, Any]]:
    """What ``goodword mail explain`` says of every case, read by one child."""
    folder = shared_data / "email"
    bodies = {"text_body": "text", "html_body": "html", "mime": None}
    return {
        it["id"]: explain.told_of(folder / "files" / it["file"], reader, bodies[it["kind"]])
        for it in _cases(folder)
    }


@pytest.fixture(scope="module")
def cases(shared_data) -> list[dict[str, Any]]:
    return _cases(shared_data / "email")


def _wrong(case, told) -> list[str]:
    return scoring.wrong_with(told[case["id"]], case["cls"], case["expect"])


def _share(cases, judge) -> float:
    return float(sum(map(judge, cases)) / len(cases))


def test_table_of_what_is_understood(cases, told, capsys):
    rows: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    notes = []
    for case in cases:
        row = rows[case["id"].partition("/")[0], case["cls"]]
        wrong = _wrong(case, told)
        row.update(cases=1, right=not wrong)
        if wrong:
            ours = OURS_IS_RIGHT.get(case["id"], "")
            notes.append(f"  {case['id']}: {', '.join(wrong)}" + (f" ({ours})" if ours else ""))
    lines = [f"{source:<12}{cls:<18}{row['right']:>4} of {row['cases']}"
             for (source, cls), row in sorted(rows.items())]  # fmt: skip
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join([*lines, *notes]) + "\n")
    assert sum(row["cases"] for row in rows.values()) == len(cases)


def test_headers_senders_subjects_and_files_are_read(cases, told):
    inbound = [it for it in cases if it["cls"] == "inbound"]
    share = _share(inbound, lambda it: not _wrong(it, told) or it["id"] in OURS_IS_RIGHT)
    assert share >= INBOUND
    assert _share(inbound, lambda it: not scoring.body(told[it["id"]], it["expect"])) >= INBOUND


def test_replies_are_told_from_quotes_and_signatures(cases, told):
    replies = [it for it in cases if it["cls"] == "reply_extraction"]
    assert _share(replies, lambda it: not _wrong(it, told)) >= REPLIES


def test_nobodys_own_words_vanish(cases, told):
    replies = [it for it in cases if it["cls"] in {"reply_extraction", "inbound"}]
    lost = {it["id"]: scoring.lost_words(told[it["id"]], it["expect"]) for it in replies}
    assert {name: words for name, words in lost.items() if words} == {}


def test_reports_absences_and_complaints_are_known(cases, told):
    stated = [it for it in cases if scoring.kind_of(it["expect"])]
    share = _share(stated, lambda it: told[it["id"]]["kind"] == scoring.kind_of(it["expect"]))
    assert share >= KINDS


def test_reports_say_who_is_gone_for_good(cases, told):
    reports = [it for it in cases if it["cls"] == "bounce"]
    assert _share(reports, lambda it: not _wrong(it, told)) >= PERMANENCE


def test_reasons_are_named_as_the_world_names_them(cases, told):
    reports = [it for it in cases if it["expect"].get("bounce")]
    pairs = [scoring.reasons(told[it["id"]], it["expect"]) for it in reports]
    assert sum(found == wanted for found, wanted in pairs) / len(pairs) >= 0.8


def test_every_mail_is_read(told):
    unread = [name for name, it in told.items() if "not read" in "".join(it["problems"])]
    assert unread == []
