"""The words each side is shown when it changes who may look at a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop

N_ = gettext_noop

OF_SIGHT: Final[Mapping[str, tuple[str, str]]] = {
    "closed_to_named_by_asker": (
        N_("You made this confidential: only named people of %(team)s read on."),
        N_("%(by)s made this confidential: only named people of %(team)s read on."),
    ),
    "closed_to_team_by_asker": (
        N_("You closed this to all but those who take part and %(team)s."),
        N_("%(by)s closed this to all but those who take part and %(team)s."),
    ),
    "shared_by_asker": (
        N_("You let %(to)s read along."),
        N_("%(by)s lets %(to)s read along."),
    ),
    "excluded_by_asker": (
        N_("You kept somebody out of this request."),
        N_("%(by)s kept somebody out of this request."),
    ),
    "exclusion_ended_by_asker": (
        N_("You let somebody in again who was kept out."),
        N_("%(by)s let somebody in again who was kept out."),
    ),
    "closed_to_named": (
        N_("%(by)s made this confidential: only named people of %(team)s read on."),
        N_("%(by)s made this confidential: only named people of %(team)s read on."),
    ),
    "closed_to_team": (
        N_("%(by)s closed this to all but those who take part and %(team)s."),
        N_("%(by)s closed this to all but those who take part and %(team)s."),
    ),
    "opening_asked": (
        N_("%(by)s asks whether this may be less closed. It is yours to say."),
        N_("%(by)s asked %(asker)s whether this may be less closed."),
    ),
    "opening_agreed": (
        N_("You agreed that this is less closed."),
        N_("%(by)s agreed that this is less closed."),
    ),
    "opening_refused": (
        N_("You said no: it stays as closed as it is."),
        N_("%(by)s said no: it stays as closed as it is."),
    ),
    "reader_named": (
        N_("%(by)s named %(to)s to read this."),
        N_("%(by)s named %(to)s to read this."),
    ),
    "reader_ended": (
        N_("%(by)s took %(to)s off this: they do not read it any more."),
        N_("%(by)s took %(to)s off this: they do not read it any more."),
    ),
    "shared": (
        N_("%(by)s lets %(to)s read along."),
        N_("%(by)s lets %(to)s read along."),
    ),
    "share_ended": (
        N_("%(to)s does not read along any more."),
        N_("%(to)s does not read along any more."),
    ),
    "excluded": (
        N_("%(by)s kept somebody out of this request."),
        N_("%(by)s kept somebody out of this request."),
    ),
    "exclusion_ended": (
        N_("%(by)s let somebody in again who was kept out."),
        N_("%(by)s let somebody in again who was kept out."),
    ),
    "filer_reads": (
        N_("%(to)s may read how this goes on."),
        N_("%(to)s may read how this goes on."),
    ),
    "filer_reads_no_more": (
        N_("%(to)s does not read how this goes on any more."),
        N_("%(to)s does not read how this goes on any more."),
    ),
    "glass_broken": (
        N_("%(by)s, who runs Goodword, opened this to look at it until %(due)s."),
        N_("%(by)s, who runs Goodword, opened this to look at it until %(due)s."),
    ),
}
