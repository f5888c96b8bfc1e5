// The head of the page, the search, the language, and the start.
function drawHead() {
  document.documentElement.lang = language === 0 ? "zh-CN" : "en";
  fillWords(document);
  $("language").textContent = word("otherLanguage");
  $("language").lang = language === 0 ? "en" : "zh-CN";
  const parts = levels.map((level) => units(level.name, level.codes.length));
  $("subtitle").textContent = `${word("subtitle", plan.start, plan.days)} · ${parts.join(" · ")}`;
  const causes = (plan.unproved || []).flatMap((found, level) =>
    found.map((cause) => `${word(levels[level].name)}: ${word(`cause.${cause.kind}`, count(cause.count))}`));
  const isProved = plan.proved === true;
  $("proof").textContent = isProved ? word("proved")
    : plan.proved === false ? word("unproved", causes.join(language === 0 ? "；" : "; ")) : word("unjudged");
  $("proof").className = isProved ? "proof" : "proof warn";
}

function drawFigures() {
  const f = plan.figures, area = levels[0].areas.reduce((sum, a) => sum + a, 0) / 1e6;
  const required = plan.driven.reduce((sum, d) => sum + d.required, 0), made = plan.driven.reduce((sum, d) => sum + d.made, 0);
  const driven = plan.driven.map((d) => `${word(d.name)} ${kilometres(d.metres)}`).join(" · ");
  const isNew = plan.rooms.filter((room) => room.isNew).length;
  const goal = f.coverage.find((entry) => entry.limit === f.gapLimit);
  const figure = (name, value, note, target, share) => h("a", { class: "figure", href: `#${target}` },
    h("span", { class: "name" }, name), h("strong", {}, value),
    share == null ? null : h("span", { class: share < 0.9995 ? "meter short" : "meter", "aria-hidden": "true" }, meterBar(share)),
    h("span", { class: "note" }, note));
  $("figures").replaceChildren(
    figure(word("figHouseholds"), count(f.households), `${decimal(area, 0)} km² · ${units(levels[lowest].name, levels[lowest].codes.length)}`, "map-section"),
    figure(word("figRooms"), count(plan.rooms.length), word("figRoomsNote", count(plan.rooms.length - isNew), count(isNew), count(f.officers), count(f.auxiliaries)), "rooms"),
    figure(word("figCoverage", duration(f.gapLimit)), percent(goal.share), [...f.coverage.filter((entry) => entry !== goal).map((entry) => `${duration(entry.limit)} ${percent(entry.share)}`), `${word("coveredTwice")} ${percent(goal.twice)}`].join(" · "), "coverage", goal.share),
    figure(word("figCrews"), count(plan.bases.reduce((sum, base) => sum + base.crews.length, 0)), word("figCrewsNote", count(plan.bases.length), count(plan.areas.length), driven), "patrols"),
    figure(word("figVisits"), required ? percent(made / required) : "–", word("figVisitsNote", count(made), count(required)), "patrols", required ? made / required : null),
    figure(word("figDuties"), roster.dutiesNeeded ? percent(roster.dutiesFilled / roster.dutiesNeeded) : "–", word("figDutiesNote", count(roster.dutiesFilled), count(roster.dutiesNeeded)), "roster", roster.dutiesNeeded ? roster.dutiesFilled / roster.dutiesNeeded : null),
    figure(word("figGaps"), count(plan.gaps.length), word("figGapsNote", count(f.gapHouseholds)), "gaps"));
}

function meterBar(share) {
  const bar = h("i");
  bar.style.width = `${Math.min(100, share * 100)}%`;
  return bar;
}

// Everything that has a code or a name, in lower case, once.
const index = [
  ...levels.flatMap((level, k) => level.codes.map((code, unit) => ({ kind: "unit", level: k, index: unit, what: level.name, name: title(k, unit), code }))),
  ...plan.rooms.map((room, i) => ({ kind: "room", index: i, what: "room", name: room.name || room.id, code: room.id })),
  ...plan.areas.map((area, i) => ({ kind: "area", index: i, what: "areaOne", name: area.id, code: siteName(area.base) })),
  ...plan.bases.map((base, i) => ({ kind: "base", index: i, what: "base", name: siteName(base.id), code: base.id })),
  ...plan.checkpoints.map((point, i) => ({ kind: "checkpoint", index: i, what: "checkpoint", name: point.name || point.id, code: point.id })),
].map((entry) => ({ ...entry, key: `${entry.name} ${entry.code}`.toLowerCase() }));

function find(query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) { $("hits").hidden = true; return; }
  const starts = [], contains = [];
  for (const entry of index) {
    if (entry.name.toLowerCase().startsWith(wanted) || entry.code.toLowerCase().startsWith(wanted)) starts.push(entry);
    else if (entry.key.includes(wanted)) contains.push(entry);
    if (starts.length >= 12) break;
  }
  const found = [...starts, ...contains].slice(0, 12);
  $("hits").replaceChildren(...(found.length ? found.map((entry) => h("li", {}, button([h("b", {}, entry.name), h("span", {}, `${word(entry.what)} · ${entry.code}`)], () => {
    $("hits").hidden = true;
    select({ kind: entry.kind, level: entry.level, index: entry.index }, true);
  }))) : [h("li", { class: "nothing" }, word("noHits"))]));
  $("hits").hidden = false;
}

$("search").addEventListener("input", (event) => find(event.target.value));
document.querySelector(".search").addEventListener("keydown", (event) => {
  const hits = [...$("hits").querySelectorAll("button")], at = hits.indexOf(document.activeElement);
  if (event.key === "Escape") { $("hits").hidden = true; $("search").focus(); }
  else if (event.key === "ArrowDown" && hits.length) (hits[at + 1] || hits[0]).focus();
  else if (event.key === "ArrowUp" && at >= 0) (hits[at - 1] || $("search")).focus();
  else if (event.key === "Enter" && event.target === $("search") && hits.length) hits[0].click();
  else return;
  event.preventDefault();
});
document.addEventListener("click", (event) => { if (!event.target.closest(".search")) $("hits").hidden = true; });

let zoomButtons;
function drawAll() {
  drawHead();
  drawFigures();
  drawControls();
  drawTime();
  drawDetails();
  drawTables();
  drawCharts();
  if (zoomButtons) zoomButtons.remove();
  zoomButtons = L.control.zoom({ zoomInTitle: word("zoomIn"), zoomOutTitle: word("zoomOut") }).addTo(map);
}

// Colours are read from the style sheet: after they change everything that is drawn in pixels is drawn again.
function recolour() {
  applyTheme();
  drawLegend();
  refreshMap();
}

$("language").addEventListener("click", () => { language = 1 - language; applyTheme(); drawAll(); });
$("print").addEventListener("click", () => window.print());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
// What lies on top keeps its colours: Leaflet would draw it again only after the page is printed.
window.addEventListener("beforeprint", () => {
  document.documentElement.dataset.theme = "light";
  applyTheme();
  draw();
  drawPaper();
});
window.addEventListener("afterprint", () => { delete document.documentElement.dataset.theme; recolour(); });
let resizing;
window.addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(drawCharts, 150); });

applyTheme();
applyGaps();
applySelection();
map.fitBounds(bounds(countyBox), { padding: [16, 16], animate: false });
land.overlay.addTo(map);
lettering.overlay.addTo(map);
drawAll();
refreshMap();
