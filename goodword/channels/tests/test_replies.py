"""Own words, signature and quote told apart, as mail programs of many countries write them."""

from __future__ import annotations

import textwrap

import pytest

from goodword.channels.parsing import markup, reply, webpage

SENTENCES = """\
On Mon, Nov 23, 2026 at 9:41 AM Ben Keller <ben@x.example> wrote:
On 23 Nov 2026, at 09:41, Ben Keller <ben@x.example> wrote:
Am Mo., 23. Nov. 2026 um 09:41 Uhr schrieb Ben Keller <ben@x.example>:
Am 23.11.2026 um 09:41 schrieb Ben Keller:
Ben Keller <ben@x.example> hat am 23.11.2026 09:41 geschrieben:
Le lun. 23 nov. 2026 à 09:41, Ben Keller <ben@x.example> a écrit :
El lun, 23 nov 2026 a las 9:41, Ben Keller (<ben@x.example>) escribió:
Il giorno lun 23 nov 2026 alle ore 09:41 Ben Keller <ben@x.example> ha scritto:
Op ma 23 nov 2026 om 09:41 schreef Ben Keller <ben@x.example>:
Em seg., 23 de nov. de 2026 às 09:41, Ben Keller <ben@x.example> escreveu:
Den mån 23 nov. 2026 kl 09:41 skrev Ben Keller <ben@x.example>:
man. 23. nov. 2026 kl. 09:41 skrev Ben Keller <ben@x.example>:
ma 23. marrask. 2026 klo 9.41 Ben Keller (ben@x.example) kirjoitti:
pon., 23 lis 2026 o 09:41 Ben Keller <ben@x.example> napisał(a):
po 23. 11. 2026 v 9:41 odesílatel Ben Keller <ben@x.example> napsal:
пн, 23 нояб. 2026 г. в 09:41, Ben Keller <ben@x.example>:
23.11.2026 9:41, Ben Keller пишет:
Ben Keller <ben@x.example> 于2026年11月23日周一 上午9:41写道：
2026年11月23日(月) 9:41 Ben Keller <ben@x.example>:
2026년 11월 23일 (월) 오전 9:41, Ben Keller <ben@x.example>님이 작성:
Ben Keller <ben@x.example>, 23 Kas 2026 Pzt, 09:41 tarihinde şunu yazdı:
Ben Keller <ben@x.example> ezt írta (időpont: 2026. nov. 23., H, 9:41):
În lun., 23 nov. 2026 la 09:41, Ben Keller <ben@x.example> a scris:
Ben Keller <ben@x.example> wrote on 11/23/2026 09:41:33 AM:
---- On Mon, 23 Nov 2026 09:41:00 +0100 Ben Keller <ben@x.example> wrote ---
Am Montag, 23. November 2026 um 09:41:12 MEZ hat Ben Keller <b@x.example> Folgendes geschrieben:
ในวันที่ จ. 23 พ.ย. 2026 เวลา 09:41 Ben Keller <ben@x.example> เขียนว่า:
На пн, 23.11.2026 г. в 9:41 Ben Keller <ben@x.example> написа:
пон, 23. нов 2026. у 9:41 Ben Keller <ben@x.example> је написао/ла:""".splitlines()


@pytest.mark.parametrize("width", [400, 60, 45])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_quote_is_known_by_the_sentence_before_it(sentence, width):
    wrapped = textwrap.fill(sentence, width, break_long_words=False)
    told = reply.of_text(f"Hello Ben,\n\nit works.\n\n{wrapped}\n\n> Does it?\n> Really?")
    assert told.text == "Hello Ben,\n\nit works."
    assert told.elided.endswith("> Really?")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_sentence_is_enough_where_nothing_marks_the_quote(sentence):
    assert reply.of_text(f"It works.\n\n{sentence}\n\nDoes it?\n\nBen").text == "It works."


