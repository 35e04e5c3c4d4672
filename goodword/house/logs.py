"""What is written down about running: facts and ids, never what people said.

One JSON object a line, so that nothing a visitor sends can begin a line of
its own.  Of an exception we keep its kind and where it happened; its message
may quote a person and stays out.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]


def configure(options: dict[str, Any]) -> None:
    """Set up logging for this process, from Django's ``LOGGING`` setting."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_messages_of_errors,
        _without_addresses,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    _install(handler, options.get("level", "INFO"))


def _install(handler: logging.Handler, level: str) -> None:
    root = logging.getLogger()
    for ours in [old for old in root.handlers if getattr(old, "is_goodword", False)]:
        root.removeHandler(ours)
    handler.is_goodword = True  # type: ignore[attr-defined]  # how we know our own again
    root.addHandler(handler)
    root.setLevel(level)
    for name in ("django", "django.server"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    # An address that is not found may carry a secret link; it is nobody's fault.
    logging.getLogger("django.request").setLevel("ERROR")
    logging.getLogger("django.security").setLevel("ERROR")


def _without_addresses(_logger: Any, _method: str, event: Event) -> Event:
    """Leave out what Django quotes: the address of a page that failed, a host that was made up.

    An address may be somebody's way in, and the rest is whatever a visitor liked to send.
    """
    name = str(event.get("logger", ""))
    if name == "django.request":
        event["event"] = str(event.get("event", "")).partition(":")[0]
    elif name.startswith("django.security"):
        event["event"] = name.rpartition(".")[2]
    return event


def _without_messages_of_errors(_logger: Any, _method: str, event: Event) -> Event:
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-12:]
        ]
    event.pop("exception", None)
    return event
