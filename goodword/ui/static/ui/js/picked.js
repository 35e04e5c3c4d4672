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
  for (const box of form.querySelectorAll(".pick input:checked")) box.checked = false;
  count(form);
});
const countAll = () => document.querySelectorAll("form[data-picked]").forEach(count);
document.addEventListener("htmx:after:settle", countAll);
addEventListener("pageshow", countAll);