BLOCKS = """\
From: Ben <b@x.example>|Sent: Monday, November 23, 2026 9:41 AM|To: Amina|Subject: Laptop
*From:* Ben <b@x.example>|*Sent:* Monday, November 23, 2026|*To:* Amina|*Subject:* Laptop
Von: Ben <b@x.example>|Gesendet: Montag, 23. November 2026 09:41|An: Amina|Betreff: Laptop
De : Ben <b@x.example>|Envoyé : lundi 23 novembre 2026 09:41|À : Amina|Objet : Laptop
De: Ben <b@x.example>|Enviado el: lunes, 23 de noviembre de 2026|Para: Amina|Asunto: Laptop
Da: Ben <b@x.example>|Inviato: lunedì 23 novembre 2026 09:41|A: Amina|Oggetto: Laptop
Van: Ben <b@x.example>|Verzonden: maandag 23 november 2026|Aan: Amina|Onderwerp: Laptop
Från: Ben <b@x.example>|Skickat: den 23 november 2026 09:41|Till: Amina|Ämne: Laptop
Fra: Ben <b@x.example>|Sendt: mandag 23. november 2026 09:41|Til: Amina|Emne: Laptop
Od: Ben <b@x.example>|Wysłano: poniedziałek, 23 listopada 2026|Do: Amina|Temat: Laptop
Od: Ben <b@x.example>|Odesláno: pondělí 23. listopadu 2026|Komu: Amina|Předmět: Laptop
От: Ben <b@x.example>|Отправлено: 23 ноября 2026 г. 9:41|Кому: Amina|Тема: Laptop
发件人: Ben <b@x.example>|发送时间: 2026年11月23日 9:41|收件人: Amina|主题: Laptop
差出人: Ben <b@x.example>|送信日時: 2026年11月23日 9:41|宛先: Amina|件名: Laptop
Gesendet: Montag, 23. November|Von: "Ben" <b@x.example>|An: Amina|Betreff: Laptop
От: Ben <b@x.example>|Изпратено: 23 ноември 2026 г. 9:41|До: Amina|Относно: Laptop
Šalje: Ben <b@x.example>|Poslano: 23. studenoga 2026. 9:41|Prima: Amina|Predmet: Laptop
من: Ben <b@x.example>|تم الإرسال: 23 نوفمبر 2026 9:41|إلى: Amina|الموضوع: Laptop
מאת: Ben <b@x.example>|נשלח: יום שני 23 נובמבר 2026 9:41|אל: Amina|נושא: Laptop
จาก: Ben <b@x.example>|ส่ง: 23 พฤศจิกายน 2026 9:41|ถึง: Amina|เรื่อง: Laptop""".splitlines()


@pytest.mark.parametrize(
    "above",
    ["", "_" * 32 + "\n", "-----Original Message-----\n", "  Original Message  \n"],
)
@pytest.mark.parametrize("block", BLOCKS)
def test_headers_repeated_as_text_begin_the_quote(block, above):
    headers = block.replace("|", "\n")
    told = reply.of_text(f"It works.\n\n{above}{headers}\n\nDoes it?\n\nBen")
    assert told.text == "It works."


PHONES = """\
Sent from my iPhone
Get Outlook for iOS<https://aka.ms/o0ukef>
Von meinem iPhone gesendet
Gesendet mit der GMX Mail App
Envoyé de mon iPad
Enviado desde mi iPhone
Inviato da iPhone
Verzonden vanaf mijn iPhone
Skickat från min iPhone
Wysłane z iPhone'a
Отправлено с iPhone
发自我的iPhone
iPhoneから送信
Sent from my Android device with K-9 Mail. Please excuse my brevity.
Sent via the Samsung Galaxy S21, an AT&T 5G smartphone
Sent on the run, please excuse brevity""".splitlines()


@pytest.mark.parametrize("line", PHONES)
def test_what_a_telephone_adds_is_a_signature(line):
    told = reply.of_text(f"It works.\n\n{line}\n")
    assert (told.text, told.signature) == ("It works.", line)


OWN = [
    "I was sent from the office to check.\n\nIt is fine.",
    "From: the desk\nI think we should.\nTo: be decided",
    "On Monday at 10:00 we meet:\n- laptop\n- screen",
    "At 10:30 Ben said:\n\n“no”",
    "Please order:\n1 screen\n2 keyboards\n\nto room 12",
    "Kind regards from the registry are in order here.\nPlease do it.",
    "My steps:\n-----\n1. open\n2. close\n-----\n3. wait",
    "> you asked for it\n\nYes.\n\n> and this\n\nNo.",
    "Name: Amina\nFrom: 1.12.2026\nTo: 5.12.2026\nReason: holiday\nPlease approve.",
    "Regards,\nAmina",
    "> only\n> a quote that somebody chose\n\nand an answer",
    "On the surface, this looks like a quote.\nOn the other hand it is none.",
    "Hello\n\n--\n\n" + "many words that matter to all of us\n" * 20,
    "Thanks,\nAlex",
    "Please make an account for:\n\nDana Smith\ndana@x.example\nTel. +44 20 7946 0018",
    "Yes.\n\nSent from my iPhone\n\nPS: and the mouse is broken too.",
    "Please read.\n\nImportant notice: the office is closed on Monday.",
    "No: we cannot\nDate: Friday\nSubject: open",
    "",
]


