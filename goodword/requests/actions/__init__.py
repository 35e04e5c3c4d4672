"""The verbs of a request. Doors fetch through a person's eyes, then call one of these."""

from goodword.requests.actions import files
from goodword.requests.actions.access import (
    end_exclusion,
    end_reader,
    end_share,
    exclude,
    name_reader,
    share,
    step_back,
)
from goodword.requests.actions.advising import forecast
from goodword.requests.actions.aiming import set_aim
from goodword.requests.actions.asking import (
    acknowledge,
    answer_now,
    ask,
    assign,
    name_delegate,
    remove_filer,
    take,
    wait_outside,
    write,
)
from goodword.requests.actions.clock import strike
from goodword.requests.actions.closing import (
    close_unanswered,
    confirm,
    dispute,
    not_yet,
    remind,
    reopen,
    withdraw,
)
from goodword.requests.actions.copied import note_copied
from goodword.requests.actions.delivering import (
    apologise,
    deliver,
    resume,
    start_work,
    wait_for_other,
)
from goodword.requests.actions.displacing import budget_of, cost_of
from goodword.requests.actions.emergencies import (
    answer_as_sponsor,
    back_emergency,
    make_emergency,
)
from goodword.requests.actions.fixed_dates import fix_date
from goodword.requests.actions.for_guests import ask_for_guest, known_guest
from goodword.requests.actions.keeping import stand
from goodword.requests.actions.learning import learn
from goodword.requests.actions.looking import (
    agree_to_glass,
    break_glass,
    mend_glass,
    name_for_nobody,
    note_reading,
)
from goodword.requests.actions.privacy import (
    agree_to_open,
    ask_to_open,
    close_to,
    let_filer_read,
    refuse_to_open,
)
from goodword.requests.actions.promising import (
    accept,
    counter,
    offer,
    refuse_move,
    warn,
    will_make_it,
    withdraw_offer,
)
from goodword.requests.actions.understanding import (
    answer_question,
    ask_asker,
    confirm_playback,
    correct_playback,
    finish_step,
    make_plan,
    play_back,
)
from goodword.requests.actions.ways_on import (
    accept_handover,
    decline,
    hand_over,
    pass_on,
    refuse_handover,
)

__all__ = [
    "accept",
    "accept_handover",
    "acknowledge",
    "agree_to_glass",
    "agree_to_open",
    "answer_as_sponsor",
    "answer_now",
    "answer_question",
    "apologise",
    "ask",
    "ask_asker",
    "ask_for_guest",
    "ask_to_open",
    "assign",
    "back_emergency",
    "break_glass",
    "budget_of",
    "close_to",
    "close_unanswered",
    "confirm",
    "confirm_playback",
    "correct_playback",
    "cost_of",
    "counter",
    "decline",
    "deliver",
    "dispute",
    "end_exclusion",
    "end_reader",
    "end_share",
    "exclude",
    "files",
    "finish_step",
    "fix_date",
    "forecast",
    "hand_over",
    "known_guest",
    "learn",
    "let_filer_read",
    "make_emergency",
    "make_plan",
    "mend_glass",
    "name_delegate",
    "name_for_nobody",
    "name_reader",
    "not_yet",
    "note_copied",
    "note_reading",
    "offer",
    "pass_on",
    "play_back",
    "refuse_handover",
    "refuse_move",
    "refuse_to_open",
    "remind",
    "remove_filer",
    "reopen",
    "resume",
    "set_aim",
    "share",
    "stand",
    "start_work",
    "step_back",
    "strike",
    "take",
    "wait_for_other",
    "wait_outside",
    "warn",
    "will_make_it",
    "withdraw",
    "withdraw_offer",
    "write",
]
