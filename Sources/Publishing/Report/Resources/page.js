// The head of the page, the language, and the start.
function drawHead() {
  document.documentElement.lang = language === 0 ? "zh-CN" : "en";
  fillWords(document);
  $("language").textContent = word("otherLanguage");
  $("language").lang = language === 0 ? "en" : "zh-CN";
  const parts = levels.map((level) => units(level.name, level.codes.length));
  $("subtitle").textContent = `${word("subtitle", plan.start, plan.days)} · ${parts.join(" · ")}`;
  const isProved = plan.proved === true;
  $("proof").textContent = proofText();
  $("proof").className = isProved ? "proof" : "proof warn";
}

function proofText() {
  if (plan.proved == null) return word("unjudged");
  if (plan.proved) return word("proved");
  const causes = (plan.unproved || []).flatMap((found, level) =>
    found.map((cause) => `${word(levels[level].name)}: ${word(`cause.${cause.kind}`, count(cause.count))}`));
  return word("unproved", causes.join(language === 0 ? "；" : "; "));
}

let zoomButtons;
function drawAll() {
  drawHead();
  drawVerdict();
  drawFigures();
  drawControls();
  drawTime();
  drawDetails();
  drawTables();
  drawCharts();
  offerCharts();
  if (zoomButtons) zoomButtons.remove();
  zoomButtons = L.control.zoom({ zoomInTitle: word("zoomIn"), zoomOutTitle: word("zoomOut") }).addTo(map);
}

// Colours are read from the style sheet: after they change everything that is drawn in pixels is drawn again.
function recolour() {
  applyTheme();
  drawLegend();
  refreshMap();
}

$("language").addEventListener("click", () => {
  language = 1 - language;
  remember(language ? "en" : "zh");
  applyTheme();
  drawAll();
  noteView();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
let resizing;
window.addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(drawCharts, 150); });

applyTheme();
applyGaps();
applySelection();
map.fitBounds(bounds(countyBox), { padding: [16, 16], animate: false });
land.overlay.addTo(map);
lettering.overlay.addTo(map);
if (!readAddress()) {
  drawAll();
  refreshMap();
}
