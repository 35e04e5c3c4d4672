"""What is kept for each thread stays in its thread."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from asgiref.local import Local
from django.utils import timezone, translation

from goodword.house import threads


def test_two_readers_at_once_keep_their_own_language_and_zone(monkeypatch):
    for room, name in threads.KEPT:
        monkeypatch.setattr(room, name, Local())
    threads.keep_plainly()
    both_are_in = threading.Barrier(2, timeout=10)

    def read(language: str, zone: str) -> tuple[str | None, str]:
        with translation.override(language), timezone.override(zone):
            both_are_in.wait()
            return translation.get_language(), timezone.get_current_timezone_name()

    with ThreadPoolExecutor(2) as pool:
        readers = (("de", "Europe/Berlin"), ("cy", "Asia/Tokyo"))
        found = list(pool.map(lambda reader: read(*reader), readers))

    assert found == list(readers)
    assert translation.get_language() == "en"


def test_django_keeps_them_where_we_say():
    # the day Django keeps them elsewhere, nothing would be gained and nobody would notice
    for room, name in threads.KEPT:
        assert isinstance(getattr(room, name), Local | threading.local)
