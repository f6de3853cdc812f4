"use strict";

// Keys of the verification queue. The form works without them, so they are shown only here.
const form = document.getElementById("decide");

const typing = (element) => element.matches("textarea, select, input:not([type=radio]), [contenteditable]");

const pressed = (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  const choice = form.querySelectorAll("[name=outcome]")[Number(event.key) - 1];
  if (choice) {
    choice.click();
    choice.focus();
  } else if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
    event.preventDefault();
    document.getElementById("record").click();
  }
};

// A chip adds its sentence to the reason, to be edited there.
const fill = (event) => {
  const chip = event.target.closest("[data-fill]");
  if (!chip) return;
  event.preventDefault();
  const reason = form.elements.reason;
  reason.value = `${reason.value.trim()} ${chip.dataset.fill}`.trim();
  reason.focus();
};

if (form) {
  for (const key of form.querySelectorAll("kbd")) key.hidden = false;
  document.addEventListener("keydown", pressed);
  form.addEventListener("click", fill);
}
