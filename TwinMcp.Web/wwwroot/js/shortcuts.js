// Single letters work while nothing is being typed, and can be switched off (WCAG 2.1.4).
const off = "twin-shortcuts-off";
let leader = -Infinity;

export function start() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("change", e => {
    if (e.target.matches?.("[data-shortcuts-switch]")) localStorage.setItem(off, e.target.checked ? "" : "1");
  });
  document.addEventListener("click", e => {
    if (e.target.closest?.("[data-shortcuts]")) help();
  });
}

function onKey(e) {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape" && e.target.matches?.("[data-search]")) return e.target.blur();
  if (e.key === "ArrowDown" && e.target.matches?.("[data-search]")) return done(e, move(1));
  if (isTyping(e.target) || document.querySelector("dialog[open], [popover]:popover-open")) return;
  if (e.key === "?") return done(e, help());
  if (localStorage.getItem(off)) return;
  if (e.timeStamp - leader < 1200) {
    leader = -Infinity;
    return done(e, document.querySelector(`[data-goto="${CSS.escape(e.key)}"]`)?.click());
  }
  if (e.key === "g") leader = e.timeStamp;
  else if (e.key === "/") done(e, search());
  else if (e.key === "j") done(e, move(1));
  else if (e.key === "k") done(e, move(-1));
}

function done(e) {
  e.preventDefault();
}

function isTyping(element) {
  return element.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return document.querySelector(step > 0 ? "[data-next]" : "[data-previous]")?.click();
  const now = rows.findIndex(row => row.contains(document.activeElement));
  const next = now < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + step));
  const link = rows[next].querySelector("a");
  link?.focus({ focusVisible: true });
  rows[next].scrollIntoView({ block: "nearest" });
}

function search() {
  const field = document.querySelector("[data-search]");
  field?.focus();
  field?.select();
}

function help() {
  const dialog = document.getElementById("shortcuts");
  if (!dialog || dialog.open) return;
  const box = dialog.querySelector("[data-shortcuts-switch]");
  if (box) box.checked = !localStorage.getItem(off);
  window.twin.dialog.open(dialog);
}
