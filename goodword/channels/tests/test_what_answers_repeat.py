"""An answer repeats the letter it answers; what acts in its writer's name stays with the writer."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from goodword.channels.coming_in import raw
from goodword.outbox import addresses
from goodword.outbox.jobs import drain
from goodword.outbox.models import Letter
from goodword.requests import actions as requests
from goodword.requests.actions.files import path_of
from goodword.requests.models import Attachment, ServiceRequest
from tests.rig.mailbox import Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(amina, ben, laptops, now):
    """Ben asks Amina whether he understood her: a letter with buttons."""
    asked = requests.ask(by=amina, at=now, title="A laptop", service=laptops)
    requests.play_back(asked, by=ben, at=now, words="A laptop for Dana.")
    return Letter.objects.filter(to=amina).latest("pk")


@pytest.fixture
def post(letter, amina, now):
    """What stood in that letter, as her mail program quotes it."""
    post = Mailbox()
    drain(now, transport=post)
    return next(words for words in post.of(amina.email) if addresses.act_key(letter.token) in words)


@pytest.fixture
def mail(arrive, letter, post, amina, laptops):
    """Amina's answer, with all of the letter below it."""
    request = ServiceRequest.objects.get(pk=letter.about_id)
    quoted = "\n".join(f"> {line}" for line in post.splitlines())
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Amina <amina@northmoor.example>", "Re: A laptop"
    mail["To"] = addresses.reply_address(request.reference, amina.pk)
    mail["In-Reply-To"], mail["Message-ID"] = letter.message_id, "<answer@northmoor.example>"
    words = f"For Temi.\n\nOn 24 Nov 2026, Ben <ben@northmoor.example> wrote:\n{quoted}\n"
    mail.set_content(words)
    mail.add_alternative(f"<p>For Temi.</p><pre>{quoted.replace('<', '&lt;')}</pre>", "html")
    return arrive(mail.as_bytes())


@pytest.fixture
def secrets(letter, mail, amina):
    key = addresses.act_key(letter.token)
    reply = addresses.reply_address(mail.service_request.reference, amina.pk)
    return [one.partition("@")[0].rpartition(".")[2].encode() for one in (key, reply)]


def test_no_file_of_the_request_holds_what_acts_for_the_asker(mail, secrets):
    (whole,) = Attachment.objects.filter(service_request=mail.service_request)
    kept = path_of(whole.file).read_bytes()
    assert (whole.name, b"wrote:" in kept) == ("The whole mail.txt", True)
    assert not [one for one in secrets if one in kept]


def test_nor_does_the_page_of_the_mail(signed_in, mail, secrets, ben):
    page = f"/requests/{mail.service_request.reference}/mails/{mail.key}/"
    said = signed_in(ben).get(page).content
    assert b"/from-mail/" in said
    assert not [one for one in secrets if one in said]
    assert b"original/" not in said


def test_its_bytes_are_for_its_writer_alone(signed_in, mail, amina, ben):
    page = f"/requests/{mail.service_request.reference}/mails/{mail.key}/original/"
    assert b"".join(signed_in(amina).get(page).streaming_content) == raw.load(mail.sha256)
    assert signed_in(ben).get(page).status_code == 404


def test_it_still_does_what_it_means(mail):
    assert mail.service_request.playbacks.get().correction == "For Temi."


@pytest.fixture
def passed_on(arrive, letter, post, amina, laptops):
    """Amina passes that letter on to the team, as files of a mail of hers."""
    inner = EmailMessage()
    inner["From"], inner["To"] = "Ben <ben@northmoor.example>", "amina@northmoor.example"
    inner["Subject"] = "Your laptop"
    inner.set_content(post, cte="base64")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Amina <amina@northmoor.example>", "What is this?"
    outer["To"], outer["Message-ID"] = "it-help@localhost", "<passed.on@northmoor.example>"
    outer.set_content("See the file.")
    outer.add_attachment(inner)
    outer.add_attachment(post, subtype="html", filename="letter.html")
    outer.add_attachment(b"words of a form", "text", "plain", filename="form.txt")
    return arrive(outer.as_bytes())


