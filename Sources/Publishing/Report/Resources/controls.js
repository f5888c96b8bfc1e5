// The controls beside the map, and its legend.
function drawControls() {
  const option = (value, text, chosen) => h("option", { value, selected: chosen }, text);
  $("level").replaceChildren(
    option("", word("automatic"), state.level == null),
    ...levels.map((level, k) => option(k, `${word(level.name)} (${count(level.codes.length)})`, state.level === k)));
  $("colour").replaceChildren(...[["response", "byResponse"], ["room", "byRoom"], ["area", "byArea"], ["visits", "byVisits"], ["nothing", "byNothing"]]
    .map(([key, text]) => option(key, word(text), state.colour === key)));
  $("day-type").replaceChildren(...plan.dayTypes.map((name, i) => option(i, word(name), state.dayType === i)));
  $("crew").replaceChildren(option("", word("allCrews"), !state.crew), ...crewIDs.map((id) => option(id, id, state.crew === id)));
  $("route-filters").hidden = plan.routes.length === 0;

  const check = (key, text, mark) => h("label", { class: "check" },
    h("input", { type: "checkbox", checked: state.show[key], change: (event) => { state.show[key] = event.target.checked; refreshMap(); } }),
    h("span", { class: `mark mark-${mark}`, "aria-hidden": "true" }), text);
  $("layers").replaceChildren(h("legend", {}, word("layers")),
    check("rooms", word("layerRooms"), "room"), check("areas", word("layerAreas"), "area"), check("routes", word("layerRoutes"), "route"),
    ...tiers.filter((tier) => plan.checkpoints.some((point) => point.tier === tier))
      .map((tier) => check(tier, word("layerTier", word(tier).toLowerCase()), tier)),
    check("gaps", word("layerGaps"), "gap"), ...(hasRoads ? [check("roads", word("layerRoads"), "road")] : []),
    ...(hasWater ? [check("water", word("layerWater"), "water")] : []));
  drawLegend();
}

// The symbols that the map shows just now.
function drawSymbols() {
  const { show } = state, some = (list, keep = () => true) => list.some(keep);
  const rows = [
    show.rooms && some(plan.rooms, (room) => !room.isNew) && ["room", `${word("room")} · ${word("existing")}`],
    show.rooms && some(plan.rooms, (room) => room.isNew) && ["room-new", `${word("room")} · ${word("new")}`],
    (show.rooms || show.routes || show.areas) && some(plan.bases) && ["base", word("base")],
    state.time != null && ["crew", word("crewNow")],
    ...tiers.map((tier) => show[tier] && some(plan.checkpoints, (point) => point.tier === tier) && [tier, word("layerTier", word(tier).toLowerCase())]),
    show.routes && some(plan.routes) && ["route", word("layerRoutes")],
    show.areas && some(plan.areas) && ["area", word("layerAreas")],
    show.gaps && some(plan.gaps) && ["gap", word("layerGaps")],
    show.roads && hasRoads && ["road", word("layerRoads")],
    show.water && hasWater && ["water", word("layerWater")],
  ].filter(Boolean);
  $("symbols").replaceChildren(...rows.map(([mark, text]) => h("li", {}, h("span", { class: `mark mark-${mark}`, "aria-hidden": "true" }), text)));
}

function drawLegend() {
  const swatch = (colour) => { const box = h("i", { "aria-hidden": "true" }); box.style.background = colour; return box; };
  const rows = theme.classes.filter((entry) => entry.label && !(entry.optional && entry.share === 0))
    .map((entry) => h("li", {}, swatch(entry.colour), h("span", {}, entry.label), h("b", {}, entry.share == null ? "" : percent(entry.share))));
  $("legend").replaceChildren(rows.length ? h("ul", {}, rows) : "",
    theme.sample ? h("p", {}, theme.sample.map(swatch), h("span", {}, theme.note)) : "");
  drawSymbols();
}

// Colours the land by a theme.
function paint(colour) {
  state.colour = colour;
  applyTheme();
  drawControls();
  draw();
  noteView();
}

$("level").addEventListener("change", (event) => { state.level = event.target.value === "" ? null : Number(event.target.value); draw(); noteView(); });
$("colour").addEventListener("change", (event) => { paint(event.target.value); });
$("day-type").addEventListener("change", (event) => {
  state.dayType = Number(event.target.value);
  showRoutes();
  setTime(state.time);
  drawVerdict();
  reachChart($("reach-chart"));
  crewChart($("crew-chart"));
});
$("crew").addEventListener("change", (event) => { state.crew = event.target.value; showRoutes(); });

function showRoutes() {
  state.show.routes = true;
  drawControls();
  drawLayers();
  noteView();
}

function refreshMap() {
  drawSymbols();
  drawLayers();
  draw();
  noteView();
}
