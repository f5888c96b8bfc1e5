// What lies on top of the mesh: rooms, bases, checkpoints, routes, crews.
const onTop = L.layerGroup().addTo(map);
const tiers = ["red", "yellow", "blue"];

// A tooltip as a node, so that a name is text whatever it holds.
const tip = (layer, text) => layer.bindTooltip(() => h("span", {}, text()), { direction: "top", offset: [0, -6] });
const chosenCrew = (route) => !state.crew || route.crew === state.crew;
const crewIDs = [...new Set(plan.routes.map((route) => route.crew))];

// Seen from afar the places shrink, so that they leave the land visible.
const symbolSize = () => Math.min(1, Math.max(0.5, meanSide(plan.assignLevel, scaleAt(map.getZoom())) / 48));

function drawLayers() {
  onTop.clearLayers();
  const { show } = state;
  if (show.routes) drawRoutes();
  const dot = (at, radius, style, text, action) => {
    const marker = L.circleMarker(at, { radius: radius * size, weight: 2 * size, fillOpacity: 1, bubblingMouseEvents: false, ...style });
    tip(marker, text).on("click", action).addTo(onTop);
  };
  const halo = css("--marker-edge");
  const size = symbolSize();
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
    tip(L.polygon(diamond(base.place, 8 * size), { weight: 2 * size, color: halo, fillColor: css("--base"), fillOpacity: 1, bubblingMouseEvents: false }), () => `${siteName(base.id)} · ${word("base")}`)
      .on("click", () => select({ kind: "base", index })).addTo(onTop);
  });
  if (state.time != null) drawCrews();
  if (state.pin) L.circleMarker(state.pin, { radius: 10, weight: 3, color: css("--gap"), fillOpacity: 0, interactive: false }).addTo(onTop);
}

// A square on its corner, so that a base is told from a room by its shape too.
function diamond(at, half) {
  const centre = map.latLngToLayerPoint(at);
  return [[0, -1], [1, 0], [0, 1], [-1, 0]].map(([x, y]) => map.layerPointToLatLng(centre.add([x * half, y * half])));
}

// Crews have the colour of their patrol area, neighbouring areas different ones.
const areaColours = colouring(plan.mesh.area, plan.areas.length, 8);
const areaOfCrew = new Map(plan.areas.flatMap((area, index) => area.crews.map((crew) => [crew, index])));
const crewColour = (crew) => (areaOfCrew.has(crew) ? areaColours[areaOfCrew.get(crew)] : crewIDs.indexOf(crew) % 8);
const routeColour = (route) => css(`--route-${crewColour(route.crew) + 1}`);

// The first crew of an area drives a whole line, each other one a line of shorter dashes.
function dashOf(crew) {
  const number = areaOfCrew.has(crew) ? plan.areas[areaOfCrew.get(crew)].crews.indexOf(crew) : 0;
  return number > 0 ? `${Math.max(2, 12 - 4 * number)} 5` : null;
}

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
    const color = routeColour(route), dashArray = dashOf(route.crew);
    const line = { bubblingMouseEvents: false, lineJoin: "round" };
    L.polyline(places(route.path), { ...line, color: css("--marker-edge"), weight: state.crew ? 6 : 4, opacity: 0.7, interactive: false }).addTo(onTop);
    tip(L.polyline(places(route.path), { ...line, color, dashArray, weight: state.crew ? 3.5 : 2.2, opacity: 0.95 }),
      () => `${route.crew} · ${shiftName(route.shift)} · ${kilometres(route.metres)}`)
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
