// The server writes data-theme from the cookie while it renders, so there is no flash; "auto" has none.
export function set(value) {
  document.cookie = `twin-theme=${value}; path=/; max-age=31536000; samesite=lax`;
  if (value === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
}

/** On pages without a circuit the buttons of ThemeChoice are ours. */
export function start() {
  document.addEventListener("click", e => {
    const button = e.target.closest?.("[data-theme-choice]");
    if (!button || document.documentElement.dataset.ready !== undefined) return;
    set(button.dataset.themeChoice);
    for (const other of button.parentElement.children) other.setAttribute("aria-pressed", String(other === button));
  });
}
