"""Telling what a house's own mail server writes above every mail from outside. No Django here.

Only paragraphs of their own that are a warning in every sentence; anything else is somebody's.
"""

from __future__ import annotations

import re

_MOST, _LONGEST = 40, 6
#: What a house's own server puts above every mail from outside.
_BANNER = re.compile(
    r"^[\s*_\[({!-]{0,8}(?:external(?: (?:e-?mail|sender|message|mail))?[\s*_\])}!:-]{0,6}$"
    r"|extern(?:e (?:e-?mail|nachricht))?[\s*_\])}!:-]{1,6}$"
    r"|you don['’]t often get (?:e?-?mail|mail) from\b"
    r"|sie erhalten nicht (?:oft|häufig) e-?mails? von"
    r"|vous (?:n['’]obtenez|ne recevez) pas souvent (?:d['’]e-?mails?|de courriers?)\b"
    r"|(?:\W{0,4}(?:caution|warning|attention|external(?: e-?mail| sender)?|notice|security notice"
    r"|be careful)\b\W{1,6})?(?:this|the) (?:e-?mail|message|sender)(?: message)?"
    r" (?:has |was |is |has been )?(?:originat\w{1,3}|sent|received|came|comes|coming|from)\b"
    r".{0,20}\b(?:outside (?:of )?(?:the|your|our|this|my)\b|external (?:sender|source|e-?mail"
    r"|address|domain|organi[sz]ation|account))"
    r"|(?:achtung|vorsicht|warnung|hinweis|extern)\W{1,6}diese (?:e-?mail|nachricht)"
    r" .{0,40}\b(?:extern|außerhalb)"
    r"|attention\W{1,6}(?:ce|cet) (?:message|courriel|e-?mail) .{0,40}\b(?:extern|extérieur)"
    r"|(?:atención|precaución|aviso)\W{1,6}este (?:mensaje|correo) .{0,60}\b(?:extern|fuera)"
    r"|(?:atenção|cuidado)\W{1,6}est[ae] (?:mensagem|e-?mail) .{0,40}\b(?:extern|fora)"
    r"|(?:attenzione|avviso)\W{1,6}quest[oa] (?:messaggio|e-?mail|mail) .{0,60}\bestern"
    r"|let op\W{1,6}deze e-?mail .{0,40}\b(?:extern|buiten))",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
#: Each sentence of such a warning holds one of these.
_WARNS = re.compile(
    r"extern|outside|sender|\blinks?\b|attach|click|caution|learn (?:why|more)|get email|aka\.ms"
    r"|außerhalb|absender|anhäng|klick|selten|häufig|expéditeur|pièces? jointes?|liens?|extérieur"
    r"|remitente|enlaces?|adjunt|fuera|remetente|anexos?|fora|mittente|allegat|estern|afzender"
    r"|bijlage|buiten|phish|trust|souvent",
    re.IGNORECASE,
)


def length(lines: list[str]) -> int:
    """Answer how many lines from the first on a server put above what somebody wrote."""
    end = begin = 0
    while begin < len(lines) and end < _MOST:
        if not lines[begin].strip():
            begin += 1
            continue
        after = next((n for n in range(begin, len(lines)) if not lines[n].strip()), len(lines))
        if after - begin > _LONGEST or not _is_banner(lines[begin:after]):
            break
        begin = end = after
    # A mail that says nothing else may be somebody's own.
    return end if any(it.strip() for it in lines[end:]) else 0


def _is_banner(paragraph: list[str]) -> bool:
    """Whether a paragraph is a server's warning, in every sentence of it."""
    said = " ".join(it.strip() for it in paragraph)
    sentences = [it for it in _SENTENCES.split(said) if it.strip()]
    return len(said) <= 700 and bool(_BANNER.match(said)) and all(map(_WARNS.search, sentences))
