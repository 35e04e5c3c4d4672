// The keys of DESIGN 7. Single keys rest while somebody types, while a dialog is open, and when
// they are switched off in the profile. A key never sends anything: a submit button is only
// focused, the person presses it.
const CHORD = 1500;
const root = document.documentElement;
const typing = (element) =>
  element.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
const first = (selector) => [...document.querySelectorAll(selector)].find(visible);

let chordUntil = 0;

function rows() {
  return [...document.querySelectorAll("[data-list] .row-title a")].filter(visible);
}

function move(step) {
  const list = rows();
  if (!list.length) return false;
  const here = list.indexOf(document.activeElement);
  const at = here < 0 ? (step > 0 ? 0 : list.length - 1) : here + step;
  list[Math.min(Math.max(at, 0), list.length - 1)].focus();
  return true;
}

function pick() {
  const box = document.activeElement.closest?.(".drow, .row")?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function ask() {
  const field = first('input[data-key="/"]');
  if (field) {
    field.focus();
    field.select();
    return true;
  }
  const link = document.querySelector("[data-ask]");
  if (link) location.href = link.href;
  return Boolean(link);
}

function press(element) {
  if (element.matches("input[type=radio]")) {
    element.checked = true;
    element.dispatchEvent(new Event("change", { bubbles: true }));
    document.getElementById(element.dataset.focus)?.focus();
  } else if (element.matches("textarea, input, button[type=submit], button:not([type])")) {
    element.focus();
  } else {
    element.focus(); // a dialog gives the focus back to what opened it
    element.click();
  }
  element.scrollIntoView({ block: "nearest" });
  return true;
}

function single(key) {
  if (key === "/") return ask();
  if (key === "?") {
    document.getElementById("keys")?.showModal();
    return true;
  }
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "x") return pick();
  const element = /^[a-z]$/.test(key) && first(`[data-key="${key}"]`);
  return element ? press(element) : false;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const send = event.target.closest("form")?.querySelector("[data-send]");
    if (send) {
      event.preventDefault();
      send.form.requestSubmit(send);
    }
    return;
  }
  if (event.key === "Escape") {
    const bulk = first("[data-bulk] [data-clear]");
    if (bulk && !document.querySelector("dialog[open], :popover-open") && !typing(event.target)) bulk.click();
    return;
  }
  if (root.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;

  const key = event.key.toLowerCase();
  const chord = Date.now() < chordUntil;
  chordUntil = 0;
  if (chord) {
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (link) {
      event.preventDefault();
      location.href = link.href;
      return;
    }
  }
  if (key === "g") {
    chordUntil = Date.now() + CHORD;
    return;
  }
  if (single(key)) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  document.querySelector(".is-here")?.classList.remove("is-here");
  if (event.target.matches("[data-list] .row-title a")) {
    event.target.closest(".drow, .row")?.classList.add("is-here");
  }
});

const arrived = () => {
  if (location.hash === "#ask") ask();
};
addEventListener("hashchange", arrived);
arrived();
