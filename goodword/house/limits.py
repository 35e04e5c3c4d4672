"""How much is too much: the limits of the house, each in one place.

Over a length the answer is 422, over a size 413, over a rate 429, always with
the limit named and what was typed kept.

Most limits can be set (RELIABILITY 4): ``FILE_SIZE`` as ``GOODWORD_LIMIT_FILE_SIZE`` in the
environment or as ``file_size`` under ``[limits]`` in the file.  ``SETTABLE`` lists them with
their bounds, the operator's guide repeats the list, and a house rule keeps the two equal.  What
the columns of the database or the meaning of the product depend on is fixed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from goodword.house.settable import SETTABLE, count, size, time

__all__ = ["SETTABLE"]

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB

_S, _MIN = timedelta(seconds=1), timedelta(minutes=1)
_H, _D = timedelta(hours=1), timedelta(days=1)

# Words, in characters.  Columns are as wide as these.
TITLE_LENGTH: Final = 200
NAME_LENGTH: Final = 200
#: One line: a reason, a summary, who waits.
LINE_LENGTH: Final = 300
FILE_NAME_LENGTH: Final = 200
MESSAGE_LENGTH: Final = count("MESSAGE_LENGTH", 100_000, 1_000, 400_000, "characters of a message")

# One form: its words in bytes, its fields. Up to the second figure it is read, so that the words
# can be shown again to who typed them; beyond it nothing is read at all.
TEXT_SIZE: Final = 5 * MIB
TEXT_KEPT: Final = 10 * MIB
FORM_FIELDS: Final = 1_000
FORM_FIELDS_KEPT: Final = 4_000
FORM_KEYS_KEPT: Final = timedelta(days=7)

# Files, in bytes.
FILE_SIZE: Final = size("FILE_SIZE", 25 * MIB, 64 * KIB, GIB, "one attached file")
FILES_PER_MESSAGE: Final = count("FILES_PER_MESSAGE", 50, 1, 200, "files of one message")
FILES_SIZE_PER_REQUEST: Final = size(
    "FILES_SIZE_PER_REQUEST", 250 * MIB, MIB, 10 * GIB, "all files of one request"
)

# Everything one form may carry, files and all.
BODY_SIZE: Final = FILES_SIZE_PER_REQUEST + TEXT_KEPT

# Around one request.
WATCHERS_PER_REQUEST: Final = count("WATCHERS_PER_REQUEST", 50, 1, 500, "watchers of a request")

# New requests in one hour.
REQUESTS_PER_PERSON_AND_HOUR: Final = count(
    "REQUESTS_PER_PERSON_AND_HOUR", 60, 1, 10_000, "new requests of one person in an hour"
)
REQUESTS_PER_UNVERIFIED_ADDRESS_AND_HOUR: Final = count(
    "REQUESTS_PER_UNVERIFIED_ADDRESS_AND_HOUR", 5, 0, 1_000, "the same of an unproven mail address"
)

# Mail in.
MAIL_SIZE: Final = size("MAIL_SIZE", 25 * MIB, 64 * KIB, 100 * MIB, "one mail that comes in")
MAIL_HEADERS_SIZE: Final = size(
    "MAIL_HEADERS_SIZE", 256 * KIB, 16 * KIB, MIB, "all headers of a mail"
)
MAIL_HEADER_SIZE: Final = size(
    "MAIL_HEADER_SIZE", 16 * KIB, 2 * KIB, 64 * KIB, "one header of a mail"
)
MAIL_ADDRESSES: Final = count("MAIL_ADDRESSES", 200, 10, 1_000, "addresses in one mail")
MAIL_REFERENCES: Final = count("MAIL_REFERENCES", 100, 10, 500, "earlier mails one mail names")
MAIL_DEPTH: Final = count("MAIL_DEPTH", 30, 5, 50, "parts inside parts of a mail")
MAIL_PARTS: Final = count("MAIL_PARTS", 500, 10, 2_000, "parts of a mail")
MAIL_ATTACHMENTS: Final = count("MAIL_ATTACHMENTS", 50, 0, 200, "files of a mail")
MAIL_PARSER_CPU_SECONDS: Final = count(
    "MAIL_PARSER_CPU_SECONDS", 10, 1, 120, "seconds of computing to read one mail"
)
MAIL_PARSER_MEMORY: Final = size(
    "MAIL_PARSER_MEMORY", 400 * MIB, 200 * MIB, 2 * GIB, "memory to read one mail"
)
MAIL_CONNECTIONS: Final = count(
    "MAIL_CONNECTIONS", 10, 1, 200, "mail servers that hand over mail at once"
)
#: A third failure is no accident.
MAIL_STRIKES: Final = 3

# Mail out.
AUTOMATIC_MAILS_PER_ADDRESS_AND_HOUR: Final = count(
    "AUTOMATIC_MAILS_PER_ADDRESS_AND_HOUR", 3, 1, 100, "automatic letters to a person in an hour"
)
AUTOMATIC_MAILS_PER_THREAD_AND_HOUR: Final = count(
    "AUTOMATIC_MAILS_PER_THREAD_AND_HOUR", 5, 1, 100, "automatic letters of a thread in an hour"
)
AUTOMATIC_MAILS_PER_TEN_MINUTES: Final = count(
    "AUTOMATIC_MAILS_PER_TEN_MINUTES", 1_000, 10, 1_000_000, "all automatic letters in ten minutes"
)
MAIL_RETRY_MINUTES: Final = (1, 5, 15, 30)
MAIL_RETRY_EVERY: Final = time(
    "MAIL_RETRY_EVERY", _H, 5 * _MIN, 12 * _H, "between later tries of a letter"
)
MAIL_GIVEN_UP_AFTER: Final = time(
    "MAIL_GIVEN_UP_AFTER", 48 * _H, 4 * _H, 14 * _D, "of tries until a letter is given up"
)

# A clock that moves by more than this was set, and did not just drift.
CLOCK_JUMP: Final = timedelta(minutes=5)

# How long things may take, in seconds.
WEB_SECONDS: Final = count("WEB_SECONDS", 30, 1, 300, "seconds of a page's query")
JOB_SECONDS: Final = count("JOB_SECONDS", 300, 30, 3_600, "seconds of a job's or command's query")
SMTP_SECONDS: Final = count("SMTP_SECONDS", 20, 1, 120, "seconds of one step of sending")
LOCK_SECONDS: Final = count("LOCK_SECONDS", 10, 1, 60, "seconds of waiting for a lock")
IDLE_SECONDS: Final = count(
    "IDLE_SECONDS", 60, 5, 600, "seconds a begun transaction may rest (PostgreSQL)"
)

# Being signed in.
SESSION_IDLE: Final = time("SESSION_IDLE", 8 * _H, 5 * _MIN, 7 * _D, "a session without a click")
SESSION_ABSOLUTE: Final = time("SESSION_ABSOLUTE", 14 * _D, _H, 90 * _D, "a session at most")
MAGIC_LINK_AGE: Final = time("MAGIC_LINK_AGE", 15 * _MIN, _MIN, _D, "a guest's way in by mail")
#: How long an operator may look at one request.
GLASS_AGE: Final = _H
RESET_LINK_AGE: Final = time("RESET_LINK_AGE", _H, 5 * _MIN, _D, "a way to a new password")
INVITATION_AGE: Final = time("INVITATION_AGE", 7 * _D, _H, 60 * _D, "an invitation")
GUEST_SESSION_IDLE: Final = time(
    "GUEST_SESSION_IDLE", _H, 5 * _MIN, _D, "a guest's session without a click"
)
GUEST_SESSION_ABSOLUTE: Final = time(
    "GUEST_SESSION_ABSOLUTE", 12 * _H, 15 * _MIN, 7 * _D, "a guest's session at most"
)
MAGIC_LINKS_PER_ADDRESS_AND_HOUR: Final = count(
    "MAGIC_LINKS_PER_ADDRESS_AND_HOUR", 5, 1, 100, "ways in for one mail address in an hour"
)
MAGIC_LINKS_PER_NETWORK_AND_TEN_MINUTES: Final = count(
    "MAGIC_LINKS_PER_NETWORK_AND_TEN_MINUTES", 20, 1, 10_000, "the same from one network, 10 min"
)
LOGIN_TRIES: Final = count("LOGIN_TRIES", 10, 3, 100, "wrong passwords in ten minutes")

# Lists.
ROWS_PER_PAGE: Final = count("ROWS_PER_PAGE", 50, 10, 200, "rows of a long list on one page")

# When the house itself is not well.
LEASE_LASTS: Final = time(
    "LEASE_LASTS", 20 * _S, 6 * _S, 5 * _MIN, "until another clock takes over from a dead one"
)
STANDS_STILL_AFTER: Final = time(
    "STANDS_STILL_AFTER", 3 * _MIN, 30 * _S, _H, "clock or worker without a sign of life"
)
MAIL_LATE_AFTER: Final = time(
    "MAIL_LATE_AFTER", 15 * _MIN, 2 * _MIN, 12 * _H, "a due letter or an unread mail waits"
)
CLOCK_SKEW: Final = time(
    "CLOCK_SKEW", 5 * _S, _S, 5 * _MIN, "between this host's clock and the database's"
)
DISK_FREE_PERCENT: Final = count(
    "DISK_FREE_PERCENT", 10, 1, 50, "per cent of the disk that stay free"
)
WAL_SIZE: Final = size(
    "WAL_SIZE", 256 * MIB, 64 * MIB, 10 * GIB, "what SQLite has yet to fold into its file"
)
