"""The facts of a request as both sides see them: its state, its sentence, its line, its row.

Independent of any page. A list costs one query for its rows, however long it is: ``rows_of``.
"""

from goodword.requests.showing.acts import Act, acts_of
from goodword.requests.showing.lines import line_of
from goodword.requests.showing.rows import Marker, Row, calendars, row_of, rows_of, shown
from goodword.requests.showing.sentences import sentence_of
from goodword.requests.showing.states import Side, rest_of, state_of

__all__ = [
    "Act",
    "Marker",
    "Row",
    "Side",
    "acts_of",
    "calendars",
    "line_of",
    "rest_of",
    "row_of",
    "rows_of",
    "sentence_of",
    "shown",
    "state_of",
]
