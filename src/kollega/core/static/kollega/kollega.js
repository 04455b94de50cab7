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
