"""What a mail is, judged by what it says of itself (PEERS 3d, RFC 3834, 3464, 5965). No Django."""

from __future__ import annotations

import re

from goodword.channels.parsing import headers
from goodword.channels.parsing.structure import Part

HUMAN, ABSENCE, DELIVERY_REPORT, AUTOMATIC, LIST, OWN_LOOP, ABUSE_REPORT = (
    "human", "absence", "delivery_report", "automatic", "list", "own_loop", "abuse_report",
)  # fmt: skip

_DAEMONS = re.compile(
    r"^(?:mailer-?daemon|post_?master|mail-?daemon|mail\.delivery\.system|double-?bounce|mdaemon"
    r"|bounce|mail-delivery-\w{1,12}|e?mail-?system|microsoftexchange[0-9a-f]{32})(?:[+.\-].*)?(?:@|$)",
    re.IGNORECASE,
)
_DAEMON_NAMES = re.compile(
    r"mail(?:er)? (?:delivery|administrator|system|daemon)|delivery (?:subsystem|system|status)"
    r"|^\W{0,3}(?:electronic |the |e?-?mail )?postmaster\b|mailer-daemon|mail-daemon",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    r"^(?:\*{3} ?)?(?:undeliver(?:ed|able)|delivery (?:status|failure|report|has|notification"
    r"|error|problem)|failure (?:notice|delivery|notification)"
    r"|mail (?:delivery|system|status|failure|not delivered|could not)|returned (?:mail|message"
    r"|to sender)|message (?:undeliverable|delivery|status|could not be|not delivered|was not)"
    r"|unzustellbar|nicht zustellbar|warning: (?:could not send|message|unable)|nondeliverable"
    r"|non[- ]?deliver|non remis|non recapitabile|no se puede entregar|onbestelbaar|olevererbart"
    r"|kan ikke leveres|ej levererat|niedostarczone|nedoručitel"
    r"|could ?n[o']t (?:deliver|be delivered)|error (?:while )?(?:delivering|sending)"
    r"|there was an error sending your mail|unable to (?:deliver|send)|delivery failed"
    r"|permanent(?:e)? (?:delivery )?(?:failure|error)|notice: mail delivery|dsn[: ]|echec de"
    r"|échec de|undelivered mail|unknown (?:user|address)|bounced? (?:mail|message)|rejected: "
    r"|your (?:mail|message)[^:]{0,40}(?:could not|not|was not|has not|undeliver|reject)|配信"
    r"|メール(?:の)?(?:配信|エラー)|不達|退信|投递失败|недоставлен|无法传递|無法傳遞|전달되지|배달되지"
    r"|μη παραδοτέ|teslim edilem|kézbesíthetetlen|toimittamaton|לא ניתן למס|غير قابل للتسليم"
    r"|não é possível entregar|mensagem não entregue|mancata consegna|nelivrabil|går inte att lev)",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"(?:could not|cannot|can ?not|couldn'?t|was not|were not|wasn'?t|not be|unable to|failed to"
    r"|not able to) (?:be )?(?:deliver|reach|send|sent)|undeliver(?:able|ed)|delivery (?:to|of"
    r"|failed|has failed|failure|status)|permanent (?:error|failure)|following (?:address"
    r"|recipient)|did not reach|returned to (?:you|sender)|not member|has been (?:rejected"
    r"|bounced)|was automatically rejected|you (?:are|do) not (?:a member|have permission|allowed)"
    r"|trouble delivering"
    r"|(?:has been|message|delivery) delayed|not yet been delivered|attempts will continue"
    r"|\bsaid: [45]\d\d\b|in reply to (?:rcpt|data|mail|end)\b",
    re.IGNORECASE,
)
_NOT_MEMBER = re.compile(
    r"^loop alert\b|\bnot (?:a )?member\b.{0,60}\bML\b|^you .{0,120} are not member", re.IGNORECASE
)
#: What programs call their answers; nobody begins a subject of their own so.
_AWAY = re.compile(
    r"^[\[【(]?(?:auto(?:matic|mated|matically)?[- ]?(?:reply|response|generated reply|responder"
    r"|antwort|svar|antwoord)|autoresponse|autorespond|autorrespuesta|autoodpowied[zź]"
    r"|out[ -]?of[ -]?(?:the )?office auto-?(?:reply|response)|yahoo! auto response"
    r"|abwesenheits(?:notiz|nachricht|meldung|assistent|info|benachrichtigung)"
    r"|automatische antwort|automatisch antwoord|réponse automatique|respuesta automática"
    r"|message d['’]absence|notification d['’]absence|resposta automática|risposta automatica"
    r"|afwezigheids(?:bericht|assistent|melding)|automatiskt svar|frånvaromeddelande"
    r"|fraværs(?:besked|melding)|poissaoloilmoitus|automatisk svar|automaattinen vastaus"
    r"|odpowiedź automatyczna|automatyczna odpowiedź|automatická odpove[dď]|automatická odpověď"
    r"|automatikus válasz|răspuns automat|автоответ|автовідповідь"
    r"|автоматическ(?:ий|ое) (?:ответ|уведомление)|автоматична відповідь|автоматичен отговор"
    r"|αυτόματη απάντηση|automatski odgovor|samodejni odgovor|automaatvastus|automātiskā atbilde"
    r"|automatinis atsakymas|resposta automàtica|balasan otomatis|trả lời tự động|ตอบกลับอัตโนมัติ"
    r"|自动(?:回复|答复)|自動(?:回覆|返信|応答|回信)|不在通知|不在のお知らせ|不在連絡"
    r"|자동 ?(?:회신|응답)|부재중|otomatik (?:yanıt|cevap)|תשובה אוטומטית|מענה אוטומטי|رد تلقائي"
    r"|پاسخ خودکار|sjálfvirkt svar|automātiska atbilde|avtomatski odgovor|automatinis atsakas"
    r"|oof:)",
    re.IGNORECASE,
)
#: That somebody is away, in the words of programs. People write of it too, so a subject is only
#: theirs when nothing but a colon or the old subject follows.
_OUT = (
    r"(?:out[ -]?of[ -]?(?:the )?office|away from (?:my |the )?(?:mail|office|desk)"
    r"|(?:ich bin )?nicht im (?:büro|haus)|außer haus|absen(?:ce|t)e? du bureau"
    r"|fuera de la? oficina|ausente de la oficina|(?:fora|ausente) do escritório|fuori (?:sede"
    r"|ufficio)|assen(?:te|za) dall['’]ufficio|niet (?:op|in het) kantoor|niet aanwezig"
    r"|ikke (?:på kontoret|til ?stede)|inte på kontoret|poza biurem|nieobecność w biurze"
    r"|mimo kancelář|mimo kancelárie|házon kívül|нет на (?:рабочем )?месте|вне офиса|поза офісом"
    r"|εκτός γραφείου|ofis dışında|מחוץ למשרד|خارج المكتب|不在辦公室|不在办公室)"
)
_IS_OUT = re.compile(
    "^" + _OUT + r"\s{0,3}(?:$|[:：,!(–-]|\b(?:re|aw|sv|rv|fw|antw|odp|vs|ynt)\s?:)", re.IGNORECASE
)
_SAYS_OUT = re.compile(_OUT, re.IGNORECASE)
#: People write of their absences too: these count only in an answer, where no person's Re:
#: stands before them.
_AWAY_PERHAPS = re.compile(
    r"^(?:auto: |ooo\b|abwesen|je suis absent|absen[ct]|ausência|ausencia|ausente|assente|assenza"
    r"|afwezig|frånvar|fravær|ikke til stede|fraværende|poissa|nieobecno|nepřítomn"
    r"|i am (?:currently )?(?:away|out of|on)|(?:on )?vacation|on (?:annual )?(?:leave|holiday)"
    r"|ich bin (?:im|bis|in|vom)|away from (?:my|the) (?:mail|office|desk)|im urlaub|urlaub|away:"
    r"|отпуск|отсутствие|відпустка|відсутн|休暇|外出|不在)",
    re.IGNORECASE,
)
_TRACE = re.compile(
    r"^\s{0,4}(?:Received: (?:from|by)|Message-ID:\s*<)", re.IGNORECASE | re.MULTILINE
)
_MACHINES = re.compile(
    r"^(?:(?:no|do-?not|donot)[-_.]?reply|nicht[-_.]?antworten|keine[-_.]?antwort"
    r"|ne[-_.]?pas[-_.]?repondre|n(?:ao|o)[-_.]?respond(?:er|a)|non[-_.]?rispondere|niet[-_.]?(?:be)?antwoorden|svar[-_.]?ikke|ikke[-_.]?svar"
    r"|svara[-_.]?(?:inte|ej)|ei[-_.]?vastaa?)(?:\b|[-_+.@])",
    re.IGNORECASE,
)
_AWAY_HEADERS = (
    "x-autoreply", "x-autorespond", "x-auto-reply-from", "x-mail-autoreply", "x-autoresponder",
    "x-autoreply-from", "x-ms-exchange-inbox-rules-loop", "x-zimbra-vacation", "x-vacation",
    "x-apple-action", "x-kopano-vacation", "x-zarafa-vacation",
)  # fmt: skip
_RETURNS = frozenset(
    {"message/delivery-status", "message/global-delivery-status", "message/xdelivery-status"}
)
#: What Amazon tells in JSON; its notices may carry that as one text, with every quote escaped.
_AMAZON = re.compile(r'\\?"(?:notification|event)Type\\?"\s{0,3}:\s{0,3}\\?"(?:Bounce|Delivery)')
_COMPLAINT = re.compile(
    r"^complaint about message|^(?:email )?(?:feedback|abuse) report\b|^\[?(?:fbl|arf)\b",
    re.IGNORECASE,
)


