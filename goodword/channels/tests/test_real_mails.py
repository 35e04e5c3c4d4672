"""Every real mail beside the clone goes in, and every one is accounted for."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from collections import Counter

import pytest

from goodword.channels.coming_in import ingest
from goodword.channels.models import InboundMail, Reason, State

pytestmark = [pytest.mark.data, pytest.mark.one_engine, pytest.mark.django_db]


@pytest.fixture
def files(shared_data):
    return shared_data / "email" / "files"


def taken_in(files, amina, **how):
    out = io.StringIO()
    options = {"paths": [files], "as_asker": None, "team": None, "json": True} | how
    assert ingest.run(Namespace(**options), io.StringIO(), out) == 0
    return json.loads(out.getvalue())


def test_every_real_mail_is_accounted_for_and_no_machine_opens_a_request(
    files, shared_data, amina, ben
):
    told = taken_in(files, amina, as_asker=amina.email, team="it-help")["mails"]
    mails = sorted(files.glob("*.eml"))
    assert len(told) == len(mails) == InboundMail.objects.count()
    assert {it["state"] for it in told} == {State.APPLIED, State.QUARANTINED, State.IGNORED}
    assert all(it["reason"] for it in told if it["state"] != State.APPLIED)
    counts = Counter((it["state"], it["reason"]) for it in told)
    assert counts[State.APPLIED, ""] >= 50
    assert counts[State.QUARANTINED, Reason.UNREADABLE] == 0
    cases = json.loads((shared_data / "email" / "cases.json").read_text(encoding="utf-8"))
    machines = {it["file"] for it in cases if it["expect"].get("must_not_open_new_request")}
    opened = {
        it["source"].rpartition("/")[2] for it in told if it["state"] == State.APPLIED
    } & machines
    # Two of them are mails by persons: one forwards a report by hand, one only looks like it.
    assert opened <= {"sisimai__lhost-sendmail-14.eml", "sisimai__is-not-bounce-01.eml"}


def test_what_is_no_mail_is_left_alone_and_named(files, amina, ben, tmp_path):
    for name in ("crisp__email_1.txt", "talon__html_hotmail.html", "redmine__ticket_reply.eml"):
        (tmp_path / name).write_bytes((files / name).read_bytes())
    told = taken_in(tmp_path, amina)
    assert (len(told["mails"]), len(told["not_mails"])) == (1, 2)
