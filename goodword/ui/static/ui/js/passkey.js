// Passkeys: asks the browser for one, puts the answer into the form, and sends it.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

const toCreate = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: known(options.excludeCredentials),
  authenticatorSelection: {
    ...options.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  },
});
const toGet = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: known(options.allowCredentials),
});

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function answer(credential) {
  const response = {};
  for (const part of PARTS) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function ask(place, form) {
  if (place.dataset.passkey === "fetch") {
    const answered = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answered.ok) throw new Error(`no options: ${answered.status}`);
    const { request_options: options } = await answered.json();
    return navigator.credentials.get({ publicKey: toGet(options.publicKey) });
  }
  const { publicKey } = JSON.parse(place.dataset.passkeyOptions);
  return place.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: toCreate(publicKey) })
    : navigator.credentials.get({ publicKey: toGet(publicKey) });
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  const form = document.getElementById(place.dataset.passkeyForm);
  const button = place.querySelector("button");
  const problem = place.querySelector("[role=alert]");
  place.querySelector("[data-passkey-without]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    problem.hidden = true;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(answer(await ask(place, form)));
      form.submit();
    } catch {
      problem.hidden = false;
      button.disabled = false;
    }
  });
}
