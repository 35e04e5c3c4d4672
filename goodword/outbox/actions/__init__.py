"""What can be done with letters: post, hand over, gather into digests."""

from goodword.outbox.actions.delivering import (
    cancel,
    claim,
    fail,
    finish,
    hand_over,
    let_lapse,
    put_off,
    try_again_now,
)
from goodword.outbox.actions.digesting import make_digest
from goodword.outbox.actions.posting import came_back, leave_unsent, post, post_to_all

__all__ = [
    "came_back",
    "cancel",
    "claim",
    "fail",
    "finish",
    "hand_over",
    "leave_unsent",
    "let_lapse",
    "make_digest",
    "post",
    "post_to_all",
    "put_off",
    "try_again_now",
]
