"""Every real mail beside the clone goes in, and every one is accounted for."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from collections import Counter

import pytest

from goodword.channels import ingest
from goodword.channels.models import InboundMail, Reason, State

pytestmark = [pytest.mark.data, pytest.mark.django_db]


@pytest.fixture
def files(shared_data):
    return shared_data / "email" / "files"


def taken_in(files, amina, **how):
    out = io.StringIO()
    options = {"paths": [files], "as_asker": None, "team": None, "json": True} | how
    assert ingest.run(Namespace(**options), io.StringIO(), out) == 0
    return json.loads(out.getvalue())


def test_every_real_mail_is_accounted_for_and_none_is_lost(files, amina, ben):
    told = taken_in(files, amina)
    mails = sorted(files.glob("*.eml"))
    assert len(told["mails"]) == len(mails) == InboundMail.objects.count()
    assert len(told["not_mails"]) == len(list(files.iterdir())) - len(mails)
    assert set(told["counts"]) <= {State.APPLIED, State.QUARANTINED, State.IGNORED}
    assert all(it["reason"] for it in told["mails"] if it["state"] != State.APPLIED)


def test_no_delivery_report_ever_becomes_a_request(files, shared_data, amina, ben):
    cases = json.loads((shared_data / "email" / "cases.json").read_text(encoding="utf-8"))
    machines = {c["file"] for c in cases if c["expect"].get("must_not_open_new_request")}
    told = taken_in(files, amina, as_asker=amina.email)
    wrong = [
        it
        for it in told["mails"]
        if it["source"].rpartition("/")[2] in machines and (it["state"] == State.APPLIED)
    ]
    assert wrong == []


def test_by_a_colleagues_word_real_mails_become_requests(files, amina, ben):
    told = taken_in(files, amina, as_asker=amina.email, team="it-help")
    counts = Counter((it["state"], it["reason"]) for it in told["mails"])
    assert counts[State.APPLIED, ""] >= 50
    assert counts[State.QUARANTINED, Reason.UNREADABLE] == 0
