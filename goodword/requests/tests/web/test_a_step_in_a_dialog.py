"""A step that a page opens as a dialog: fetched when it is wanted, as the page was drawn."""

from __future__ import annotations

from goodword.requests.tests.web.conftest import text


def test_a_page_holds_no_step_until_it_is_opened(look, laptop, ben):
    page = text(look(ben, "request", laptop))

    assert 'id="step-delivery"' not in page
    assert 'data-opens="step-delivery"' in page
    assert f'data-dialogs="{laptop.number_of_events}"' in page


def test_the_step_comes_alone_with_what_the_page_had_seen(look, laptop, ben):
    seen = str(laptop.number_of_events)
    answer = look(ben, "delivery", laptop, dialog=seen)

    assert answer.status_code == 200
    assert text(answer).strip().startswith('<dialog class="dlg" id="step-delivery"')
    assert f'name="version" value="{seen}"' in text(answer)


def test_when_the_request_has_moved_on_the_page_of_the_step_is_better(look, laptop, ben):
    for seen in (str(laptop.number_of_events - 1), "", "x"):
        assert look(ben, "delivery", laptop, dialog=seen).status_code == 409


def test_a_stranger_learns_nothing_from_it(look, laptop, chidi):
    seen = str(laptop.number_of_events)

    assert look(chidi, "delivery", laptop, dialog=seen).status_code == 404
