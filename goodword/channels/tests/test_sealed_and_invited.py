"""Signed, encrypted, wrapped, invited: kept as it came, and said in a word (case 13)."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from goodword.channels.models import State
from goodword.channels.parsing import Reader
from goodword.requests.models import Attachment, Message

pytestmark = pytest.mark.django_db

HEAD = (
    b"From: Amina <amina@northmoor.example>\nTo: it-help@localhost\nSubject: A laptop\n"
    b"Message-ID: <s@northmoor.example>\nMIME-Version: 1.0\n"
)
SIGNED = HEAD + (
    b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary="b"\n\n'
    b"--b\nContent-Type: text/plain\n\nMy laptop is slow.\n--b\n"
    b'Content-Type: application/pkcs7-signature; name="smime.p7s"\n'
    b"Content-Transfer-Encoding: base64\n\nMIIB\n--b--\n"
)
SMIME = HEAD + (
    b'Content-Type: application/pkcs7-mime; smime-type=%s; name="smime.p7m"\n'
    b"Content-Transfer-Encoding: base64\n\nMIIB\n"
)
PGP = HEAD + (
    b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"\n\n'
    b"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
    b'Content-Type: application/octet-stream; name="encrypted.asc"\n\n'
    b"-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n--b--\n"
)
PGP_KEY = HEAD + (
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nHere is my key.\n--b\n'
    b'Content-Type: application/pgp-keys; name="key.asc"\n\n-----BEGIN PGP PUBLIC KEY-----\n--b--\n'
)
SEALS = [
    (SIGNED, "signed", ["smime.p7s"]),
    (SIGNED.replace(b"pkcs7", b"pgp"), "signed", ["smime.p7s"]),
    (SMIME % b"enveloped-data", "encrypted", ["smime.p7m"]),
    (SMIME % b"signed-data", "wrapped", ["smime.p7m"]),
    (SMIME % b"certs-only", "", ["smime.p7m"]),
    (PGP, "encrypted", ["attachment.pgp", "encrypted.asc"]),
    (HEAD + b"\n-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n", "encrypted", []),
    (HEAD + b"\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello\n", "signed", []),
    (HEAD + b"\n> -----BEGIN PGP MESSAGE-----\n\nWhat is this?\n", "", []),
    (PGP_KEY, "", ["key.asc"]),
    (
        HEAD + b'Content-Type: application/ms-tnef; name="winmail.dat"\n\nbroken\n',
        "winmail",
        ["winmail.dat"],
    ),
]


@pytest.mark.parametrize(("raw", "seal", "names"), SEALS)
def test_what_is_sealed_is_said_and_kept(reader: Reader, raw, seal, names):
    parsed = reader.read(raw)
    assert (parsed.seal, [file.name for file in parsed.files]) == (seal, names)


def test_an_encrypted_mail_says_so_where_its_words_would_stand(
    arrive, amina, ben, it_help, signed_in
):
    mail = arrive(PGP)
    assert mail.state == State.APPLIED
    request = mail.service_request
    assert "sealed" in request.words
    assert Attachment.objects.filter(service_request=request).count() == 2
    page = signed_in(ben).get(request.get_absolute_url()).content.decode()
    assert "This mail is encrypted" in page
    as_it_came = signed_in(ben).get(f"/requests/{request.reference}/mails/{mail.key}/")
    assert "This mail is encrypted" in as_it_came.content.decode()


def test_an_encrypted_answer_says_so_too(arrive, amina, it_help):
    first = arrive("My laptop is slow.")
    answer = PGP.replace(b"Message-ID", b"In-Reply-To: <one@northmoor.example>\nMessage-ID")
    assert arrive(answer).service_request == first.service_request
    assert "sealed" in Message.objects.get(channel="mail").words


def invitation(calendar: str, method: str = "REQUEST") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Amina <amina@northmoor.example>", "it-help@localhost"
    mail["Subject"], mail["Message-ID"] = "Planning", "<cal@northmoor.example>"
    mail.set_content("Please come.")
    mail.add_alternative(calendar, subtype="calendar", params={"method": method})
    return bytes(mail)


ENTRY = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:1
ORGANIZER;CN=Amina:mailto:amina@northmoor.example
SUMMARY:Planning the new
  rooms
LOCATION:Room 3\\, east wing
{times}
END:VEVENT
END:VCALENDAR
"""
WEST = "TZID=W. Europe Standard Time"
ZONED = f"DTSTART;{WEST}:20261126T100000\nDTEND;{WEST}:20261126T113000"
TIMES = [
    (ZONED, "2026-11-26T09:00:00Z", "2026-11-26T10:30:00Z"),
    ("DTSTART:20261126T090000Z\nDURATION:PT90M", "2026-11-26T09:00:00Z", "2026-11-26T10:30:00Z"),
    ("DTSTART;TZID=Europe/Berlin:20260726T100000", "2026-07-26T08:00:00Z", "2026-07-26T08:00:00Z"),
    ("DTSTART:20261126T100000", "2026-11-26T10:00:00", "2026-11-26T10:00:00"),
    ("DTSTART;VALUE=DATE:20261126\nDTEND;VALUE=DATE:20261127", "2026-11-26", "2026-11-26"),
    ("DTSTART;VALUE=DATE:20261126\nDTEND;VALUE=DATE:20261129", "2026-11-26", "2026-11-28"),
]


