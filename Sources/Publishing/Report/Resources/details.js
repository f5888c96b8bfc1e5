// What is selected, and the panel that says everything about it.
function selectedUnits() {
  const { kind, level, index } = state.selection;
  if (kind === "unit") return within(level, index);
  if (kind === "room") return [...roomOfLowest.keys()].filter((u) => roomOfLowest[u] === index);
  if (kind === "area") return plan.mesh.area.flatMap((a, u) => (a === index ? [u] : []));
  if (kind === "gap") return plan.gaps[index].units;
  return [];
}

// Selects and moves the map there; `scroll` brings the map into the window first.
function select(selection, scroll = false) {
  state.selection = selection;
  if (selection.kind === "route") {
    const route = plan.routes[selection.index];
    Object.assign(state, { dayType: Math.max(0, route.dayType), crew: route.crew });
    state.show.routes = true;
    drawControls();
    if (state.time != null) setTime(state.time);
  }
  if (selection.kind === "gap") state.show.gaps = true;
  if (selection.kind === "checkpoint") state.show[plan.checkpoints[selection.index].tier] = true;
  if (selection.kind !== "unit" && selection.kind !== "route") drawControls();
  applySelection();
  drawDetails();
  refreshMap();
  writeAddress(true);
  if (scroll) $("map-section").scrollIntoView({ behavior: calm ? "auto" : "smooth" });
  const units = selectedUnits();
  if (units.length) fit(boxOf(units));
  else if (selection.kind === "route") map.fitBounds(L.latLngBounds(places(plan.routes[selection.index].path)), { padding: [40, 40], maxZoom: 16, animate: !calm });
  else map.setView(selectedPlace(), Math.max(map.getZoom(), 14), { animate: !calm });
}

const selectedPlace = () => plan[{ checkpoint: "checkpoints", base: "bases" }[state.selection.kind]][state.selection.index].place;
const unitLink = (level, unit) => link(title(level, unit), () => select({ kind: "unit", level, index: unit }, true));
const roomLink = (index) =>
  index >= 0 && plan.rooms[index] ? link(plan.rooms[index].name || plan.rooms[index].id, () => select({ kind: "room", index }, true)) : word("none");
const areaName = (area) => [area.id, area.name].filter(Boolean).join(" ");
const areaLink = (index) => (index >= 0 && plan.areas[index] ? link(areaName(plan.areas[index]), () => select({ kind: "area", index }, true)) : word("none"));
const baseLink = (id) => (baseIndex.has(id) ? link(siteName(id), () => select({ kind: "base", index: baseIndex.get(id) }, true)) : id);
const pointLink = (id) =>
  checkpointIndex.has(id) ? link(stopName("checkpoint", id), () => select({ kind: "checkpoint", index: checkpointIndex.get(id) }, true)) : id;
// Whom to call: the name and number where the county gives them, else the id.
function person(id) {
  const { name = "", phone = "", callsign = "" } = plan.people[id] || {};
  const rest = [name ? id : "", callsign].filter(Boolean).join(" · ");
  return h("span", { class: "who" }, name || id, phone ? [" ", h("a", { href: `tel:${phone.replace(/[^+0-9]/g, "")}` }, phone)] : null, rest ? [" ", h("small", {}, rest)] : null);
}
const people = (list) => (list.length ? joined(list.map(person)) : word("none"));
const names = (list) => (list.length ? list.join(language ? ", " : "、") : word("none"));

function drawDetails() {
  const { kind, level, index } = state.selection;
  const panels = { unit: () => unitPanel(level, index), room: roomPanel, area: areaPanel, gap: gapPanel, checkpoint: checkpointPanel, base: basePanel, route: routePanel };
  $("details").replaceChildren(...panels[kind](index).filter(Boolean));
  $("details").scrollTop = 0;
}

const heading = (kind, name, code) => h("header", {}, h("p", { class: "eyebrow" }, kind), h("h2", {}, name), code && code !== name ? h("p", { class: "code" }, code) : null);

