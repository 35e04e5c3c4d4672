// The ask box as an ARIA 1.2 combobox. htmx fetches the suggestions; this moves through them.
// Focus stays in the box: the chosen option is named by aria-activedescendant.
const say = (words) => document.dispatchEvent(new CustomEvent("goodword:say", { detail: words }));
const panel = (input) => document.getElementById(`${input.id}-suggest`);
const options = (input) => [...panel(input).querySelectorAll("[role=option]")];
const open = (input) => input.getAttribute("aria-expanded") === "true";

function choose(input, option) {
  for (const other of options(input)) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function close(input) {
  panel(input).hidden = true;
  input.setAttribute("aria-expanded", "false");
  choose(input, null);
}

function show(input) {
  const list = panel(input).querySelector("[role=listbox]");
  if (!list || !input.value.trim()) {
    close(input);
    return;
  }
  panel(input).hidden = false;
  input.setAttribute("aria-expanded", "true");
  choose(input, null);
  say(options(input).length ? list.dataset.says : document.getElementById("words-suggestions").content.textContent);
}

function step(input, by) {
  const list = options(input);
  if (!list.length) return;
  const at = list.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = at + by;
  // one step past either end is the box itself: what was typed
  choose(input, at < 0 ? list.at(by > 0 ? 0 : -1) : list[next] ?? null);
}

function key(event) {
  const input = event.target;
  const chosen = document.getElementById(input.getAttribute("aria-activedescendant") ?? "");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!open(input)) show(input);
    if (open(input)) step(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && open(input) && chosen) {
    chosen.click();
  } else if (event.key === "Escape" && open(input)) {
    close(input);
  } else if (event.key === "Escape" && input.value) {
    input.value = "";
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("keydown", (event) => {
  if (event.target.matches?.("[data-combobox]") && !event.isComposing) key(event);
}, true);
document.addEventListener("htmx:after:swap", (event) => {
  if (event.target.matches?.("[data-combobox]")) show(event.target);
});
document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-combobox]") && !event.target.value.trim()) close(event.target);
});
document.addEventListener("focusout", (event) => {
  const box = event.target.closest?.(".ask");
  const input = box?.querySelector("[data-combobox]");
  if (input && !box.contains(event.relatedTarget)) close(input);
});
// pressing an option must not take the focus away before the click arrives
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".ask [role=option]")) event.preventDefault();
});
