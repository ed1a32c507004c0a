// The report editor: shows how far the report has come each time the draft is saved, and which part is in work.
const form = document.querySelector("#report-form");
const outline = document.querySelector("[data-outline]");
const progress = document.querySelector("[data-progress]");
const pdfLink = document.querySelector("[data-after-save]");

let current = document.querySelector(".report-part.card-current");
let isDirty = false;
let isWaiting = false;

function markCurrent(part) {
  current?.classList.remove("card-current");
  current = part;
  current?.classList.add("card-current");
  for (const link of outline.querySelectorAll("a")) {
    if (current && link.hash === `#${current.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

form.addEventListener("focusin", (event) => {
  const part = event.target.closest(".report-part");
  if (part && part !== current) markCurrent(part);
});

form.addEventListener("input", () => {
  isDirty = true;
});

form.addEventListener("autosave:saved", (event) => {
  const told = event.detail;
  if (!told) return;
  isDirty = false;
  form.elements.version.value = told.version;
  outline.innerHTML = told.outline;
  progress.innerHTML = told.progress;
  const inWork = document.activeElement?.closest(".report-part");
  markCurrent(inWork ?? document.querySelector(outline.querySelector("[aria-current]")?.hash || null));
  if (isWaiting) location.assign(pdfLink.href);
});

// The document shows what is saved: wait for the last words.
pdfLink?.addEventListener("click", (event) => {
  if (!isDirty || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  isWaiting = true;
  form.dispatchEvent(new Event("change"));
});
