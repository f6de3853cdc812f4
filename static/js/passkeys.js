"use strict";

// Passkeys. A form says in data-passkey what is wanted ("create" or "get") and in data-options, or at the
// address in data-options-from, what the server asks the device for. The answer goes into its hidden field.
const decoded = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const encoded = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const known = (keys) => (keys || []).map((key) => ({ ...key, id: decoded(key.id) }));

async function askedFor(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return (await answer.json()).request_options.publicKey;
}

function make(asked) {
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: decoded(asked.challenge),
      user: { ...asked.user, id: decoded(asked.user.id) },
      excludeCredentials: known(asked.excludeCredentials),
      // A key that the device keeps can also sign in alone; an older one still serves as second factor.
      authenticatorSelection: { ...asked.authenticatorSelection, residentKey: "preferred", requireResidentKey: false },
    },
  });
}

function show(asked) {
  return navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: decoded(asked.challenge),
      allowCredentials: known(asked.allowCredentials),
    },
  });
}

function asJson(key) {
  const response = { clientDataJSON: encoded(key.response.clientDataJSON) };
  if (key.response.attestationObject) {
    response.attestationObject = encoded(key.response.attestationObject);
    response.transports = key.response.getTransports ? key.response.getTransports() : [];
  } else {
    response.authenticatorData = encoded(key.response.authenticatorData);
    response.signature = encoded(key.response.signature);
    response.userHandle = key.response.userHandle ? encoded(key.response.userHandle) : null;
  }
  return JSON.stringify({
    type: key.type,
    id: key.id,
    rawId: encoded(key.rawId),
    response,
    clientExtensionResults: key.getClientExtensionResults(),
  });
}

const byNumber = /^(\d+\.){3}\d+$|^\[/.test(location.hostname);

function say(form, why) {
  for (const note of form.querySelectorAll("[data-passkey-said]")) note.hidden = note.dataset.passkeySaid !== why;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!window.PublicKeyCredential) return say(form, "unsupported");
    if (byNumber) return say(form, "address");
    say(form, "");
    try {
      const asked = await askedFor(form);
      form.elements.credential.value = asJson(await (form.dataset.passkey === "create" ? make(asked) : show(asked)));
    } catch (refusal) {
      return say(form, refusal.name === "InvalidStateError" ? "known" : "refused");
    }
    form.submit();
  });
}
