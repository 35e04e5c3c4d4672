"""What can be done with letters: post, hand over, gather into digests."""

from goodword.outbox.actions.braking import brake
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
    "give_back",
    "leave_unsent",
    "let_lapse",
    "make_digest",
    "post",
    "post_to_all",
    "put_off",
    "settle",
    "tell_lost",
    "troubles_of",
    "try_again_now",
]
