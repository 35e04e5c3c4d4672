"""Writing the corpus into every column that holds words, behind the back of every form.

So no sink is forgotten: a column that a later issue adds is poisoned from its first day. What
are codes, keys and addresses is named here; the pages could not be drawn with words in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.apps import apps
from django.db import connection, models

from goodword.house.guard import system_scope
from tests.attacks.payloads import chunks

#: What a long text gets: a few rows side by side hold the corpus between them.
LONG = 4_000
#: Columns of text that no person wrote: codes, keys, addresses, and what is worked out from them.
CODES = frozenset(
    {
        *("password", "email", "handle", "slug", "mail_name", "zone", "language", "hours_kept"),
        *(
            "heading",
            "key",
            "key_hash",
            "fingerprint",
            "sha256",
            "encoding",
            "content_type",
            "reference",
        ),
        *("about_kind", "kind", "from_state", "to_state", "promise_state"),
        *("playback_state", "next_word_kind", "nonce", "token", "message_id", "thread"),
        *("lease_owner", "mail_id", "query", "html"),
    }
)
#: Columns of data whose strings are words; in others only what reads like a sentence is.
WORDY = frozenset(
    {
        *("from_us", "from_you", "scope", "not_in_scope", "steps", "quality", "bring"),
        *("audiences", "lines"),
    }
)
#: Columns that are words in one model and a code in another.
CODES_IN = frozenset({("Event", "name"), ("Event", "effect"), ("Reading", "name")})
_SENTENCE = re.compile(r"\S\s+\S")


def poison(turn: int = 0) -> set[str]:
    """Put a piece of the corpus into every word of the database; answer the columns.

    Another ``turn`` puts another piece everywhere. Rows are written as the database lets us, by
    no action, so nothing has tidied the words on their way.
    """
    done = set()
    numbers = count(turn)
    with system_scope("tests"), _history_unlocked():
        for model in _models():
            rows = model._base_manager.all()
            for field in _words_of(model):
                done.add(f"{model.__name__}.{field.name}")
                for pk, was in list(rows.values_list("pk", field.name)):
                    new = _poisoned(field, was, numbers)
                    if new != was:
                        rows.filter(pk=pk).update(**{field.name: new})
    return done


@contextmanager
def _history_unlocked() -> Iterator[None]:
    """Take away for a moment what keeps history from being edited."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE history_event DISABLE TRIGGER USER")
            yield
            cursor.execute("ALTER TABLE history_event ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _made_by in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, made_by in triggers:
            cursor.execute(made_by)


def _models() -> Iterator[type[models.Model]]:
    ours = (one for one in apps.get_models() if one.__module__.startswith("goodword."))
    return (one for one in ours if one._meta.managed and not one._meta.proxy)


def _words_of(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    for field in model._meta.concrete_fields:
        is_code = field.name in CODES or (model.__name__, field.name) in CODES_IN
        if is_code or field.choices or isinstance(field, models.SlugField | models.EmailField):
            continue
        if isinstance(field, models.CharField | models.TextField | models.JSONField):
            yield field


def _poisoned(field: models.Field[Any, Any], was: Any, numbers: Iterator[int]) -> Any:
    if isinstance(field, models.JSONField):
        return _within(was, numbers, is_wordy=field.name in WORDY)
    if not was and field.name.startswith(("came_back", "last_error", "because")):
        return was  # what is empty here says that nothing went wrong
    piece = _piece(next(numbers), getattr(field, "max_length", None) or LONG)
    return f"{next(numbers)}{piece}"[: field.max_length] if field.unique else piece


def _within(value: Any, numbers: Iterator[int], *, is_wordy: bool) -> Any:
    if isinstance(value, list):
        return [_within(one, numbers, is_wordy=is_wordy) for one in value]
    if isinstance(value, dict):
        return {name: _within(one, numbers, is_wordy=is_wordy) for name, one in value.items()}
    if isinstance(value, str) and (is_wordy or _SENTENCE.search(value)):
        return _piece(next(numbers), 300)
    return value


_pieces: dict[int, list[str]] = {}


def _piece(number: int, longest: int) -> str:
    known = _pieces.setdefault(longest, list(chunks(longest)))
    return known[number % len(known)]
