"""How much is too much: the limits of the house, each in one place.

Over a length the answer is 422, over a size 413, over a rate 429, always with
the limit named and what was typed kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

# Words, in characters.
TITLE_LENGTH: Final = 200
NAME_LENGTH: Final = 200
TAG_LENGTH: Final = 50
MESSAGE_LENGTH: Final = 100_000
NOTE_LENGTH: Final = 100_000
FILE_NAME_LENGTH: Final = 200

# Files, in bytes and pixels.
FILE_SIZE: Final = 25 * MIB
FILES_PER_MESSAGE: Final = 50
FILES_SIZE_PER_REQUEST: Final = 250 * MIB
IMAGE_PIXELS: Final = 40_000_000

# Around one request.
WATCHERS_PER_REQUEST: Final = 50
LINKS_PER_REQUEST: Final = 100
TAGS_PER_REQUEST: Final = 30
PARTS_PER_REQUEST: Final = 100
RECEIVERS_PER_REFERRAL: Final = 10

# New requests in one hour.
REQUESTS_PER_PERSON_AND_HOUR: Final = 60
REQUESTS_PER_UNVERIFIED_ADDRESS_AND_HOUR: Final = 5

# Mail in.
MAIL_SIZE: Final = 25 * MIB
MAIL_HEADERS_SIZE: Final = 256 * KIB
MAIL_HEADER_SIZE: Final = 16 * KIB
MAIL_ADDRESSES: Final = 200
MAIL_REFERENCES: Final = 100
MAIL_DEPTH: Final = 30
MAIL_PARTS: Final = 500
MAIL_ATTACHMENTS: Final = 50
MAIL_PARSER_CPU_SECONDS: Final = 10
MAIL_PARSER_MEMORY: Final = 400 * MIB
MAIL_STRIKES: Final = 3
MAIL_RAW_KEPT: Final = timedelta(days=90)

# Mail out.
AUTOMATIC_MAILS_PER_ADDRESS_AND_HOUR: Final = 3
AUTOMATIC_MAILS_PER_THREAD_AND_HOUR: Final = 5
AUTOMATIC_MAILS_PER_TEN_MINUTES: Final = 1_000
MAIL_RETRY_MINUTES: Final = (1, 5, 15, 30)
MAIL_RETRY_EVERY: Final = timedelta(hours=1)
MAIL_GIVEN_UP_AFTER: Final = timedelta(hours=48)

# How long things may take, in seconds.
WEB_SECONDS: Final = 30
JOB_SECONDS: Final = 300
SMTP_SECONDS: Final = 20

# Being signed in.
SESSION_IDLE: Final = timedelta(hours=8)
SESSION_ABSOLUTE: Final = timedelta(days=14)
MAGIC_LINK_AGE: Final = timedelta(minutes=15)
RESET_LINK_AGE: Final = timedelta(hours=1)
INVITATION_AGE: Final = timedelta(days=7)
LOGIN_TRIES: Final = 10
LOGIN_TRIES_WITHIN: Final = timedelta(minutes=10)

# Lists and answers about people.
ROWS_PER_PAGE: Final = 50
EXPORT_ROWS: Final = 5_000
SURVEY_ANSWERS: Final = 5
SURVEY_COMMENTS: Final = 8
