// Charts of how evenly the work falls, and of the coverage through the day.
function reachChart(box) {
  const reach = plan.crewReach.find((row) => row.dayType === state.dayType);
  if (!reach) { box.replaceChildren(h("p", { class: "nothing" }, word("nothing"))); return; }
  const { coverage } = plan.figures;
  const shares = sharesOfDay(state.dayType).moments;
  const width = Math.max(300, box.clientWidth), height = 330, left = 44, right = 64, top = 14, bottom = 40;
  const x = (seconds) => left + (seconds / daySeconds) * (width - left - right), y = (s) => height - bottom - s * (height - top - bottom);
  // The hours of the night, as the shifts have them, lie in the shade.
  const nights = plan.shifts.filter((shift) => /night/i.test(shift.id)).flatMap(({ start, end }) => [[start, Math.min(end, daySeconds)], [0, end - daySeconds]]).filter(([a, b]) => b > a);
  const parts = nights.map(([a, b]) => h("rect", { x: x(a), y: y(1), width: x(b) - x(a), height: y(0) - y(1), class: "night" }, h("title", {}, word("shift.night"))));
  for (const [a, b] of nights) parts.push(label((x(a) + x(b)) / 2, y(1) + 14, word("shift.night"), "middle", "soft"));
  parts.push(...[0, 0.25, 0.5, 0.75, 1].flatMap((s) => [rule(left, y(s), width - right, y(s), "grid"), label(left - 8, y(s) + 4, `${s * 100}%`, "end")]));
  for (let hour = 0; hour <= 24; hour += 4) parts.push(label(x(hour * 3600), height - bottom + 18, `${hour}`, "middle"));
  parts.push(label((left + width - right) / 2, height - 4, word("hourOfDay"), "middle", "soft"));
  let free = Infinity;
  coverage.forEach(({ limit }, c) => {
    const values = [...shares.map((row) => row[c]), shares[0][c]];
    const line = values.map((share, i) => `${i ? "L" : "M"}${x(i * reach.step).toFixed(1)} ${y(share).toFixed(1)}`).join("");
    free = Math.min(y(values.at(-1)) + 4, free - 15);
    parts.push(h("path", { d: line, class: "line" }, h("title", {}, duration(limit))), label(width - right + 6, free, duration(limit), "start", "soft"));
  });
  box.replaceChildren(plot(width, height, word("reachTitle"), parts));
}

// One bar per row, cut into parts; with the mean of the whole bars.
function stackedBars(box, name, all, kinds, show) {
  const rows = onPaper(all);
  if (!rows.length) { box.replaceChildren(h("p", { class: "nothing" }, word("nothing"))); return; }
  const width = Math.max(280, box.clientWidth), row = 24, left = 118, right = 74, base = 26;
  const totals = rows.map((entry) => entry.parts.reduce((sum, part) => sum + part, 0));
  const top = Math.max(1, ...totals), mean = totals.reduce((sum, total) => sum + total, 0) / totals.length;
  const x = (value) => left + (value / top) * (width - left - right), height = rows.length * row + base + 4;
  const parts = rows.flatMap((entry, i) => {
    const y = base + i * row;
    let from = 0;
    return [label(left - 8, y + 13, clipped(entry.name, 9), "end"),
      ...entry.parts.map((part, k) => {
        const bar = h("rect", { x: x(from), y, width: Math.max(0, x(from + part) - x(from)), height: row - 8, class: `bar ${kinds[k]}` },
          h("title", {}, `${entry.name}: ${kinds.length > 1 ? `${word(kinds[k])} ` : ""}${show(part)}`));
        from += part;
        return bar;
      }),
      label(x(totals[i]) + 6, y + 13, show(totals[i]), "start", "soft")];
  });
  parts.push(rule(x(mean), base - 8, x(mean), height, "mean"), label(x(mean), base - 13, word("mean", show(Math.round(mean))), "middle", "strong"));
  box.replaceChildren(plot(width, height, name, parts),
    kinds.length > 1 ? h("p", { class: "key" }, kinds.flatMap((kind) => [h("i", { class: `square ${kind}` }), word(kind)])) : "", toldOnPaper(all, "summary.json"));
}

