// After a piece of the page was changed by my own act: the focus goes to its heading when the
// control I used is gone, mistakes take the focus, and what failed is said in words.
const heading = (element) =>
  element.matches("h1, h2, h3, [data-errors]") ? element : element.querySelector("[data-errors], h1, h2, h3");

function focus(element) {
  const target = heading(element) ?? element;
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus();
}

document.addEventListener("htmx:after:settle", (event) => {
  const arrived = (event.detail.newContent ?? []).filter((node) => node.nodeType === Node.ELEMENT_NODE);
  if (!arrived.length || event.detail.task?.sourceElement?.matches?.("[data-combobox]")) return;
  const wrong = arrived.map((node) => node.closest("[data-errors]") ?? node.querySelector("[data-errors]")).find(Boolean);
  if (wrong) {
    wrong.focus();
    return;
  }
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost) focus(arrived[0]);
  arrived[0].classList.add("fresh");
});

function trouble(source, kind) {
  const template = document.getElementById(kind);
  const place = source.closest?.("form, section") ?? document.getElementById("main");
  if (!template || !place) return;
  place.parentElement.querySelectorAll(":scope > .trouble").forEach((old) => old.remove());
  const notice = template.content.firstElementChild.cloneNode(true);
  notice.classList.add("trouble");
  place.before(notice);
  notice.focus();
}

// A suggestion that did not come is no trouble; a word that did not go is.
const quiet = (event) => event.target.matches?.("[data-combobox]");
document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail.ctx.response.status;
  const swapped = status === 400 || status === 409 || status === 422;
  if (!swapped && !quiet(event)) trouble(event.target, "trouble");
});
document.addEventListener("htmx:error", (event) => {
  if (!quiet(event)) trouble(event.target, navigator.onLine ? "trouble" : "offline");
});

document.querySelector("[data-errors]")?.focus();
