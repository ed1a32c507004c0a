// The påmeldingsskjema. After each autosave: carry on from the version that was saved, and show the advice as it is now.
// On a phone the empty rows of the team wait until they are asked for. On the receipt: the print button.
const form = document.querySelector("form[data-registration]");

function carry(name, value) {
  const input = form.elements.namedItem(name);
  if (input && value !== undefined) input.value = value;
}

function showAdvice(texts) {
  const box = document.querySelector("[data-advice]");
  if (!box) return;
  const list = box.querySelector("[data-advice-list]");
  const template = box.querySelector("[data-advice-row]");
  const before = list.textContent;
  list.replaceChildren(
    ...texts.map((text) => {
      const row = template.content.firstElementChild.cloneNode(true);
      row.querySelector("span").textContent = text;
      return row;
    }),
  );
  box.hidden = texts.length === 0;
  // Said aloud only when something new is advised.
  if (list.textContent !== before) box.querySelector("[data-advice-status]").textContent = texts.join(" ");
}

form?.addEventListener("autosave:saved", (event) => {
  if (!event.detail) return;
  carry("version", event.detail.version);
  carry("seen", event.detail.seen);
  showAdvice(event.detail.advice ?? []);
});

const firstMember = 2;
const lastMember = 7;

function isEmpty(row) {
  return [...row.querySelectorAll("input:not([type=hidden])")].every((input) => input.value === "");
}

// Members 1 to 6 stand one below the other on a phone: show those that are filled in and one more.
function foldEmptyRows(table) {
  const members = [...table.tBodies[0].rows].slice(firstMember, lastMember + 1);
  const lastFilled = members.findLastIndex((row) => !isEmpty(row));
  const folded = members.slice(lastFilled + 2);
  if (folded.length === 0) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button add-member";
  button.dataset.variant = "secondary";
  button.textContent = table.closest("[data-add-label]").dataset.addLabel;
  const phone = matchMedia("(max-width: 43.74em)");
  const show = () => {
    for (const row of folded) row.hidden = phone.matches && isEmpty(row);
    button.hidden = !phone.matches || folded.length === 0;
  };
  button.addEventListener("click", () => {
    const row = folded.shift();
    row.hidden = false;
    row.querySelector("input:not([type=hidden])").focus();
    show();
  });
  phone.addEventListener("change", show);
  table.after(button);
  show();
}

for (const table of document.querySelectorAll("[data-add-label] table.formset")) foldEmptyRows(table);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
