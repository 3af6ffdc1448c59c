// The server writes data-theme from the cookie while it renders, so there is no flash; "auto" has none.
export function set(value) {
  document.cookie = `twin-theme=${value}; path=/; max-age=31536000; samesite=lax`;
  if (value === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
}
