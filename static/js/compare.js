"use strict";

// Firms ticked for a comparison are kept for this tab, so that they outlast a search and the next page. Those
// chosen against a requirement are kept apart: another requirement, or the directory, begins with none of them.
const tray = document.getElementById("compare");
const KEY = ["compare", tray.elements.requirement?.value].filter(Boolean).join(":");
const most = Number(tray.dataset.most);
const full = tray.dataset.full;
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
    box.closest("label").title = box.disabled ? full : "";
  }
  for (const [number, name] of picks) {
    const item = document.createElement("li");
    const take = Object.assign(document.createElement("button"), { type: "button", className: "chip", value: number });
    take.append(name, " ", tray.querySelector("template").content.cloneNode(true));
    item.append(take);
    tray.querySelector("ul").append(item);
    if (here.has(number)) continue;
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "firm", value: number });
    input.dataset.kept = "";
    tray.append(input);
  }
  tray.classList.toggle("has", picks.size > 0);
  const words = tray.dataset.words.replace("{n}", picks.size).replace("{most}", most);
  tray.querySelector("p").textContent = picks.size >= most ? full : picks.size ? words : unticked;
}

document.addEventListener("change", (event) => {
  if (!event.target.matches('input[name="firm"][form="compare"]')) return;
  const picks = kept();
  if (event.target.checked) picks.set(event.target.value, event.target.dataset.name);
  else picks.delete(event.target.value);
  keep(picks);
  show();
});
tray.querySelector("ul").addEventListener("click", (event) => {
  const take = event.target.closest("button");
  if (!take) return;
  const picks = kept();
  picks.delete(take.value);
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
