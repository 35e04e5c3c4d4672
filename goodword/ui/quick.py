"""What Jinja2 does some thousand times a page, done with fewer calls.

A page of a request calls three hundred macros and functions, imports forty times and says a
hundred sentences. Jinja2 asks each time what a callable wants to be given, whether an import
sees other names than before, and in which language and mode of escaping a sentence is. For us
these are settled: macros are imported without the page's names, everything is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import FunctionType, MethodType
from typing import Any, Final

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from goodword.house.words import active, gettext

_WANTS: Final = "jinja_pass_arg"
#: What ``escape`` itself does with a plain text: in C, or in Python where that is not to be had.
_escaped: Callable[[str], str] = vars(markupsafe)["_escape_inner"]


def sentence(message: str, /, **variables: Any) -> Markup:
    """Say a sentence in the reader's language; what is put in is escaped."""
    if variables:
        return _said(active(), message) % variables
    return _said_plainly(active(), message)


@lru_cache(maxsize=4096)
def _said(_catalogue: object, message: str) -> Markup:
    return Markup(gettext(message))  # noqa: S704 - a sentence of ours, as in jinja2.ext.i18n


@lru_cache(maxsize=4096)
def _said_plainly(catalogue: object, message: str) -> Markup:
    return _said(catalogue, message) % {}


class Page(Context):
    """The names of a template while it is drawn."""

    def call(self, what: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a plain function at once, everything else as Jinja2 does."""
        kind = type(what)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif (kind is not FunctionType and kind is not MethodType) or hasattr(what, _WANTS):
            return Context.call(self, what, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return what(*args, **kwargs)


class Sheet(Template):
    """A template; what others import of it is made once.

    Jinja2 makes it anew for an importer with globals of its own. None of ours has any.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


def drawn(value: Any) -> str:
    """Return what stands in a page for a value: escaped, unless it is markup already.

    This is markupsafe's ``escape``, whose answer need not be markup where it is joined at once.
    """
    kind = type(value)
    if kind is str:
        return _escaped(value)
    text: str = value if kind is Markup else escape(value)
    return text


class Pen(CodeGenerator):
    """Writes ``drawn`` where Jinja2 writes ``escape``; only what is output, and only escaped."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.drawn(")
        if finalize.src is not None:
            self.write(finalize.src)


class Pages(Environment):
    """Jinja2 as our pages need it."""

    context_class = Page
    template_class = Sheet
    code_generator_class = Pen
    drawn = staticmethod(drawn)
