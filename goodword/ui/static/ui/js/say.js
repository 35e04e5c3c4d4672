// The one polite live region: results of my own act, and counts of suggestions. Toasts go by
// themselves, but never one that holds something to press.
const STAY = 12_000;

let waiting = 0;
document.addEventListener("goodword:say", (event) => {
  const region = document.getElementById("live");
  if (!region) return;
  region.textContent = "";
  clearTimeout(waiting);
  waiting = setTimeout(() => { region.textContent = event.detail; }, 50);
});

// What stands in a live region when the page arrives is read out by few screen readers: the short
// replies leave it and come back.
const shelf = document.getElementById("toasts");
const replies = [...(shelf?.children ?? [])];
if (replies.length) {
  shelf.replaceChildren();
  setTimeout(() => shelf.append(...replies), 50);
}

for (const toast of replies) {
  if (toast.querySelector("a, button")) continue;
  const go = () => {
    if (toast.matches(":hover")) setTimeout(go, STAY);
    else toast.remove();
  };
  setTimeout(go, STAY);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const from = button && document.getElementById(button.dataset.copy);
  if (!from) return;
  await navigator.clipboard.writeText(from.innerText);
  document.dispatchEvent(new CustomEvent("goodword:say", { detail: button.dataset.copied ?? "" }));
  button.classList.add("is-done");
});
