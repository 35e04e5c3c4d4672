"""The process that reads mails, so that nothing else has to. No Django here.

It has 400 MB of memory and 10 s of processor time a mail (``Bounds``, its one argument, says it
otherwise), cannot write a file, and is thrown away when it goes over. ``python -m`` this module
reads frames from standard input, each a mail, and answers what the mail says and then the files in
it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from types import TracebackType

from goodword.channels.parsing import enclosed, frames, mail
from goodword.channels.parsing.bounds import HERE


def limit() -> None:
    """Give the process its bounds for life."""
    resource.setrlimit(resource.RLIMIT_AS, (HERE.memory, HERE.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_one_more() -> None:
    """Let the next mail have its own share of processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + HERE.cpu_seconds + 1
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    # Whoever gave less from outside means it.
    most = seconds if hard == resource.RLIM_INFINITY else min(seconds, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def answer(raw: bytes) -> list[bytes]:
    """Answer one mail in frames: what it says as JSON, then each attached file."""
    try:
        understood = mail.understand(raw)
    except mail.TooMuch as limit_said:
        return [_as_json({"too_much": str(limit_said)})]
    told = [
        {
            "name": it.name,
            "type": it.content_type,
            "size": len(it.content),
            "inline": it.inline,
            "identity": it.identity,
            "told": enclosed.words_of(it.content)
            if enclosed.is_mail(it.content_type, it.name)
            else "",
        }
        for it in understood.attached
    ]
    facts = understood.facts | {"attached": told}
    return [_as_json(facts), *(it.content for it in understood.attached)]


def _as_json(facts: object) -> bytes:
    return json.dumps(facts).encode("ascii")


def main() -> None:
    """Answer requests until there are no more."""
    requests = os.fdopen(0, "rb")
    answers = os.fdopen(os.dup(1), "wb")

    def say_why(
        kind: type[BaseException], _it: BaseException, _where: TracebackType | None
    ) -> None:
        """Name what went wrong with the last breath; never its words, they are the mail's."""
        frames.write(answers, _as_json({"failed": kind.__name__}))

    sys.excepthook = say_why
    if len(sys.argv) > 1:
        vars(HERE).update(json.loads(sys.argv[1]))
    limit()
    allow_one_more()
    while (request := frames.read(requests)) is not None:
        allow_one_more()
        for frame in answer(request):
            frames.write(answers, frame)


if __name__ == "__main__":
    main()
