// Shows how far something that runs has come, and the whole page when it is done. Without script: reload the page.
const held = document.querySelector("[data-progress='on']");
const look = async () => {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById(held.id);
  if (!now || now.dataset.progress !== "on") return location.reload();
  held.replaceChildren(...now.childNodes);
  setTimeout(look, 2000);
};
if (held) setTimeout(look, 1500);
