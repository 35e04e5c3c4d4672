"""The promise line: asked, now, promised, needed, on one line.

Pure geometry. Positions are percentages of the width in business time: 0 is when it was asked,
the promise stands at 72 to 88, what is needed at 97. ``PromiseLine`` holds positions and words;
``draw`` turns it into strokes, marks and labels that do not run into each other. ``line_of``
computes the positions from lengths of working time that the caller measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

State = Literal[
    "none", "proposed", "countered", "given", "risk", "broken", "early", "kept", "wait", "declined"
]
Anchor = Literal["start", "middle", "end"]
Row = Literal["above", "below"]

START = 0.8
END = 99.2
PROMISED_LOW, PROMISED_HIGH, PROMISED_ALONE = 72.0, 88.0, 84.0
NEEDED = 97.0
NOW_WITHOUT_DATE = 92.0
BEHIND = 1.6
"""How far a stroke stops before the ring it leads to."""

WIDE, NARROW = 500, 280
"""Widths in px at which labels must not touch: a banner in a column, a banner on a phone."""
LETTER = 6.9
"""Width of a letter of a label in px, measured generously on Figtree at 13 px."""
GAP = 10
"""Least distance between two labels, in px."""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """What a promise line shows. Positions are 0 to 100; what is None is not drawn.

    ``label`` says the whole line in words for people who do not see it. The other words are
    short and already translated: "Asked Tue 8:52", "Now", "Thu 4 pm", "Needed Fri 9:30".
    """

    state: State
    label: str = ""
    now: float | None = None
    mark: float | None = None
    flag: float | None = None
    delivered: float | None = None
    cross: float | None = None
    start_words: str = ""
    now_words: str = ""
    mark_words: str = ""
    flag_words: str = ""
    delivered_words: str = ""
    cross_words: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside the line; ``kind`` is a class, ``optional`` ones vanish on narrow screens."""

    words: str
    x: float
    row: Row
    anchor: Anchor = "middle"
    kind: str = ""
    optional: bool = False

    def reach(self, width: int) -> tuple[float, float]:
        """Return where the words begin and end, in px on a line of this width."""
        at, long = self.x / 100 * width, len(self.words) * LETTER
        return {
            "start": (at, at + long),
            "middle": (at - long / 2, at + long / 2),
            "end": (at - long, at),
        }[self.anchor]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A part of the line: ``kind`` is the class, from and to in percent."""

    kind: str
    x1: float
    x2: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything a template needs to draw the line, in the order of painting."""

    strokes: Sequence[Stroke] = field(default_factory=tuple)
    labels: Sequence[Label] = field(default_factory=tuple)


def draw(line: PromiseLine) -> Drawing:
    """Return the strokes and labels of a large line."""
    rest = Stroke("rest", START, END)
    return Drawing(strokes=(rest, *_strokes(line, START, BEHIND)), labels=place(_wished(line)))


def draw_mini(line: PromiseLine) -> Drawing:
    """Return the strokes of a small line, as in rows; it has no labels."""
    if line.mark is None and line.delivered is None:
        return Drawing(strokes=(Stroke("rest", 3.0, 92.0),))
    return Drawing(strokes=tuple(_strokes(line, 3.0, 5.0)))


def _strokes(line: PromiseLine, start: float, behind: float) -> list[Stroke]:
    if line.cross is not None:
        return _broken(line, start)
    if line.delivered is not None:
        late = [Stroke("span", line.delivered, line.mark)] if _early(line) and line.mark else []
        return [*late, Stroke("gone", start, line.delivered)]
    strokes = []
    if line.mark is not None:
        strokes.append(Stroke("span", start, max(start, line.mark - behind)))
        if line.now is not None and line.state != "none":
            strokes.append(Stroke("gone", start, max(start, min(line.now, line.mark - behind))))
    return strokes


def _broken(line: PromiseLine, start: float) -> list[Stroke]:
    cross = line.cross or 0.0
    until = max(line.now or 0.0, line.delivered or 0.0)
    strokes = [Stroke("gone", start, cross)]
    if until > cross:
        strokes.append(Stroke("over", min(cross + 1.5, until), until))
    return strokes


def _early(line: PromiseLine) -> bool:
    return line.mark is not None and line.delivered is not None and line.delivered < line.mark


def _wished(line: PromiseLine) -> list[Label]:
    """The labels as one would like them, the most important first."""
    wished = [
        _label(line.mark_words, line.mark, "below", "strong new" if line.cross else "strong"),
        _label(line.delivered_words, line.delivered, "above", "strong"),
        _label(line.cross_words, line.cross, "below", "strong"),
        _label(line.flag_words, line.flag, "above", ""),
        _label(line.now_words, line.now, "above", "now"),
        _label(line.start_words, 0.0, "below", "", "start"),
    ]
    return [label for label in wished if label is not None]


