// Light, dark or as the device. Runs before the first paint, so it is small and not a module.
(() => {
  const root = document.documentElement;
  const read = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  const keep = (theme) => {
    show(theme);
    try { localStorage.setItem("theme", theme); } catch { /* a private window keeps nothing */ }
  };
  const tell = (address, theme) => {
    const proof = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (!address || !proof) return;
    const body = new URLSearchParams({ theme, csrfmiddlewaretoken: proof.value });
    fetch(address, { method: "POST", body, credentials: "same-origin", redirect: "manual" })
      .catch(() => { /* offline: it is kept here all the same */ });
  };
  const saved = read();
  if (saved !== null) show(saved);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-next]");
    if (!button) return;
    const next = { light: "dark", dark: "" }[root.dataset.theme] ?? "light";
    keep(next);
    tell(button.dataset.themeAddress, next);
    const words = button.dataset[next || "device"];
    if (words) document.dispatchEvent(new CustomEvent("goodword:say", { detail: words }));
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-theme-choice]") && event.target.name === "theme") {
      keep(event.target.value);
    }
  });
})();
