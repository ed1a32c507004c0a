// After each autosave of the påmeldingsskjema: carry on from the version that was saved, and show the advice as it is now.
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
