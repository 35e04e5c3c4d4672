// Native dialogs: links that open one instead of leaving the page, and `command` for browsers
// that do not know it yet. Focus comes back to the opener by itself.
const FIELDS = "[autofocus], textarea, select, input:not([type=hidden])";
const knowsCommand = "commandForElement" in HTMLButtonElement.prototype;

function open(dialog) {
  dialog.showModal();
  dialog.querySelector(FIELDS)?.focus();
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-opens]");
  if (link) {
    const dialog = document.getElementById(link.dataset.opens);
    if (!dialog) return;
    event.preventDefault();
    link.closest("[popover]")?.hidePopover();
    open(dialog);
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
