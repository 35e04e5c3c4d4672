// The promise banner and the counts keep themselves fresh. The server answers 304 while nothing
// changed (ETag). Nothing is asked while the page is hidden, and nothing moves under the pointer:
// a list says "3 new, show them", a banner waits while somebody types or has a dialog open in it.
const EVERY = 30;
const tags = new WeakMap();

const inUse = (element) =>
  element.contains(document.activeElement) && document.activeElement.matches("textarea, input, select")
  || element.querySelector("dialog[open]")
  || [...element.querySelectorAll("textarea, input")].some((field) => field.type !== "hidden" && field.value !== field.defaultValue);

function swap(element, text) {
  const made = document.createRange().createContextualFragment(text).firstElementChild;
  if (!made || inUse(element)) return;
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  element.replaceWith(made);
  window.htmx?.process(made);
  made.classList.add("fresh");
  watch(made);
  if (!held) return;
  const again = held.id && document.getElementById(held.id);
  (again || made.querySelector("h1, h2, h3"))?.focus();
}

function news(element, text) {
  const notice = element.querySelector("[data-news]") ?? element;
  notice.querySelector("[data-news-words]").textContent = text.trim();
  notice.hidden = !text.trim();
}

async function ask(element) {
  const headers = { "HX-Request": "true", Accept: "text/html" };
  if (tags.has(element)) headers["If-None-Match"] = tags.get(element);
  const answer = await fetch(element.dataset.poll, { headers, credentials: "same-origin", redirect: "error" });
  if (answer.status !== 200) return;
  const known = tags.has(element) || element.hasAttribute("data-poll-count");
  const changed = tags.get(element) !== answer.headers.get("ETag");
  tags.set(element, answer.headers.get("ETag") ?? "");
  const text = await answer.text();
  if (element.hasAttribute("data-poll-count")) news(element, text);
  else if (known && changed) swap(element, text);
}

function watch(element) {
  if (!element.dataset.poll) return;
  if (element.dataset.etag) tags.set(element, element.dataset.etag);
  const every = (Number(element.dataset.every) || EVERY) * 1000;
  const turn = async () => {
    if (!element.isConnected) return;
    if (!document.hidden) {
      try {
        await ask(element);
      } catch { /* offline: the next turn asks again */ }
    }
    if (element.isConnected) setTimeout(turn, every);
  };
  setTimeout(turn, every);
}

document.querySelectorAll("[data-poll]").forEach(watch);
document.addEventListener("htmx:after:settle", (event) => {
  for (const node of event.detail.newContent ?? []) {
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    if (node.matches("[data-poll]")) watch(node);
    node.querySelectorAll("[data-poll]").forEach(watch);
  }
});
