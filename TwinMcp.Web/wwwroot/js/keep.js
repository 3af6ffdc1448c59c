// What a person typed survives the moment when the circuit takes over the prerendered page, and a forced reload.
const selector = "input[id]:not([type=password]):not([type=hidden]), textarea[id], select[id]";
const store = "twin-typed";
let typed = new Map();
let focused = null;

export function start() {
  document.addEventListener("input", note, true);
  document.addEventListener("focusin", e => { if (ready()) return; focused = e.target.id || null; });
}

/** Before a reload that the person asked for. */
export function save() {
  const values = [...document.querySelectorAll(selector)].map(field => [field.id, field.value]);
  sessionStorage.setItem(store, JSON.stringify({ path: location.pathname, values }));
}

export function restore() {
  const saved = JSON.parse(sessionStorage.getItem(store) ?? "null");
  sessionStorage.removeItem(store);
  if (saved?.path === location.pathname) typed = new Map([...saved.values, ...typed]);
  for (const [id, value] of typed) put(document.getElementById(id), value);
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  typed.clear();
}

function ready() {
  return document.documentElement.dataset.ready !== undefined;
}

function note(e) {
  if (!ready() && e.target.matches?.(selector)) typed.set(e.target.id, e.target.value);
}

function put(field, value) {
  if (!field || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
