"""From rows to lives: when each case was asked, when it ended, and whose work it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from goodword.advisor.backtest.errors import BadLine, LogError
from goodword.advisor.backtest.log import Row
from goodword.advisor.backtest.times import Read
from goodword.advisor.experience import Place

NAMED_AT_MOST = 10
"""Bad lines that are named one by one; the rest are counted."""
PROGRESS_EVERY = 50_000


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns. Either ``time``, one row an event, or ``start`` and ``end``.

    ``done`` is a column and the value in it that ends a life in an event log: without it every
    life ends with its last event.
    """

    case: str
    time: str | None = None
    start: str | None = None
    end: str | None = None
    place: tuple[str | None, str | None, str | None] = (None, None, None)
    done: tuple[str, str] | None = None


@dataclass(slots=True)
class Case:
    """One case in seconds since 1970; without an end it is open."""

    start: float
    end: float | None
    place: Place


@dataclass(slots=True)
class Cases:
    """All cases of a log, and what could not be read."""

    cases: list[Case] = field(default_factory=list)
    bad_lines: int = 0
    named: list[str] = field(default_factory=list)
    last: float = float("-inf")
    """The last moment that the log knows of."""

    def leave_out(self, line: int, why: str) -> None:
        """Count a bad line, and name it while there are few."""
        self.bad_lines += 1
        if self.bad_lines <= NAMED_AT_MOST:
            self.named.append(f"line {line}: {why}")


def gather(
    heading: Sequence[str],
    rows: Iterable[Row],
    columns: Columns,
    read: Read,
    said: Callable[[str], None],
) -> Cases:
    """Read all rows and return their cases in the order in which they were asked.

    Rows may come in any order. ``said`` is told how far it has come. Raises LogError for a
    column that is not there and for a log in which nothing can be read.
    """
    told = Cases()
    note = _Noting(heading, columns, read)
    lines = 0
    for line, cells in rows:
        lines += 1
        try:
            told.last = max(told.last, note.row(cells))
        except BadLine as bad:
            told.leave_out(line, str(bad))
        if lines % PROGRESS_EVERY == 0:
            said(f"{lines:,} lines read, {len(note.found):,} cases")
    told.cases = sorted(note.cases(), key=lambda case: case.start)
    if not told.cases:
        why = f" {told.named[0]}. Times are ISO 8601, or as --time-format says." if lines else ""
        raise LogError(f"No case can be read from {lines} lines.{why}")
    return told


class _Noting:
    """Folds rows into cases."""

    def __init__(self, heading: Sequence[str], columns: Columns, read: Read) -> None:
        place = [_index(heading, name) for name in columns.place]
        self._case = _needed(heading, columns.case)
        self._start = _needed(heading, columns.time or columns.start)
        self._end = None if columns.end is None else _needed(heading, columns.end)
        self._place = place
        self._done = columns.done and (_needed(heading, columns.done[0]), columns.done[1])
        used = (self._case, self._start, self._end, *place, self._done and self._done[0])
        self._width = max(index for index in used if index is not None) + 1
        self._columns = len(heading)
        self._read = read
        self._places: dict[Place, Place] = {}
        self.found: dict[str, Case] = {}

    def row(self, cells: list[str] | None) -> float:
        """Take one row in; return the last moment it speaks of. Raises BadLine."""
        if cells is None:
            raise BadLine("a cell is longer than a cell can be: perhaps a quote is never closed")
        if len(cells) < self._width:
            raise BadLine(f"{len(cells)} cells where the heading has {self._columns}")
        name = cells[self._case].strip()
        if not name:
            raise BadLine("no case is named")
        start = self._read(cells[self._start])
        if start is None:
            raise BadLine("the time is blank")
        end = self._end_of(cells, start)
        self._note(name, cells, start, end)
        return start if end is None else end

    def _end_of(self, cells: list[str], start: float) -> float | None:
        if self._end is None:
            if self._done is None:
                return start
            column, value = self._done
            return start if cells[column].strip() == value else None
        end = self._read(cells[self._end])
        if end is not None and end < start:
            raise BadLine(f"it ends ({cells[self._end]}) before it starts ({cells[self._start]})")
        return end

    def _note(self, name: str, cells: list[str], start: float, end: float | None) -> None:
        case = self.found.get(name)
        if case is None:
            self.found[name] = Case(start, end, self._place_of(cells))
            return
        if start < case.start:
            # What was known when it was asked stands in its first row.
            case.start, case.place = start, self._place_of(cells)
        if end is not None and (case.end is None or end > case.end):
            case.end = end

    def _place_of(self, cells: list[str]) -> Place:
        team, service, kind = (
            None if index is None else cells[index].strip() for index in self._place
        )
        place = (team, service, kind)
        return self._places.setdefault(place, place)

    def cases(self) -> Iterable[Case]:
        """Return what was found."""
        return self.found.values()


def _index(heading: Sequence[str], name: str | None) -> int | None:
    return None if name is None else _needed(heading, name)


def _needed(heading: Sequence[str], name: str | None) -> int:
    if name is None or name not in heading:
        raise LogError(f"There is no column {name!r}. The columns are: {', '.join(heading)}.")
    return heading.index(name)
