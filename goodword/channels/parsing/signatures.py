"""Telling a signature from words that matter. No Django here.

Only what is surely none of the words is cut: after the delimiter that mail programs use, what a
telephone adds, the footer of a mailing list, a formula with name and company below it, a block of
ways to reach somebody. Doubtful ends stay in the text.
"""

from __future__ import annotations

import re

#: What somebody adds below their name is theirs.
_AFTERTHOUGHT = re.compile(r"\s{0,3}(?:p\.\s?s\.?|ps\s?[:.–-])", re.IGNORECASE)
_DELIMITER = re.compile(r"^\s{0,3}(?:-{2,3}|_{2,3}|\*--\*|~~)[\s\u200b\xa0]*$")
_LONG_RULE = re.compile(r"^\s{0,3}(?:_{4,200}|-{4,200}|={8,200}|[~*#+]{2,200})\s*$")
_LIST_FOOTER = re.compile(
    r"mailing list|listinfo|unsubscribe|lists\.|groups\.|@lists?\b|google groups|to post to this",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"^[(<]{1,2}\s?sent (?:from|via|by|with) .{2,40}[)>]{1,2}$"
    r"|^[^\W\d_]{2,20} from (?:my )?mobile$"
    r"|^[\s>*_\-–—(\[]{0,6}(?:sent (?:from|via|with|using) (?!our|the|all|a\b|an\b|to\b)"
    r"|sent on the go|from my (?:i?phone|ipad|mobile|android|galaxy|tablet|smartphone)\b.{0,20}$"
    r"|get outlook for|get yahoo mail|download outlook|gesendet (?:von|mit|über|via)"
    r"|von meine[mr](?:/meine[mr])? .{2,40} gesendet"
    r"|diese nachricht wurde von meinem|von (?:unterwegs|meinem) gesendet|envoyé (?:de|depuis"
    r"|à partir|avec)"
    r"|télécharger outlook|inviato (?:da|dal|con)|enviado (?:desde|do|de|a partir|con|por|via)"
    r"|obtener outlook"
    r"|obtenha o outlook|scarica outlook|verzonden (?:vanaf|met|via|met behulp)|verstuurd vanaf"
    r"|outlook voor"
    r"|skickat från|skickat med|hämta outlook|sendt fra|sendt med|lähetetty|wysłane z|wysłano z"
    r"|odesláno z"
    r"|odosl(?:á|a)n[oé] z|отправлено (?:с|из)|надіслано з|послано из|iphone'?umdan gönderildi"
    r"|.{2,20}dan gönderildi"
    r"|elküldve .{2,20}ról|trimis de pe|发自我的|發自我的|从我的|從我的|来自我的|發送自"
    r"|iphone ?から送信"
    r"|.{2,30}から送信|나의 .{2,20}에서 보냄|.{2,20}에서 보냄|enviat des|poslano z"
    r"|poslané z|στάλθηκε από"
    r"|sent via the|yahoo mail: search|sent (?:on the (?:run|move|fly)|in haste)\b"
    r"|securely sent with"
    r"|dikirim dari|được gửi từ|đã gửi từ|נשלח מ|مرسل من|تم الإرسال من|ส่งจาก"
    r"|pobierz (?:aplikację )?outlook|.{2,20}için outlook|holen sie sich outlook"
    r"|von yahoo mail .{2,20} gesendet|mobile mail|\S{0,20}blackberry(?:®|\s)"
    r"|(?:\S{2,15} )?outlook \S{2,8} (?:ios|android)\b"
    r"|sent from (?:my|mail|yahoo|outlook|samsung|gmail|proton)|this message was sent from my)",
    re.IGNORECASE,
)
_PHONE_IS_SENTENCE = re.compile(r"[.!?]\s+\S|[,;]\s.{0,80}[.!?]$|\bnot sent from\b", re.IGNORECASE)
#: An apology that many telephones add to their praise.
_EXCUSE = re.compile(
    r"[\s.,;:–-]{1,4}(?:(?:please |kindly |bitte )?(?:excuse|pardon|forgive|ignore|entschuldig\w*)"
    r"|sorry for|apologies for|désolé|veuillez excuser)\b.{0,70}$"
    r"|\.? (?:claim your|hol dir|https?://|download)\b.{0,90}$",
    re.IGNORECASE,
)
#: How what lawyers put below a mail begins, in a paragraph of its own.
_DISCLAIMER = re.compile(
    r"^[\s*_]{0,6}(?:(?:confidentiality|legal|privacy|important) (?:notice|note|disclaimer)\b"
    r"|disclaimer\s?[:.\-]|confidential(?:ity)?\s?[:\-]|haftungsausschluss|vertraulichkeitshinweis"
    r"|this (?:e-?mail|message|communication|transmission)(?: message)?(?:,| and| is| may| contains"
    r"| \(|, including).{0,120}(?:confidential|privileged|intended (?:only|solely)|attach)"
    r"|the (?:information|contents?) (?:contained )?(?:in|of) this (?:e-?mail|message).{0,120}"
    r"(?:confidential|privileged|intended)"
    r"|diese (?:e-?mail|nachricht) (?:enthält|kann|ist) .{0,60}(?:vertraulich|rechtlich)"
    r"|ce (?:message|courriel|mail|courrier)\b.{0,120}(?:confidentiel|destinataire)"
    r"|este (?:mensaje|correo|e-?mail)\b.{0,120}(?:confidencial|destinatario|destinatário)"
    r"|esta mensagem\b.{0,120}(?:confidencia|destinat)"
    r"|(?:questo messaggio|la presente|le informazioni contenute)\b.{0,120}(?:riservat"
    r"|confidenzial)"
    r"|(?:dit|deze) (?:bericht|e-?mail(?:bericht)?)\b.{0,120}(?:vertrouwelijk|bestemd)"
    r"|denne? e-?(?:mail|post)\w{0,6}\b.{0,120}(?:fortrolig|konfidensiel|beregnet|bestemt)"
    r"|dett?[ae] (?:e-post\w{0,12}|meddelande\w{0,2})\b.{0,120}(?:konfidentiell|sekretess|avse)"
    r"|tämä (?:sähköposti|viesti)\w{0,6}\b.{0,120}(?:luottamuksel|tarkoitettu)"
    r"|(?:ta wiadomość|niniejsza wiadomość|ten e-?mail)\b.{0,120}(?:poufn|przeznaczon)"
    r"|(?:tato zpráva|tento e-?mail|táto správa)\b.{0,120}(?:důvěrn|dôvern|určen)"
    r"|(?:это|данное|настоящее) (?:электронное )?(?:сообщение|письмо)\b.{0,120}(?:конфиденц"
    r"|предназнач)|(?:це|дане) (?:повідомлення|електронне)\b.{0,120}(?:конфіденц|призначен)"
    r"|bu e-?posta\w{0,6}\b.{0,120}(?:gizli|yalnızca)|αυτό το (?:μήνυμα|email)\b.{0,120}εμπιστευτικ"
    r"|(?:本|此)(?:电子)?(?:邮件|郵件).{0,60}(?:保密|机密|機密)|(?:この|本)(?:電子)?メール.{0,60}(?:秘密|機密)"
    r"|이 (?:전자우편|메일|이메일).{0,60}(?:기밀|비밀)"
    r"|(?:p )?please consider the environment|think (?:green|before you print)"
    r"|save (?:paper|a tree)"
    r"|bitte (?:denken|prüfen) sie .{0,40}(?:umwelt|ausdruck|drucken)|avant d'imprimer|pensez à"
    r" l'environnement)",
    re.IGNORECASE,
)
#: And what they always speak of.
_LEGAL = re.compile(
    r"confidential|privileged|intended (?:recipient|only|solely|for)|unauthori[sz]ed|vertraulich"
    r"|adressat|destinata[ir]|confidenc|confidenti|riservat|vertrouwelijk|geadresseerde|\bprint"
    r"|umwelt|papier|imprim|impressi|environ|fortrolig|konfiden|sekretess|luottamuk|poufn"
    r"|důvěrn|dôvern|конфиденц|конфіденц|gizli|εμπιστευτικ|保密|机密|機密|秘密|기밀|비밀",
    re.IGNORECASE,
)
_VIRUS = re.compile(
    r"^(?:this e?-?mail (?:has been|was) (?:checked|scanned)"
    r"|diese e-?mail wurde .{0,40}(?:auf viren|geprüft)"
    r"|virus-?free|virenfrei|l'absence de virus|garanti sans virus|sin virus|libre de virus"
    r"|senza virus"
    r"|(?:https?://)?www\.avast\.com\S{0,60}$|avast antivirus|ᐧ$|\[image: avast)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:(?:best|kind|warm|kindest|warmest|with (?:best|kind|warm)|many)?\s?regards"
    r"|yours (?:sincerely|faithfully|truly)"
    r"|sincerely(?: yours)?|best wishes|cordially|respectfully"
    r"|(?:mit )?(?:freundlich|best|herzlich|viel|lieb|schön)(?:e|en|em)? (?:grü(?:ß|ss)(?:e|en)?"
    r"|gru(?:ß|ss))"
    r"|mfg|hochachtungsvoll|(?:bien )?cordialement|bien à vous|sincères salutations"
    r"|meilleures salutations"
    r"|(?:un )?(?:cordial(?:es)? )?saludos?(?: cordiales)?|atentamente|un cordial saludo"
    r"|atenciosamente|cumprimentos"
    r"|(?:distinti|cordiali) saluti|cordialmente|(?:com os )?(?:melhores|meus) cumprimentos"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en|jes)?|hoogachtend"
    r"|med vänliga? hälsning(?:ar)?|vänliga hälsningar|mvh|(?:med )?venn?lig(?:e)? hilsen|hilsen"
    r"|z (?:poważaniem|wyrazami szacunku)|pozdrawiam(?: serdecznie)?|s (?:přátelským )?pozdravem"
    r"|с уважением|з повагою|(?:με εκτίμηση|φιλικά)|(?:ystävällisin )?terveisin|üdvözlettel"
    r"|cu stimă|с уважение|s poštovanjem|בברכה|مع تحياتي|مع أطيب التحيات|此致|敬上|敬具|감사합니다"
    r"|saygılarımla)"
    r"[,.! ]{0,3}$",
    re.IGNORECASE,
)
_REACH = (
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}"),
    re.compile(
        r"(?:https?://|www\.)\S{3,200}"
        r"|\b(?:linkedin|twitter|facebook|instagram|github|xing)\.com/\S{2,100}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\b(?:tel|phone|fon|telefon|mobil|mobile|cell|fax|office|t|m|p|f|d)\b[.:)]?\s{0,3})?"
        r"\+?\(?\d[\d\s()./-]{7,22}\d",
        re.IGNORECASE,
    ),
)
#: Between a name and ways to reach it, all on one line.
_BARRED = re.compile(r"\s[|•·]\s")
_SENTENCE = re.compile(r"[^\W\d_]{2}\s.{6,200}[^\W\d_]{3}[.!?]$")
_MOST_LINES, _MOST_WIDTH = 14, 90


