// The måleansvarlig's page of a telleliste: the count moves while the ward taps, and the sheet is printed.
const EVERY = 8000;
const place = document.querySelector("[data-live]");

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (fresh && fresh.textContent !== place.textContent) place.replaceChildren(...fresh.childNodes);
  } catch {
    // The line is away: the next turn tries again.
  }
}

setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", refresh);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
