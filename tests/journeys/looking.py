"""What is looked for on a page in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Literal

from playwright.sync_api import Page

#: Stops of the Tab key that are walked, and after how many it is asked whether the page is left.
STOPS, STEPS = 40, 5
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
#: By theme: in the dark only the colours differ.
_RULES: dict[Literal["dark", "light"], dict[str, object]] = {
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "light": {"type": "tag", "values": _TAGS},
}
#: Two pictures later, so that no colour is still on its way to another.
_SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_RUN = f"""(rules) => {_SETTLED}
  .then(() => axe.run(document, {{resultTypes: ['violations'], runOnly: rules}}))
  .then((found) => found.violations.flatMap((wrong) => wrong.nodes.map(
    (node) => `${{wrong.id}}: ${{wrong.help}} at ${{node.target}}`)))"""
#: Notes each stop of the Tab key where neither the control nor what it stands in has a ring, and
#: when the walk has left the page.
_WATCH = """() => {
  const ring = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  };
  const around = (element) => element && element !== document.body
    ? [element, ...around(element.parentElement)] : [];
  window.unseen = [];
  window.stops = 0;
  window.left = false;
  document.addEventListener('keyup', () => {
    window.left ||= document.activeElement === document.body;
  });
  document.addEventListener('focusin', ({target}) => {
    window.stops += 1;
    const places = [...around(target), ...(target.labels ?? [])];
    const seen = places.some((place) => ring(place)) ||
      places.some((place) => ring(place, '::before') || ring(place, '::after'));
    if (!seen) window.unseen.push(`no visible focus on ${target.outerHTML.slice(0, 110)}`);
  });
}"""


#: What a page is put together from: each kind of element, in each kind of place.
_PARTS = """() => {
  const kind = (e) => `${e.tagName}.${e.getAttribute('class') ?? ''}.${e.dataset.state ?? ''}`;
  const all = [...document.body.querySelectorAll('*')];
  return [...new Set(all.map((e) => `${kind(e.parentElement)} > ${kind(e)}`))];
}"""


def bring_axe(page: Page) -> None:
    """Let axe be there on whatever is opened here; the browser reads its half megabyte once."""
    page.add_init_script(_AXE)


def violations(page: Page, known: set[str]) -> list[str]:
    """Ask axe about the page; it stays on a wide light screen.

    Every page is looked at whole, narrow and in the light.  Whatever it has that no page
    before had (``known`` remembers) is looked at in both themes and at both widths.
    """
    parts = {*page.evaluate(_PARTS)}
    is_new = not parts <= known
    known |= parts
    found = []
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for theme, rules in _RULES.items():
            if is_new or (theme, width) == ("light", 390):
                page.emulate_media(color_scheme=theme)
                found += [f"{line} ({theme}, {width})" for line in page.evaluate(_RUN, rules)]
    return found


def shape(page: Page) -> Iterator[str]:
    """Yield what a page lacks to be found one's way in: one heading, a title, its width."""
    headings = page.locator("h1").count()
    if headings != 1:
        yield f"{headings} headings of the first level"
    if not page.title().strip():
        yield "no title"
    page.set_viewport_size({"width": 320, "height": 900})
    beyond = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if beyond > 0:
        yield f"scrolls sideways by {beyond} px at 320"
    page.set_viewport_size({"width": 1440, "height": 900})


def unseen_focus(page: Page) -> list[str]:
    """Walk the first stops of the Tab key; answer those whose focus nobody can see."""
    page.evaluate(_WATCH)
    for _ in range(0, STOPS, STEPS):
        for _ in range(STEPS):
            page.keyboard.press("Tab")
        if page.evaluate("window.left"):
            break
    stops, unseen = page.evaluate("[window.stops, window.unseen]")
    return [*unseen, *(["no stop of the Tab key"] * (not stops))]