@pytest.mark.parametrize("text", OWN)
def test_ones_own_words_stay(text):
    assert reply.of_text(text).text.split() == text.split()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Thanks\n\n-- \nAmina Yusuf\nRegistry", "Thanks"),
        ("Fine.\n\nKind regards,\n\nAmina Yusuf\nRegistry, room 12", "Fine."),
        ("Fine.\n\nAmina Yusuf\nRegistry\nTel. +44 20 7946 0018\namina@x.example", "Fine."),
        ("Fine.\n\n" + "_" * 40 + "\nstaff mailing list\nhttp://lists.x.example/staff", "Fine."),
        ("My answer\n\nReply above this line\n\nold words", "My answer"),
        ("My answer\n> --- Reply above. Do not remove this line. ---\n> old", "My answer"),
        ("On 1.1.2026 10:00 a@x.example wrote:\n> Is it?\nYes.", "Yes."),
        ("On 1.1.2026 10:00 a@x.example wrote:\n\nYes, unmarked.", "Yes, unmarked."),
        ("Ok.\n\n2016-03-03 17:21 GMT+01:00 Some One <a@x.example>:", "Ok."),
        ("Ok.\n\n> Begin forwarded message:\n>\n> From: b@x.example\n> old", "Ok."),
        ("Ok.\n\nC> one\nC> two", "Ok."),
        ("Ok.\n\n>>> Ben <b@x.example> 23/11/2026 09:41 >>>\nDoes it?", "Ok."),
        (">>> Ben <b@x.example> 23/11/2026 09:41 >>>\n> Does it?\n\nYes.", "Yes."),
        ("Ok.\n\nBen ---23.11.2026 09:41:33---Does it?\n\nFrom:\tBen\nDate:\t23.11.", "Ok."),
        ("> Ben <b@x.example> hat am 23.11.2026 09:41 geschrieben:\n>\n> Does it?\n\nJa.", "Ja."),
        ("Ok.\n\nThis message and any attachments are confidential.\nDelete it.", "Ok."),
        ("Ok.\n\nDiese E-Mail enthält vertrauliche Informationen.", "Ok."),
        ("> On 1.1.2026 10:00 a@x.example wrote:\n> all quoted", ""),
    ],
)
def test_what_is_not_new_is_cut(text, kept):
    assert reply.of_text(text).text == kept


def test_between_answers_the_questions_stay():
    text = "On 1.1.2026 10:00 a@x.example wrote:\n> One?\n\nYes.\n\n> Two?\n\nNo.\n\n> Three?"
    assert reply.of_text(text).text == "> One?\n\nYes.\n\n> Two?\n\nNo."


def test_nothing_that_is_cut_is_lost():
    text = "Ok.\n\nSent from my iPhone\n\nOn 1.1.2026 10:00 a@x.example wrote:\n> old\n\n-- \nBen"
    told = reply.of_text(text)
    assert sorted((told.text + "\n" + told.signature + "\n" + told.elided).split()) == sorted(
        text.split()
    )


PAGES = {
    "Gmail": '<div>It works.</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, 23 '
    'Nov 2026, 09:41 Ben, &lt;<a href="mailto:b@x.example">b@x.example</a>&gt; wrote:<br></div>'
    "<blockquote>Does it?</blockquote></div>",
    "Outlook": '<p>It works.</p><div id="divRplyFwdMsg"><b>From:</b> Ben<br><b>Sent:</b> Monday'
    "<br></div><div>Does it?</div>",
    "Outlook on a telephone": "<div>It works.</div><div id=ms-outlook-mobile-signature>Get Outlook "
    "for iOS</div><hr><div id=divRplyFwdMsg>From: Ben</div><p>Does it?</p>",
    "Apple": "<div>It works.</div><div>Am 23.11.2026 um 09:41 schrieb Ben &lt;b@x.example&gt;:"
    '</div><blockquote type="cite">Does it?</blockquote>',
    "Yahoo": '<div>It works.</div><div class="yahoo_quoted"><div>On Monday, Ben wrote:</div>'
    "<div>Does it?</div></div>",
    "Thunderbird": '<p>It works.</p><pre class="moz-signature">-- \nAmina</pre><div class='
    '"moz-cite-prefix">On 23/11/2026 09:41, Ben wrote:</div><blockquote>Does it?</blockquote>',
    "Hotmail": "<div>It works.<hr id=stopSpelling>Date: Mon, 23 Nov 2026<br>From: b@x.example<br>"
    "<br>Does it?</div>",
    "Proton": '<div>It works.</div><div class="protonmail_quote">Ben wrote:<blockquote>Does it?'
    "</blockquote></div>",
}


@pytest.mark.parametrize("program", PAGES)
def test_each_mail_program_marks_what_it_quotes(program):
    assert reply.cut(webpage.lines_of(markup.read(PAGES[program]))).text == "It works."
