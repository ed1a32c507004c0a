// Saves a draft while it is written: <form data-autosave-url="…">, and somewhere on the page the saved state of
// components/_saved.html ([data-saved]). Without JavaScript the form's own buttons do the saving.
const IDLE = 1500;
const RETRY = 8000;
const LONGEST = 15000;

// The clock of the page's other times, wherever the machine thinks it is.
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Oslo" });

function clockNow() {
  return CLOCK.format(new Date()).replace(":", ".");
}

function watch(form) {
  const state = document.querySelector("[data-saved]");
  const okText = state?.querySelector("[data-saved-text]");
  const failedText = state?.querySelector("[data-failed-text]");
  const announcer = state?.querySelector("[data-saved-announce]");
  let timer = 0;
  let isDirty = false;
  let isSending = false;
  let isLeaving = false;
  let announced = "";

  function show(name, text) {
    if (!state) return;
    state.dataset.state = name;
    const shown = name === "saved" ? okText : failedText;
    if (shown) shown.textContent = text;
    // Said aloud only when the kind of news changes, so that typing is not interrupted every few seconds.
    if (announcer && name !== announced) announcer.textContent = text;
    announced = name;
  }

  function wait(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (isSending) return wait(IDLE);
    if (!isDirty) return undefined;
    isDirty = false;
    isSending = true;
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch", Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(LONGEST),
      });
      const told = await readJson(answer);
      if (!answer.ok && told?.message) {
        // The server says what is wrong with the text: trying again helps only after a change.
        isDirty = true;
        show("failed", told.message);
        return undefined;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      show("saved", `${state?.dataset.savedLabel ?? "Utkast lagret"} ${clockNow()}`);
      form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: told }));
    } catch {
      isDirty = true;
      show("failed", state?.dataset.failedLabel ?? "Ikke lagret. Prøver igjen.");
      wait(RETRY);
    } finally {
      isSending = false;
      form.dispatchEvent(new CustomEvent("autosave:done"));
    }
    return undefined;
  }

  async function readJson(answer) {
    const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    return isJson ? answer.json() : null;
  }

  function changed() {
    isDirty = true;
    wait(IDLE);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (isSending) {
      // The answer on its way may bring the version this form must carry: send the form when it is here.
      event.preventDefault();
      form.addEventListener("autosave:done", () => form.requestSubmit(event.submitter), { once: true });
      return;
    }
    isLeaving = true;
  });

  window.addEventListener("pagehide", () => {
    if (!isDirty || isLeaving) return;
    isDirty = false;
    fetch(form.dataset.autosaveUrl, { method: "POST", body: new FormData(form), keepalive: true, credentials: "same-origin" });
  });

  window.addEventListener("beforeunload", (event) => {
    if (isLeaving || !isDirty || state?.dataset.state !== "failed") return;
    event.preventDefault();
  });

  window.addEventListener("online", () => isDirty && save());
}

for (const form of document.querySelectorAll("form[data-autosave-url]")) watch(form);
