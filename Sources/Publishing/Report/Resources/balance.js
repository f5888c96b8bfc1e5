// Charts of how evenly the work falls, and of the coverage through the day.
function reachChart(box) {
  const reach = plan.crewReach.find((row) => row.dayType === state.dayType);
  if (!reach) { box.replaceChildren(h("p", { class: "nothing" }, word("nothing"))); return; }
  const { breaks, coverage, households } = plan.figures;
  const shares = reach.classes.map((_, moment) => {
    const sums = new Array(breaks.length).fill(0);
    responseClasses(state.dayType, moment * reach.step).forEach((c, u) => { for (; c < breaks.length; c++) sums[c] += levels[lowest].households[u]; });
    return sums.map((sum) => (households ? sum / households : 0));
  });
  const width = Math.max(300, box.clientWidth), height = 330, left = 44, right = 64, top = 14, bottom = 40;
  const x = (seconds) => left + (seconds / daySeconds) * (width - left - right), y = (s) => height - bottom - s * (height - top - bottom);
  const parts = [0, 0.25, 0.5, 0.75, 1].flatMap((s) => [rule(left, y(s), width - right, y(s), "grid"), label(left - 8, y(s) + 4, `${s * 100}%`, "end")]);
  for (let hour = 0; hour <= 24; hour += 4) parts.push(label(x(hour * 3600), height - bottom + 18, `${hour}`, "middle"));
  parts.push(label((left + width - right) / 2, height - 4, word("hourOfDay"), "middle", "soft"));
  let free = Infinity;
  for (const { limit } of coverage) {
    const c = breaks.indexOf(limit), values = [...shares.map((row) => row[c]), shares[0][c]];
    const line = values.map((share, i) => `${i ? "L" : "M"}${x(i * reach.step).toFixed(1)} ${y(share).toFixed(1)}`).join("");
    free = Math.min(y(values.at(-1)) + 4, free - 15);
    parts.push(h("path", { d: line, class: "line" }, h("title", {}, duration(limit))), label(width - right + 6, free, duration(limit), "start", "soft"));
  }
  box.replaceChildren(plot(width, height, word("reachTitle"), parts));
}

// One bar per row, cut into parts; with the mean of the whole bars.
function stackedBars(box, name, rows, kinds, show) {
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
    kinds.length > 1 ? h("p", { class: "key" }, kinds.flatMap((kind) => [h("i", { class: `square ${kind}` }), word(kind)])) : "");
}

function areaChart(box) {
  stackedBars(box, word("areaTitle"), plan.areas.map((area) => ({ name: area.id, parts: [area.workload ?? 0] })), ["workload"], duration);
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
  const sites = [...new Set(people.map((row) => row.site))];
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
      limit ? [h("i", { class: "limit" }), `${word("limit", count(Math.round(limit)))} ${word("hours").toLowerCase()}`] : null));
}

function drawBurdens() {
  $("burden").replaceChildren(...burdens.map((key) => h("option", { value: key, selected: key === burden }, word(key))));
}
$("burden").addEventListener("change", (event) => { burden = event.target.value; fairnessChart($("hours-chart")); });
