// Picked rows: tinted, counted, and what can be done with them in a bar at the bottom.
function count(form) {
  const boxes = [...form.querySelectorAll(".pick input[type=checkbox]")];
  for (const box of boxes) box.closest(".drow")?.classList.toggle("is-on", box.checked);
  const picked = boxes.filter((box) => box.checked).length;
  const bar = form.querySelector("[data-bulk]");
  if (!bar) return;
  bar.hidden = picked === 0;
  bar.querySelector("[data-count]").textContent =
    picked === 1 ? bar.dataset.one : bar.dataset.many.replace("#", String(picked));
}

document.addEventListener("change", (event) => {
  const form = event.target.closest(".pick") && event.target.closest("form[data-picked]");
  if (form) count(form);
});
document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-clear]")?.form;
  if (!form) return;
  event.preventDefault();
  const picked = [...form.querySelectorAll(".pick input:checked")];
  // The bar goes; who was in it by keyboard goes on where they picked last.
  const back = document.activeElement.closest("[data-bulk]") && picked.at(-1);
  for (const box of picked) box.checked = false;
  count(form);
  if (back) back.closest(".drow")?.querySelector(".row-title a")?.focus();
});
const countAll = () => document.querySelectorAll("form[data-picked]").forEach(count);
document.addEventListener("htmx:after:settle", countAll);
addEventListener("pageshow", countAll);
