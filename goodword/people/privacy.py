"""How closed a team's work is, from the most open to the most closed (RELIABILITY 3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Privacy(models.TextChoices):
    """Who may know of a request beyond those who take part in it."""

    OPEN = "open", _("Every colleague may find its title and how it stands")
    NORMAL = "normal", _("Those who take part, and the team")
    CONFIDENTIAL = "confidential", _("Those who take part, and named people of the team")

    @property
    def strictness(self) -> int:
        """How closed this is; a higher number is closer."""
        return list(Privacy).index(self)


#: What a confidential service or team needs at least, so that one absence leaves nobody alone.
READERS_AT_LEAST = 2
