"""What can be done with letters: post, hand over, gather into digests."""

from goodword.outbox.actions.braking import brake
from goodword.outbox.actions.choosing import ends_with, letter_to_end, switch_off
from goodword.outbox.actions.delivering import (
    How,
    Result,
    claim,
    give_back,
    let_lapse,
    put_off,
    settle,
    try_again_now,
)
from goodword.outbox.actions.digesting import make_digest
from goodword.outbox.actions.posting import came_back, leave_unsent, post, post_to_all
from goodword.outbox.actions.watching import alarm, tell_lost, troubles_of

__all__ = [
    "How",
    "Result",
    "alarm",
    "brake",
    "came_back",
    "claim",
    "ends_with",
    "give_back",
    "leave_unsent",
    "let_lapse",
    "letter_to_end",
    "make_digest",
    "post",
    "post_to_all",
    "put_off",
    "settle",
    "switch_off",
    "tell_lost",
    "troubles_of",
    "try_again_now",
]
