// The chart page: Plotly on top of the drawing that is there already, and the drawing as a file.
//
//   <div data-chart data-chart-file="samstemt-legemiddelliste" data-chart-font="…/inter-latin-variable.woff2">
//     <div class="chart-box" tabindex="-1">
//       {{ the set of drawings }}
//       <div class="chart-live" data-chart-live data-figure-url="…" data-plotly-url="…/plotly-basic.min.js" hidden></div>
//     </div>
//     <button type="button" data-chart-toggle data-text-live="Vis interaktivt" data-text-image="Vis som bilde" hidden>
//     <button type="button" data-chart-whole hidden>Vis alle månedene</button>
//     <button type="button" data-chart-png hidden>  <button type="button" data-chart-svg hidden>
//     <p data-chart-failed hidden role="status">…</p>
//   </div>
//
// Without JavaScript the drawing, its table and the CSV remain. The figure is laid out as the widest drawing, so a box
// that shows a narrower one keeps it; on a phone Plotly would fight with scrolling anyway.
const WIDE = 1069;
const PLOTLY = {
  displayModeBar: false,
  displaylogo: false,
  // Plotly 4 otherwise offers to upload the chart to its maker.
  showSendToCloud: false,
  plotlyServerURL: "",
  // Its tips are toasts in English; the way back from a closer look is a button of ours.
  showTips: false,
  doubleClick: "reset",
  responsive: true,
  locale: "nb",
};
const NB = {
  moduleType: "locale",
  name: "nb",
  dictionary: {},
  format: {
    days: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
    shortDays: ["søn.", "man.", "tir.", "ons.", "tor.", "fre.", "lør."],
    months: ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"],
    shortMonths: ["jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."],
    date: "%d.%m.%Y",
    decimal: ",",
    thousands: "\u00a0",
  },
};
const SVG = "http://www.w3.org/2000/svg";
const TITLE_SPACE = 48;
const PNG_SCALE = 2;

function loadScript(url) {
  if (window.Plotly) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = resolve;
    script.onerror = () => reject(new Error(url));
    document.head.append(script);
  });
}

async function drawLive(root, box, live) {
  const [answer] = await Promise.all([
    fetch(live.dataset.figureUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" }),
    loadScript(live.dataset.plotlyUrl),
  ]);
  if (!answer.ok) throw new Error(String(answer.status));
  const figure = await answer.json();
  window.Plotly.register(NB);
  // Drawn out of sight in the box of the drawing, so that nothing moves when they change places.
  live.hidden = false;
  await window.Plotly.newPlot(live, figure.data, figure.layout, PLOTLY);
  const shown = shownDrawing(box);
  live.setAttribute("role", "img");
  live.setAttribute("aria-labelledby", shown.getAttribute("aria-labelledby"));
  watchZoom(root, live, [...figure.layout.xaxis.range]);
}

// The button back to all months is there only while some are out of sight.
function watchZoom(root, live, whole) {
  const back = root.querySelector("[data-chart-whole]");
  if (!back) return;
  live.on("plotly_relayout", () => {
    const [from, to] = live.layout.xaxis.range;
    const isWhole = Math.abs(from - whole[0]) < 0.01 && Math.abs(to - whole[1]) < 0.01;
    if (isWhole && document.activeElement === back) live.closest(".chart-box").focus();
    back.hidden = isWhole;
  });
  back.addEventListener("click", () => window.Plotly.relayout(live, { "xaxis.range": [...whole] }));
}

function shownDrawing(box) {
  const drawings = [...box.querySelectorAll("svg.run-chart")];
  return drawings.find((drawing) => getComputedStyle(drawing).display !== "none") ?? drawings[0];
}

function setLive(root, box, toggle, isLive) {
  box.classList.toggle("is-live", isLive);
  const back = root.querySelector("[data-chart-whole]");
  if (back && !back.hidden) back.click();
  if (toggle) toggle.textContent = isLive ? toggle.dataset.textImage : toggle.dataset.textLive;
}

function watchLive(root, box, live) {
  const toggle = root.querySelector("[data-chart-toggle]");
  let drawn;
  const draw = () => {
    // A failure is forgotten, so that the next click tries again.
    drawn ??= drawLive(root, box, live).catch((error) => {
      drawn = undefined;
      throw error;
    });
    return drawn;
  };
  toggle?.addEventListener("click", async () => {
    const isLive = !box.classList.contains("is-live");
    toggle.setAttribute("aria-busy", "true");
    try {
      if (isLive) await draw();
      setLive(root, box, toggle, isLive);
    } catch {
      fail(root);
    }
    toggle.removeAttribute("aria-busy");
  });
  setLive(root, box, toggle, false);
  const isWide = () => box.clientWidth >= WIDE;
  if (toggle) toggle.hidden = !isWide();
  new ResizeObserver(() => {
    if (toggle) toggle.hidden = !isWide();
    if (!isWide() && box.classList.contains("is-live")) setLive(root, box, toggle, false);
  }).observe(box);
  const start = () => {
    if (!isWide() || navigator.connection?.saveData) return;
    // The drawing stands if Plotly cannot be had: nobody asked for more than it.
    draw().then(() => setLive(root, box, toggle, true), () => {});
  };
  const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 200));
  if (document.readyState === "complete") idle(start);
  else window.addEventListener("load", () => idle(start), { once: true });
}

