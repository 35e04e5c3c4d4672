"""What of a mail hangs on a request as files."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodword.channels.parsing import Parsed, special
from goodword.house import limits
from goodword.house.refusals import Refusal
from goodword.requests.actions.files import Upload


class Nothing(Refusal):
    """There is nothing in the mail that could be taken in."""


def instead_of_words(parsed: Parsed) -> str:
    """Answer what stands where a mail has no words that we can read."""
    if parsed.seal in {special.ENCRYPTED, special.WRAPPED}:
        return _("This mail is sealed: open the attached file in your mail program.")
    return _("See the attached files.")


def uploads(parsed: Parsed, words: str) -> list[Upload]:
    """Answer the mail's files, and its whole text where the words leave something out."""
    files = [
        Upload(file.name, file.content_type, [file.content])
        for file in parsed.files[: limits.FILES_PER_MESSAGE - 1]
    ]
    if parsed.full_text.strip() and words.split() != parsed.full_text.split():
        whole = parsed.full_text.encode("utf-8", "replace")
        files.append(Upload(_("The whole mail.txt"), "text/plain", [whole]))
    return files
