// The baseline grid: arrow keys and Enter move between the cells, a copied part of a spreadsheet is pasted into them
// and looked through, and the second number of a cell takes over the one above it, selected, ready to be typed over.
function rowsOf(table) {
  return [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll(".cell-pair .ds-input")]);
}

function placeOf(rows, input) {
  for (const [y, row] of rows.entries()) {
    const x = row.indexOf(input);
    if (x >= 0) return { x, y };
  }
  return null;
}

function go(input) {
  input?.focus();
  input?.select();
}

function move(event, table) {
  const rows = rowsOf(table);
  const place = placeOf(rows, event.target);
  if (!place) return;
  const { x, y } = place;
  const input = event.target;
  const isWhole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  const steps = {
    ArrowUp: () => rows[y - 1]?.[x],
    ArrowDown: () => rows[y + 1]?.[x],
    Enter: () => rows[y + 1]?.[x] ?? rows[0][x + 1],
    ArrowLeft: () => (isWhole || input.selectionEnd === 0 ? rows[y][x - 1] : null),
    ArrowRight: () => (isWhole || input.selectionStart === input.value.length ? rows[y][x + 1] : null),
  };
  const next = steps[event.key]?.();
  if (!next) {
    if (event.key === "Enter") event.preventDefault();
    return;
  }
  event.preventDefault();
  go(next);
}

function takeOver(input, table) {
  const rows = rowsOf(table);
  const place = placeOf(rows, input);
  if (!place) return;
  const above = rows[place.y - 1]?.[place.x];
  const first = input.closest(".cell-pair").querySelector(".ds-input");
  if (first !== input && first.value && !input.value && above?.value) input.value = above.value;
  input.select();
}

// Puts the values side by side and below each other from the field on, whatever they are.
function fill(text, rows, place) {
  for (const [down, line] of text.replace(/\r/g, "").replace(/\n$/, "").split("\n").entries()) {
    for (const [right, value] of line.split("\t").entries()) {
      const input = rows[place.y + down]?.[place.x + right];
      if (input) input.value = value.trim();
    }
  }
}

// The server knows months, headings and rules: it answers with the rows as they are with the pasted values, messages
// beside the fields that need one. Nothing is saved by it. Without an answer the values are put where they were pasted.
async function place(text, table, input) {
  const rows = rowsOf(table);
  const status = document.querySelector("[data-paste-status]");
  const body = new FormData(input.form);
  body.set("pasted", text);
  body.set("at", input.name);
  const id = input.id;
  // What was typed or saved before the answer came would miss what it brings.
  const { form } = input;
  form.inert = true;
  try {
    const answer = await fetch(table.dataset.pasteUrl, { method: "POST", body, credentials: "same-origin" });
    const found = await answer.json();
    if (found.rows) table.tBodies[0].innerHTML = found.rows;
    status.hidden = false;
    status.querySelector("span").textContent = found.message;
  } catch {
    fill(text, rows, placeOf(rows, input));
  }
  form.inert = false;
  (table.querySelector("[aria-invalid]") ?? document.getElementById(id))?.focus();
}

function paste(event, table) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\t\n]/.test(text.trim())) return;
  if (!placeOf(rowsOf(table), event.target)) return;
  event.preventDefault();
  place(text, table, event.target);
}

for (const table of document.querySelectorAll("[data-grid]")) {
  table.addEventListener("keydown", (event) => event.target.matches(".ds-input") && move(event, table));
  table.addEventListener("focusin", (event) => event.target.matches(".ds-input") && takeOver(event.target, table));
  table.addEventListener("paste", (event) => event.target.matches(".ds-input") && paste(event, table));
}