function fail(root) {
  const said = root.querySelector("[data-chart-failed]");
  if (said) said.hidden = false;
}

// The largest drawing with its name over it, on white: a file must say by itself what it shows.
function fileDrawing(root) {
  const drawing = root.querySelector("svg.run-chart-page") ?? root.querySelector("svg.run-chart");
  const copy = drawing.cloneNode(true);
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  copy.setAttribute("viewBox", `-20 ${-TITLE_SPACE} ${width + 40} ${height + TITLE_SPACE + 12}`);
  copy.setAttribute("width", width + 40);
  copy.setAttribute("height", height + TITLE_SPACE + 12);
  const paper = document.createElementNS(SVG, "rect");
  for (const [name, value] of [["x", -20], ["y", -TITLE_SPACE], ["width", "100%"], ["height", "100%"], ["fill", "#FFFFFF"]]) {
    paper.setAttribute(name, value);
  }
  const title = document.createElementNS(SVG, "text");
  for (const [name, value] of [["x", 0], ["y", -20], ["font-size", 20], ["font-weight", 600], ["fill", "#202E31"]]) {
    title.setAttribute(name, value);
  }
  title.textContent = drawing.querySelector("title").textContent;
  const first = copy.querySelector("path, rect");
  copy.insertBefore(paper, first);
  copy.insertBefore(title, first);
  return copy;
}

// A picture is drawn apart from the page and has none of its fonts: the font goes into it.
async function withFont(copy, url) {
  if (!url) return copy;
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const style = document.createElementNS(SVG, "style");
  style.textContent = `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${btoa(binary)})}`;
  copy.prepend(style);
  return copy;
}

function svgText(copy) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}`;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function pngOf(copy) {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svgText(copy)], { type: "image/svg+xml" }));
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Number(copy.getAttribute("width")) * PNG_SCALE;
  canvas.height = Number(copy.getAttribute("height")) * PNG_SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function watchFiles(root) {
  const name = root.dataset.chartFile || "diagram";
  const makers = {
    "[data-chart-svg]": async () => save(new Blob([svgText(fileDrawing(root))], { type: "image/svg+xml" }), `${name}.svg`),
    "[data-chart-png]": async () => save(await pngOf(await withFont(fileDrawing(root), root.dataset.chartFont)), `${name}.png`),
  };
  for (const [selector, make] of Object.entries(makers)) {
    for (const button of root.querySelectorAll(selector)) {
      button.hidden = false;
      button.addEventListener("click", () => make().catch(() => fail(root)));
    }
  }
}

for (const root of document.querySelectorAll("[data-chart]")) {
  const box = root.querySelector(".chart-box");
  const live = root.querySelector("[data-chart-live]");
  if (box && live) watchLive(root, box, live);
  watchFiles(root);
}
