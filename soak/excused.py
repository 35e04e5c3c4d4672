"""Places where taking the eyes out shows nobody anything: each with its reason, none besides.

By file, function and eyes, so that a line that moves does not matter. A place that is killed
after all has to leave this list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EXCUSED: Mapping[tuple[str, str, str], str] = MappingProxyType({})
