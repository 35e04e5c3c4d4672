"""Mails of programs and languages that the shared cases lack: what is a person's, what is not."""

from __future__ import annotations

import json

import pytest

from goodword.channels.parsing import child

BEN = "Ben Keller <ben@northmoor.example>"


def told(raw: str | bytes):
    raw = raw if isinstance(raw, bytes) else raw.encode()
    return json.loads(child.answer(raw)[0])


def text(body: str, kind: str = "plain") -> str:
    words: str = told(f"Content-Type: text/{kind}; charset=utf-8\n\n{body}")["text"]
    return words


#: Below what the person wrote; all of it goes.
BELOW = """\
> Den 24. nov. 2026 kl. 10.30 skrev Ben Keller <ben@northmoor.example>:
> Hvilken?
%
Få Outlook for iOS<https://aka.ms/o0ukef>
____________________
Fra: Ben
Sendt: tirsdag 24. november 2026 10.30
Til: Amina
Emne: Re: maskin

Hvilken?
%
----------------
Кому: amina@northmoor.example;
Тема: ноутбук;
24.11.2026, 10:30, "Ben Keller" <ben@northmoor.example>:

Какой?
%
Met vriendelijke groet,

Amina Yusuf
Studentenzaken
%
Com os melhores cumprimentos

Amina Yusuf
Secretaria
%
|---------+---------------------------->
|         |           Ben Keller       |
|---------+---------------------------->
  |       Subject:  Laptop           |

Which?
%
----------------------------------------
アミナ・ユスフ
TEL: 03-1234-5678
E-mail: amina@northmoor.example
----------------------------------------

2026年11月24日(火) 10:30 Ben Keller <ben@northmoor.example>:
> どちら？
%
Sent from my BlackBerry® wireless device

-----Original Message-----
From: Ben

Which?
%
Deze e-mail en eventuele bijlagen zijn vertrouwelijk en bestemd voor de geadresseerde.
%
Denne e-mail kan indeholde fortrolige oplysninger og er beregnet til modtageren.
%
Detta e-postmeddelande kan innehålla konfidentiell information avsedd för mottagaren.
%
Tämä sähköposti on tarkoitettu vain vastaanottajalle ja on luottamuksellinen.
%
Ce message et ses pièces jointes peuvent contenir des informations confidentielles.
%
Ta wiadomość i jej załączniki są poufne i przeznaczone wyłącznie dla adresata.
%
Это сообщение предназначено только для адресата и содержит конфиденциальную информацию.
%
本メールには秘密情報が含まれている場合があります。"""


@pytest.mark.parametrize("below", BELOW.split("\n%\n"))
def test_what_other_programs_put_below_goes(below):
    assert text(f"The large one.\n\n{below}\n") == "The large one."


BANNERS = """\
CAUTION: This email originated from outside of the organization. Do not click links.
[EXTERNAL EMAIL]
You don't often get email from amina@x.example. Learn why<https://aka.ms/x>
ACHTUNG: Diese E-Mail stammt von einem externen Absender. Klicken Sie nicht auf Links.
ATTENTION : Ce message provient de l'extérieur. N'ouvrez pas les pièces jointes.""".splitlines()


@pytest.mark.parametrize("banner", BANNERS)
def test_the_warning_of_a_mail_server_is_nobodys_own_word(banner):
    told_of = told(f"Content-Type: text/plain; charset=utf-8\n\n{banner}\n\nThe large one.")
    assert told_of["text"] == "The large one."
    assert banner.split()[0] in told_of["elided"]


OWN = [
    "As I wrote on 24.11.2026 at 10:30:\n\nthe laptop is broken.\n\nAmina",
    "It says:\n\nFrom: server\nError: 500\nDate: today\n\nWhat now?",
    "Name: Ben\nVon: 24.11.2026\nBis: 26.11.2026\nAn: Personal\nBetreff: Urlaub\n\nBitte.",
    "The large one.\n\n-- \nAmina\n\nPS: bring a mouse",
    "CAUTION: the lift is broken.\n\nPlease take the stairs.",
    "This email is from outside, I am travelling.\n\nPlease call me.",
    "This email originated from outside the house. Do not click.\nHi Ben, the large one please.",
    "Ce message est pour les destinataires de la liste.\n\nMerci d'ouvrir la salle.",
]


@pytest.mark.parametrize("words", OWN)
def test_nobodys_own_words_are_taken_for_a_programs(words):
    assert text(words).split() == words.split()


