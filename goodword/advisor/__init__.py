"""Which date will this team meet? Pure statistics of its own past. No Django, no clock."""

from goodword.advisor.advice import (
    AIM,
    CAREFUL,
    EVEN,
    FAIR,
    LEVELS,
    SAFE,
    Advice,
    Ground,
    advise,
)
from goodword.advisor.curve import Curve
from goodword.advisor.experience import Experience, Place

__all__ = [
    "AIM",
    "CAREFUL",
    "EVEN",
    "FAIR",
    "LEVELS",
    "SAFE",
    "Advice",
    "Curve",
    "Experience",
    "Ground",
    "Place",
    "advise",
]