function unitPanel(level, unit) {
  const data = levels[level];
  const path = [];
  for (let k = 0; k < level; k++) path.push(unitLink(k, ancestor(level, unit, k)));
  const shareText = data.households[unit] ? percent(data.reached[unit] / data.households[unit]) : "–";
  return [
    path.length ? h("nav", { class: "crumbs", "aria-label": word("above") }, path) : h("p", { class: "hint" }, word("hint")),
    heading(word(data.name), title(level, unit), data.codes[unit]),
    pairs([
      [word("households"), count(data.households[unit])],
      [word("areaSize"), `${decimal(data.areas[unit] / 1e6, 2)} km²`],
      level < lowest && [word("reachedShare", duration(plan.figures.gapLimit)), shareText],
      [word(level < lowest ? "worstResponse" : "responseTime"), duration(data.worst[unit])],
      [word("visitsDay"), count(plan.visits[level][unit])],
      level < lowest ? [word("noVisit"), unseenText(level, unit)] : [word("visitsWeek"), plan.week[unit] ? count(plan.week[unit]) : h("strong", { class: "warn" }, word("noVisit"))],
      ...plan.seen.filter((row) => row.level === level && row.greatest[unit] !== 0).map((row) => [row.isOfCrews ? word("seenByCrews") : word("seenEvery"), seenText(row, unit)]),
      ...(level === plan.assignLevel ? plan.rounds.filter((row) => row.rounds[unit]) : []).map((row) =>
        [word("roundsOf", row.id), word("roundsMade", count(row.rounds[unit]), count(row.made[unit]), count(plan.days), movesOf[row.profile]())]),
      level === lowest && [word("maxRevisit"), plan.revisit[unit] == null ? word("none") : duration(plan.revisit[unit])],
    ]),
    h("h3", {}, word("chain")),
    pairs(level >= plan.assignLevel ? chainOf(level, unit) : coarseChainOf(level, unit)),
    level < lowest && h("h3", {}, `${word("within")} · ${word(levels[level + 1].name)} (${count(children[level][unit].length)})`),
    level < lowest && h("ul", { class: "units" }, children[level][unit].map((child) =>
      h("li", {}, unitLink(level + 1, child), h("span", {}, `${count(levels[level + 1].households[child])} · ${duration(levels[level + 1].worst[child])}`)))),
  ];
}

const movesOf = { car: () => word("byCar"), "e-bike": () => word("byBike"), foot: () => word("onFoot") };

// The greatest number of days in which nobody on patrol comes.
function seenText(row, unit) {
  const days = row.greatest[unit], text = days == null ? word("noVisit") : word("seenDays", count(days), count(row.days));
  return days == null || days > row.days ? h("strong", { class: "warn" }, text) : text;
}

// The households of a unit in whose micro-grids no crew stops all week.
function unseenText(level, unit) {
  const lost = within(level, unit).filter((u) => plan.week[u] === 0), n = householdsOf(lost);
  return n ? h("strong", { class: "warn" }, `${count(n)} (${percent(n / levels[level].households[unit])})`) : "0";
}

// Who answers for a village or anything below it.
function chainOf(level, unit) {
  const village = ancestor(level, unit, plan.assignLevel), township = ancestor(level, unit, plan.townshipLevel);
  const { roomOfUnit, officers, auxiliaries, travel, shortfalls } = plan.assignment;
  const areas = [...new Set(within(level, unit).map((u) => plan.mesh.area[u]))].filter((a) => a >= 0);
  return [
    [word("station"), unitLink(plan.townshipLevel, township)],
    level > plan.assignLevel && [word(levels[plan.assignLevel].name), unitLink(plan.assignLevel, village)],
    [word("room"), roomLink(roomOfUnit[village])],
    [word("travelFromRoom"), duration(travel[village])],
    [word("officer"), officers[village] ? person(officers[village]) : word("none")],
    [word("auxiliary"), people(auxiliaries[village])],
    level === lowest && [word("gridWorker"), plan.mesh.workers ? people(plan.mesh.workers[unit]) : word("notGiven")],
    [word("areaOne"), areas.length ? joined(areas.map(areaLink)) : word("none")],
    areas.length && [word("crewsLabel"), names(areas.flatMap((a) => plan.areas[a].crews))],
    shortfalls[village] && [word("shortfall"), h("strong", { class: "warn" }, said(shortfalls[village]))],
  ];
}

