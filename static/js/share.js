"use strict";

// Buttons that copy a text or hand it to another app of the device; shown only where the device can.
const textOf = (id) => document.getElementById(id).textContent.trim();

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(textOf(button.dataset.copies));
    document.getElementById(`${button.dataset.copies}-copied`).hidden = false;
  });
}
for (const button of document.querySelectorAll("[data-shares]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: button.dataset.title, url: textOf(button.dataset.shares) });
    } catch (refusal) {
      // Whoever closes the list of apps has shared nothing, and knows it.
      if (refusal.name !== "AbortError") throw refusal;
    }
  });
}
