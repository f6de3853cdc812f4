"use strict";

// What is typed into a section is kept as a draft on the server: after a pause, and before the reader goes elsewhere.
// The server decides whether it differs from what is saved.
const PAUSE = 2000;
const PATIENCE = 3000;
let unkept = false;
let underway = false;
let pause = 0;

const section = () => document.getElementById("section");

function typed() {
  const data = new FormData(section());
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.set("then", "keep");
  return data;
}

async function keep() {
  clearTimeout(pause);
  if (!unkept) return;
  unkept = false;
  underway = true;
  const note = document.getElementById("kept");
  let kept = false;
  try {
    const options = { method: "POST", body: typed(), redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
    kept = (await fetch(section().action, options)).status === 204;
  } catch {
    kept = false;
  } finally {
    underway = false;
  }
  if (note) note.textContent = kept ? note.dataset.kept : note.dataset.notKept;
}

// Too late to wait for an answer: the page goes, or the phone may put it to sleep. What is on its way is sent again,
// for a page that goes takes its requests with it.
function keepAtOnce() {
  if (!unkept && !underway) return;
  clearTimeout(pause);
  unkept = !navigator.sendBeacon(section().action, typed());
}

const elsewhere = (link) =>
  link.origin === location.origin &&
  !link.target &&
  !link.hasAttribute("download") &&
  link.pathname + link.search !== location.pathname + location.search;

document.addEventListener("input", (event) => {
  if (event.target.form !== section()) return;
  unkept = true;
  clearTimeout(pause);
  pause = setTimeout(keep, PAUSE);
});
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!unkept || !link || !plain || event.defaultPrevented || !elsewhere(link)) return;
  event.preventDefault();
  await keep();
  location.assign(link.href);
});
document.addEventListener("submit", async (event) => {
  if (event.target === section()) {
    // A save, or a row more or less: the server keeps what it cannot save.
    unkept = false;
    clearTimeout(pause);
  } else if (unkept && !event.defaultPrevented) {
    event.preventDefault();
    await keep();
    event.target.requestSubmit(event.submitter);
  }
});
document.addEventListener("htmx:sendError", () => (unkept = true));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAtOnce());
window.addEventListener("pagehide", keepAtOnce);
