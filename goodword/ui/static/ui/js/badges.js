// How many wait for me, beside the places of the navigation. Asked when a page is opened and once
// a minute while it is looked at; the server answers 304 while nothing changed.
const EVERY = 60_000;
const nav = document.querySelector("[data-counts]");
let tag = "";

function show(key, number) {
  for (const link of document.querySelectorAll(`[data-badge="${key}"]`)) {
    link.querySelector(".badge")?.remove();
    if (!number) continue;
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = String(number);
    const words = document.createElement("span");
    words.className = "vh";
    words.textContent = ` ${nav.dataset.waits}`;
    badge.append(words);
    link.append(" ", badge);
  }
}

async function ask() {
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await fetch(nav.dataset.counts, { headers, credentials: "same-origin", redirect: "error" });
  if (answer.status !== 200) return;
  tag = answer.headers.get("ETag") ?? "";
  for (const [key, number] of Object.entries(await answer.json())) show(key, number);
}

async function turn() {
  if (!document.hidden) {
    try {
      await ask();
    } catch { /* offline: the next turn asks again */ }
  }
  setTimeout(turn, EVERY);
}

if (nav) turn();
