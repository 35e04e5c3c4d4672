// Native dialogs: links that open one instead of leaving the page, and `command` for browsers
// that do not know it yet. Focus comes back to the opener by itself.
const FIELDS = "[autofocus], textarea, select, input:not([type=hidden])";
const knowsCommand = "commandForElement" in HTMLButtonElement.prototype;

function open(dialog) {
  dialog.showModal();
  dialog.querySelector(FIELDS)?.focus();
}

// A dialog that the page does not hold is fetched from where the link leads, as the page was drawn
// ([data-dialogs] says when). Whatever comes in between, the link is followed: nothing is lost.
async function fetched(link, page) {
  const address = new URL(link.href);
  address.searchParams.set("dialog", page.dataset.dialogs);
  const answer = await fetch(address, { credentials: "same-origin", redirect: "error" });
  if (!answer.ok) return null;
  const arrived = new DOMParser().parseFromString(await answer.text(), "text/html");
  const dialog = arrived.getElementById(link.dataset.opens);
  if (dialog?.tagName !== "DIALOG") return null;
  if (page.isConnected) page.append(dialog);
  return dialog;
}

let coming = null;
async function fetchAndOpen(link, page) {
  if (coming) return;
  coming = link;
  link.setAttribute("aria-busy", "true");
  try {
    const dialog = await fetched(link, page).catch(() => null);
    if (dialog?.isConnected) open(dialog);
    else if (link.isConnected) location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
    coming = null;
  }
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-opens]");
  if (link) {
    const dialog = document.getElementById(link.dataset.opens);
    const page = link.closest("[data-dialogs]");
    if (!dialog && !page) return;
    event.preventDefault();
    link.closest("[popover]")?.hidePopover();
    if (dialog) open(dialog);
    else fetchAndOpen(link, page);
    return;
  }
  const button = knowsCommand ? null : event.target.closest("button[commandfor]");
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (!dialog) return;
  if (button.getAttribute("command") === "show-modal") open(dialog);
  if (button.getAttribute("command") === "close") dialog.close();
});

// A click on the dimmed page closes a dialog that holds nothing typed.
document.addEventListener("click", (event) => {
  const dialog = event.target;
  if (dialog.tagName !== "DIALOG" || !dialog.open) return;
  const typed = [...dialog.querySelectorAll("textarea, input")].some(
    (field) => field.type !== "hidden" && field.value !== field.defaultValue,
  );
  if (!typed) dialog.close();
});

for (const dialog of document.querySelectorAll("dialog[data-open]")) open(dialog);