// Bars of one length would say nothing: a sentence does.
function areaChart(box) {
  const work = plan.areas.map((area) => area.workload ?? 0), mean = work.reduce((sum, n) => sum + n, 0) / (work.length || 1);
  if (work.length > 1 && Math.max(...work) - Math.min(...work) < 0.05 * mean) {
    box.replaceChildren(h("p", {}, word("evenAreas", duration(Math.round(mean)))));
    return;
  }
  stackedBars(box, word("areaTitle"), plan.areas.map((area, i) => ({ name: areaName(area), parts: [work[i]] })), ["workload"], duration);
}

// The time of each crew through all its shifts of the day type shown.
function crewChart(box) {
  const routes = plan.routes.filter((route) => route.dayType === state.dayType);
  const rows = crewIDs.map((crew) => ({ name: crew, routes: routes.filter((route) => route.crew === crew) })).filter((row) => row.routes.length)
    .map((row) => ({ name: row.name, parts: ["travel", "dwell", "wait"].map((kind) => row.routes.reduce((sum, route) => sum + route[kind], 0)) }));
  stackedBars(box, word("crewTitle"), rows, ["travel", "dwell", "wait"], duration);
}

// How evenly a kind of burden falls: a row per site, a dot per number, larger where it holds for more people.
const burdens = ["hours", "nights", "weekends", "duties"];
let burden = "hours";
function fairnessChart(box) {
  const { people, hoursLimit } = roster;
  if (!people.length) { box.replaceChildren(h("p", { class: "nothing" }, word("nothing"))); return; }
  const allSites = [...new Set(people.map((row) => row.site))], sites = onPaper(allSites);
  const width = Math.max(280, box.clientWidth), row = 24, left = 118, right = 20, base = 34;
  const limit = burden === "hours" ? (hoursLimit * plan.days) / 7 : 0;
  const top = Math.max(limit, ...people.map((person) => person[burden]), 1);
  const x = (value) => left + (value / top) * (width - left - right), height = sites.length * row + base + 8;
  const parts = ticks(top, 5).flatMap((t) => [rule(x(t), base - 10, x(t), height, "grid"), label(x(t), base - 16, count(t), "middle")]);
  if (limit) parts.push(rule(x(limit), base - 10, x(limit), height, "limit"));
  sites.forEach((site, i) => {
    const y = base + i * row + row / 2, here = people.filter((person) => person.site === site), dots = new Map();
    for (const person of here) {
      const key = `${person.role} ${person[burden]}`;
      dots.set(key, [...(dots.get(key) || []), person]);
    }
    const values = here.map((person) => person[burden]);
    parts.push(label(left - 8, y + 4, clipped(siteName(site), 9), "end"), rule(x(Math.min(...values)), y, x(Math.max(...values)), y, "span"));
    for (const [first, ...others] of dots.values()) {
      const ids = [first, ...others].slice(0, 12).map((person) => person.id).join(" ");
      parts.push(h("circle", { cx: x(first[burden]), cy: y, r: Math.min(10, 3 + Math.sqrt(others.length + 1)), class: `person ${first.role}` },
        h("title", {}, `${word(first.role)} · ${decimal(first[burden], burden === "hours" ? 1 : 0)} ${word(burden).toLowerCase()} · ${ids}${others.length > 11 ? "…" : ""}`)));
    }
  });
  box.replaceChildren(plot(width, height, word("fairnessTitle", plan.days), parts),
    h("p", { class: "key" }, h("i", { class: "officer" }), word("officer"), h("i", { class: "auxiliary" }), word("auxiliary"),
      limit ? [h("i", { class: "limit" }), `${word("limit", count(Math.round(limit)))} ${word("hours").toLowerCase()}`] : null), toldOnPaper(allSites, "roster.xlsx"));
}

function drawBurdens() {
  $("burden").replaceChildren(...burdens.map((key) => h("option", { value: key, selected: key === burden }, word(key))));
}
$("burden").addEventListener("change", (event) => { burden = event.target.value; fairnessChart($("hours-chart")); });
