"""The command as its users meet it: text in, text out."""

import argparse
import io
import json

import pytest

from goodword.working_time import command


@pytest.fixture
def hours_explain():
    """Run ``hours explain`` with these arguments; answers (exit code, out, error)."""

    def run(*arguments, stdin=""):
        parser = argparse.ArgumentParser("goodword hours explain")
        command.add_arguments(parser)
        out, err = io.StringIO(), io.StringIO()
        source = io.StringIO(stdin) if isinstance(stdin, str) else stdin
        code = command.run(parser.parse_args(arguments), source, out, err)
        return code, out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def batch(hours_explain):
    """Ask questions (objects, or lines as they are) in one batch; answers them parsed."""

    def ask(*questions):
        lines = [q if isinstance(q, str) else json.dumps(q) for q in questions]
        code, out, _ = hours_explain("--batch", stdin="".join(f"{line}\n" for line in lines))
        assert code == 0
        return [json.loads(line) for line in out.splitlines()]

    return ask