def is_delimiter(line: str) -> bool:
    """Say whether a line is the one that mail programs write above a signature."""
    return bool(_DELIMITER.match(line))


def is_phones(line: str) -> bool:
    """Say whether a telephone or a mail program praises itself in this line."""
    flat = line.strip()
    if len(flat) > 140 or not _PHONE.match(flat):
        return False
    return not _PHONE_IS_SENTENCE.search(_EXCUSE.sub("", flat))


def is_noise(line: str) -> bool:
    """Say whether a virus scanner or the like added this line."""
    return bool(_VIRUS.match(line.strip()[:200]))


def begins_at(lines: list[str], *, below_quote: bool) -> int:
    """Answer the line a signature begins at, or the number of lines when there is none.

    Only ``below_quote`` may a signature stand alone.
    """
    if below_quote and _is_only_phones(lines):
        return 0
    for judge in (_after_delimiter, _after_rule, _after_closing, _ways_to_reach, _after_lawyers):
        found = judge(lines)
        alone = below_quote and judge in {_after_delimiter, _after_rule}
        if any(map(_AFTERTHOUGHT.match, lines[found:])):
            continue
        if found < len(lines) and (alone or any(line.strip() for line in lines[:found])):
            return found
    return len(lines)


def _is_only_phones(lines: list[str]) -> bool:
    below = _written(lines)
    return 0 < len(below) <= 3 and all(map(is_phones, below))


