/* Suggestions while someone types: a list under the field, by the pattern of the ARIA authoring practices for an editable
   combobox. The field works as any field without this file. */
"use strict";
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let chosen = -1, asked = "", typed = field.value, waiting, control;
  list.id = `${field.id}-forslag`;
  list.className = "suggested";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Förslag");
  list.hidden = true;
  told.className = "sr";
  told.setAttribute("role", "status");
  field.after(list, told);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  const rows = () => [...list.children];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const show = (html) => {
    list.innerHTML = html;
    const many = rows().length;
    if (!many) { told.textContent = ""; close(); return; }
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    told.textContent = many === 1 ? "Ett förslag" : `${many} förslag`;
  };
  const mark = (number) => {
    const all = rows();
    chosen = number;
    all.forEach((row, n) => row.setAttribute("aria-selected", String(n === number)));
    if (number < 0) { field.removeAttribute("aria-activedescendant"); field.value = typed; return; }
    field.setAttribute("aria-activedescendant", all[number].id);
    field.value = all[number].dataset.value;
    all[number].scrollIntoView({ block: "nearest" });
  };
  const take = (row) => {
    const place = document.getElementById("ort");
    if (row.dataset.kind === "place" && place) { place.value = row.dataset.value; field.value = ""; }
    else field.value = row.dataset.value;
    close();
    asked = field.value.trim();
    if ("stay" in field.dataset) field.dispatchEvent(new Event("input", { bubbles: true }));
    else field.form.requestSubmit();
  };
  const ask = async () => {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    control?.abort();
    if (text.length < 2) { show(""); return; }
    control = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: text })}`, { signal: control.signal });
      if (answer.ok && document.activeElement === field) show(await answer.text());
    } catch { /* nobody waits for a suggestion that did not come */ }
  };
  field.addEventListener("input", () => { typed = field.value; clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  field.addEventListener("keydown", (event) => {
    const many = rows().length;
    if (event.key === "Escape" && !list.hidden) { mark(-1); close(); event.preventDefault(); return; }
    if (event.key === "Enter" && !list.hidden && chosen >= 0) { event.preventDefault(); take(rows()[chosen]); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (list.hidden && many) { list.hidden = false; field.setAttribute("aria-expanded", "true"); }
    if (!many) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    mark(((chosen + 1 + step + many + 1) % (many + 1)) - 1);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { const row = event.target.closest("li"); if (row) take(row); });
  field.addEventListener("blur", close);
}
