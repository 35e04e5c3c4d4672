"""Saved views: a choice of filters under a name."""

from __future__ import annotations

import pytest

from goodword.house.refusals import Refusal
from goodword.pages.desk import said_in_words
from goodword.pages.filters import Filters
from goodword.pages.saved import save_view
from goodword.requests.models import SavedView

pytestmark = pytest.mark.django_db
VIEWS = "/desk/it-help/views/"


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


def save(window, person, name="Printers", query="q=printer", who="me"):
    return window(person).post(VIEWS, {"name": name, "query": query, "who": who}, follow=True)


def test_the_filters_of_the_desk_are_said_before_they_are_saved(window, ben):
    page = text(window(ben).get(VIEWS + "?q=printer&outside=1&emergency=&whose="))

    assert "with the words “printer”" in page
    assert "someone outside waits" in page
    assert "emergencies" not in page


def test_without_filters_there_is_nothing_to_save(window, ben):
    assert "Choose filters on the desk first" in text(window(ben).get(VIEWS))
    assert save(window, ben, query="nonsense=1").status_code == 422


def test_a_view_of_my_own_stands_in_the_rail_with_its_number(window, ben, ask):
    ask("A printer")
    ask("A laptop")

    page = text(save(window, ben))

    assert "Saved as “Printers”." in page
    assert '?q=printer" aria-current="page">Printers <span>1</span>' in page


def test_only_i_find_my_own_view_and_everybody_a_shared_one(window, ben, person, it_help, ask):
    dana = person("Dana Reyes", it_help)
    save(window, ben, "Only mine")
    save(window, ben, "For all of us", who="team")

    page = text(window(dana).get("/desk/it-help/"))

    assert "For all of us" in page
    assert "Only mine" not in page


def test_a_name_is_needed_and_the_choice_is_kept(window, ben):
    answer = save(window, ben, name="  ")

    assert answer.status_code == 422
    assert "Give it a name" in text(answer)
    assert 'value="q=printer"' in text(answer)


def test_a_name_has_an_end(window, ben):
    assert save(window, ben, name="x" * 61).status_code == 422


def test_the_same_name_again_takes_its_place_once_it_was_seen(window, ben):
    save(window, ben, query="q=one")
    page = save(window, ben, query="q=two")
    views = SavedView.objects.visible_to(ben)

    assert page.status_code == 409
    assert "You have a view called “Printers” already." in text(page)
    assert list(views.values_list("query", flat=True)) == ["q=one"]
    seen = {"name": "Printers", "query": "q=two", "who": "me", "version": "1"}
    assert 'name="version" value="1"' in text(page)
    assert window(ben).post(VIEWS, seen).status_code == 302
    assert list(views.values_list("query", flat=True)) == ["q=two"]


def test_a_view_that_is_taken_away_can_come_back(window, ben):
    save(window, ben, who="team")
    client = window(ben)
    view = SavedView.objects.visible_to(ben).get()

    page = text(client.post(f"{VIEWS}{view.pk}/removal/", follow=True))
    assert "The view “Printers” is gone." in page
    undo = {"name": "Printers", "query": "q=printer", "who": "team"}
    back = text(client.post(f"{VIEWS}restoration/", undo, follow=True))

    assert "“Printers” is back." in back
    assert SavedView.objects.visible_to(ben).get().is_shared


def test_undo_with_nothing_in_it_is_refused_in_words(window, ben):
    client = window(ben)

    assert client.post(f"{VIEWS}restoration/", {"who": "me"}).status_code == 422
    assert client.post(f"{VIEWS}restoration/", {"who": "me", "name": "A"}).status_code == 422


def test_what_somebody_else_made_stays(window, ben, person, it_help):
    dana = person("Dana Reyes", it_help)
    save(window, ben, who="team")
    view = SavedView.objects.visible_to(dana).get()

    page = text(window(dana).post(f"{VIEWS}{view.pk}/removal/", follow=True))

    assert "Ben made this view and can take it away." in page
    assert SavedView.objects.visible_to(ben).exists()


def test_a_stranger_finds_no_views(window, ben, chidi):
    save(window, ben, who="team")
    view = SavedView.objects.visible_to(ben).get()
    client = window(chidi)

    assert client.get(VIEWS).status_code == 404
    assert client.post(f"{VIEWS}{view.pk}/removal/").status_code == 404
    assert client.post(f"{VIEWS}restoration/").status_code == 404


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_the_verb_itself_refuses_a_name_that_is_none(ben, it_help, now, name):
    with pytest.raises(Refusal) as refusal:
        save_view(it_help, by=ben, at=now, name=name, query="q=a", is_shared=False)

    assert refusal.value.field == "name"


def test_fifty_views_are_the_most_one_person_keeps(ben, it_help, now):
    for number in range(50):
        save_view(it_help, by=ben, at=now, name=f"{number}", query="q=a", is_shared=False)

    save_view(it_help, by=ben, at=now, name="49", query="q=b", is_shared=False)
    with pytest.raises(Refusal, match="50 views are the most"):
        save_view(it_help, by=ben, at=now, name="One more", query="q=a", is_shared=False)


def test_each_filter_is_said_in_words():
    query = "q=lamp&whose=nobody&outside=1&emergency=1&asking=finance&service=3"

    assert len(said_in_words(Filters.of(query))) == 6
    assert said_in_words(Filters.of("whose=me")) == ["with my name"]
