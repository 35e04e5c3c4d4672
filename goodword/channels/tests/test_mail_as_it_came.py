"""A mail as its writer sees it, and what of it is loaded only when somebody asks."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest

from goodword.channels.coming_in import raw
from goodword.channels.parsing import File
from goodword.channels.showing import shown
from goodword.requests import actions as requests
from goodword.requests.models import Reading

pytestmark = pytest.mark.django_db

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HTML = (
    '<p onclick="x()">It <b>stays</b> black.</p><script>alert(1)</script>'
    '<img src="cid:shot@x" alt="the screen"><img src="http://far.example/a.png?who=amina">'
    '<img src="https://192.168.0.1/b.png"><img src="https://printer.local/c.png">'
)


def with_pictures(html: str = HTML) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Amina <amina@northmoor.example>", "it-help@localhost"
    mail["Cc"] = "Dana Smith <dana@elsewhere.example>"
    mail["Subject"], mail["Message-ID"] = "A black screen", "<html@northmoor.example>"
    mail.set_content("It stays black.")
    mail.add_alternative(html, subtype="html")
    part = mail.get_payload()[1]
    part.add_related(PIXEL, maintype="image", subtype="png", cid="<shot@x>", filename="shot.png")
    return bytes(mail)


@pytest.fixture
def mail(arrive, amina, it_help):
    return arrive(with_pictures())


@pytest.fixture
def page(mail):
    return f"/requests/{mail.service_request.reference}/mails/{mail.key}/"


def test_the_request_leads_to_the_mail_it_came_by(signed_in, mail, page, ben):
    request = mail.service_request
    assert page in signed_in(ben).get(request.get_absolute_url()).content.decode()


def test_it_is_shown_harmless_with_the_pictures_that_came_along(signed_in, page, ben):
    answer = signed_in(ben).get(page)
    said = answer.content.decode()
    assert "It <b>stays</b> black." in said
    assert "onclick" not in said
    assert "alert(1)" not in said
    assert f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}" in said
    assert "Dana Smith" in said


def test_pictures_from_elsewhere_wait_until_somebody_asks(signed_in, page, ben):
    window = signed_in(ben)
    first = window.get(page)
    assert "1 picture lies elsewhere and is not loaded." in first.content.decode()
    assert "far.example" not in first.content.decode()
    assert "https:" not in first["Content-Security-Policy"]
    asked = window.get(f"{page}pictures/")
    assert 'src="https://far.example/a.png?who=amina"' in asked.content.decode()
    assert "img-src 'self' data: https:" in asked["Content-Security-Policy"]


def test_nothing_beside_the_reader_is_asked_for_a_picture(signed_in, page, ben):
    said = signed_in(ben).get(f"{page}pictures/").content.decode()
    assert "192.168.0.1" not in said
    assert "printer.local" not in said


def test_the_original_is_for_its_writer_and_the_team(signed_in, page, mail, amina, ben, chidi):
    for who in (amina, ben):
        answer = signed_in(who).get(f"{page}original/")
        assert b"".join(answer.streaming_content) == raw.load(mail.sha256)
        assert answer["Content-Disposition"].startswith("attachment;")
    requests.share(mail.service_request, by=amina, at=mail.received_at, to=chidi)
    assert signed_in(chidi).get(page).status_code == 200
    assert signed_in(chidi).get(f"{page}original/").status_code == 404


@pytest.mark.parametrize("where", ["", "pictures/", "original/"])
def test_a_stranger_does_not_learn_that_there_is_a_mail(signed_in, page, chidi, where):
    assert signed_in(chidi).get(page + where).status_code == 404


def test_a_mail_that_waits_for_a_person_is_not_shown_here(signed_in, arrive, laptops, amina, ben):
    request = requests.ask(by=amina, at=arrive().received_at, title="x", service=laptops)
    waiting = arrive(From="dana@elsewhere.example", Message_ID="<w@x>")
    address = f"/requests/{request.reference}/mails/{waiting.key}/"
    assert signed_in(ben).get(address).status_code == 404


def test_what_is_no_longer_kept_is_not_there(signed_in, page, mail, ben):
    raw.path_of(mail.sha256).unlink()
    assert signed_in(ben).get(page).status_code == 404
    assert signed_in(ben).get(f"{page}original/").status_code == 404


def test_a_plain_mail_is_shown_as_its_words(signed_in, arrive, amina, ben, it_help):
    mail = arrive("One line.\n\n> a quote")
    address = f"/requests/{mail.service_request.reference}/mails/{mail.key}/"
    assert "a quote" in signed_in(ben).get(address).content.decode()


def test_who_reads_a_confidential_mail_is_written_down(signed_in, page, mail, amina):
    mail.service_request.privacy = "confidential"
    mail.service_request.save()
    assert signed_in(amina).get(page).status_code == 200
    assert Reading.objects.filter(name="the mail as it came").exists()


class Page:
    def __init__(self, html, *files):
        self.html, self.files = html, files


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/x", "https://[::1]/x", "https://localhost/x", "https://0x7f000001/x",
     "https://2130706433/x", "https://nas.lan/x", "https://intranet/x", "https://a.b:99999:1/x",
     "https://10.0.0.1\\@far.example/x", "https://amina@far.example/x", "https://far.example:8/x"],
)  # fmt: skip
def test_no_address_near_the_reader_counts_as_elsewhere(address):
    assert shown(Page(f'<img data-remote-src="{address}">'), with_remote=True).remote == 0


def test_what_is_no_picture_is_never_drawn():
    file = File("x.svg", "image/svg+xml", b"<svg/>", identity="a@x")
    assert "svg" not in shown(Page('<img src="cid:a@x">', file), with_remote=False).html
