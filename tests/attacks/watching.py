"""A window that notices when words run, ask a foreign host, or become an element."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Page, Request, Route

from goodword.house.guard import system_scope
from goodword.outbox.kinds import Rendered, kind_of
from goodword.outbox.models import Letter
from tests.attacks.payloads import chunks

#: How long the texts are that boxes of each length get.
LENGTHS = (60, 100, 200, 300, 4_000)

#: ``look(root)`` answers what words have become that they must not, in words.
_LOOK = r"""
  const links = new Set(['href', 'src', 'action', 'formaction', 'data', 'poster', 'srcset', 'ping',
    'background', 'xlink:href', 'cite', 'manifest', 'data-poll', 'data-counts',
    'data-theme-address', 'hx-get', 'hx-post']);
  const never = 'iframe,frame,frameset,object,embed,base,portal,math,marquee,style,applet,'
    + 'foreignObject,animate,set,handler,meta[http-equiv],template[shadowrootmode]';
  const ours = (value) => {
    try {
      const url = new URL(value, location.href);
      const inside = /^(mailto:|tel:|data:image\/svg|data:,)/.test(url.href);
      return inside || url.origin === location.origin;
    } catch { return false; }
  };
  const look = (root, found = []) => {
    const say = (what, e) => found.push(`${what}: ${e.outerHTML.slice(0, 160)}`);
    for (const e of root.querySelectorAll('*')) {
      const bare = e.localName === 'script' && !e.getAttribute('src');
      if (e.matches(never) || bare) say('element', e);
      for (const {name, value} of e.attributes) {
        if (/^(on|hx-on|data-hx|style$|srcdoc$)/i.test(name)) say(`attribute ${name}`, e);
        else if (links.has(name) && !ours(value)) say(`leads away by ${name}`, e);
        else if (/^hx-/i.test(name) && /evil\.example|alert|js:/.test(value)) say(name, e);
      }
      if (e.localName === 'template') look(e.content, found);
    }
    for (const id of ['main', 'live', 'toasts', 'composer', 'keys']) {
      if (root.querySelectorAll(`[id="${id}"]`).length > 1) found.push(`two of #${id}`);
    }
    return found;
  };
  const parsed = (text) => new DOMParser().parseFromString(text, 'text/html');
