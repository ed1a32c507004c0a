// The month page: what the server says about each autosaved row is put in its place, answers to questions are given
// without leaving the page, Enter goes to the next field, and on a phone finished rows fold to one line.
const form = document.getElementById("entry-form");
const phone = window.matchMedia("(max-width: 699px)");

function inputsOf(root) {
  return [...root.querySelectorAll(".number-pair .ds-input")];
}

function field(name) {
  return form.elements.namedItem(name);
}

function show(answer) {
  for (const [pk, row] of Object.entries(answer.rows)) {
    const card = form.querySelector(`[data-row="${pk}"]`);
    if (!card) continue;
    card.dataset.state = row.state;
    put(card.querySelector('[data-part="result"]'), row.result);
    put(card.querySelector('[data-part="note"]'), row.note);
    for (const name of ["n", "d", "c"]) mark(field(`${pk}-${name}`), row.invalid.includes(name), row.look === name);
    const comment = card.querySelector("[data-comment]");
    if (row.comment && comment) comment.open = true;
  }
  const progress = document.querySelector("[data-progress]");
  if (progress) put(progress, answer.progress);
}

// Written only where it differs, so that a button about to be pressed stays the same button.
function put(place, html) {
  if (!place || place.dataset.shown === html) return;
  place.dataset.shown = html;
  place.innerHTML = html;
}

function mark(input, isInvalid, isLook) {
  if (!input) return;
  if (isInvalid) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.id}_error`);
  } else {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  input.classList.toggle("input-look", isLook);
}

async function answerQuestion(button) {
  const card = button.closest("[data-row]");
  const body = new FormData(form);
  body.set("action", button.value);
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.autosaveUrl, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json();
    for (const [name, value] of Object.entries(said.fields)) {
      const input = field(name);
      if (input) input.value = value;
    }
    show(said);
    (inputsOf(card).find((input) => input.value === "") ?? inputsOf(card)[0]).focus();
  } catch {
    // The form's own way: the server does it and shows the page again.
    button.removeAttribute("aria-busy");
    button.dataset.plain = "yes";
    button.click();
  }
}

function fold() {
  for (const card of form.querySelectorAll('[data-row][data-state="done"]')) {
    const note = card.querySelector(".entry-saying p");
    if (!phone.matches || !note || card.classList.contains("entry-folded")) continue;
    card.classList.add("entry-folded");
    const open = document.createElement("button");
    open.type = "button";
    open.className = "plain-button entry-open";
    open.textContent = form.dataset.openLabel;
    open.addEventListener("click", () => {
      card.classList.remove("entry-folded");
      open.remove();
      inputsOf(card)[0].focus();
    });
    note.append(" ", open);
  }
}

form.addEventListener("autosave:saved", (event) => {
  if (event.detail?.rows) show(event.detail);
});

form.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="action"]');
  const isAnswer = button && /^(confirm|set|tally):/.test(button.value);
  if (!isAnswer || button.dataset.plain) return;
  event.preventDefault();
  answerQuestion(button);
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".number-pair .ds-input")) return;
  event.preventDefault();
  const inputs = inputsOf(form).filter((input) => input.offsetParent);
  const next = inputs[inputs.indexOf(event.target) + 1];
  if (next) next.focus();
  else document.querySelector('.sticky-bar button[value="deliver"]').focus();
});

form.addEventListener("focusin", (event) => {
  if (event.target.matches(".number-pair .ds-input")) event.target.select();
});

fold();
