"use strict";

// A long list of boxes, or of choices of a select, is narrowed by what is typed above it. Without a script it is whole.
// What is chosen always stays.
const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
let count = 0;

function control(list, narrow) {
  const input = Object.assign(document.createElement("input"), { type: "search", className: "input", id: `narrow-${count++}` });
  input.autocomplete = "off";
  // Of no form: it is not sent, it is no draft, and Enter saves nothing.
  input.setAttribute("form", "");
  const label = Object.assign(document.createElement("label"), { htmlFor: input.id, textContent: list.dataset.narrow });
  const none = Object.assign(document.createElement("p"), { className: "hint" });
  none.setAttribute("role", "status");
  input.addEventListener("input", () => {
    none.textContent = narrow(folded(input.value)) ? "" : list.dataset.none;
  });
  const field = Object.assign(document.createElement("div"), { className: "field" });
  field.append(label, input, none);
  return field;
}

function boxes(list) {
  const families = [...list.querySelectorAll("details")];
  const open = new Map();
  const narrow = (typed) => {
    let found = 0;
    for (const family of families) {
      let here = 0;
      const named = folded(family.querySelector("summary span").textContent).includes(typed);
      for (const box of family.querySelectorAll("label")) {
        const fits = named || folded(box.textContent).includes(typed);
        box.hidden = !fits && !box.querySelector("input").checked;
        here += fits;
      }
      if (!open.has(family)) open.set(family, family.open);
      family.open = typed ? here > 0 : open.get(family);
      family.hidden = !family.querySelector("label:not([hidden])");
      found += here;
    }
    if (!typed) open.clear();
    return found;
  };
  list.querySelector("legend").after(control(list, narrow));
}

function select(list) {
  const first = [...list.children].filter((node) => node.nodeName === "OPTION");
  const groups = [...list.querySelectorAll("optgroup")].map((group) => [group, [...group.children]]);
  const narrow = (typed) => {
    const chosen = list.value;
    let found = 0;
    for (const [group, options] of groups) {
      const named = folded(group.label).includes(typed);
      const fits = (option) => named || folded(option.text).includes(typed);
      found += options.filter(fits).length;
      group.replaceChildren(...options.filter((option) => fits(option) || option.value === chosen));
    }
    list.replaceChildren(...first, ...groups.map(([group]) => group).filter((group) => group.children.length));
    list.value = chosen;
    return found;
  };
  list.closest(".field").before(control(list, narrow));
}

function begin(root) {
  for (const list of root.querySelectorAll("[data-narrow]:not([data-ready]):not(:disabled)")) {
    list.dataset.ready = "";
    if (list.nodeName === "SELECT") select(list);
    else boxes(list);
  }
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.target));