AWAY = """\
Away from office Re: Laptop|Ich bin nicht im Büro|Außer Haus: Re: Laptop|Autorrespuesta: Laptop
Notification d'absence : Laptop|Ausencia: Re: Laptop|Fora do escritório: Laptop|【自動返信】Laptop
Niet aanwezig: Re: laptop|Autoodpowiedź: Laptop|Poza biurem: Laptop|Mimo kancelárie: Laptop
Ikke på kontoret: Re: Laptop|Ofis dışında: Laptop|Нет на рабочем месте: Laptop|[부재중] Laptop
Автовідповідь: Laptop|Відпустка: Re: Laptop|Εκτός γραφείου: Laptop|מענה אוטומטי: Laptop
خارج المكتب: Laptop|Házon kívül: Laptop|Yahoo! Auto Response
AUTO: Ben Keller is out of the office (returning 27.11.2026)"""


@pytest.mark.parametrize("subject", AWAY.replace("\n", "|").split("|"))
def test_an_absence_is_known_in_many_languages(subject):
    raw = f"From: {BEN}\nIn-Reply-To: <1@x>\nSubject: {subject}\n\nI am away."
    assert told(raw)["kind"] == "absence"


@pytest.mark.parametrize(
    "subject",
    ["Out of office plan for December", "Re: Out of office", "Re: Automatic reply: Laptop",
     "Away day planning", "Auto repair", "Poissa perjantaina", "Abwesenheit Müller eintragen"],
)  # fmt: skip
def test_people_may_write_of_absences(subject):
    assert told(f"From: {BEN}\nSubject: {subject}\n\nPlease help.")["kind"] == "human"


@pytest.mark.parametrize("who", ["nicht-antworten", "ne-pas-repondre", "noresponder", "svar-ikke"])
def test_who_may_not_be_answered_is_a_machine_in_any_language(who):
    assert told(f"From: {who}@x.example\n\nHello")["kind"] == "automatic"


def test_a_word_about_a_delay_is_a_report_however_it_is_marked():
    raw = ("From: Mail Delivery System <Mailer-Daemon@mx.example>\nAuto-Submitted: auto-replied\n"
           "Subject: Warning: message 1abc delayed 24 hours\n\nA message that you sent has not "
           "yet been delivered.\n\n  dana@x.example\n    Delay reason: timed out\n")  # fmt: skip
    facts = told(raw)
    assert (facts["kind"], facts["bounce"]["permanent"]) == ("delivery_report", False)


DATES = {
    "2026-11-24T10:30:00+01:00": "09:30", "2026-11-24 10:30:00 +0100": "09:30",
    "Tue, 24 Nov 2026 10:30:00 CET": "09:30", "Tue, 24 Nov 2026 10:30:00.123 +0100": "09:30",
    "mar., 24 nov. 2026 10:30:00 +0100": "09:30", "24.11.2026 10:30": "10:30",
    "11/24/2026 10:30:00 PM": "22:30", "Tue, 24 Nov 2026 10:30:00 +01:00": "09:30",
}  # fmt: skip


@pytest.mark.parametrize("said", DATES)
def test_odd_dates_are_read(said):
    assert told(f"From: a@x\nDate: {said}\n\nx")["date"] == f"2026-11-24T{DATES[said]}:00Z"


def plain(words: str, charset: str, claim: str = "") -> bytes:
    said = f"; charset={claim}" if claim else ""
    return f"Content-Type: text/plain{said}\n\n".encode() + words.encode(charset)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (plain("大きい方でお願いします。", "cp932"), "大きい方でお願いします。"),
        (plain("请把大的笔记本送到四号房间，谢谢。", "gbk"), "请把大的笔记本送到四号房间，谢谢。"),
        (plain("안녕하세요 큰 것으로 주세요", "cp949"), "안녕하세요 큰 것으로 주세요"),
        (plain("Hallo", "utf-8-sig", "utf-8"), "Hallo"),
        (b'Content-Type: text/html\n\n<meta charset="windows-1251"><p>' + "Да".encode("cp1251"),
         "Да"),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: base64 (x)\n\nSGVsbG8=", "Hello"),
    ],
)  # fmt: skip
def test_words_are_read_whatever_was_forgotten(raw, words):
    assert told(raw)["text"] == words


def test_a_text_that_only_excuses_itself_is_not_the_words():
    said = "Please bring the large laptop to room four on Friday, the exam begins at nine."
    both = "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nThis program shows no HTML."
    raw = f"{both}\n--b\nContent-Type: text/html\n\n<p>{said} {said} {said}</p>\n--b--\n"
    assert told(raw)["text"].startswith(said)