// Who answers within a county or township.
function coarseChainOf(level, unit) {
  const lowestUnits = within(level, unit);
  const rooms = [...new Set(lowestUnits.map((u) => roomOfLowest[u]))].filter((r) => r >= 0);
  const areas = [...new Set(lowestUnits.map((u) => plan.mesh.area[u]))].filter((a) => a >= 0);
  const few = (list, make) => (list.length <= 12 ? joined(list.map(make)) : count(list.length));
  return [
    [word("roomsWithin"), few(rooms, roomLink)],
    [word("officer"), count(new Set(rooms.flatMap((r) => plan.rooms[r].officers)).size)],
    [word("auxiliary"), count(new Set(lowestUnits.flatMap((u) => plan.assignment.auxiliaries[ups[plan.assignLevel][u]] || [])).size)],
    [word("areas"), few(areas, areaLink)],
  ];
}

function roomPanel(index) {
  const room = plan.rooms[index];
  return [heading(`${word("room")} · ${word(room.isNew ? "new" : "existing")}`, room.name || room.id, room.id),
    pairs([
      [word("place"), unitLink(plan.assignLevel, room.unit)],
      [word("officer"), people(room.officers)],
      [word("households"), room.maxHouseholds ? `${count(room.households)} / ${count(room.maxHouseholds)}` : count(room.households)],
      [word("meanTravel"), duration(room.meanTravel)],
      [word("maxTravel"), duration(room.maxTravel)],
    ]),
    h("h3", {}, `${word("villagesServed")} (${count(room.units.length)})`),
    h("ul", { class: "units" }, room.units.map((u) => h("li", {}, unitLink(plan.assignLevel, u), h("span", {}, duration(plan.assignment.travel[u])))))];
}

function areaPanel(index) {
  const area = plan.areas[index];
  return [heading(word("areaOne"), areaName(area), null),
    pairs([[word("base"), baseLink(area.base)], [word("crewsLabel"), names(area.crews)], [word("microgridCount"), count(area.units)],
      [word("households"), count(area.households)], [word("workload"), duration(area.workload)], [word("perCrew"), against(area.surplus)],
      [word("compactness"), compactnessText(area.compactness)], [word("sharedBorder"), kilometres(area.border)], [word("land"), landText(area)]])];
}

function basePanel(index) {
  const base = plan.bases[index];
  return [heading(word("base"), siteName(base.id), base.id), pairs([[word("crewsLabel"), names(base.crews)]]), routeList((route) => route.base === base.id)];
}

const routeList = (keep) => h("ul", { class: "units" }, plan.routes.flatMap((route, index) => (keep(route)
  ? [h("li", {}, link(`${word(plan.dayTypes[route.dayType])} · ${route.crew} · ${shiftName(route.shift)}`, () => select({ kind: "route", index })), h("span", {}, kilometres(route.metres)))] : [])));

function checkpointPanel(index) {
  const point = plan.checkpoints[index];
  return [heading(`${word("checkpoint")} · ${word(point.tier)}`, point.name || point.id, point.id),
    pairs([[word("dwell"), duration(point.dwell)], [word("time"), names(point.windows)],
      ...plan.dayTypes.map((name, d) => [`${word(name)} ${point.visits[d].length}/${point.required[d]}`, names(point.visits[d].map(clock))])]),
    routeList((route) => route.stops.ids.includes(point.id))];
}

function gapPanel(index) {
  const gap = plan.gaps[index];
  return [heading(`${word("gaps")} · ${word(gap.kind)}`, gap.id, null),
    pairs([[word("microgridCount"), count(gap.units.length)], [word("households"), count(gap.households)], [word("threshold"), duration(gap.threshold)],
      [word("worst"), duration(gap.worst)], [word("cause"), said(gap.cause)], [word("fix"), said(gap.fix)]]),
    h("ul", { class: "units" }, gap.units.map((u) => h("li", {}, unitLink(lowest, u), h("span", {}, duration(levels[lowest].worst[u])))))];
}

function routePanel(index) {
  const route = plan.routes[index];
  return [heading(word(plan.dayTypes[route.dayType]), `${route.crew} · ${shiftName(route.shift)}`, null),
    pairs([[word("base"), baseLink(route.base)], [word("distance"), kilometres(route.metres)], [word("travel"), duration(route.travel)],
      [word("dwell"), duration(route.dwell)], [word("wait"), duration(route.wait)]]),
    h("ol", { class: "stops" }, route.stops.kinds.map((kind, i) => h("li", {},
      h("time", {}, clock(kind === "start" ? route.stops.depart[i] : route.stops.start[i])),
      kind === "checkpoint" ? pointLink(route.stops.ids[i]) : h("span", {}, `${word(kind)} ${stopName(kind, route.stops.ids[i])}`))))];
}
