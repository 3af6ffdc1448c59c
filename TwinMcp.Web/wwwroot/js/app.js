// The one entry. Components reach these through window.twin; everything else listens on the document.
import * as dialog from "./dialog.js";
import * as keep from "./keep.js";
import * as menu from "./menu.js";
import * as passkey from "./passkey.js";
import * as reconnect from "./reconnect.js";
import * as shortcuts from "./shortcuts.js";
import * as theme from "./theme.js";

keep.start();
menu.start();
passkey.start();
reconnect.start();
shortcuts.start();
theme.start();

// with a <base>, "#main" would mean the home page: jump ourselves, before the router sees the click
document.addEventListener("click", e => {
  if (!e.target.closest?.(".skip")) return;
  e.preventDefault();
  const main = document.getElementById("main");
  main.tabIndex = -1;
  main.focus();
}, true);

// pages without a circuit print too
document.addEventListener("click", e => {
  if (e.target.closest?.("[data-print]")) window.print();
});

window.twin = {
  dialog, menu, theme,
  /** The circuit lives: what was typed before it did is put back, and tests may click. */
  ready() {
    keep.restore();
    document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    document.documentElement.dataset.ready = "";
  },
};
