"""Opening a log: whatever wrote it, row by row, without holding more than one row."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from goodword.advisor.backtest.errors import LogError

DELIMITERS = (",", ";", "\t", "|")
_GZIP = b"\x1f\x8b"
_LOOKED_AT = 65_536
"""Bytes from the beginning by which the encoding is judged."""

Row = tuple[int, list[str] | None]
"""The line on which a row ends, and its cells; None for a line that is no CSV."""


@contextmanager
def opened(path: Path) -> Iterator[tuple[list[str], Iterator[Row]]]:
    """Open a log; hand out its heading and its rows. Raises LogError, or OSError with the name."""
    with io.FileIO(path) as file, _unpacked(io.BufferedReader(file, _LOOKED_AT)) as plain:
        try:
            encoding = _encoding(plain)
            with io.TextIOWrapper(plain, encoding, errors="replace", newline="") as text:
                yield _heading_and_rows(text, path)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise LogError(f"{path} is cut short or damaged: it cannot be unpacked.") from None
        except UnicodeError:
            raise LogError(f"{path} cannot be read as text.") from None


@contextmanager
def _unpacked(raw: io.BufferedReader) -> Iterator[io.BufferedReader]:
    magic = raw.read(2)
    raw.seek(0)
    if magic == _GZIP:
        with gzip.open(raw, "rb") as unpacked:
            yield io.BufferedReader(cast("io.RawIOBase", unpacked), _LOOKED_AT)
    else:
        yield raw


def _encoding(plain: io.BufferedReader) -> str:
    """Judge by the beginning: a byte order mark, else UTF-8, else what Windows writes."""
    start = plain.peek(_LOOKED_AT)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _heading_and_rows(text: io.TextIOWrapper, path: Path) -> tuple[list[str], Iterator[Row]]:
    first = text.readline()
    if not first.strip():
        raise LogError(f"{path} is empty: its first line should name the columns.")
    delimiter = delimiter_of(first)
    heading = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    return heading, _rows(text, delimiter)


def delimiter_of(heading: str) -> str:
    """Return what parts the heading into most columns."""
    return max(DELIMITERS, key=lambda each: len(next(csv.reader([heading], delimiter=each))))


def _rows(text: io.TextIOWrapper, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a quote that is never closed, more than a cell may hold
            yield reader.line_num + 1, None
            continue
        if cells:
            yield reader.line_num + 1, cells