def test_a_letter_passed_on_as_a_file_acts_for_nobody(passed_on, letter, amina):
    found = Attachment.objects.filter(service_request=passed_on.service_request)
    kept = {it.name: path_of(it.file).read_bytes() for it in found}
    assert sorted(kept) == ["Your laptop.txt", "form.txt", "letter.html"]
    for words in (kept["Your laptop.txt"], kept["letter.html"]):
        assert b"A laptop for Dana." in words
        assert addresses.act_key(letter.token).partition(".")[2].encode() not in words
    assert kept["form.txt"] == b"words of a form"


def _as_outlook_saves(words: str) -> bytes:
    """Signs of two bytes, behind the mark such files begin with."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + words.encode("utf-16-le")


def _with_file(content: bytes, name: str) -> bytes:
    outer = EmailMessage()
    outer["From"], outer["To"] = "Amina <amina@northmoor.example>", "it-help@localhost"
    outer.set_content("See the file.")
    outer.add_attachment(content, "application", "octet-stream", filename=name)
    return outer.as_bytes()


def test_a_letter_saved_by_outlook_is_for_its_sender_alone(arrive, post, signed_in, amina, ben):
    mail = arrive(_with_file(_as_outlook_saves(post), "Your laptop.msg"))
    (kept,) = Attachment.objects.filter(service_request=mail.service_request)
    words = path_of(kept.file).read_text()
    assert (kept.name, "saved as a file of Outlook" in words) == ("Your laptop.txt", True)
    page = f"/requests/{mail.service_request.reference}/mails/{mail.key}/original/"
    assert b"".join(signed_in(amina).get(page).streaming_content) == raw.load(mail.sha256)
    assert signed_in(ben).get(page).status_code == 404


def test_what_outlook_saved_of_somebody_else_stays(arrive, amina, it_help):
    content = _as_outlook_saves("From: reply+1@x.example, thread.short@x.example: which one?")
    mail = arrive(_with_file(content, "A question.msg"))
    (kept,) = Attachment.objects.filter(service_request=mail.service_request)
    assert (kept.name, path_of(kept.file).read_bytes()) == ("A question.msg", content)


def test_a_page_is_text_by_its_name_too(arrive, post, letter):
    mail = arrive(_with_file(post.encode(), "letter.html"))
    (kept,) = Attachment.objects.filter(service_request=mail.service_request)
    secret = addresses.act_key(letter.token).partition(".")[2].encode()
    assert secret not in path_of(kept.file).read_bytes()


def test_a_mail_of_somebody_else_passed_on_as_a_file_stays_as_it_is(arrive, amina, it_help):
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "dana@x.example", "A question"
    inner.set_content("Which one?")
    outer = EmailMessage()
    outer["From"], outer["To"] = "Amina <amina@northmoor.example>", "it-help@localhost"
    outer.set_content("See the file.")
    outer.add_attachment(inner)
    mail = arrive(outer.as_bytes())
    (kept,) = Attachment.objects.filter(service_request=mail.service_request)
    assert (kept.name, path_of(kept.file).read_bytes()) == ("A question.eml", inner.as_bytes())


@pytest.mark.parametrize(
    "around",
    ["https://x.example/from-mail/%s/offers/", "https%%3A%%2F%%2Fx%%2Ffrom-mail%%2F%s%%2Foffers",
     "mailto:%s@localhost"],
)  # fmt: skip
def test_what_proves_a_hand_is_known_by_itself(around):
    token = addresses.new_token()
    for proof in (addresses.act_key(token), addresses.reply_address("GW-ABC234", 1)):
        left = addresses.without_proofs(around % proof)
        assert proof.partition("@")[0].rpartition(".")[2] not in left
    assert addresses.without_proofs(addresses.message_id(token)) == addresses.message_id(token)