"""
_HERE = f"""() => {{ {_LOOK}
  const found = look(document);
  const whole = typeof document.querySelector === 'function' && typeof document.cookie === 'string'
    && document.body instanceof HTMLElement;
  if (!whole) found.push('the document is clobbered');
  if ('ran' in window) found.push('a script ran');
  return found;
}}"""
_FETCHED = f"""async ([path, headers]) => {{ {_LOOK}
  const answer = await fetch(path, {{headers}});
  return [answer.status, look(parsed(await answer.text()))];
}}"""
_LETTERS = r"""(letters) => letters.flatMap((text) => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const known = 'html,head,meta[charset],meta[name=viewport],meta[name=color-scheme],title,style,'
    + 'link[href="data:,"],body,main,footer,h1,h2,p,strong,div.said,br,dl,dt,dd,ul,li,a[href]';
  const plain = ['class', 'href', 'lang', 'charset', 'name', 'content', 'rel'];
  return [...page.querySelectorAll('*')]
    .filter((e) => !e.matches(known) || [...e.attributes].some(({name}) => !plain.includes(name))
      || (e.localName === 'style' && e.parentElement.localName !== 'head')
      || (e.localName === 'a' && new URL(e.href).host !== 'localhost:8000'))
    .map((e) => e.outerHTML.slice(0, 160));
})"""
#: Sends every form of a page, each box full of payloads; answers address, code and what it became.
_FILL = f"""async ([path, pieces]) => {{ {_LOOK}
  let turn = 0;
  const piece = (most) => {{
    const fit = Object.keys(pieces).map(Number).filter((length) => length <= most);
    const texts = pieces[Math.max(...fit, 60)];
    return texts[turn++ % texts.length];
  }};
  const typed = {{date: '2026-12-01', time: '10:00', 'datetime-local': '2026-12-01T10:00',
    number: '1', password: 'not the password'}};
  const answers = [];
  const page = parsed(await (await fetch(path)).text());
  for (const form of page.querySelectorAll('form')) {{
    const action = new URL(form.getAttribute('action') || path, location.href);
    if (form.getAttribute('method')?.toLowerCase() !== 'post') continue;
    if (/^.(account|me.theme)/.test(action.pathname)) continue;
    const data = new FormData();
    const chosen = new Set();
    for (const box of form.elements) {{
      const type = box.type;
      if (!box.name || ['submit', 'button', 'reset', 'fieldset'].includes(type)) continue;
      if (type === 'hidden' || type === 'select-one') data.append(box.name, box.value);
      else if (type === 'radio') {{
        if (!chosen.has(box.name)) data.append(box.name, box.value);
        chosen.add(box.name);
      }} else if (type === 'file') data.append(box.name, new File(['x'], piece(100)));
      else if (type === 'checkbox') continue;
      else if (type === 'email') data.append(box.name, `${{piece(60)}}@evil.example`);
      else data.append(box.name, typed[type] ?? piece(box.maxLength > 0 ? box.maxLength : 4000));
    }}
    const answer = await fetch(action, {{method: 'POST', body: data}});
    answers.push([action.pathname, answer.status, look(parsed(await answer.text()))]);
  }}
  return answers;
}}"""


class Watch:
    """Notes dialogs, refusals of the policy, script errors and requests that leave the house."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.seen: list[str] = []
        page.context.route("**/*", self._let_through)
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.seen.append(f"script error: {error}"))
        page.on("popup", lambda other: self.seen.append(f"window: {other.url}"))
        page.on("console", lambda said: self._said(said.type, said.text))

    def _let_through(self, route: Route, request: Request) -> None:
        if request.url.startswith((f"{self.address}/", "data:", "blob:")):
            route.fallback()
        else:
            self.seen.append(f"asks {request.url[:120]}")
            route.abort()

    def _dialog(self, dialog: Any) -> None:
        self.seen.append("a dialog opened")
        dialog.dismiss()

    def _said(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:
            self.seen.append(f"console: {text[:200]}")

    def noticed(self) -> list[str]:
        """Answer what ran or was asked since the last time."""
        seen, self.seen = self.seen, []
        return seen

    def found(self) -> list[str]:
        """Answer what was noticed, and what stands in the page now."""
        return [*self.noticed(), *self.page.evaluate(_HERE)]

    def fetched(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, list[str]]:
        """Let the browser's own parser read a page without leaving this one."""
        code, found = self.page.evaluate(_FETCHED, [path, headers or {}])
        return code, [*self.noticed(), *found]

    def filled(self, path: str) -> list[tuple[str, int, list[str]]]:
        """Send every form of a page with payloads in every box."""
        pieces = {length: list(chunks(length)) for length in LENGTHS}
        return [(to, code, found) for to, code, found in self.page.evaluate(_FILL, [path, pieces])]

    def letters(self, letters: Iterable[str]) -> list[str]:
        """Read letters as a mail program without any policy would; answer what is no letter."""
        return [*self.noticed(), *self.page.evaluate(_LETTERS, list(letters))]


def worded_again(at: Any) -> list[Rendered]:
    """Word every letter there is once more, and keep it as if it had just been sent."""
    worded = []
    with system_scope("tests"):
        for letter in Letter.objects.select_related("to"):
            rendered = kind_of(letter.kind).resolver(letter, at)
            if rendered is None:
                continue
            worded.append(rendered)
            Letter.objects.filter(pk=letter.pk).update(
                subject=rendered.subject[:250], text=rendered.text, html=rendered.html
            )
    return worded
