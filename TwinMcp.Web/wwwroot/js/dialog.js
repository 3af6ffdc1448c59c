// Native <dialog>: traps focus and closes on Escape by itself; we only remember where the focus came from.
const origins = new WeakMap();

export function open(dialog) {
  if (!dialog || dialog.open) return;
  origins.set(dialog, document.activeElement);
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
}

export function close(dialog) {
  if (dialog?.open) dialog.close();
}

// "close" does not bubble, so it is caught on the way down
document.addEventListener("close", e => {
  const origin = origins.get(e.target);
  origins.delete(e.target);
  if (origin?.isConnected) origin.focus();
}, true);

// a click on the backdrop has the dialog itself as its target
document.addEventListener("click", e => {
  if (e.target instanceof HTMLDialogElement && e.target.dataset.dismiss !== undefined) {
    const box = e.target.getBoundingClientRect();
    const inside = e.clientX >= box.left && e.clientX <= box.right && e.clientY >= box.top && e.clientY <= box.bottom;
    if (!inside) e.target.close();
  }
  const closer = e.target.closest?.("[data-close-dialog]");
  if (closer) closer.closest("dialog")?.close();
});