class Judged:
    """A mail's headers and words in the form the judges want."""

    def __init__(self, mail: Part, sender: tuple[str, str], subject: str, words: str) -> None:
        self.mail, self.sender, self.subject, self.words = mail, sender, subject, words[:20_000]
        self.kinds = {part.kind for part in mail.leaves()}
        self.report = mail.options.get("report-type", "").lower()

    def said(self, name: str) -> str:
        """A header's words in small letters, empty when it is not there."""
        return " ".join(map(headers.words, self.mail.all(name))).strip().lower()

    @property
    def answers(self) -> bool:
        """Whether it answers another mail, or nobody may answer it."""
        inside = re.search(r"\b(?:re|aw|sv|antw)\s?:", self.subject[3:], re.IGNORECASE)
        headers_say = self.said("in-reply-to") or self.said("references") or self.said("precedence")
        return bool(inside or headers_say or self.is_unanswerable)

    @property
    def sends_back(self) -> bool:
        """Whether it carries another mail, or the headers of one, as reports do."""
        enclosed = {"message/rfc822", "text/rfc822-headers"} & self.kinds
        return bool(enclosed) or bool(_TRACE.search(self.words))

    @property
    def is_unanswerable(self) -> bool:
        """Whether the envelope's sender is empty, as only machines write it (RFC 5321).

        The topmost says so: whoever delivered last wrote it, others came along.
        """
        return headers.flat(self.mail.first("return-path")).lower() in {"<>", "<mailer-daemon>"}


