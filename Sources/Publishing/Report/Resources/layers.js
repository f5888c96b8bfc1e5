// What lies on top of the mesh (rooms, bases, checkpoints, routes), and the controls beside the map.
const onTop = L.layerGroup().addTo(map);
const tiers = ["red", "yellow", "blue"];

// A tooltip as a node, so that a name is text whatever it holds.
const tip = (layer, text) => layer.bindTooltip(() => h("span", {}, text()), { direction: "top", offset: [0, -6] });
const chosenCrew = (route) => !state.crew || route.crew === state.crew;
const crewIDs = [...new Set(plan.routes.map((route) => route.crew))];

function drawLayers() {
  onTop.clearLayers();
  const { show } = state;
  if (show.routes) drawRoutes();
  const dot = (at, radius, style, text, action) => {
    const marker = L.circleMarker(at, { radius: radius * size, weight: 2 * size, fillOpacity: 1, bubblingMouseEvents: false, ...style });
    tip(marker, text).on("click", action).addTo(onTop);
  };
  const halo = css("--marker-edge");
  // Seen from afar the places shrink, so that they leave the land visible.
  const size = Math.min(1, Math.max(0.5, meanSide(plan.assignLevel, scaleAt(map.getZoom())) / 48));
  plan.checkpoints.forEach((point, index) => {
    if (!show[point.tier]) return;
    dot(point.place, 4.5, { color: halo, weight: 1.5 * size, fillColor: css(`--tier-${point.tier}`) },
      () => `${point.name || point.id} · ${word(point.tier)}`, () => select({ kind: "checkpoint", index }));
  });
  if (show.rooms) plan.rooms.forEach((room, index) => {
    const colour = css("--room");
    dot(room.place, 6.5, room.isNew ? { color: colour, fillColor: halo, weight: 3 * size } : { color: halo, fillColor: colour },
      () => `${room.name || room.id} · ${word(room.isNew ? "new" : "existing")}`, () => select({ kind: "room", index }));
  });
  if (show.rooms || show.routes || show.areas) plan.bases.forEach((base, index) => {
    dot(base.place, 8, { color: halo, fillColor: css("--base") }, () => siteName(base.id), () => select({ kind: "base", index }));
  });
  if (state.time != null) drawCrews();
}

const routeColour = (route) => css(`--route-${(crewIDs.indexOf(route.crew) % 8) + 1}`);

// From afar, where they would cover each other, the crews' names show only under the pointer.
function drawCrews() {
  const isNear = state.crew || map.getZoom() >= 12.5;
  for (const { index, at } of crewsAt(state.dayType, state.time)) {
    const route = plan.routes[index];
    if (!chosenCrew(route)) continue;
    L.circleMarker(at, { radius: 7, weight: 2.5, color: css("--marker-edge"), fillColor: routeColour(route), fillOpacity: 1, bubblingMouseEvents: false })
      .bindTooltip(h("span", {}, route.crew), { permanent: Boolean(isNear), direction: "right", offset: [6, 0], className: isNear ? "stop-number" : "" })
      .on("click", () => select({ kind: "route", index })).addTo(onTop);
  }
}

function drawRoutes() {
  const out = state.time == null ? null : new Set(crewsAt(state.dayType, state.time).map((crew) => crew.index));
  plan.routes.forEach((route, index) => {
    if (route.dayType !== state.dayType || !chosenCrew(route) || (out && !out.has(index))) return;
    const color = routeColour(route);
    const line = { bubblingMouseEvents: false, lineJoin: "round" };
    L.polyline(places(route.path), { ...line, color: css("--marker-edge"), weight: state.crew ? 6 : 4, opacity: 0.7, interactive: false }).addTo(onTop);
    tip(L.polyline(places(route.path), { ...line, color, weight: state.crew ? 3.5 : 2.2, opacity: 0.95 }),
      () => `${route.crew} · ${route.shift} · ${kilometres(route.metres)}`)
      .on("click", () => select({ kind: "route", index })).addTo(onTop);
    if (state.selection.kind === "route" && state.selection.index === index) drawStops(route, color);
  });
}

function drawStops(route, color) {
  places(route.stops.at).forEach((at, i) => {
    if (route.stops.kinds[i] === "start" || route.stops.kinds[i] === "end") return;
    const marker = L.circleMarker(at, { radius: 4, color, weight: 2, fillColor: css("--marker-edge"), fillOpacity: 1, interactive: false });
    marker.bindTooltip(h("span", {}, String(i)), { permanent: true, direction: "right", offset: [4, 0], className: "stop-number" }).addTo(onTop);
  });
}

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
    check("gaps", word("layerGaps"), "gap"));
  drawLegend();
}

function drawLegend() {
  const swatch = (colour) => { const box = h("i", { "aria-hidden": "true" }); box.style.background = colour; return box; };
  const rows = theme.classes.filter((entry) => entry.label && !(entry.optional && entry.share === 0))
    .map((entry) => h("li", {}, swatch(entry.colour), h("span", {}, entry.label), h("b", {}, percent(entry.share))));
  $("legend").replaceChildren(rows.length ? h("ul", {}, rows) : "",
    theme.sample ? h("p", {}, theme.sample.map(swatch), h("span", {}, theme.note)) : "");
}

$("level").addEventListener("change", (event) => { state.level = event.target.value === "" ? null : Number(event.target.value); draw(); });
$("colour").addEventListener("change", (event) => { state.colour = event.target.value; applyTheme(); drawLegend(); draw(); });
$("day-type").addEventListener("change", (event) => {
  state.dayType = Number(event.target.value);
  showRoutes();
  setTime(state.time);
  reachChart($("reach-chart"));
  crewChart($("crew-chart"));
});
$("crew").addEventListener("change", (event) => { state.crew = event.target.value; showRoutes(); });

function showRoutes() {
  state.show.routes = true;
  drawControls();
  drawLayers();
}

function refreshMap() {
  drawLayers();
  draw();
}
