// Charts as SVG, drawn to the width they find. Colours come from classes, so that they follow the theme.
function plot(width, height, label, ...children) {
  return h("svg", { class: "plot", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label }, children);
}
const label = (x, y, text, anchor = "start", kind = "") => h("text", { x, y, "text-anchor": anchor, class: kind }, text);
const rule = (x1, y1, x2, y2, kind) => h("line", { x1, y1, x2, y2, class: kind });

// Round steps that cut 0 ... top into about `parts`.
function ticks(top, parts) {
  if (!(top > 0)) return [0];
  const raw = top / parts, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((f) => f * power >= raw) * power;
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => i * step);
}

function curveChart(box) {
  const { curve, coverage } = plan.figures;
  const width = Math.max(300, box.clientWidth), height = 330, left = 44, right = 16, top = 14, bottom = 40;
  const last = curve.at(-1).limit || 1;
  const x = (t) => left + (t / last) * (width - left - right), y = (s) => height - bottom - s * (height - top - bottom);
  const path = (shareOf) => curve.map((p, i) => `${i ? "L" : "M"}${x(p.limit).toFixed(1)} ${y(shareOf(p)).toFixed(1)}`).join("");
  const line = path((p) => p.share), twiceName = word("coveredTwice");
  const parts = [0, 0.25, 0.5, 0.75, 1].flatMap((s) => [rule(left, y(s), width - right, y(s), "grid"), label(left - 8, y(s) + 4, `${s * 100}%`, "end")]);
  for (const minutes of ticks(last / 60, 7)) parts.push(label(x(minutes * 60), height - bottom + 18, count(minutes), "middle"));
  parts.push(label((left + width - right) / 2, height - 4, word("minutes"), "middle", "soft"),
    h("path", { d: `${line}L${x(last)} ${y(0)}L${x(0)} ${y(0)}Z`, class: "area" }), h("path", { d: line, class: "line" }, h("title", {}, word("coveredOnce"))),
    h("path", { d: path((p) => p.twice), class: "line twice" }, h("title", {}, twiceName)));
  for (const { limit, share, twice } of coverage) {
    if (limit > last) continue;
    parts.push(rule(x(limit), top - 6, x(limit), height - bottom, "limit"), h("circle", { cx: x(limit), cy: y(share), r: 4, class: "dot" }, h("title", {}, `${duration(limit)}: ${percent(share)}`)),
      h("circle", { cx: x(limit), cy: y(twice), r: 3, class: "dot" }, h("title", {}, `${twiceName}, ${duration(limit)}: ${percent(twice)}`)));
    // Left of the curve nothing else is drawn; by the axis there is room beside the upper end of the limit's line only.
    const isFirst = x(limit) - left < 96;
    parts.push(label(x(limit) + (isFirst ? 5 : -8), isFirst ? y(0.9) : y(share) + (share > 0.9 ? 16 : -7), `${duration(limit)} ${percent(share)}`, isFirst ? "start" : "end", "strong haloed"));
  }
  const half = curve.find((p) => p.twice >= 0.5);
  if (half) parts.push(label(x(half.limit) + 8, y(0.5) + 12, twiceName, "start", "soft haloed"));
  box.replaceChildren(plot(width, height, word("curveTitle"), parts),
    h("p", { class: "key" }, h("i", { class: "line" }), word("coveredOnce"), h("i", { class: "line twice" }), twiceName));
}

function roomChart(box) {
  const rooms = plan.rooms.map((room, index) => ({ ...room, index })).sort((a, b) => b.households - a.households || a.index - b.index);
  const width = Math.max(280, box.clientWidth), row = 22, left = 118, right = 56;
  const top = Math.max(1, ...rooms.map((room) => Math.max(room.households, room.maxHouseholds || 0)));
  const mean = rooms.reduce((sum, room) => sum + room.households, 0) / (rooms.length || 1);
  const x = (n) => left + (n / top) * (width - left - right), height = rooms.length * row + 24;
  const parts = rooms.flatMap((room, i) => {
    const y = i * row + 24, name = room.name || room.id;
    return [label(left - 8, y + 12, clipped(name, 9), "end"),
      h("rect", { x: left, y, width: Math.max(1, x(room.households) - left), height: row - 8, rx: 2, class: room.isNew ? "bar new" : "bar" }, h("title", {}, `${name}: ${count(room.households)}`)),
      label(x(room.households) + 6, y + 12, count(room.households), "start", "soft"),
      room.maxHouseholds ? rule(x(room.maxHouseholds), y - 2, x(room.maxHouseholds), y + row - 6, "limit") : null];
  });
  parts.push(rule(x(mean), 18, x(mean), height, "mean"), label(x(mean), 12, word("mean", count(Math.round(mean))), "middle", "strong"));
  box.replaceChildren(plot(width, height, word("roomsTitle"), parts));
}

// A name cut to about `ems` times the size of its type.
function clipped(text, ems) {
  let room = ems * 2, result = "";
  for (const character of text) {
    room -= character.charCodeAt(0) > 0x2e80 ? 2 : 1.15;
    if (room < 0) return `${result}…`;
    result += character;
  }
  return result;
}

function drawCharts() {
  for (const box of document.querySelectorAll(".tall")) {
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", box.closest("figure").querySelector("figcaption").textContent.trim());
  }
  curveChart($("curve-chart"));
  roomChart($("room-chart"));
  reachChart($("reach-chart"));
  areaChart($("area-chart"));
  crewChart($("crew-chart"));
  drawBurdens();
  fairnessChart($("hours-chart"));
}
