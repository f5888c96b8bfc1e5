// What stands in the tables.
const text = (name, get) => ({ name: word(name), value: get, cell: get });
const sentence = (name, get) => ({ ...text(name, get), long: true });
const number = (name, get, show = count) => ({ name: word(name), value: get, cell: (row) => show(get(row)), number: true, unit: show === duration ? "s" : show === kilometres ? "m" : "" });
const shown = (name, get, cell) => ({ name: word(name), value: get, cell });

function drawTables() {
  const townships = levels[plan.townshipLevel], unseenOf = townships.codes.map(() => 0);
  for (const u of unseen) if (ups[plan.townshipLevel][u] >= 0) unseenOf[ups[plan.townshipLevel][u]] += levels[lowest].households[u];
  table($("township-table"), [
    shown("name", (u) => title(plan.townshipLevel, u), (u) => unitLink(plan.townshipLevel, u)),
    number("households", (u) => townships.households[u]),
    number("share", (u) => (townships.households[u] ? townships.reached[u] / townships.households[u] : null), percent),
    number("worstResponse", (u) => townships.worst[u], duration),
    number("visitsDay", (u) => plan.visits[plan.townshipLevel][u]),
    number("noVisit", (u) => (townships.households[u] ? unseenOf[u] / townships.households[u] : null), percent),
  ], townships.codes.map((_, u) => u), { file: "units.township.geojson", onPaper: 22 });

  table($("room-table"), [
    shown("name", (i) => plan.rooms[i].name || plan.rooms[i].id, roomLink),
    shown("township", (i) => townshipOf(plan.rooms[i]), (i) => townshipOf(plan.rooms[i])),
    shown("status", (i) => word(plan.rooms[i].isNew ? "new" : "existing"), (i) => h("span", { class: plan.rooms[i].isNew ? "tag new" : "tag" }, word(plan.rooms[i].isNew ? "new" : "existing"))),
    number("officers", (i) => plan.rooms[i].officers.length),
    number("villageCount", (i) => plan.rooms[i].units.length),
    number("households", (i) => plan.rooms[i].households),
    number("meanTravel", (i) => plan.rooms[i].meanTravel, duration),
    number("maxTravel", (i) => plan.rooms[i].maxTravel, duration),
  ], plan.rooms.map((_, i) => i), { file: "rooms.geojson", onPaper: 30 });

  drawStaffing();

  table($("route-table"), [
    shown("crew", (i) => plan.routes[i].crew, (i) => link(plan.routes[i].crew, () => select({ kind: "route", index: i }, true))),
    text("dayType", (i) => word(plan.dayTypes[plan.routes[i].dayType])),
    text("shift", (i) => shiftName(plan.routes[i].shift)),
    shown("time", (i) => plan.routes[i].stops.depart[0], (i) => `${clock(plan.routes[i].stops.depart[0])} – ${clock(plan.routes[i].stops.arrive.at(-1))}`),
    number("stops", (i) => plan.routes[i].stops.kinds.filter((kind) => kind !== "start" && kind !== "end").length),
    number("distance", (i) => plan.routes[i].metres, kilometres),
    number("travel", (i) => plan.routes[i].travel, duration),
    number("dwell", (i) => plan.routes[i].dwell, duration),
    number("wait", (i) => plan.routes[i].wait, duration),
  ], plan.routes.map((_, i) => i), { expand: stopTable, file: "stops.csv", onPaper: 6 });

  drawCrewWork();
  drawAreas();

  table($("unserved-table"), [
    shown("checkpoint", (row) => stopName("checkpoint", row.checkpoint), (row) => pointLink(row.checkpoint)),
    text("dayType", (row) => word(row.dayType)),
    number("visitNumber", (row) => row.visit),
    sentence("reason", (row) => said(row.reason)),
  ], plan.unserved, { file: "unserved.csv", onPaper: 8 });

  table($("gap-table"), [
    shown("code", (i) => plan.gaps[i].id, (i) => link(plan.gaps[i].id, () => select({ kind: "gap", index: i }, true))),
    text("kind", (i) => word(plan.gaps[i].kind)),
    number("microgridCount", (i) => plan.gaps[i].units.length),
    number("households", (i) => plan.gaps[i].households),
    number("threshold", (i) => plan.gaps[i].threshold, duration),
    { ...number("worst", (i) => plan.gaps[i].worst, duration), value: (i) => plan.gaps[i].worst ?? Infinity },
    sentence("cause", (i) => said(plan.gaps[i].cause)),
    sentence("fix", (i) => said(plan.gaps[i].fix)),
  ], plan.gaps.map((_, i) => i), { file: "gaps.geojson", onPaper: 10 });

  table($("unfilled-table"), [
    text("date", (row) => row.date), text("shift", (row) => shiftName(row.shift)), text("post", (row) => row.post),
    text("role", (row) => word(row.role)), number("missing", (row) => row.missing), sentence("reason", (row) => said(row.reason)),
  ], roster.unfilled, { file: "unfilled.csv", onPaper: 12 });

  table($("optimisation-table"), [
    sentence("step", (row) => said(row.name)), sentence("measure", (row) => said(row.unit)),
    number("objective", (row) => row.objective, measure), number("lowerBound", (row) => row.lowerBound, measure),
    number("gapShare", (row) => row.gap, (gap) => (gap == null ? "–" : `${decimal(gap * 100, 2)}%`)),
  ], [...plan.optimisations, ...plan.bounds, ...(roster.bound ? [roster.bound] : [])], { file: "summary.json", onPaper: 16 });

  $("assumed").replaceChildren(...(plan.assumed.length ? plan.assumed.map(said) : [word("nothing")]).map((line) => h("li", {}, line)));
}

