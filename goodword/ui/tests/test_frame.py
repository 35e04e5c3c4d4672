"""The frame around every page, and the error pages."""

import re
from http import HTTPStatus
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from markupsafe import Markup

from goodword.ui import context, errors
from goodword.ui.rendering import piece
from goodword.ui.tests import sample_pages

pytestmark = pytest.mark.urls("goodword.ui.tests.sample_urls")


def made(person=sample_pages.DAFYDD, path="/", **headers):
    request = RequestFactory().get(path, headers=headers)
    request.user = person
    return request


def frame(**person):
    reader = SimpleNamespace(**{**vars(sample_pages.DAFYDD), **person})
    return render_to_string("ui/keys.html", {}, made(reader))


def test_the_language_and_direction_of_the_page_are_said():
    assert '<html lang="en" dir="ltr">' in frame()


def test_the_theme_and_the_keys_of_the_person_are_taken_up():
    assert '<html lang="en" dir="ltr" data-theme="dark" data-keys="off">' in frame(
        theme="dark", keys_on=False
    )


def test_the_menu_is_called_by_the_name_of_the_person():
    page = frame()
    assert "Dafydd Pryce, your menu" in page
    assert re.search(r'<form method="post" action="/leave"', page)


def test_the_navigation_shows_places_that_exist():
    page = frame()
    assert 'data-go="h"' in page
    assert 'data-go="s"' not in page


def test_where_we_are_is_marked():
    request = made()
    request.resolver_match = SimpleNamespace(view_name="pages:home")
    assert re.search(
        r'data-go="h" aria-current="page"', render_to_string("ui/keys.html", {}, request)
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [("people:person", "teams"), ("catalogue:service", "services"), ("requests:request", "")],
)
def test_pages_of_a_room_belong_to_its_place(name, key):
    request = made()
    request.resolver_match = SimpleNamespace(view_name=name)
    assert context.frame(request)["nav"] == key


def test_strangers_see_no_navigation():
    page = render_to_string("ui/keys.html", {}, made(AnonymousUser()))
    assert "mainnav" not in page
    assert "Sign in" in page


def test_rooms_above_give_what_only_they_know():
    context.provide("organisation", lambda request: f"Northmoor {request.path}")
    assert "Northmoor /" in render_to_string("ui/keys.html", {}, made())


def test_a_piece_of_a_page_is_told_from_the_whole():
    assert not context.is_partial(made())
    assert context.is_partial(made(**{"HX-Request": "true"}))
    restoring = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert not context.is_partial(made(**restoring))


def test_everybody_may_read_the_accessibility_page(client):
    assert "For everybody to use" in client.get("/accessibility/").content.decode()


def test_there_is_no_page_here(client):
    answer = client.get("/nowhere")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "There is no page here" in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "not as we need it"),
        (errors.forbidden, 403, "not open to you"),
        (errors.not_found, 404, "no page here"),
        (errors.too_large, 413, "more than we can take"),
        (errors.too_often, 429, "very often"),
        (errors.unavailable, 503, "busy with itself"),
    ],
)
def test_errors_are_said_in_words(view, status, words):
    answer = view(made())
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "data-failed" in answer.content.decode()


def test_every_status_has_its_own_words():
    for status in errors.WORDS:
        assert errors.error_page(made(), status).status_code == status


def test_a_failure_has_a_reference_and_asks_nothing_of_the_request():
    answer = errors.server_error(made(None))
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert re.search(r"<dd>[0-9A-F]{6}</dd>", answer.content.decode())


def test_a_conflict_keeps_the_words_and_shows_the_way():
    answer = errors.conflict(made(), "Hana offered a new date", kept="My <words>", back="/r/7")
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Hana offered a new date" in page
    assert "My &lt;words&gt;" in page
    assert 'href="/r/7"' in page


def test_a_form_without_its_proof_of_origin_keeps_the_words():
    request = RequestFactory().post("/", {"message": "Exam hall first"})
    request.user = AnonymousUser()
    page = errors.csrf_failure(request, "no cookie").content.decode()
    assert "could not be sure" in page
    assert "Exam hall first" in page


@override_settings(ROOT_URLCONF="goodword.ui.tests.sample_urls")
def test_a_piece_of_a_page_is_taken_in_as_it_is():
    found = piece("ui/frame/notices.html", {"notices_for_all": [], "x": "<"})
    assert isinstance(found, Markup)


def test_an_address_that_does_not_exist_is_empty():
    assert context.address("nobody:nothing") == ""
