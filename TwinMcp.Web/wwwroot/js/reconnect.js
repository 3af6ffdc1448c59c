// blazor.web.js 9.0 only toggles classes on #components-reconnect-modal; the 10.0 script also raises an event. Both are served.
import { save } from "./keep.js";

export function start() {
  const modal = document.getElementById("components-reconnect-modal");
  if (!modal) return;
  modal.addEventListener("components-reconnect-state-changed", e => show(modal, e.detail.state));
  new MutationObserver(() => {
    const state = /components-reconnect-(show|hide|failed|rejected)\b/.exec(modal.className)?.[1];
    if (state) show(modal, state);
  }).observe(modal, { attributes: true, attributeFilter: ["class"] });
  modal.addEventListener("cancel", e => e.preventDefault());
  modal.querySelector("[data-retry]").addEventListener("click", retry);
  modal.querySelector("[data-reload]").addEventListener("click", reload);
}

function show(modal, state) {
  modal.querySelector("[data-retry]").hidden = state !== "failed";
  modal.querySelector("[data-reload]").hidden = state !== "failed" && state !== "rejected";
  if (state === "hide") modal.close();
  else if (!modal.open) modal.showModal();
}

async function retry() {
  if (!await Blazor.reconnect()) reload();
}

function reload() {
  save();
  location.reload();
}
