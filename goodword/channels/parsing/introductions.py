"""How mail programs introduce what they quote, in the languages of the world. No Django here.

Three ways: a sentence ("On Tuesday Ben wrote:"), the headers of the earlier mail repeated as
text, and a dividing line ("-----Original Message-----"). Every pattern looks at one short piece
and is anchored, so that no text, however odd, takes longer than its length.
"""

from __future__ import annotations

import re

#: A sentence may be broken over this many lines, and is never longer than this.
MOST_LINES, LONGEST = 5, 500

_WROTE = re.compile(
    r"\b(?:wrote|writes|said the following"
    r"|schrieb|schreibt|geschrieben|a écrit|écrit|ecrit|ha scritto|scrive"
    r"|escribió|escribio|ha escrit|va escriure|escreveu|schreef|geschreven|het volgende"
    r"|skrev|skriver|kirjoitti|napisał(?:\(a\)|a|o|/a)?|pisze|napsal(?:\(a\)|a)?|napísal(?:\(a\)"
    r"|a)?"
    r"|írta|ezt írta|a scris|написала?|написал\(а\)|пишет|пише|писав|писал|написано|napisao"
    r"|napisala"
    r"|je napisa[ol]a?"
    r"|je napisal|rašė|rakstīja|kirjutas|yazdı|şunu yazdı|menulis|đã viết|viết|έγραψε|idatzi du"
    r"|escribiu|scrisse|komt te schrijven|написа|escriu|skrifaði|shkroi|a écrit ce qui suit"
    r"|написао|folgendes geschrieben|napisao je|napisala je)\b"
    r"|^(?:quoting|zitat von|citando|quotando|citation de|en réponse à)\s"
    r"|写道|写到|寫道|写于|來信|のメール|書きました|さん wrote|님이 작성|작성:|쓴 글"
    r"|نوشت|كتب|كتابة|מאת|כתב|เขียนว่า|ने लिखा",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"^(?:on|am|le|el|em|il|in data|op|den|d\.|kl\.?|w dniu|dnia|dne|dňa|in|a|на|в|em|pada|vào|στις"
    r"|la|pe|ke|ti|to|ma|su|la|dana|dne|\d{4}년|der|nel giorno|dana|missatge de|kontakt)\b\.?,?\s"
    r"|^(?:ใน|เมื่อ|في|בתאריך|ב-)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{1,2}\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d{2,4}|\d{4}\s?[-/.年]\s?\d{1,2}|\b\d{1,2}[:.h]\d{2}\b"
    r"|\b\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,12}\.?,?\s(?:de\s)?\d{4}|[^\W\d]{3,12}\.?\s\d{1,2},?\s\d{4}"
    r"|\d{1,2}월|\d{1,2}月",
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_MAILBOX = re.compile(r"[^\s<>\"(]{1,100}@[^\s<>\")]{1,100}")
#: GroupWise sets the whole sentence between angles.
_BETWEEN_ANGLES = re.compile(
    r"^>>>\s(?:.{1,200}\s\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.{0,20}>>>"
    r"|on .{6,60}in message .{1,300}wrote:)\s*$",
    re.IGNORECASE,
)
#: Lotus Notes puts the date of the earlier mail between dashes, and begins to quote it.
_BETWEEN_DASHES = re.compile(
    r"^[^\s-][^-]{1,80}-{2,4}\s?\d{1,4}[./-]\d{1,2}[./-]\d{2,4} \d{1,2}[:.]\d\d.{0,12}-{2,4}"
)
_NAMED_MAILBOX = re.compile(r"^[^<>:]{1,100}<\s?[^<>\s]{1,100}@|^\"[^\"]{1,100}\"")
_ENDS = re.compile(r"[:：]\s*$|\s-{2,}\s*$")
_LEADS = re.compile(r"^[\s>*_|]+")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
#: One program writes its date and zone, a name, and nothing else.
_DATE_AND_NAME = re.compile(
    r"^\d{4}-\d\d-\d\d \d{1,2}:\d\d (?:GMT|UTC)\s?[+-]\d{1,2}:?\d\d [^\s:][^:]{1,100}:?$"
)
#: Old Lotus Notes draws a table of who wrote.
_NOTES_TABLE = re.compile(r"^\s{0,2}\|-{3,60}\+-{3,60}>?\s*$")
_RULED = re.compile(r"^-{2,}\s?(.{3,400}?)\s?-{2,}$")

_FROM = (
    "from|von|de|da|van|från|fra|från|od|от|от кого|发件人|寄件者|寄件人|差出人|送信者"
    "|보낸 사람|보낸사람"
    "|lähettäjä|kimden|feladó|από|expéditeur|mittente|remitente|avsändare|afsender|nadawca"
    "|odesílatel"
    "|відправник|від|de la|gönderen|from name|dari|từ|من|מאת|จาก|šalje|pošiljatelj|pošiljatel"
    "|pošalje|saatja|nuo|siuntėjas|sūtītājs|frå|frá|daripada|отправитель|подател"
    "|odosielateľ|remitent|nork|प्रेषक"
)
_SENT = (
    "sent|date|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviada|enviada em"
    "|fecha"
    "|data|inviato|verzonden|sendt|skickat|dato|wysłano|wysłane|odesláno|отправлено|дата|发送时间|发送日期"
    "|日期|傳送日期|寄件日期|送信日時|日時|보낸 날짜|날짜|lähetetty|päivämäärä|elküldve|dátum"
    "|gönderildi|tarih"
    "|надіслано|trimis|date sent|sent on|gesendet am|tanggal|تم الإرسال|التاريخ|أرسلت|נשלח|תאריך"
    "|ส่ง|วันที่|изпратено|дата на изпращане|στάλθηκε|ημερομηνία|poslano|datum slanja|odoslané"
    "|dátum odoslania|saadetud|kuupäev|išsiųsta|nosūtīts|dikirim|đã gửi|ngày|data d'enviament"
    "|enviat|gönderilme tarihi|lähetysaika|надіслано|послато|poslato|भेजा गया"
)
_TO = (
    "to|an|à|para|a|aan|til|till|do|komu|кому|收件人|收件者|宛先|받는 사람|vastaanottaja|kime"
    "|címzett|προς"
    "|إلى|אל|ถึง|до|prima|za|príjemca|saaja|kellele|đến|πρoς|per a|primatelj|prejemnik|प्रति"
    "|destinataire|destinatario|mottagare|modtager|kam|către|kepada|cc|kopie|copie|copia|kopia"
    "|kopi|抄送"
    "|副本|cci|bcc|копия|dw"
)
_SUBJECT = (
    "subject|betreff|objet|asunto|oggetto|onderwerp|emne|ämne|temat|předmět|тема|主题|主旨|主題|件名|제목"
    "|assunto|aihe|konu|tárgy|θέμα|sujet|subiect|predmet|perihal|assumpte|importance|wichtigkeit"
    "|reply-to|antwort an|organisation|organization|الموضوع|נושא|เรื่อง|относно|tema|zadeva|teema"
    "|chủ đề|tajuk|subjek|gaia|विषय"
)
_HEADER = re.compile(
    rf"^[\s>*_|]{{0,20}}(?:(?P<from>{_FROM})|(?P<sent>{_SENT})|(?P<to>{_TO})"
    rf"|(?P<subject>{_SUBJECT}))"
    r"[*_\s]{0,6}[:：][*_\s]{0,3}",
    re.IGNORECASE,
)
_ONLY_DATE = re.compile(r"\d{1,4}[./-]\s?\d{1,2}[./-]")
_TIME = re.compile(r"\b\d{1,2}[:h]\d{2}\b|(?<![\d.])\d{1,2}\.\d{2}(?![\d.])")
_DIGIT = re.compile(r"\d")
_ORIGINAL = re.compile(
    r"^[\s>*_]{0,12}[-_=—]{2,40}\s{0,3}(?:original[\s-]?(?:message|e-?mail|appointment|text"
    r"|nachricht)"
    r"|ursprüngliche (?:nachricht|e-mail|mail)|originalnachricht|message (?:d['’]origine|original)"
    r"|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht"
    r"|origine?el bericht|oprindelig meddelelse|original(?:melding|meddelande)"
    r"|ursprungligt meddelande"
    r"|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość"
    r"|původní (?:zpráva|e-mail)|eredeti üzenet|исходное сообщение|пересылаемое сообщение"
    r"|original ileti|özgün ileti|mesaj original|原始邮件|原始郵件|原邮件|元のメッセージ"
    r"|원본 메시지"
    r"|forwarded (?:message|by|e?-?mail)|weitergeleitete (?:nachricht|mail)|message transféré"
    r"|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht"
    r"|videresendt (?:melding|besked)|vidarebefordrat (?:meddelande|mail)|reply (?:message"
    r"|separator)"
    r"|转发的邮件|转发邮件|転送メッセージ|fwd|原始信件|mail original"
    r"|message initial|previous message"
    r"|quoted (?:text|message)|sent by)\b.{0,60}$",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^[\s*_]{0,12}(?:original(?: |-)?(?:message|e-?mail|nachricht)|ursprüngliche nachricht"
    r"|message d['’]origine|mensaje original|messaggio originale|mensagem original"
    r"|oorspronkelijk bericht|forwarded message|原始邮件|元のメッセージ|원본 메시지)"
    r"[\s*_:：]{0,6}$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^[\s>*_]{0,12}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|début du (?:message|courriel) (?:réexpédié|transféré)|inizio messaggio inoltrato"
    r"|inicio del mensaje reenviado|begin doorgestuurd bericht"
    r"|início da mensagem (?:re)?encaminhada"
    r"|start på vidarebefordrat|vidarebefordrat brev|videresendt (?:besked|melding)"
    r"|forwarded message"
    r"|początek przekazywanej wiadomości|начало переадресованного сообщения"
    r"|původní zpráva|下面是被转发的邮件|以下转发的邮件)\s{0,3}[:：]?\s*$",
    re.IGNORECASE,
)
_RULER = re.compile(
    r"^\s{0,8}(?:[_]{8,200}|[-]{5,200}|[=]{8,200}|[*]{8,200}|-\s-(?:\s-){1,40})\s*$"
)
_LETTER = re.compile(r"[^\W\d_]")
#: One of these words is in every such line; most lines are done with when none is.
_MARKS = re.compile(
    r"above|ober|über|dessus|encima|acima|sopra|boven|ovanför|(?:this|the) line", re.IGNORECASE
)
_MARKER = re.compile(
    r"^[\s>*#_\-=~|]{0,40}(?:please )?(?:(?:reply|write|type|respond"
    r"|enter)\b.{0,40}\babove (?:this|the) line"
    r"|reply above[.!]? do not|reply above the line|.{0,30}above this line to (?:reply|respond"
    r"|post|add)"
    r"|(?:antworten? |schreiben )?.{0,30}(?:ober|über)(?:halb)? dieser (?:linie|zeile)"
    r"|répond\w{0,6} (?:au-dessus|ci-dessus).{0,20}ligne|responda por encima de esta l[ií]nea"
    r"|responda acima desta linha|rispondi sopra questa (?:linea|riga)"
    r"|beantwoord boven deze (?:lijn|regel)"
    r"|svara ovanför denna rad|do not (?:edit|remove|delete|reply below) (?:below )?(?:this"
    r"|the) line)",
    re.IGNORECASE,
)


def bare(line: str) -> str:
    """Answer a line without quote marks, stars and other dress before it."""
    return _LEADS.sub("", _UNSEEN.sub("", line[:LONGEST])).rstrip(" *_\u00a0")


def is_divider(line: str) -> bool:
    """Say whether a line sets an earlier mail apart ("-----Original Message-----")."""
    if len(line) >= 200:
        return False
    if not _LETTER.search(line):
        return bool(_NOTES_TABLE.match(line))
    return bool(_ORIGINAL.match(line) or _FORWARDED.match(line) or _BETWEEN_DASHES.match(line))


def is_angled(line: str) -> bool:
    """Say whether a line introduces a quote between angles (">>> Ben 24.11.2026 10:30 >>>")."""
    return line.startswith(">>> ") and bool(_BETWEEN_ANGLES.match(line[:LONGEST]))


def is_heading(line: str) -> bool:
    """Say whether a line above repeated headers only names what follows ("Original Message")."""
    return len(line) < 60 and bool(_HEADING.match(line))


def is_ruler(line: str) -> bool:
    """Say whether a line is nothing but a drawn line."""
    return bool(_RULER.match(line))


def is_marker(line: str) -> bool:
    """Say whether a line asks to write above it."""
    return len(line) < 300 and bool(_MARKS.search(line) and _MARKER.match(line))


def header_kind(line: str) -> str:
    """Answer which header of an earlier mail a line repeats: from, sent, to, subject or none."""
    found = _HEADER.match(line[:120])
    return (found.lastgroup or "") if found else ""


def _header(line: str) -> str:
    """Answer which header a line repeats, if what it says can be one: forms have "From" too.

    Asked where no address stands after "From", which would settle it.
    """
    found = _HEADER.match(line[:120])
    kind = (found.lastgroup or "") if found else ""
    said = line[found.end() :].strip(" *_") if found else ""
    is_form = kind == "from" and _ONLY_DATE.match(said)
    is_undated = kind == "sent" and said and not _DIGIT.search(said)
    return "" if is_form or is_undated else kind


def header_block(lines: list[str]) -> int:
    """Answer how many lines repeat an earlier mail's headers from here on; 0 when they do not.

    Its sender, and two more of date, receivers and subject, within a few lines of each other.
    """
    has_address = any("@" in line for line in lines[:14] if header_kind(line) == "from")
    kind_of = header_kind if has_address else _header
    first = kind_of(lines[0])
    if not first:
        return 0
    kinds, last, gap = {first}, 0, 0
    for number, line in enumerate(lines[1:14], start=1):
        kind = kind_of(line)
        if kind:
            kinds.add(kind)
            last, gap = number, 0
        elif not line.strip(" >*_|") or gap >= 3:
            gap += 2
        else:
            gap += 1
        if gap > 4:
            break
    names = kinds & {"from", "sent", "to", "subject"}
    enough = len(names) >= 3 or names == {"from", "sent"}
    # A journey has a start, an end and a day as well; a mail says when, whose, or about what.
    shown = _UNSEEN.sub("", "\n".join(lines[: last + 1]))
    is_mail = has_address or "subject" in names or bool(_TIME.search(shown))
    return last + 1 if enough and "from" in names and is_mail else 0


def is_whole_sentence(lines: list[str], *, quote_follows: bool) -> bool:
    """Say whether these lines, from first to last, are a sentence that introduces a quote."""
    text = _together(lines)
    begins = bool(_STARTS.match(text) or _NAMED_MAILBOX.match(text) or _begins_with_date(text))
    return begins and bool(_DATE.search(text)) and _is_sentence(text, quote_follows=quote_follows)


def is_sentence(lines: list[str], *, quote_follows: bool) -> bool:
    """Say whether these lines hold such a sentence, if in fewer words."""
    return _is_sentence(_together(lines), quote_follows=quote_follows)


def _together(lines: list[str]) -> str:
    return " ".join(bare(line).strip() for line in lines).strip()


def _is_sentence(text: str, *, quote_follows: bool) -> bool:
    if not 8 <= len(text) <= LONGEST:
        return False
    if ruled := _RULED.match(text):
        inside = ruled[1]
        return bool(_WROTE.search(inside) and (_DATE.search(inside) or "@" in inside))
    if _DATE_AND_NAME.match(text):
        return True
    wrote = _WROTE.search(text)
    if not _ENDS.search(text) and not (wrote and wrote.end() >= len(text) - 1):
        return False
    return _names_a_mail(text, bool(wrote), quote_follows=quote_follows)


def _names_a_mail(text: str, wrote: bool, *, quote_follows: bool) -> bool:
    dated = bool(_DATE.search(text))
    written_by = bool(_MAILBOX.search(text))
    begins = bool(_STARTS.match(text) or _NAMED_MAILBOX.match(text) or _begins_with_date(text))
    if wrote and (dated or (_YEAR.search(text) and begins)):
        return begins or written_by or quote_follows
    if wrote and written_by:
        return begins or quote_follows
    if wrote:
        return quote_follows and len(text) < 120
    return dated and written_by and begins


def names_writer(line: str) -> bool:
    """Say whether a line holds a mailbox and goes on in the next one."""
    return bool(_MAILBOX.search(line)) and line.rstrip()[-1:] not in ".!?:"


def is_cut_mailbox(above: str, line: str) -> bool:
    """Say whether a line begins with the end of a mailbox that was broken over two lines."""
    return (
        line.startswith(">")
        and len(line) < 60
        and above.rfind("<") > above.rfind(">")
        and "@" in above
        and line.rstrip().endswith((":", "："))
    )


def _begins_with_date(text: str) -> bool:
    found = _DATE.search(text[:60]) or _YEAR.search(text[:60])
    if found is None or found.start() >= 25:
        return False
    # "As I wrote on 24 November:" is somebody's own sentence.
    return "@" in text or not _WROTE.search(text[: found.start()])


def may_end(line: str) -> bool:
    """Say whether such a sentence may end with this line: with a colon, or words for writing."""
    line = _UNSEEN.sub("", line).rstrip()
    if is_ruler(line):
        return False
    if line.endswith((":", "：", "-", "*", "_")):
        return True
    tail = line[-40:].rstrip()
    if _DATE_AND_NAME.match(line):
        return True
    return any(found.end() >= len(tail) - 1 for found in _WROTE.finditer(tail))
