// Unsent words are kept in this tab until they have arrived. A form says data-draft="name".
// Sent words wait as "pending" until a page comes back that is not an error page. They keep the
// key of their form: sent again after "back", they are the same form, and are done once.
const fields = (form) =>
  [...form.querySelectorAll("textarea[name], input[type=text][name], input:not([type])[name]")];
const name = (form) => `draft:${form.dataset.draft}`;
const read = (key) => {
  try { return JSON.parse(sessionStorage.getItem(key) ?? "null"); } catch { return null; }
};
const write = (key, value) => {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch { /* a private window keeps nothing */ }
};
const all = (prefix) => {
  try { return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
};

const KEY = "form_key";
const keyOf = (form) => form.querySelector(`input[name=${KEY}]`);

function keep(form) {
  const typed = fields(form).filter((field) => field.value !== field.defaultValue);
  const kept = Object.fromEntries(typed.map((field) => [field.name, field.value]));
  const key = form.dataset.key ? { [KEY]: form.dataset.key } : {};
  write(name(form), typed.length ? { ...kept, ...key } : null);
}

function restore(form) {
  const kept = read(name(form));
  if (!kept) return;
  let came = false;
  for (const field of fields(form)) {
    if (field.value || !kept[field.name]) continue;
    field.value = kept[field.name];
    came = true;
  }
  const key = keyOf(form);
  if (came && kept[KEY] && key) {
    key.value = kept[KEY];
    form.dataset.key = kept[KEY];
  }
  const words = document.getElementById("words-draft")?.content.textContent;
  if (came && words) document.dispatchEvent(new CustomEvent("goodword:say", { detail: words }));
}

function settle() {
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const failed = back || document.documentElement.hasAttribute("data-failed");
  for (const key of all("pending:draft:")) {
    if (failed) write(key.slice("pending:".length), read(key));
    write(key, null);
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form) keep(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-forget]")) {
    for (const key of [...all("draft:"), ...all("pending:")]) write(key, null);
  }
  if (!form.matches("[data-draft]") || event.defaultPrevented) return;
  const sent = read(name(form));
  write(`pending:${name(form)}`, sent && { ...sent, [KEY]: keyOf(form)?.value });
  write(name(form), null);
});
document.addEventListener("htmx:after:request", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  const status = event.detail.ctx?.response?.status ?? 0;
  if (!form) return;
  if (status >= 400) write(name(form), read(`pending:${name(form)}`));
  write(`pending:${name(form)}`, null);
});
document.addEventListener("htmx:after:settle", () => document.querySelectorAll("form[data-draft]").forEach(restore));

settle();
document.querySelectorAll("form[data-draft]").forEach(restore);
