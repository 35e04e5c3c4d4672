"""Sets of time as sorted, separate, half-open spans of whole numbers.

The unit is the caller's: minutes of a day, or ticks.
"""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]


def merged(spans: Iterable[Span]) -> Spans:
    """Return the union: overlapping and touching spans become one, empty ones go."""
    joined: list[Span] = []
    for begins, ends in sorted(spans):
        if begins >= ends:
            continue
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return tuple(joined)


def without(spans: Spans, cuts: Spans) -> Spans:
    """Return what is left of the spans when the cuts are taken out.

    Both must be merged.
    """
    left: list[Span] = []
    first = 0
    for begins, ends in spans:
        while first < len(cuts) and cuts[first][1] <= begins:
            first += 1
        for cut_begins, cut_ends in cuts[first:]:
            if cut_begins >= ends:
                break
            if begins < cut_begins:
                left.append((begins, cut_begins))
            begins = cut_ends
        if begins < ends:
            left.append((begins, ends))
    return tuple(left)


def shifted(spans: Spans, by: int) -> Spans:
    """Return the spans moved along by a distance."""
    return tuple((begins + by, ends + by) for begins, ends in spans)