def kind_of(it: Judged) -> tuple[str, str]:
    """Say what kind of mail it is and by which sign; the first that fits counts."""
    judges = (
        (ABUSE_REPORT, _abuse), (DELIVERY_REPORT, _fields), (ABSENCE, _absence),
        (DELIVERY_REPORT, _daemon), (LIST, _list), (AUTOMATIC, _automatic),
    )  # fmt: skip
    for kind, judge in judges:
        if sign := judge(it):
            return kind, sign
    return HUMAN, ""


def _abuse(it: Judged) -> str:
    if it.report == "feedback-report" or "message/feedback-report" in it.kinds:
        return "message/feedback-report"
    if re.search(r'\\?"(?:notification|event)Type\\?"\s{0,3}:\s{0,3}\\?"Complaint\\?"', it.words):
        return "a complaint told by Amazon"
    known = _COMPLAINT.match(it.subject) and "message/rfc822" in it.kinds
    return f"Subject: {it.subject[:60]}" if known else ""


def _fields(it: Judged) -> str:
    if it.report == "delivery-status":
        return "multipart/report delivery-status"
    if found := _RETURNS & it.kinds:
        return min(found)
    if (
        it.mail.kind == "multipart/report"
        and not it.report
        and {"message/rfc822", "text/rfc822-headers"} & it.kinds
    ):
        return "multipart/report"
    return (
        "X-Failed-Recipients" if it.said("x-failed-recipients") or it.said("x-bounce-type") else ""
    )


