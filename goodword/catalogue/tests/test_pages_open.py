"""Every page of this room opens for whom it is for."""

from __future__ import annotations

import pytest
from django.urls import reverse

PAGES = (
    ("catalogue:services", ()),
    ("catalogue:service", ("it-help", "laptop")),
    ("catalogue:charter-version", ("it-help", "laptop", 1)),
)
OURS = (
    ("catalogue:offer", ("it-help",)),
    ("catalogue:charter", ("it-help", "laptop")),
    ("catalogue:facts", ("it-help", "laptop")),
)


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_everybody_can_read_what_is_offered(name, args, signed_in, amina, ben, laptops):
    assert signed_in(amina).get(reverse(name, args=args)).status_code == 200


@pytest.mark.parametrize(("name", "args"), OURS)
def test_a_member_can_open_what_they_may_change(name, args, signed_in, ben, laptops):
    assert signed_in(ben).get(reverse(name, args=args)).status_code == 200


@pytest.mark.parametrize(("name", "args"), OURS)
def test_a_stranger_is_told_that_there_is_no_such_page(name, args, signed_in, chidi, laptops):
    assert signed_in(chidi).get(reverse(name, args=args)).status_code == 404


def test_who_runs_goodword_can_begin_a_team(signed_in, operator):
    assert signed_in(operator).get(reverse("catalogue:new-team")).status_code == 200
