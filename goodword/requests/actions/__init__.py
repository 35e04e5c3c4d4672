"""The verbs of a request. Doors fetch through a person's eyes, then call one of these."""

from goodword.requests.actions import files
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
from goodword.requests.actions.delivering import (
    apologise,
    deliver,
    resume,
    start_work,
    wait_for_other,
)
from goodword.requests.actions.keeping import stand
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
    "answer_now",
    "answer_question",
    "apologise",
    "ask",
    "ask_asker",
    "assign",
    "close_unanswered",
    "confirm",
    "confirm_playback",
    "correct_playback",
    "counter",
    "decline",
    "deliver",
    "dispute",
    "files",
    "finish_step",
    "hand_over",
    "make_plan",
    "name_delegate",
    "not_yet",
    "offer",
    "pass_on",
    "play_back",
    "refuse_handover",
    "refuse_move",
    "remind",
    "remove_filer",
    "reopen",
    "resume",
    "stand",
    "start_work",
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
