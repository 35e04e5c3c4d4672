"""Under which name the session with a key is kept."""

from __future__ import annotations

import hashlib

#: No key begins like this: keys are small letters and digits.
NAME = "name."
_LENGTH = 40


def name_of(key: str) -> str:
    """Answer the name for a key; a name stays itself."""
    if key.startswith(NAME):
        return key
    return (NAME + hashlib.sha256(key.encode()).hexdigest())[:_LENGTH]
