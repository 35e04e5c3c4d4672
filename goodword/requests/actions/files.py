"""Files of a request: kept once under their hash, outside the web root (RELIABILITY 4)."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from goodword.house import faults, limits
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.models import Attachment, Message, ServiceRequest, StoredFile

#: Device names that Windows takes for something other than a file.
DEVICES: Final = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
TYPE: Final = re.compile(r"^[\w.+-]{1,50}/[\w.+-]{1,49}$")


@dataclass(frozen=True)
class Upload:
    """A file on its way in: the name it came with and its bytes in pieces."""

    name: str
    content_type: str
    chunks: Iterable[bytes]


def attach(
    service_request: ServiceRequest,
    uploads: Iterable[Upload],
    *,
    by: Person | None,
    at: datetime,
    message: Message | None = None,
) -> list[Attachment]:
    """Store the files and hang them on the request. Raises ``Refusal`` over a limit."""
    used = 0
    attached: list[Attachment] = []
    for upload in uploads:
        if not attached:
            used = _used(service_request)
        if len(attached) >= limits.FILES_PER_MESSAGE:
            raise _too_many()
        stored = store(upload.chunks, at=at)
        used += stored.size
        if used > limits.FILES_SIZE_PER_REQUEST:
            raise _too_much(
                _("The files of a request have at most %(limit)s together."),
                limits.FILES_SIZE_PER_REQUEST,
            )
        attached.append(_attachment(service_request, upload, stored, by, at, message))
    return attached


def _attachment(
    service_request: ServiceRequest,
    upload: Upload,
    stored: StoredFile,
    by: Person | None,
    at: datetime,
    message: Message | None,
) -> Attachment:
    return Attachment.objects.create(
        service_request=service_request,
        message=message,
        file=stored,
        key=secrets.token_hex(16),
        name=clean_name(upload.name),
        content_type=clean_type(upload.content_type),
        by=by,
        at=at,
    )


def _used(service_request: ServiceRequest) -> int:
    total = service_request.attachments.aggregate(used=Sum("file__size"))["used"]
    return int(total or 0)


def _too_many() -> Refusal:
    words = _("A message has at most %(limit)s files.") % {"limit": limits.FILES_PER_MESSAGE}
    return Refusal(words, field="files")


def _too_much(words: str, limit: int) -> Refusal:
    return Refusal(words % {"limit": filesizeformat(limit)}, field="files")


def folder() -> Path:
    """Where the bytes lie: the data folder, never under the web root."""
    return Path(settings.MEDIA_ROOT)


def path_of(stored: StoredFile) -> Path:
    """Where the bytes of one file lie."""
    return folder() / stored.sha256[:2] / stored.sha256


def store(chunks: Iterable[bytes], *, at: datetime) -> StoredFile:
    """Write the bytes durably under their hash; the same bytes twice are one file."""
    folder().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder(), delete=False) as into:
        temporary = Path(into.name)
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                if size > limits.FILE_SIZE:
                    raise _too_much(_("A file has at most %(limit)s."), limits.FILE_SIZE)
                into.write(chunk)
            faults.point("files.before_sync")
            into.flush()
            os.fsync(into.fileno())
        except BaseException:
            temporary.unlink()
            raise
    faults.point("files.synced")
    stored, _made = StoredFile.objects.get_or_create(
        sha256=digest.hexdigest(), defaults={"size": size, "stored_at": at}
    )
    faults.point("files.row_written")
    path_of(stored).parent.mkdir(exist_ok=True)
    temporary.replace(path_of(stored))
    sync_folder(path_of(stored).parent)
    faults.point("files.renamed")
    return stored


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder too: a row must never outlive its file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(attachment: Attachment) -> BinaryIO:
    """The bytes of a file that somebody was allowed to reach."""
    return path_of(attachment.file).open("rb")


def clean_name(name: str) -> str:
    """A name to show and to save under: no path, no controls, no direction tricks."""
    flat = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(" " if c.isspace() else c for c in flat if _is_plain(c) or c.isspace())
    kept = re.sub(r'[<>:"|?*]', "_", " ".join(kept.split())).strip(". ")
    if DEVICES.match(kept):
        kept = f"_{kept}"
    stem, dot, ending = kept.rpartition(".")
    if len(kept) > limits.FILE_NAME_LENGTH and dot and len(ending) <= 10:
        return stem[: limits.FILE_NAME_LENGTH - len(ending) - 1] + "." + ending
    return kept[: limits.FILE_NAME_LENGTH] or str(_("file"))


def _is_plain(character: str) -> bool:
    return unicodedata.category(character)[0] != "C"


def clean_type(content_type: str) -> str:
    """What the sender called it, when that is a type at all."""
    kept = content_type.split(";", maxsplit=1)[0].strip().lower()
    return kept if TYPE.match(kept) else "application/octet-stream"
