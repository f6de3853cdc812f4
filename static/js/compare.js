"use strict";

// Firms ticked for a comparison are kept for this tab, so that they outlast a search and the next page.
const KEY = "compare";
const tray = document.getElementById("compare");
const most = Number(tray.dataset.most);
const unticked = tray.querySelector("p").textContent;

const kept = () => new Map(JSON.parse(sessionStorage.getItem(KEY) || "[]"));
const keep = (picks) => sessionStorage.setItem(KEY, JSON.stringify([...picks]));
const boxes = () => document.querySelectorAll('input[name="firm"][form="compare"]');

function show() {
  const picks = kept();
  for (const old of tray.querySelectorAll("input[data-kept], li")) old.remove();
  const here = new Set();
  for (const box of boxes()) {
    here.add(box.value);
    box.checked = picks.has(box.value);
    box.disabled = !box.checked && picks.size >= most;
  }
  for (const [number, name] of picks) {
    const item = document.createElement("li");
    item.className = "chip";
    item.textContent = name;
    tray.querySelector("ul").append(item);
    if (here.has(number)) continue;
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "firm", value: number });
    input.dataset.kept = "";
    tray.append(input);
  }
  tray.classList.toggle("has", picks.size > 0);
  const words = tray.dataset.words.replace("{n}", picks.size).replace("{most}", most);
  tray.querySelector("p").textContent = picks.size ? words : unticked;
}

document.addEventListener("change", (event) => {
  if (!event.target.matches('input[name="firm"][form="compare"]')) return;
  const picks = kept();
  if (event.target.checked) picks.set(event.target.value, event.target.dataset.name);
  else picks.delete(event.target.value);
  keep(picks);
  show();
});
tray.addEventListener("reset", (event) => {
  event.preventDefault();
  keep(new Map());
  show();
});
document.addEventListener("htmx:afterSettle", show);
window.addEventListener("pageshow", show);