@pytest.mark.parametrize(("times", "starts", "ends"), TIMES)
def test_an_invitation_tells_what_when_and_where(reader: Reader, times, starts, ends):
    parsed = reader.read(invitation(ENTRY.format(times=times, method="REQUEST")))
    told = parsed.invitation
    assert (told["title"], told["place"]) == ("Planning the new rooms", "Room 3, east wing")
    assert told["organizer"] == "amina@northmoor.example"
    assert (told["starts"], told["ends"]) == (starts, ends)
    assert [file.name for file in parsed.files] == ["invitation.ics"]


@pytest.mark.parametrize(
    "calendar",
    ["", "BEGIN:VCALENDAR", "hello", ENTRY.format(times="DTSTART:never", method="X"),
     ENTRY.format(times="", method="X"), "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
     "BEGIN:VEVENT\n" * 500],
)  # fmt: skip
def test_a_broken_calendar_stays_a_file(reader: Reader, calendar):
    assert reader.read(invitation(calendar)).invitation is None


def test_the_reader_sees_an_invitation_in_their_own_zone(arrive, amina, ben, it_help, signed_in):
    mail = arrive(invitation(ENTRY.format(times=ZONED, method="REQUEST")))
    reference = mail.service_request.reference
    address = f"/requests/{reference}/mails/{mail.key}/"
    for zone, hour in (("Europe/London", "9 am"), ("America/New_York", "4 am")):
        ben.zone = zone
        ben.save(update_fields=["zone"])
        page = signed_in(ben).get(address).content.decode().replace("\u00a0", " ")
        assert "Planning the new rooms" in page
        assert hour in page
    key = Attachment.objects.get(name__endswith=".ics").key
    assert f"/requests/{reference}/files/{key}/" in page
    beside = signed_in(ben).get(f"/requests/{reference}/").content.decode()
    assert "An invitation: Planning the new rooms" in beside


def test_one_taken_back_says_so(arrive, amina, ben, it_help, signed_in):
    mail = arrive(invitation(ENTRY.format(times=ZONED, method="CANCEL"), "CANCEL"))
    reference = mail.service_request.reference
    page = signed_in(ben).get(f"/requests/{reference}/mails/{mail.key}/")
    assert "An invitation is taken back" in page.content.decode()


def test_who_decides_about_a_mail_that_waits_sees_it_too(arrive, ben, it_help, signed_in):
    raw = invitation(ENTRY.format(times=ZONED, method="REQUEST"))
    mail = arrive(raw.replace(b"amina@northmoor", b"zoe@elsewhere"))
    page = signed_in(ben).post(f"/mail-in/{mail.key}/text/").content.decode()
    assert "Planning the new rooms" in page
