"""The closing panel and the doors of good words."""

from __future__ import annotations

import pytest

from goodword.feedback import actions
from goodword.feedback.models import Rating, Thanks
from goodword.feedback.tests.conftest import TUESDAY


def closing(wanted):
    return f"/requests/{wanted.reference}/confirmation/"


def test_the_panel_asks_whether_it_did(look, delivered, amina):
    page = look(amina, closing(delivered)).content.decode()

    assert "Did this do it?" in page
    assert "They decide whether anyone else sees it" in page
    assert "shown to IT help with your name" in page


def test_amina_closes_the_loop(send, delivered, amina, ben):
    form = {"outcome": "yes", "thanks": "Diolch!", "reliability": "4", "strengths": ["respect"]}
    response = send(amina, closing(delivered), **form)
    delivered.refresh_from_db()

    assert (response.status_code, delivered.state) == (303, "confirmed")
    assert Thanks.objects.visible_to(ben).get().words == "Diolch!"
    assert Rating.objects.visible_to(ben).get().reliability == 3


@pytest.mark.parametrize("outcome", ["partly", "no"])
def test_what_is_missing_goes_back_to_work(outcome, send, delivered, amina):
    response = send(amina, closing(delivered), outcome=outcome, missing="The charger.")
    delivered.refresh_from_db()

    assert (response.status_code, delivered.state) == (303, "in_progress")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"outcome": "no", "thanks": "Kept words"}, "Say what is missing"),
        ({"thanks": "Kept words"}, "Choose yes, partly or no"),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(form, sentence, send, delivered, amina):
    response = send(amina, closing(delivered), **form)
    page = response.content.decode()

    assert response.status_code == 422
    assert sentence in page
    assert "Kept words" in page


def test_the_second_to_answer_sees_who_was_faster(send, delivered, amina, person, records):
    delivered.delegate = person("Dana Reyes", records)
    delivered.save()
    version = str(delivered.number_of_events)
    send(delivered.delegate, closing(delivered), outcome="yes", version=version)
    response = send(amina, closing(delivered), outcome="yes", thanks="Too late", version=version)

    assert response.status_code == 409
    assert "Dana was faster." in response.content.decode()


def test_nothing_to_confirm_is_said_in_words(send, look, confirmed, amina):
    assert "nothing to close here now" in look(amina, closing(confirmed)).content.decode()
    assert send(amina, closing(confirmed), outcome="yes").status_code == 422


@pytest.mark.parametrize("who", ["ben", "chidi"])
def test_only_the_askers_side_closes(who, send, look, delivered, ben, chidi, request):
    somebody = request.getfixturevalue(who)

    assert look(somebody, closing(delivered)).status_code == 404
    assert send(somebody, closing(delivered), outcome="yes").status_code == 404


def test_a_good_word_goes_either_way(send, delivered, amina, ben, chidi):
    path = f"/requests/{delivered.reference}/good-words/"

    assert send(ben, path, thanks="You sent it all at once.").status_code == 303
    assert send(amina, path, thanks="Thank you").status_code == 303
    assert send(amina, path, thanks="").status_code == 422
    assert send(chidi, path, thanks="Hello").status_code == 404
    assert Thanks.objects.visible_to(amina).filter(to=amina).get().by == ben


def test_nobody_to_thank_yet(send, amina, laptops):
    from goodword.requests.actions import ask

    wanted = ask(by=amina, at=TUESDAY, title="A laptop", service=laptops)
    response = send(amina, f"/requests/{wanted.reference}/good-words/", thanks="Thank you")

    assert response.status_code == 422


def test_the_receiver_shows_a_good_word_and_hides_it(send, delivered, amina, ben):
    said = actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Thank you")
    send(ben, f"/good-words/{said.pk}/showing/", show="on", next="/people/ben-keller/")
    said.refresh_from_db()
    shown = said.shown_at
    back = send(ben, f"/good-words/{said.pk}/showing/", next="https://elsewhere.example/")
    said.refresh_from_db()

    assert (shown, said.shown_at, back.url) == (TUESDAY, None, "/")


def test_the_sender_cannot_show_it(send, delivered, amina, ben):
    said = actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Thank you")

    assert send(amina, f"/good-words/{said.pk}/showing/", show="on").status_code == 404
    assert send(amina, f"/good-words/{said.pk}/seeing/").status_code == 404


def test_a_good_word_is_read(send, delivered, amina, ben):
    said = actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Thank you")
    response = send(ben, f"/good-words/{said.pk}/seeing/", next="/teams/")
    said.refresh_from_db()

    assert (response.url, said.seen_at) == ("/teams/", TUESDAY)


def test_the_request_shows_what_was_said_to_those_who_may_see_it(
    look, send, delivered, amina, ben, person, it_help
):
    send(amina, closing(delivered), outcome="yes", thanks="Diolch!", respect="3")
    eva = person("Eva Lind", it_help)
    page = f"/requests/{delivered.reference}/"
    his, hers = look(ben, page).content.decode(), look(eva, page).content.decode()

    assert "A good word for you" in his
    assert "Show it on my team" in his
    assert "Respect: <b>Well</b>" in hers
    assert "Diolch!" not in hers
