/* Small comforts. Everything works without this file. */
"use strict";
document.querySelector("[data-focus]")?.focus();

/* Says how many characters are left, at rest for a second before it is read aloud. */
for (const box of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(box.dataset.limit);
  const shown = document.getElementById(`${box.id}-limit`);
  if (!shown) continue;
  const spoken = document.createElement("p");
  spoken.className = "sr";
  spoken.setAttribute("role", "status");
  shown.after(spoken);
  let rest;
  const count = () => {
    const left = limit - box.value.length;
    const many = Math.abs(left).toLocaleString("sv-SE");
    shown.textContent = left < 0 ? `Du har skrivit ${many} tecken för mycket` : `Du har ${many} tecken kvar`;
    shown.classList.toggle("over", left < 0);
    clearTimeout(rest);
    rest = setTimeout(() => { if (left < limit / 10) spoken.textContent = shown.textContent; }, 1000);
  };
  box.addEventListener("input", count);
  if (box.value) count();
}

/* An address to copy: a press marks it all and copies it, and says so. */
for (const field of document.querySelectorAll("input[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "secondary";
  button.textContent = "Kopiera";
  button.addEventListener("click", async () => {
    field.select();
    try { await navigator.clipboard.writeText(field.value); button.textContent = "Kopierad"; } catch { button.textContent = "Tryck Ctrl+C"; }
    setTimeout(() => { button.textContent = "Kopiera"; }, 3000);
  });
  field.after(button);
}

/* Keeps a draft while it is written: two seconds after the last letter, and when the page is left. */
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("[data-saved]");
  let rest, isChanged = false, isSaving = false;
  const save = async () => {
    clearTimeout(rest);
    if (!isChanged || isSaving) return;
    isChanged = false;
    isSaving = true;
    const written = new FormData(form);
    for (const [name, value] of [...written]) if (value instanceof File) written.delete(name);
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: written, keepalive: true });
      const isOurs = answer.headers.get("Content-Type")?.startsWith("text/plain");
      said.textContent = isOurs ? await answer.text() : "Inte sparat. Tryck på knappen för att spara.";
    } catch {
      isChanged = true;
      said.textContent = "Inte sparat än. Vi försöker igen när nätet är tillbaka.";
      rest = setTimeout(save, 10000);
    }
    isSaving = false;
  };
  form.addEventListener("input", () => { isChanged = true; clearTimeout(rest); rest = setTimeout(save, 2000); });
  form.addEventListener("submit", () => { clearTimeout(rest); isChanged = false; });
  addEventListener("online", save);
  addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}
