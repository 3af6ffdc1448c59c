// Popovers that belong to a button: placed beside it, focus goes in and comes back, arrows move.
const gap = 4;

export function open(menu, given) {
  const button = given ?? menu?.previousElementSibling;
  if (!menu || !button) return;
  button.focus();
  menu.showPopover({ source: button });
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  const closed = new AbortController();
  menu.addEventListener("toggle", e => {
    if (e.newState !== "closed") return;
    closed.abort();
    button.setAttribute("aria-expanded", "false");
    if (menu.contains(document.activeElement) || document.activeElement === document.body) button.focus();
  }, { signal: closed.signal });
  (menu.querySelector("[role=menuitem]") ?? menu.querySelector("input, select, button, a"))?.focus();
}

export function close(menu) {
  if (menu?.matches(":popover-open")) menu.hidePopover();
}

function place(menu, button) {
  const anchor = button.getBoundingClientRect();
  const right = Math.min(anchor.right, innerWidth - 8);
  const wide = menu.offsetWidth;
  const left = menu.dataset.align === "start" ? Math.min(anchor.left, innerWidth - wide - 8) : right - wide;
  const below = anchor.bottom + gap;
  const fits = below + menu.offsetHeight <= innerHeight - 8;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${fits ? below : Math.max(8, anchor.top - gap - menu.offsetHeight)}px`;
}

export function start() {
  document.addEventListener("keydown", e => {
    const menu = e.target.closest?.("[role=menu]");
    if (!menu) return;
    const items = [...menu.querySelectorAll("[role=menuitem]")];
    const now = items.indexOf(document.activeElement);
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[e.key];
    if (e.key === "Tab") menu.hidePopover();
    if (next === undefined) return;
    e.preventDefault();
    items.at(next % items.length)?.focus();
  });
  // whatever is chosen closes the menu
  document.addEventListener("click", e => {
    const item = e.target.closest?.("[role=menuitem], [data-close-popover]");
    item?.closest("[popover]")?.hidePopover();
  });
  // a scrolled page would leave the menu behind
  document.addEventListener("scroll", () => document.querySelector("[role=menu]:popover-open")?.hidePopover(), { passive: true });
}