def test_between_answers_in_a_page_the_questions_stay_apart():
    asked = "<div>On 24/11/2026 10:30, Ben wrote:</div><blockquote><p>One?</p></blockquote>"
    page = f"{asked}<p>Yes.</p><blockquote><p>Two?</p></blockquote><p>No.</p>"
    assert text(page, "html") == "> One?\n\nYes.\n\n> Two?\n\nNo."


MORE_BELOW = """\
Holen Sie sich Outlook für iOS<https://aka.ms/o0ukef>
%
Pobierz aplikację Outlook dla systemu Android
%
Von meinem/meiner Galaxy gesendet
%
Von Yahoo Mail auf Android gesendet
%
נשלח מה-iPhone שלי
%
مرسل من الـ iPhone
%
Đã gửi từ iPhone của tôi
%
ส่งจาก iPhone ของฉัน
%
24.11.26 10:30, Ben Keller пише:
> Яка?
%
2026-11-24 오전 10:30에 Ben Keller 이(가) 쓴 글:
> 어느 것?"""


@pytest.mark.parametrize("below", MORE_BELOW.split("\n%\n"))
def test_what_telephones_of_more_languages_put_below_goes(below):
    assert text(f"The large one.\n\n{below}\n") == "The large one."


@pytest.mark.parametrize(
    "words",
    ["From: Berlin\nTo: Paris\nDate: 24.11.2026\n\nPlease book.",
     "I got this mail:\n\nFrom: boss@evil.example\nSubject: Pay now\n\nIs it real?",
     "First\n*****\nSecond point is longer than the first."],
)  # fmt: skip
def test_a_form_a_pasted_head_and_a_drawn_line_are_somebodys_words(words):
    assert text(words).split() == words.split()


def test_a_signature_that_its_program_marked_goes():
    page = '<div>The large one.</div><div class="front-signature">Amina Yusuf</div>'
    assert text(page, "html") == "The large one."


SENDERS = {
    "Yusuf, Amina <amina@x.example>": "Yusuf, Amina",
    'Amina "AY" Yusuf <amina@x.example>': "Amina AY Yusuf",
    "Amina (Registry) <amina@x.example>": "Amina (Registry)",
    "Amina;amina@x.example": "",
}


@pytest.mark.parametrize("said", SENDERS)
def test_a_name_with_a_comma_or_a_remark_belongs_to_its_address(said):
    assert told(f"From: {said}\n\nx")["says_from"] == [[SENDERS[said], "amina@x.example"]]


def test_a_subject_stays_one_line_whatever_is_packed_into_it():
    assert told("Subject: =?utf-8?Q?a=0D=0ABcc:_b?=\n\nx")["subject"] == "a  Bcc: b"


def named(part: str | bytes, charset: str = "utf-8") -> str:
    """What the one file of a mail is called."""
    part = part if isinstance(part, bytes) else part.encode()
    text_part = f"Content-Type: text/plain; charset={charset}\n\nHello\n--b\n".encode()
    head = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    (file,) = told(head + text_part + part + b"\n\nx\n--b--\n")["attached"]
    name: str = file["name"]
    return name


@pytest.mark.parametrize(
    ("charset", "name"),
    [("shift_jis", "報告書.pdf"), ("gbk", "工作报告书.pdf"), ("koi8-r", "Отчёт.pdf"),
     ("windows-1250", "Přehled.pdf"), ("iso-2022-jp", "報告書.pdf")],
)  # fmt: skip
def test_a_name_of_bare_bytes_is_in_the_charset_of_the_words(charset, name):
    part = b'Content-Type: application/pdf; name="' + name.encode(charset) + b'"'
    assert named(part, charset) == name


@pytest.mark.parametrize(
    "part",
    ['Content-Type: application/pdf; name="a.pdf" (a remark)',
     'Content-Type: application/pdf; filename="a.pdf"',
     "Content-Type: application/pdf\nContent-Location: https://x.example/files/a.pdf",
     "Content-Type: application/pdf\nContent-Description: a.pdf"],
)  # fmt: skip
def test_a_name_is_found_where_a_program_put_it(part):
    assert named(part) == "a.pdf"


SIGNED_BARE = [
    "Amina Yusuf | Registry | +44 20 7946 0000 | amina@x.example",
    "Amina Yusuf\nRegistrar\nLinkedIn: linkedin.com/in/amina\nTel 020 7946 0000",
]


@pytest.mark.parametrize("signed", SIGNED_BARE)
def test_a_card_of_one_line_and_one_with_a_profile_are_signatures(signed):
    told_of = told(f"Content-Type: text/plain; charset=utf-8\n\nThe large one.\n\n{signed}")
    assert (told_of["text"], told_of["signature"]) == ("The large one.", signed)
