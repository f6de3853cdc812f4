"use strict";

// Firms ticked for a comparison are kept for this tab, so that they outlast a search and the next page. Those
// chosen against a requirement are kept apart: another requirement, or the directory, begins with none of them.
// The tray is looked for each time: going back puts another one in its place.
const trayHere = () => document.getElementById("compare");
const key = () => ["compare", trayHere().elements.requirement?.value].filter(Boolean).join(":");
const kept = () => new Map(JSON.parse(sessionStorage.getItem(key()) || "[]"));
const keep = (picks) => sessionStorage.setItem(key(), JSON.stringify([...picks]));
const boxes = () => document.querySelectorAll('input[name="firm"][form="compare"]');

function show() {
  const tray = trayHere();
  if (!tray) return;
  const { full, none } = tray.dataset;
  const most = Number(tray.dataset.most);
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
  tray.querySelector("p").textContent = picks.size >= most ? full : picks.size ? words : none;
}

document.addEventListener("change", (event) => {
  if (!event.target.matches('input[name="firm"][form="compare"]')) return;
  const picks = kept();
  if (event.target.checked) picks.set(event.target.value, event.target.dataset.name);
  else picks.delete(event.target.value);
  keep(picks);
  show();
});
document.addEventListener("click", (event) => {
  const take = event.target.closest("#compare ul button");
  if (!take) return;
  const picks = kept();
  picks.delete(take.value);
  keep(picks);
  show();
});
document.addEventListener("reset", (event) => {
  if (event.target !== trayHere()) return;
  event.preventDefault();
  keep(new Map());
  show();
});
document.addEventListener("htmx:afterSettle", show);
document.addEventListener("htmx:historyRestore", show);
window.addEventListener("pageshow", show);
