"""What is looked for on a page in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Literal

from playwright.sync_api import Page

#: Stops of the Tab key that are walked, and after how many it is asked whether the page is left.
STOPS, STEPS = 40, 5
#: In which theme, by which rules of axe, and at all but which parts (None: at the whole page).
Look = tuple[Literal["dark", "light"], dict[str, Any], list[str] | None]
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_EVERYTHING = {"type": "tag", "values": _TAGS}
#: In the dark only the colours differ.
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
#: What a page is put together from: each kind of element, in all it stands in.
_PLACES = """
  const kind = (e) => `${e.tagName}.${e.getAttribute('class') ?? ''}.${e.dataset.state ?? ''}`;
  const places = () => {
    const all = new Map([[document.body, kind(document.body)]]);
    for (const e of document.body.querySelectorAll('*')) {
      all.set(e, `${all.get(e.parentElement)} > ${kind(e)}`);
    }
    return all;
  };
"""
_PARTS = f"() => {{ {_PLACES} return [...new Set(places().values())]; }}"
#: Two pictures later, so that no colour is still on its way to another.
_SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: Looks at the whole document, or at all of it but parts that are known.
_RUN = f"""([rules, known]) => {{ {_PLACES}
  const unknown = () => {{
    const old = new Set(known);
    const all = places();
    return [...all.keys()].filter((e) =>
      !old.has(all.get(e)) && (e === document.body || old.has(all.get(e.parentElement))));
  }};
  return {_SETTLED}
    .then(() => axe.run(known ? {{include: unknown()}} : document,
      {{resultTypes: ['violations'], runOnly: rules}}))
    .then((found) => found.violations.flatMap((wrong) => wrong.nodes.map(
      (node) => `${{wrong.id}}: ${{wrong.help}} at ${{node.target}}`)));
}}"""
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


def bring_axe(page: Page) -> None:
    """Let axe be there on whatever is opened here; the browser reads its half megabyte once."""
    page.add_init_script(_AXE)


def violations(page: Page, known: set[str]) -> list[str]:
    """Ask axe about the page; it stays on a wide light screen.

    Every page is looked at whole, narrow and in the light.  Where it has parts that no page
    before had (``known`` remembers), it is looked at wide as well, and these parts in the dark,
    at both widths.
    """
    parts = {*page.evaluate(_PARTS)}
    old, is_new = sorted(parts & known), not parts <= known
    known |= parts
    found = []
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for theme, rules, but in _looks(width, old, is_new=is_new):
            page.emulate_media(color_scheme=theme)
            found += [f"{line} ({theme}, {width})" for line in page.evaluate(_RUN, [rules, but])]
    return found


def _looks(width: int, old: list[str], *, is_new: bool) -> Iterator[Look]:
    """Yield each look at one width: in which theme, by which rules, and at all but what."""
    if is_new:
        yield "dark", _COLOURS, old
    if is_new or width == 390:
        yield "light", _EVERYTHING, None


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
