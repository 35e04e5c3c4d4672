"""A letter of ours that comes as a file: its words are kept, without what acts in its name."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from goodword.channels.parsing import File
from goodword.outbox import addresses

#: Text by its name, whatever its program calls it.
_TEXTS = (".txt", ".html", ".htm", ".md", ".csv")
_OUTLOOK = (".msg", ".oft")
_OUTLOOK_TYPES = frozenset({"application/vnd.ms-outlook", "application/x-msg"})


def without(file: File) -> File:
    """Answer a file as others may read it: nothing in it lets them act as its reader.

    A mail in a file of Outlook is packed, and may hide such a key from whoever looks for it. Where
    it shows that it is a letter of ours, a sentence takes its place; its writer still has the
    original of the whole mail.
    """
    if file.told:
        told = addresses.without_proofs(file.told)
        return file if told == file.told else _as_text(file, told)
    if _is_of_outlook(file):
        return _as_text(file, _withheld()) if _is_letter(file) else file
    if file.content_type.startswith("text/") or file.name.lower().endswith(_TEXTS):
        # Proofs are of ASCII, and survive in any charset of mails as single bytes do.
        text = file.content.decode("latin-1")
        return replace(file, content=addresses.without_proofs(text, left="...").encode("latin-1"))
    return file


def _as_text(file: File, words: str) -> File:
    stem = file.name.rpartition(".")[0] or file.name
    return File(f"{stem}.txt", "text/plain", words.encode())


def _is_of_outlook(file: File) -> bool:
    return file.content_type in _OUTLOOK_TYPES or file.name.lower().endswith(_OUTLOOK)


def _is_letter(file: File) -> bool:
    # Outlook writes two bytes a sign; without the empty ones either form reads the same.
    return addresses.is_of_a_letter(file.content.replace(b"\0", b"").decode("latin-1"))


def _withheld() -> str:
    return _(
        "This was a letter of ours, saved as a file of Outlook. It can hold buttons that act in "
        "the name of whoever got it, so only whoever sent it here can open it, with the original "
        "of their mail. What it says can be copied into a message."
    )
