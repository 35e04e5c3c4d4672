"""What a backtest refuses: one clear sentence."""

from __future__ import annotations


class LogError(Exception):
    """The log cannot be replayed. ``str()`` says why, and what would help."""


class BadLine(Exception):
    """One line cannot be read; it is left out and named."""
