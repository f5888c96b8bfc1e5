// Tables that sort by any column. A column: { name, value(row) to sort by, cell(row) to show, number }.
const firstRows = 30;

function table(box, columns, rows, expand) {
  if (!rows.length) { box.replaceChildren(h("p", { class: "nothing" }, word("nothing"))); return; }
  let sorted = rows, column = -1, descending = false, all = rows.length <= firstRows + 5;
  const body = h("tbody");
  const compare = (a, b) => {
    const [p, q] = [columns[column].value(a), columns[column].value(b)];
    if (p == null || q == null) return (p == null) - (q == null);
    return typeof p === "number" ? p - q : String(p).localeCompare(String(q), locale(), { numeric: true });
  };
  const heads = columns.map((c, i) => h("th", { scope: "col", class: c.number ? "number" : null }, button(c.name, () => {
    descending = column === i ? !descending : Boolean(c.number);
    column = i;
    sorted = [...rows].sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
    heads.forEach((head, j) => { if (j === i) head.setAttribute("aria-sort", descending ? "descending" : "ascending"); else head.removeAttribute("aria-sort"); });
    fill();
  })));
  const more = button(word("showAll", count(rows.length)), () => { all = true; fill(); }, { class: "more" });
  const fill = () => {
    body.replaceChildren(...(all ? sorted : sorted.slice(0, firstRows)).flatMap((row) => rowsOf(row)));
    more.hidden = all;
  };
  const rowsOf = (row) => {
    const line = h("tr", {}, columns.map((c, i) => h(i ? "td" : "th", { scope: i ? null : "row", class: c.number ? "number" : c.long ? "long" : null }, c.cell(row))));
    if (!expand) return [line];
    const inner = h("tr", { class: "inner", hidden: true }, h("td", { colspan: columns.length + 1 }));
    const toggle = button("▸", () => {
      inner.hidden = !inner.hidden;
      toggle.setAttribute("aria-expanded", String(!inner.hidden));
      toggle.textContent = inner.hidden ? "▸" : "▾";
      if (!inner.hidden && !inner.firstChild.hasChildNodes()) inner.firstChild.append(expand(row));
    }, { class: "toggle", "aria-expanded": "false", "aria-label": word("stops") });
    line.append(h("td", { class: "end" }, toggle));
    return [line, inner];
  };
  fill();
  box.replaceChildren(h("div", { class: "scroll" }, h("table", {}, h("thead", {}, h("tr", {}, heads, expand ? h("td") : null)), body)), more);
}

const text = (name, get) => ({ name: word(name), value: get, cell: get });
const sentence = (name, get) => ({ ...text(name, get), long: true });
const number = (name, get, show = count) => ({ name: word(name), value: get, cell: (row) => show(get(row)), number: true });
const shown = (name, get, cell) => ({ name: word(name), value: get, cell });

function drawTables() {
  const townships = levels[plan.townshipLevel];
  table($("township-table"), [
    shown("name", (u) => title(plan.townshipLevel, u), (u) => unitLink(plan.townshipLevel, u)),
    number("households", (u) => townships.households[u]),
    number("share", (u) => (townships.households[u] ? townships.reached[u] / townships.households[u] : null), percent),
    number("worstResponse", (u) => townships.worst[u], duration),
    number("visitsDay", (u) => plan.visits[plan.townshipLevel][u]),
  ], townships.codes.map((_, u) => u));

  table($("room-table"), [
    shown("name", (i) => plan.rooms[i].name || plan.rooms[i].id, roomLink),
    shown("township", (i) => townshipOf(plan.rooms[i]), (i) => townshipOf(plan.rooms[i])),
    shown("status", (i) => word(plan.rooms[i].isNew ? "new" : "existing"), (i) => h("span", { class: plan.rooms[i].isNew ? "tag new" : "tag" }, word(plan.rooms[i].isNew ? "new" : "existing"))),
    number("officers", (i) => plan.rooms[i].officers.length),
    number("villageCount", (i) => plan.rooms[i].units.length),
    number("households", (i) => plan.rooms[i].households),
    number("meanTravel", (i) => plan.rooms[i].meanTravel, duration),
    number("maxTravel", (i) => plan.rooms[i].maxTravel, duration),
  ], plan.rooms.map((_, i) => i));

  drawStaffing();

  table($("route-table"), [
    shown("crew", (i) => plan.routes[i].crew, (i) => link(plan.routes[i].crew, () => select({ kind: "route", index: i }, true))),
    text("dayType", (i) => word(plan.dayTypes[plan.routes[i].dayType])),
    text("shift", (i) => plan.routes[i].shift),
    shown("time", (i) => plan.routes[i].stops.depart[0], (i) => `${clock(plan.routes[i].stops.depart[0])} – ${clock(plan.routes[i].stops.arrive.at(-1))}`),
    number("stops", (i) => plan.routes[i].stops.kinds.filter((kind) => kind !== "start" && kind !== "end").length),
    number("distance", (i) => plan.routes[i].metres, kilometres),
    number("travel", (i) => plan.routes[i].travel, duration),
    number("dwell", (i) => plan.routes[i].dwell, duration),
    number("wait", (i) => plan.routes[i].wait, duration),
  ], plan.routes.map((_, i) => i), stopTable);

  table($("area-table"), [
    shown("areaOne", (i) => plan.areas[i].id, areaLink),
    shown("base", (i) => siteName(plan.areas[i].base), (i) => baseLink(plan.areas[i].base)),
    sentence("crewsLabel", (i) => names(plan.areas[i].crews)),
    number("microgridCount", (i) => plan.areas[i].units),
    number("households", (i) => plan.areas[i].households),
    number("workload", (i) => plan.areas[i].workload, duration),
  ], plan.areas.map((_, i) => i));

  table($("unserved-table"), [
    shown("checkpoint", (row) => stopName("checkpoint", row.checkpoint), (row) => pointLink(row.checkpoint)),
    text("dayType", (row) => word(row.dayType)),
    number("visitNumber", (row) => row.visit),
    sentence("reason", (row) => row.reason),
  ], plan.unserved);

  table($("gap-table"), [
    shown("code", (i) => plan.gaps[i].id, (i) => link(plan.gaps[i].id, () => select({ kind: "gap", index: i }, true))),
    text("kind", (i) => word(plan.gaps[i].kind)),
    number("microgridCount", (i) => plan.gaps[i].units.length),
    number("households", (i) => plan.gaps[i].households),
    number("threshold", (i) => plan.gaps[i].threshold, duration),
    { ...number("worst", (i) => plan.gaps[i].worst, duration), value: (i) => plan.gaps[i].worst ?? Infinity },
    sentence("cause", (i) => plan.gaps[i].cause),
    sentence("fix", (i) => plan.gaps[i].fix),
  ], plan.gaps.map((_, i) => i));

  table($("unfilled-table"), [
    text("date", (row) => row.date), text("shift", (row) => row.shift), text("post", (row) => row.post),
    text("role", (row) => word(row.role)), number("missing", (row) => row.missing), sentence("reason", (row) => row.reason),
  ], roster.unfilled);

  table($("optimisation-table"), [
    sentence("step", (row) => row.name), sentence("measure", (row) => row.unit),
    number("objective", (row) => row.objective, measure), number("lowerBound", (row) => row.lowerBound, measure),
    number("gapShare", (row) => row.gap, (gap) => (gap == null ? "–" : `${decimal(gap * 100, 2)}%`)),
  ], [...plan.optimisations, ...plan.bounds, ...(roster.bound ? [roster.bound] : [])]);

  $("assumed").replaceChildren(...(plan.assumed.length ? plan.assumed : [word("nothing")]).map((line) => h("li", {}, line)));
}