const townshipOf = (room) => title(plan.townshipLevel, ancestor(plan.assignLevel, room.unit, plan.townshipLevel));

// Shares are shown as percentages, counts as they are.
const ruled = (row, value) => (value == null ? "–" : /_(share|time)$/.test(row.rule) ? percent(value) : count(Math.round(value)));

const allowedText = (row) => (row.limit == null ? "–" : word(/_(share|time)$/.test(row.rule) ? "atLeast" : "atMost", ruled(row, row.limit)));

function drawStaffing() {
  const placeText = (row, place) => `${place.code} ${place.name}${place.value == null ? "" : ` (${ruled(row, place.value)})`}`;
  const placesText = (row) => {
    const first = row.places.slice(0, 8).map((place) => placeText(row, place)).join(", ");
    return row.places.length > 8 ? `${first} ${word("andMore", count(row.places.length - 8))}` : first;
  };
  table($("rule-table"), [
    shown("rule", (row) => word(row.rule), (row) => word(row.rule)),
    shown("verdict", (row) => row.verdict, (row) => h("span", { class: row.verdict === "breach" ? "tag broken" : "tag" }, word(row.verdict))),
    text("allowed", allowedText),
    { ...number("found", (row) => row.value), cell: (row) => ruled(row, row.value) },
    sentence("placesBreaking", placesText), sentence("reason", (row) => said(row.reason)),
  ], plan.rules, { file: "summary.json", onPaper: 8 });

  const ratio = (row, people) => (row[people] ? Math.round(row.households / row[people]) : null);
  table($("equity-table"), [
    shown("name", (row) => title(row.unit < 0 ? 0 : plan.townshipLevel, Math.max(0, row.unit)), (row) => unitLink(row.unit < 0 ? 0 : plan.townshipLevel, Math.max(0, row.unit))),
    number("households", (row) => row.households), number("unreached", (row) => row.unreached),
    number("meanTravel", (row) => row.mean, duration), number("percentile90", (row) => row.percentile90, duration),
    number("worst", (row) => row.worst, duration), number("gini", (row) => row.gini, (value) => decimal(value, 3)),
    number("officers", (row) => row.officers), number("households_per_officer", (row) => ratio(row, "officers")),
    number("auxiliaries", (row) => row.auxiliaries), number("households_per_auxiliary", (row) => ratio(row, "auxiliaries")),
  ], plan.equity, { file: "summary.json", onPaper: 23 });

  table($("detached-table"), [
    shown("room", (row) => plan.rooms[row.room].name || plan.rooms[row.room].id, (row) => roomLink(row.room)),
    sentence("villageCount", (row) => names(row.units.map((u) => title(plan.assignLevel, u)))),
    sentence("reason", (row) => said(row.reason)), sentence("tornOfficers", (row) => names(row.officers)),
  ], plan.detached, { file: "summary.json", onPaper: 4 });

  table($("shares-table"), [
    shown("room", (row) => plan.rooms[row.room].name || plan.rooms[row.room].id, (row) => roomLink(row.room)),
    number("officers", (row) => plan.rooms[row.room].officers.length),
    number("deviation", (row) => row.deviation, percent), number("allowed", (row) => row.tolerance, percent),
    sentence("reason", (row) => said(row.reason)),
  ], plan.shares, { file: "summary.json", onPaper: 4 });
}

function stopTable(index) {
  const { kinds, ids, arrive, start, depart, travel, metres } = plan.routes[index].stops;
  const box = h("div");
  table(box, [
    number("#", (i) => i), text("kind", (i) => word(kinds[i])),
    shown("place", (i) => stopName(kinds[i], ids[i]), (i) => (kinds[i] === "checkpoint" ? pointLink(ids[i]) : stopName(kinds[i], ids[i]))),
    number("arrive", (i) => arrive[i], clock), number("begin", (i) => start[i], clock), number("leave", (i) => depart[i], clock),
    number("travel", (i) => travel[i], duration), number("distance", (i) => metres[i], kilometres),
  ], kinds.map((_, i) => i));
  return box;
}
