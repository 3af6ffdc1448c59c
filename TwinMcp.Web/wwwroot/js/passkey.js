// Passkeys: the server's challenge to the browser's dialog, and its answer into the form. A form says which: data-passkey="create|get".
const urls = { create: "/passkeys/creation-options", get: "/passkeys/request-options" };

/** Buttons are shown only where a passkey can be used. */
export function start() {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) form.hidden = false;
  document.addEventListener("submit", submit);
}

async function submit(e) {
  const form = e.target;
  const kind = form.dataset?.passkey;
  if (!kind || form.querySelector("[data-credential]").value) return;
  e.preventDefault();
  const button = form.querySelector("button[type=submit]");
  const trouble = form.querySelector("[data-trouble]");
  button.disabled = true;
  trouble.hidden = true;
  try {
    const answer = await fetch(urls[kind], { method: "POST", headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value } });
    if (!answer.ok) throw new Error(String(answer.status));
    const options = await answer.json();
    const credential = kind === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.querySelector("[data-credential]").value = JSON.stringify(credential);
    form.submit();
  } catch {
    // closed by the person, refused by the device, or too late: all are tried again
    trouble.hidden = false;
    button.disabled = false;
  }
}