const townshipOf = (room) => title(plan.townshipLevel, ancestor(plan.assignLevel, room.unit, plan.townshipLevel));

// Shares are shown as percentages, counts as they are.
const ruled = (row, value) => (value == null ? "–" : row.rule.endsWith("_share") ? percent(value) : count(Math.round(value)));

function drawStaffing() {
  const placeText = (row, place) => `${place.code} ${place.name}${place.value == null ? "" : ` (${ruled(row, place.value)})`}`;
  const placesText = (row) => {
    const first = row.places.slice(0, 8).map((place) => placeText(row, place)).join(", ");
    return row.places.length > 8 ? `${first} ${word("andMore", count(row.places.length - 8))}` : first;
  };
  table($("rule-table"), [
    shown("rule", (row) => word(row.rule), (row) => word(row.rule)),
    shown("verdict", (row) => row.verdict, (row) => h("span", { class: row.verdict === "breach" ? "tag new" : "tag" }, word(row.verdict))),
    text("allowed", (row) => (row.limit == null ? "–" : word(row.rule.endsWith("_share") ? "atLeast" : "atMost", ruled(row, row.limit)))),
    { ...number("found", (row) => row.value), cell: (row) => ruled(row, row.value) },
    sentence("placesBreaking", placesText), sentence("reason", (row) => row.reason),
  ], plan.rules);

  const ratio = (row, people) => (row[people] ? Math.round(row.households / row[people]) : null);
  table($("equity-table"), [
    shown("name", (row) => title(row.unit < 0 ? 0 : plan.townshipLevel, Math.max(0, row.unit)), (row) => unitLink(row.unit < 0 ? 0 : plan.townshipLevel, Math.max(0, row.unit))),
    number("households", (row) => row.households), number("unreached", (row) => row.unreached),
    number("meanTravel", (row) => row.mean, duration), number("percentile90", (row) => row.percentile90, duration),
    number("worst", (row) => row.worst, duration), number("gini", (row) => row.gini, (value) => decimal(value, 3)),
    number("officers", (row) => row.officers), number("households_per_officer", (row) => ratio(row, "officers")),
    number("auxiliaries", (row) => row.auxiliaries), number("households_per_auxiliary", (row) => ratio(row, "auxiliaries")),
  ], plan.equity);

  table($("detached-table"), [
    shown("room", (row) => plan.rooms[row.room].name || plan.rooms[row.room].id, (row) => roomLink(row.room)),
    sentence("villageCount", (row) => names(row.units.map((u) => title(plan.assignLevel, u)))),
    sentence("reason", (row) => row.reason), sentence("tornOfficers", (row) => names(row.officers)),
  ], plan.detached);

  table($("shares-table"), [
    shown("room", (row) => plan.rooms[row.room].name || plan.rooms[row.room].id, (row) => roomLink(row.room)),
    number("officers", (row) => plan.rooms[row.room].officers.length),
    number("deviation", (row) => row.deviation, percent), number("allowed", (row) => row.tolerance, percent),
    sentence("reason", (row) => row.reason),
  ], plan.shares);
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
