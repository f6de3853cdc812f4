"use strict";

// A menu is a <details>; with a script it also closes by Escape and by a press elsewhere.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A part that renews itself keeps what the reader opened, and makes way for the sign-in page.
const opened = new Map();

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches("[data-live]")) return;
  if (new URL(event.detail.xhr.responseURL).pathname.startsWith("/accounts/")) {
    event.detail.shouldSwap = false;
    location.reload();
  }
  for (const part of event.target.querySelectorAll("details[id]")) opened.set(part.id, part.open);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of opened) {
    const part = document.getElementById(id);
    if (part) part.open = open;
  }
  opened.clear();
});

// What was said of the last form is not said of this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig.elt.matches('form[method="post"]')) {
    document.getElementById("messages")?.replaceChildren();
  }
});

// Whoever changes the language stays on the search that htmx wrote into the address.
document.addEventListener("htmx:pushedIntoHistory", () => {
  for (const next of document.querySelectorAll('form[action="/language/"] input[name="next"]')) {
    next.value = location.pathname + location.search;
  }
});
