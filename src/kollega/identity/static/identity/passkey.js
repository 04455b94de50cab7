/* Passkeys: asks the browser for a key and sends what it answers. Uses allauth's webauthn-json.js. */
"use strict";
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const answer = form.querySelector("input[name=credential]");
  const said = form.querySelector("[data-said]");
  if (!window.PublicKeyCredential) {
    form.querySelector("button").hidden = true;
    said.textContent = "Den här webbläsaren kan inte använda passnycklar.";
    continue;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      const options = await wanted(form);
      const credential = form.dataset.passkey === "add"
        ? await window.webauthnJSON.create(options)
        : await window.webauthnJSON.get(options);
      answer.value = JSON.stringify(credential);
      form.submit();
    } catch (problem) {
      said.textContent = problem.name === "InvalidStateError"
        ? "Den här enheten har redan en passnyckel för ditt konto."
        : "Passnyckeln användes inte. Försök igen eller välj ett annat sätt.";
    }
  });
}

async function wanted(form) {
  if (form.dataset.passkey === "login") {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error("no options");
    return (await response.json()).request_options;
  }
  const data = JSON.parse(document.getElementById("passkey-options").textContent);
  if (form.dataset.passkey !== "add") return data.request_options;
  const options = data.creation_options;
  options.publicKey.authenticatorSelection = {
    ...options.publicKey.authenticatorSelection,
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  };
  return options;
}
