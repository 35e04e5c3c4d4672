"""Which events speak to the asker, and which leave the course of a request as it is."""

from __future__ import annotations

#: Words of a provider-side person that the asker can see: they stop C2 and restart C5.
CONTACTS = frozenset(
    {
        "answered",
        "acknowledged",
        "wrote",
        "played_back",
        "question_asked",
        "planned",
        "step_done",
        "offered",
        "promised",
        "work_started",
        "waiting_on_other",
        "resumed",
        "warned",
        "assured",
        "apologised",
        "delivered",
        "declined",
    }
)

#: Who may look at it; the course of the request stays as it is.
ACCESS = frozenset(
    {
        "privacy_raised",
        "opening_asked",
        "opening_agreed",
        "opening_refused",
        "reader_named",
        "reader_ended",
        "shared",
        "share_ended",
        "excluded",
        "exclusion_ended",
        "filer_let_read",
        "glass_broken",
    }
)

#: What leaves the course of the request as it is: two people may do these at one time.
ASIDE = frozenset(
    {
        "wrote",
        "noted",
        "step_done",
        "reminded",
        "word_missed",
        "cover_asked",
        "letter_lost",
        "copied",
        "delegate_named",
        "filer_removed",
        "set_back",
        "sponsor_named",
        "sponsor_reminded",
        "sponsor_confirmed",
        "sponsor_denied",
        "gave_way",
        "date_outside_hours",
        "promise_reminded",
        "leads_asked",
        "service_changed",
        "service_ended",
        "word_sooner",
        *ACCESS,
    }
)
