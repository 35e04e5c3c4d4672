// Sending: once only, busy after 300 ms, and the proof of origin for what is not a form.
const SOON = 300;

function busy(form, submitter) {
  form.dataset.sent = String(Date.now());
  const button = submitter ?? form.querySelector("[data-send], [type=submit]");
  form.busy = setTimeout(() => {
    button?.classList.add("is-busy");
    button?.setAttribute("aria-busy", "true");
  }, SOON);
}

function rest(form) {
  clearTimeout(form.busy);
  delete form.dataset.sent;
  for (const button of form.querySelectorAll(".is-busy")) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  busy(form, event.submitter);
}, true);

// Somebody came back with the browser's own button: the form may be sent again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(rest));

document.addEventListener("htmx:finally:request", (event) => {
  const form = event.target.closest?.("form");
  if (form) rest(form);
});

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  const proof = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (proof && !/^(GET|HEAD)$/i.test(request.method)) request.headers["X-CSRFToken"] = proof.value;
});

// A rating may be taken back by pressing it again.
let before = null;
document.addEventListener("pointerdown", (event) => {
  const radio = event.target.closest("label")?.querySelector("input[data-unpick]");
  before = radio?.checked ? radio : null;
});
document.addEventListener("click", (event) => {
  if (event.target === before) {
    event.target.checked = false;
    before = null;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Backspace" && event.target.matches?.("input[data-unpick]")) event.target.checked = false;
});

// Names of the files chosen stand on the button that chose them.
document.addEventListener("change", (event) => {
  const words = event.target.type === "file" && event.target.closest("label")?.querySelector("[data-file-words]");
  if (!words) return;
  words.dataset.were ??= words.textContent;
  words.textContent = [...event.target.files].map((file) => file.name).join(", ") || words.dataset.were;
});