def _absence(it: Judged) -> str:
    if _is_returned(it) and _PROSE.search(it.words):
        return ""
    if it.said("auto-submitted").startswith("auto-replied"):
        return "Auto-Submitted: auto-replied"
    if found := next((name for name in _AWAY_HEADERS if it.said(name)), ""):
        return found
    if it.said("x-autogenerated").startswith("reply"):
        return "X-Autogenerated: reply"
    if "auto_reply" in (it.said("precedence"), it.said("x-precedence")):
        return "Precedence: auto_reply"
    perhaps = it.answers and _AWAY_PERHAPS.match(it.subject)
    if perhaps or _AWAY.match(it.subject) or _IS_OUT.match(it.subject):
        return f"Subject: {it.subject[:60]}"
    # Some programs only say it in a sentence; that no person sent it is said elsewhere.
    is_sent_by_machine = it.said("auto-submitted").startswith("auto-") or it.subject[:6] == "AUTO: "
    known = is_sent_by_machine and _SAYS_OUT.search(it.subject)
    return f"Subject: {it.subject[:60]}" if known else ""


def _is_daemon(it: Judged) -> bool:
    name, address = it.sender
    address = address or headers.flat(it.mail.first("from")).strip("<> ")
    return bool(_DAEMONS.match(address) or _DAEMON_NAMES.search(name))


def _is_returned(it: Judged) -> bool:
    return _is_daemon(it) or bool(_RETURNED.match(it.subject))


def _daemon(it: Judged) -> str:
    """A report in sentences: its writer, its subject or its envelope, and what it says."""
    says = bool(_PROSE.search(it.words))
    machine = it.is_unanswerable or it.said("auto-submitted") or it.sends_back
    if _is_daemon(it):
        return f"From: {it.sender[1] or it.sender[0] or headers.flat(it.mail.first('from'))}"
    # People write of mail that could not be delivered too; a machine shows in more than one way.
    if _RETURNED.match(it.subject) and machine:
        return f"Subject: {it.subject[:60]}"
    if _NOT_MEMBER.search(it.subject):
        return f"Subject: {it.subject[:60]}"
    if _AMAZON.search(it.words) and "aws" in (it.subject + it.sender[1]).lower():
        return "a notice of Amazon"
    return "Return-Path: <>" if it.is_unanswerable and says else ""


def _list(it: Judged) -> str:
    for name in (
        "list-id",
        "list-post",
        "list-unsubscribe",
        "x-ml-name",
        "x-mlserver",
        "x-mailing-list",
    ):
        if it.said(name):
            return name
    said = (it.said("precedence"), it.said("x-precedence"))
    found = next((word for word in ("list", "bulk", "junk") if word in said), "")
    return f"Precedence: {found}" if found else ""


def _automatic(it: Judged) -> str:
    said = it.said("auto-submitted")
    if said and not said.startswith("no"):
        return f"Auto-Submitted: {said[:40]}"
    if it.said("x-auto-response-suppress") not in {"", "none"}:
        return "X-Auto-Response-Suppress"
    if it.said("x-autogenerated") or "disposition-notification" in it.report:
        return "X-Autogenerated"
    if _MACHINES.match(it.sender[1]):
        return f"From: {it.sender[1]}"
    return "Return-Path: <>" if it.is_unanswerable else ""