def _label(
    words: str, x: float | None, row: Row, kind: str, anchor: Anchor = "middle"
) -> Label | None:
    return Label(words, x, row, anchor, kind) if words and x is not None else None


def place(wished: Sequence[Label]) -> tuple[Label, ...]:
    """Return the labels so that none runs into another or over the edge.

    Earlier labels keep their place, later ones move: to the other side of their mark, then to
    the other row. What fits nowhere at full width is left out (the line says it in words for
    screen readers); what only fits at full width is ``optional``.
    """
    placed: list[Label] = []
    for label in wished:
        if (found := _fitting(label, placed)) is not None:
            placed.append(found)
    return tuple(placed)


def _fitting(label: Label, placed: Sequence[Label]) -> Label | None:
    """The label where it fits at both widths, else where it fits at full width, else None."""
    always = [other for other in placed if not other.optional]
    at_full = [tried for tried in _tries(label) if _fits(tried, placed, WIDE)]
    for tried in at_full:
        if _fits(tried, always, NARROW):
            return tried
    return replace(at_full[0], optional=True) if at_full else None


def _tries(label: Label) -> list[Label]:
    other: Row = "below" if label.row == "above" else "above"
    anchors: tuple[Anchor, ...] = (label.anchor, "end", "start", "middle")
    return [
        replace(label, row=row, anchor=anchor) for row in (label.row, other) for anchor in anchors
    ]


def _fits(label: Label, placed: Sequence[Label], width: int) -> bool:
    begin, end = label.reach(width)
    if begin < -1 or end > width + 1:
        return False
    return all(
        end + GAP <= other.reach(width)[0] or other.reach(width)[1] + GAP <= begin
        for other in placed
        if other.row == label.row
    )


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths of working time in minutes, each counted from when it was asked.

    ``hoped`` is what the asker asked for while a date is negotiated; ``missed`` is a broken
    promise that ``promised`` replaces, if there is a new one.
    """

    now: int | None = None
    promised: int | None = None
    needed: int | None = None
    delivered: int | None = None
    missed: int | None = None
    first_word: int | None = None


@dataclass(frozen=True, slots=True)
class Positions:
    """The same as percentages, to be put into a ``PromiseLine``."""

    now: float | None = None
    mark: float | None = None
    flag: float | None = None
    delivered: float | None = None
    cross: float | None = None


def positions(lengths: Lengths) -> Positions:
    """Return where everything stands, in business time.

    The promise stands at 72 to 88 % whatever comes after it, so that lines can be compared;
    before and after it the scale is even. What was broken stands in the middle.
    """
    knots = _knots(lengths)
    return Positions(
        now=_at(lengths.now, knots),
        mark=_at(lengths.promised, knots),
        flag=_at(lengths.needed, knots),
        delivered=_at(lengths.delivered, knots),
        cross=_at(lengths.missed, knots),
    )


def _knots(lengths: Lengths) -> list[tuple[float, float]]:
    """Fixed points of the scale, as (minutes, percent), both rising."""
    if lengths.missed is not None:
        return _broken_knots(lengths)
    date = lengths.promised if lengths.promised is not None else lengths.first_word
    if date is None and lengths.delivered is not None:
        date = lengths.delivered
    if date is None:
        furthest = max(lengths.now or 0, lengths.needed or 0, 1)
        return [(0, 0), (furthest, NEEDED if lengths.needed else NOW_WITHOUT_DATE)]
    late = max(lengths.now or 0, lengths.delivered or 0, lengths.needed or 0)
    if late <= date:
        return [(0, 0), (max(date, 1), PROMISED_ALONE)]
    promised = min(max(NEEDED * date / late, PROMISED_LOW), PROMISED_HIGH)
    return [(0, 0), (max(date, 1), promised), (max(late, date + 1, 2), NEEDED)]


def _broken_knots(lengths: Lengths) -> list[tuple[float, float]]:
    missed = max(lengths.missed or 0, 1)
    ends = [end for end in (lengths.promised, lengths.delivered, lengths.now) if end is not None]
    last = max([missed + 1, *ends])
    return [(0, 0), (missed, 52.0), (last, PROMISED_HIGH)]


def _at(minutes: int | None, knots: Sequence[tuple[float, float]]) -> float | None:
    if minutes is None:
        return None
    for (m1, p1), (m2, p2) in pairwise(knots):
        if minutes <= m2:
            return round(p1 + (p2 - p1) * max(minutes - m1, 0) / (m2 - m1), 1)
    return round(knots[-1][1], 1)
