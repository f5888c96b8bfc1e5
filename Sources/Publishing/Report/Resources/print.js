// Paper: the colours of the day, the map as a picture, and charts no longer than a page.
let isPrinting = false;
const chartRows = 24;

// The rows of a chart that paper takes, and a line that tells of the others.
const onPaper = (rows) => (isPrinting ? rows.slice(0, chartRows) : rows);
const toldOnPaper = (rows, file) => (isPrinting && rows.length > chartRows ? h("p", { class: "told" }, word("printedRows", count(chartRows), count(rows.length), file)) : "");

window.addEventListener("beforeprint", () => {
  isPrinting = true;
  document.documentElement.dataset.theme = "light";
  applyTheme();
  drawLegend();
  draw();
  drawPaper();
  drawCharts();
});
// What lies on top keeps its colours: Leaflet would draw it again only after the page is printed.
window.addEventListener("afterprint", () => {
  isPrinting = false;
  delete document.documentElement.dataset.theme;
  recolour();
  drawCharts();
});
$("print").addEventListener("click", () => window.print());