def _written(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _after_delimiter(lines: list[str]) -> int:
    found, written = len(lines), 0
    for number in range(len(lines) - 1, max(-1, len(lines) - 60), -1):
        if is_delimiter(lines[number]):
            found = number
        elif lines[number].strip():
            written += 1
        if written > _MOST_LINES or len(lines[number]) > 200:
            break
    return found


def _after_rule(lines: list[str]) -> int:
    """A drawn line, and below it a list's footer, ways to reach somebody, or hardly anything."""
    for number in range(max(0, len(lines) - 30), len(lines)):
        if _LONG_RULE.match(lines[number]):
            below = _written(lines[number + 1 :])
            if len(below) > _MOST_LINES or any(len(line) > _MOST_WIDTH for line in below):
                continue
            # Lists and tables are drawn with dashes; a few words below another sign are a name.
            drawn = lines[number].lstrip()[:1] in "_~*#+"
            named = below[1:] if lines[number].lstrip()[:1] in "_~" else below
            little = drawn and len(below) <= 3 and not any(map(_SENTENCE.search, named))
            footer = len(below) <= 8 and any(map(_LIST_FOOTER.search, below))
            if little or footer or _ways(below) >= 2:
                return number
    return len(lines)


def _ways(block: list[str]) -> int:
    return sum(any(way.search(line) for line in block) for way in _REACH)


def _after_closing(lines: list[str]) -> int:
    """A formula alone on its line, and at least a name and one line more below it."""
    for number in range(max(0, len(lines) - 40), len(lines)):
        if _CLOSING.match(lines[number].strip()):
            below = _written(lines[number + 1 :])
            short = all(len(line) <= _MOST_WIDTH and not _SENTENCE.search(line) for line in below)
            if 2 <= len(below) <= 12 and short:
                return number
    return len(lines)


def _ways_to_reach(lines: list[str]) -> int:
    """A last paragraph that begins with a name and holds at least two ways to reach somebody.

    Not where the words before it lead up to it: "please write to:" wants to be read.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    block = lines[start:end]
    if 1 <= len(block) <= 2 and all(len(_BARRED.findall(line)) >= 2 for line in block):
        block = [it.strip() for line in block for it in _BARRED.split(line)]
    if not 3 <= len(block) <= 10 or any(len(line) > 80 or _SENTENCE.search(line) for line in block):
        return len(lines)
    named = not any(way.search(block[0]) for way in _REACH) and len(block[0].split()) <= 6
    is_name = any(sign.isupper() for sign in block[0]) and block[0].rstrip()[-1] not in ":?!"
    led_up_to = "".join(_written(lines[:start])[-1:]).rstrip().endswith(":")
    found = _ways(block) >= 2 and named and is_name and not led_up_to
    return start if found else len(lines)


def _after_lawyers(lines: list[str]) -> int:
    """What lawyers put below: from a paragraph that begins as theirs do to the end."""
    for number in range(max(0, len(lines) - 40), len(lines)):
        apart = number == 0 or not lines[number - 1].strip()
        said = " ".join(lines[number : number + 8])[:1_000]
        if apart and _DISCLAIMER.match(said) and _LEGAL.search(said):
            return number
    return len(lines)
