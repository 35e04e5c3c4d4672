"""What happens to a mail: received, read, taken in, set aside or tried again."""

from goodword.channels.actions.addresses import add_address, drop_address
from goodword.channels.actions.arriving import NotKept, arrive, bring_in
from goodword.channels.actions.by_mail import open_by_mail, say_whether
from goodword.channels.actions.glass import break_glass
from goodword.channels.actions.handling import handle, try_again
from goodword.channels.actions.matching import takes_mail_for
from goodword.channels.actions.receiving import IN_HAND_FOR, receive
from goodword.channels.actions.redirecting import move, split, treat
from goodword.channels.actions.self_testing import begin_self_test, send_self_tests
from goodword.channels.actions.triage import (
    open_text,
    read,
    set_aside,
    take_in,
    take_in_for_guest,
)
from goodword.channels.actions.ways import is_troubled, note_refusal, note_way, way, works

__all__ = [
    "IN_HAND_FOR",
    "NotKept",
    "add_address",
    "arrive",
    "begin_self_test",
    "break_glass",
    "bring_in",
    "drop_address",
    "handle",
    "is_troubled",
    "move",
    "note_refusal",
    "note_way",
    "open_by_mail",
    "open_text",
    "read",
    "receive",
    "say_whether",
    "send_self_tests",
    "set_aside",
    "split",
    "take_in",
    "take_in_for_guest",
    "takes_mail_for",
    "treat",
    "try_again",
    "way",
    "works",
]
