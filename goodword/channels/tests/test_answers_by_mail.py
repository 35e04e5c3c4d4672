"""What words in a mail do: they act where their meaning is certain, and never agree."""

from __future__ import annotations

import pytest

from goodword.channels.agreeing import is_bare_yes
from goodword.outbox import addresses
from goodword.outbox.models import Letter
from goodword.requests import actions as requests
from goodword.requests.models import Attachment, Message, Playback

pytestmark = pytest.mark.django_db


@pytest.fixture
def played_back(laptop, ben, now):
    return requests.play_back(laptop, by=ben, at=now, words="A laptop for Dana.")


@pytest.fixture
def answer(arrive, laptop, amina):
    """Amina answers her latest letter: ``answer("words")``; another address or letter on demand."""

    def send(words, *, to=None, **more):
        letter = Letter.objects.filter(to=amina).latest("pk")
        to = to or addresses.reply_address(laptop.reference, amina.pk)
        return arrive(words, To=to, In_Reply_To=letter.message_id, **more)

    return send


def test_an_answer_to_a_playback_puts_it_right(played_back, answer, laptop):
    answer("Not for Dana, for Temi.\n\nOn 24 Nov 2026, Ben <b@x.example> wrote:\n> it comes")
    playback = Playback.objects.get()
    assert (playback.answer, playback.correction) == ("not_quite", "Not for Dana, for Temi.")
    assert Attachment.objects.get(service_request=laptop).name == "The whole mail.txt"


@pytest.mark.parametrize("words", ["Yes.", "Hi Ben,\n\nexactly!\n\nThanks,\nAmina", "Ja, genau"])
def test_a_bare_yes_to_a_playback_is_a_yes(played_back, answer, words):
    answer(words)
    assert Playback.objects.get().answer == "yes"


def test_a_yes_to_an_address_made_for_nobody_is_only_words(played_back, answer, amina):
    answer("Yes.", to="it-help@localhost")
    assert Playback.objects.get().answer == ""
    assert Message.objects.filter(channel="mail").get().words == "Yes."
    assert Letter.objects.filter(to=amina).latest("pk").kind == "channels.undecided"


def test_an_answer_to_another_letter_leaves_the_playback_open(played_back, arrive, amina, laptop):
    first = Letter.objects.filter(to=amina).earliest("pk")
    to = addresses.reply_address(laptop.reference, amina.pk)
    arrive("One thing more.", To=to, In_Reply_To=first.message_id)
    assert Playback.objects.get().answer == ""
    assert Message.objects.filter(channel="mail").get().words == "One thing more."


@pytest.fixture
def offered(laptop, ben, now, friday):
    return requests.offer(laptop, by=ben, at=now, due_at=friday, kind="another_way")


@pytest.fixture
def friday(now):
    from datetime import timedelta

    return now + timedelta(days=3)


def test_a_yes_that_could_mean_two_dates_agrees_to_nothing(
    offered, answer, laptop, amina, ben, now, friday
):
    requests.offer(laptop, by=ben, at=now, due_at=friday, kind="another_way")
    answer("Yes, agreed.")
    laptop.refresh_from_db()
    assert (laptop.state, laptop.promise) == ("offered", None)
    assert Message.objects.filter(channel="mail").get().words == "Yes, agreed."
    assert Letter.objects.filter(to=amina).latest("pk").kind == "channels.undecided"


def test_a_yes_to_the_only_date_counts_at_the_signed_address_alone(offered, answer, laptop):
    answer("Yes, agreed.", to="it-help@localhost", Message_ID="<unsigned@x>")
    laptop.refresh_from_db()
    assert laptop.state == "offered"
    answer("Yes, agreed.")
    laptop.refresh_from_db()
    assert laptop.state == "promised"


def test_what_is_left_to_decide_is_said_once_for_each_letter(offered, arrive, laptop, amina):
    letter = Letter.objects.filter(to=amina).latest("pk")
    to = addresses.reply_address(laptop.reference, amina.pk)
    for number in range(3):
        arrive(f"{number}", To=to, In_Reply_To=letter.message_id, Message_ID=f"<{number}@x>")
    assert Letter.objects.filter(kind="channels.undecided").count() == 1


def test_an_answer_to_what_is_done_neither_closes_nor_reopens_it(laptop, ben, answer, now):
    requests.deliver(laptop, by=ben, at=now, words="It is on her desk.")
    answer("Thank you, all good!")
    laptop.refresh_from_db()
    assert laptop.state == "delivered"


def test_news_that_ask_nothing_leave_nothing_to_decide(laptop, answer):
    answer("Thanks.")
    assert not Letter.objects.filter(kind="channels.undecided").exists()


@pytest.mark.parametrize(
    "words",
    [
        "Yes", "yes.", "OK!", "Agreed", "That's it", "Sounds good", "Yes, that is it", "Yes please",
        "Ja", "Genau.", "Ja, genau", "Passt so", "Einverstanden!", "Das stimmt.", "In Ordnung",
        "Oui", "D'accord", "C’est ça", "Sí", "De acuerdo", "Va bene", "Akkoord", "Klopt",
        "Sim", "Det stämmer", "Ja tak", "Zgadza się", "Souhlasím", "Rendben", "Evet", "Да",
        "はい", "是的", "네", "Hello Ben,\nyes\nKind regards\nAmina", "OK\nThanks a lot!\nAmina",
        "Hallo zusammen,\nja\nVielen Dank und liebe Grüße, Amina", "Yes, thanks", "Yes\nAmina",
    ],
)  # fmt: skip
def test_yes_in_many_languages(words):
    assert is_bare_yes(words, "Amina Yusuf")


@pytest.mark.parametrize(
    "words",
    [
        "", "No", "Yes, but not before Friday", "Yes?", "Is that right?", "Yes. And a mouse, too.",
        "Ja, aber erst am Montag.", "OK for Dana, not for Temi", "Nein", "Not quite", "Thanks",
        "Yes\nBut please send it to Temi.", "I agree in principle", "Sure, if it is the small one",
        "okay so that is not what I meant", "Exactly not", "Yes\nNot Friday", "Yes\nTomorrow",
        "Ok.\nThanks, but not on Friday", "Ja\nDanke. Nicht Freitag", "Hi, not on Friday.\nok",
        "Sure\nBen",
    ],
)  # fmt: skip
def test_more_than_a_yes_is_no_bare_yes(words):
    assert not is_bare_yes(words, "Amina Yusuf")
