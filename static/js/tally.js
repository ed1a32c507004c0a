// The telleliste on the ward. Every tap is first written down on the phone, then sent; what the line swallows is sent
// again, and the server counts each tap once, by the number it got here. Without this script each tap is a form.
const root = document.querySelector("[data-tally]");
const text = root.dataset;
const answers = root.querySelector("[data-answers]");
const undo = root.querySelector("[data-undo]");
const state = root.querySelector("[data-state]");
const fullNote = root.querySelector("[data-full-note]");
const limit = Number(text.limit) || Infinity;
const key = `telleliste:${location.pathname}`;
const BATCH = 50;
const LONGEST = 15000;
const FIRST_WAIT = 2000;
const LAST_WAIT = 30000;
const SOMETIMES = 20000;
const BUZZ = 20;

// What the server has counted; what waits here comes on top.
let counted = { yes: Number(text.yes), no: Number(text.no), none: Number(text.none) };
let memory = { waiting: [], mine: [] };
let isKept = true;
let isSending = false;
let isClosed = false;
let isOffline = false;
let late = 0;
let wait = FIRST_WAIT;
let timer = 0;

// Read anew each time: the list may be open in two tabs.
function kept() {
  if (!isKept) return memory;
  try {
    memory = { waiting: [], mine: [], ...JSON.parse(localStorage.getItem(key) ?? "{}") };
  } catch {
    isKept = false;
  }
  return memory;
}

function keep(changed) {
  memory = changed;
  try {
    localStorage.setItem(key, JSON.stringify(changed));
  } catch {
    isKept = false;
  }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function total() {
  const sum = { ...counted };
  for (const tap of kept().waiting) sum[tap.of ?? tap.answer] += tap.answer === "undo" ? -1 : 1;
  return sum;
}

function fill(words, values) {
  return words.replace(/\[([a-z]+)\]/g, (_whole, name) => values[name]);
}

function label(answer) {
  return answers.querySelector(`[value="${answer}"]`).firstChild.textContent.trim().toLowerCase();
}

function put(place, words) {
  if (place && place.textContent !== words) place.textContent = words;
}

function show() {
  const sum = total();
  const done = sum.yes + sum.no;
  const isFull = done >= limit;
  put(root.querySelector("[data-progress]"), fill(text.textProgress, { done }));
  put(root.querySelector("[data-detail]"), fill(text.textDetail, sum));
  const bar = root.querySelector("[data-bar]");
  if (bar) bar.value = done;
  answers.hidden = isFull || isClosed;
  undo.hidden = isClosed || kept().mine.length === 0;
  if (isFull && !fullNote.firstElementChild) fullNote.append(root.querySelector("[data-full-text]").content.cloneNode(true));
  if (!isFull) fullNote.replaceChildren();
  put(state, said());
}

function said() {
  const { waiting } = kept();
  const count = isClosed ? waiting.filter((tap) => tap.answer !== "undo").length : waiting.length;
  if (isClosed && count === 0) return text.textClosed;
  if (isClosed) {
    const left = ["yes", "no", "none"].map((answer) => [answer, waiting.filter((tap) => tap.answer === answer).length]);
    const what = left.filter(([, taps]) => taps).map(([answer, taps]) => `${taps} ${label(answer)}`).join(", ");
    return fill(text.textLost, { count, what: what || "0" });
  }
  if (late) return fill(text.textLate, { count: late });
  if (count && !isKept) return text.textOnlyHere;
  if (count && isOffline) return fill(text.textWaiting, { count });
  if (count) return text.textSending;
  return kept().mine.length ? text.textSent : "";
}

async function send() {
  clearTimeout(timer);
  if (isSending || isClosed) return;
  isSending = true;
  const batch = kept().waiting.slice(0, BATCH);
  try {
    const answer = await fetch(text.url, {
      method: "POST",
      body: JSON.stringify({ taps: batch.map(({ id, answer }) => ({ id, answer })) }),
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST),
    });
    if (answer.status === 404) isClosed = true;
    else if (!answer.ok) throw new Error(String(answer.status));
    else receive(batch, await answer.json());
    isOffline = false;
    wait = FIRST_WAIT;
  } catch {
    isOffline = true;
  } finally {
    isSending = false;
    show();
    again();
  }
}

function receive(batch, told) {
  const sent = new Set(batch.map((tap) => `${tap.id} ${tap.answer}`));
  const refused = new Set(told.refused);
  const now = kept();
  late += batch.filter((tap) => refused.has(tap.id) && tap.answer !== "undo").length;
  keep({
    waiting: now.waiting.filter((tap) => !sent.has(`${tap.id} ${tap.answer}`)),
    mine: now.mine.filter((tap) => !refused.has(tap.id)),
  });
  counted = { yes: told.yes, no: told.no, none: told.none };
}

// Soon when something waits, and now and then to see what the others have counted.
function again() {
  if (isClosed) return;
  if (kept().waiting.length === 0) {
    timer = setTimeout(() => (document.hidden ? again() : send()), SOMETIMES);
    return;
  }
  timer = setTimeout(send, isOffline ? wait : 0);
  if (isOffline) wait = Math.min(wait * 2, LAST_WAIT);
}

function tap(answer) {
  const now = kept();
  const added = { id: newId(), answer };
  keep({ waiting: [...now.waiting, added], mine: [...now.mine, added].slice(-50) });
  late = 0;
  buzz();
  show();
  send();
}

function undoLast() {
  const now = kept();
  const last = now.mine.at(-1);
  if (!last) return;
  keep({ waiting: [...now.waiting, { id: last.id, answer: "undo", of: last.answer }], mine: now.mine.slice(0, -1) });
  buzz();
  show();
  send();
}

const vibrate = document.querySelector("[data-vibrate]");

function buzz() {
  if (vibrate.querySelector("input").checked) navigator.vibrate?.(BUZZ);
}

function offerBuzz() {
  if (!navigator.vibrate) return;
  const box = vibrate.querySelector("input");
  vibrate.hidden = false;
  try {
    box.checked = localStorage.getItem("telleliste-vibrer") === "ja";
    box.addEventListener("change", () => localStorage.setItem("telleliste-vibrer", box.checked ? "ja" : "nei"));
  } catch {
    // It is chosen again next time.
  }
}

// A tap that was made as a form, before the script came, can be undone here too.
function takeOver() {
  const id = undo.elements.tap.value;
  const now = kept();
  const answer = new URLSearchParams(location.search).get("svar");
  if (id && answer && !now.mine.some((one) => one.id === id)) keep({ ...now, mine: [...now.mine, { id, answer }] });
}

answers.addEventListener("submit", (event) => {
  event.preventDefault();
  tap(event.submitter.value);
});
undo.addEventListener("submit", (event) => {
  event.preventDefault();
  undoLast();
});
window.addEventListener("online", send);
window.addEventListener("storage", show);
document.addEventListener("visibilitychange", () => !document.hidden && send());

takeOver();
offerBuzz();
show();
send();
