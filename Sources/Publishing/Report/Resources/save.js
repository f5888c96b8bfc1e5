// What is shown as files: tables as CSV, charts as SVG, the map as PNG.
function download(name, blob) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// Whether a spreadsheet would run a text, apostrophes before it aside: the rule of Escaping.isFormula.
function isFormula(text) {
  const rest = text.replace(/^'+/, "");
  if (/^[=@\t\r\n＝＋－＠]/.test(rest)) return true;
  return /^[+-]/.test(rest) && (rest.length < text.length || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text));
}
function csvCell(value) {
  const text = value == null ? "" : String(value), cell = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
// A byte order mark, without which Excel takes UTF-8 for something else.
const csv = (rows) => `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
const saveCSV = (name, rows) => download(`${name}.csv`, new Blob([csv(rows)], { type: "text/csv" }));

// The style sheet does not go along, so each mark takes what it needs of it.
const drawnBy = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight"];
function saveSVG(name, plot) {
  const copy = plot.cloneNode(true), from = plot.querySelectorAll("*"), to = copy.querySelectorAll("*");
  [plot, ...from].forEach((mark, i) => {
    const style = getComputedStyle(mark);
    for (const key of drawnBy) (i ? to[i - 1] : copy).setAttribute(key, style.getPropertyValue(key));
  });
  copy.prepend(h("rect", { width: "100%", height: "100%", fill: css("--card") }));
  download(`${name}.svg`, new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
}

function saveMap() {
  drawPaper();
  $("paper").toBlob((blob) => download("map.png", blob), "image/png");
}

const saveButton = (format, what, action) => button(format, action, { class: "save", "aria-label": word("saveAs", what, format) });
function offerCharts() {
  for (const figure of document.querySelectorAll("figure.card")) {
    figure.querySelector(":scope > .save")?.remove();
    const plot = figure.querySelector("svg.plot");
    if (plot) figure.append(saveButton("SVG", plot.getAttribute("aria-label"), () => saveSVG(plot.parentElement.id, figure.querySelector("svg.plot"))));
  }
  $("save-map").replaceChildren(saveButton("PNG", word("map"), saveMap));
}
