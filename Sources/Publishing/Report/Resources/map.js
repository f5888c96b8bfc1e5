// The map: one canvas for the mesh (fills, borders, labels), Leaflet for moving about and for what lies on top.
const state = {
  level: null, // null follows the zoom
  colour: "response",
  show: { water: true, roads: true, areas: false, rooms: true, routes: false, red: true, yellow: false, blue: false, gaps: true },
  dayType: 0,
  time: null, // seconds after midnight; null shows the whole day
  crew: "",
  selection: { kind: "unit", level: 0, index: 0 },
  pin: null, // [latitude, longitude] of coordinates that were searched for
};

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map("map", {
  attributionControl: false, zoomControl: false, zoomSnap: 0.25, wheelPxPerZoomLevel: 100, minZoom: 4, maxZoom: 20,
  preferCanvas: true, renderer: L.canvas({ padding: 0.2 }), zoomAnimation: !calm, fadeAnimation: !calm,
});
L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);

const longitude = (x) => (x - 0.5) * 360;
const latitude = (y) => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;
const bounds = ([x0, y0, x1, y1]) => L.latLngBounds([latitude(y1), longitude(x0)], [latitude(y0), longitude(x1)]);
const scaleAt = (zoom) => 256 * 2 ** zoom;
const fit = (box) => map.fitBounds(bounds(box).pad(0.2), { maxZoom: 18, animate: !calm });

const levelBoxes = levels.map((level) => new Float64Array(level.codes.length * 4).map((_, i) => (i % 4 < 2 ? Infinity : -Infinity)));
levels.forEach((_, k) => ups[k].forEach((unit, u) => {
  if (unit < 0) return;
  for (let i = 0; i < 4; i++) levelBoxes[k][unit * 4 + i] = (i < 2 ? Math.min : Math.max)(levelBoxes[k][unit * 4 + i], mesh.boxes[u * 4 + i]);
}));

// The side in pixels of a square as large as the mean unit of a level.
const meanSide = (level, scale) =>
  Math.sqrt(((countyBox[2] - countyBox[0]) * (countyBox[3] - countyBox[1])) / levels[level].codes.length) * scale;

function shownLevel() {
  if (state.level != null) return state.level;
  let level = Math.min(1, lowest);
  while (level < lowest && meanSide(level + 1, scaleAt(map.getZoom())) >= 52) level++;
  return level;
}

let theme, byClass, gapUnits, gapOutline, areaOutline, selectionOutline;

function applyTheme() {
  theme = themes[state.colour]();
  byClass = theme.classes.map(() => []);
  theme.classOf.forEach((c, u) => byClass[c].push(u));
}

function applyGaps() {
  const inGap = new Int8Array(mesh.count).fill(-1);
  for (const gap of plan.gaps) for (const u of gap.units) inGap[u] = 0;
  gapUnits = [...inGap.keys()].filter((u) => inGap[u] === 0);
  gapOutline = bordersOf(inGap);
  areaOutline = bordersOf(plan.mesh.area);
}

function applySelection() {
  const units = selectedUnits();
  const inside = new Int8Array(mesh.count).fill(-1);
  for (const u of units) inside[u] = 0;
  selectionOutline = units.length && units.length < mesh.count ? bordersOf(inside) : [];
}

// A canvas that moves with the map; Leaflet's overlay takes any element.
function sheet(pane, zIndex) {
  const canvas = document.createElement("canvas");
  Object.assign(map.createPane(pane).style, { zIndex, pointerEvents: "none" });
  return { canvas, overlay: L.svgOverlay(canvas, bounds(countyBox), { pane, interactive: false }) };
}
const land = sheet("land", 250), lettering = sheet("lettering", 450);

// Clears a sheet, lays it over what the map shows and a margin around, and says how to draw on it.
function view({ canvas, overlay }) {
  const size = map.getSize(), margin = size.multiplyBy(0.2).round();
  const corner = map.containerPointToLatLng(margin.multiplyBy(-1));
  overlay.setBounds(L.latLngBounds(corner, map.containerPointToLatLng(size.add(margin))));
  const width = size.x + 2 * margin.x, height = size.y + 2 * margin.y, ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.lineJoin = pen.lineCap = "round";
  const origin = map.project(corner, map.getZoom());
  return { pen, scale: scaleAt(map.getZoom()), x: origin.x, y: origin.y, width, height };
}

function draw() {
  if (!theme) return;
  const level = shownLevel();
  drawLand(view(land), level);
  drawLabels(view(lettering), level);
}

function drawLand(view, level) {
  theme.classes.forEach((entry, c) => fillUnits(view, byClass[c], entry.colour));
  drawBackdrop(view);
  if (state.show.gaps) fillUnits(view, gapUnits, hatch(view.pen, css("--gap")));
  for (let k = level; k >= 0; k--) {
    const depth = k === 0 ? 0 : k === lowest ? 4 : Math.min(k, 3);
    strokeEdges(view, borders[k], css(`--border-${depth}`), [2.2, 1.6, 1, 0.7, 0.5][depth]);
  }
  if (theme.outline) strokeEdges(view, theme.outline, css("--outline"), 1.8);
  if (state.show.areas) strokeEdges(view, areaOutline, css("--area"), 2.6, [8, 5]);
  if (state.show.gaps) strokeEdges(view, gapOutline, css("--gap"), 0.9);
  strokeEdges(view, selectionOutline, css("--halo"), 5);
  strokeEdges(view, selectionOutline, css("--accent"), 2.6);
}

// Puts what the map shows on the canvas for paper: browsers do not print what Leaflet moves about.
function drawPaper() {
  const size = map.getSize(), ratio = window.devicePixelRatio || 1, paper = $("paper");
  paper.width = size.x * ratio;
  paper.height = size.y * ratio;
  const pen = paper.getContext("2d");
  pen.scale(ratio, ratio);
  for (const sheet of [land.canvas, map.getPane("overlayPane").querySelector("canvas"), lettering.canvas]) {
    if (!sheet) continue;
    const at = map.layerPointToContainerPoint(L.DomUtil.getPosition(sheet));
    pen.drawImage(sheet, at.x, at.y, sheet.offsetWidth, sheet.offsetHeight);
  }
}

// The time a browser takes for one path grows with the square of its points: long ones are drawn in pieces.
const pathPoints = 800;

function fillUnits(view, units, style) {
  const { pen, scale, x, y, width, height } = view;
  // A hair of the same colour closes the seams that antialiasing leaves between neighbours.
  const finish = () => {
    pen.fill("evenodd");
    if (typeof style === "string") pen.stroke();
  };
  pen.fillStyle = pen.strokeStyle = style;
  pen.lineWidth = 0.6;
  let points = 0;
  pen.beginPath();
  for (const u of units) {
    if (points > pathPoints) {
      finish();
      pen.beginPath();
      points = 0;
    }
    const b = u * 4;
    if (mesh.boxes[b] * scale - x > width || mesh.boxes[b + 2] * scale - x < 0) continue;
    if (mesh.boxes[b + 1] * scale - y > height || mesh.boxes[b + 3] * scale - y < 0) continue;
    for (let r = mesh.unitOffsets[u]; r < mesh.unitOffsets[u + 1]; r++) {
      let lastX = Infinity, lastY = Infinity;
      for (let i = mesh.ringOffsets[r]; i < mesh.ringOffsets[r + 1] - 1; i++) {
        const px = mesh.xs[i] * scale - x, py = mesh.ys[i] * scale - y;
        if (lastX === Infinity) pen.moveTo(px, py);
        else if (Math.abs(px - lastX) + Math.abs(py - lastY) < 0.5) continue;
        else pen.lineTo(px, py);
        lastX = px;
        lastY = py;
        points++;
      }
      pen.closePath();
    }
  }
  finish();
}

function strokeEdges(view, edges, colour, lineWidth, dash = []) {
  const { pen, scale, x, y, width, height } = view;
  pen.setLineDash(dash);
  pen.lineWidth = lineWidth;
  pen.strokeStyle = colour;
  pen.beginPath();
  let last = -2, points = 0;
  for (const i of edges) {
    const ax = mesh.xs[i] * scale - x, ay = mesh.ys[i] * scale - y;
    const bx = mesh.xs[i + 1] * scale - x, by = mesh.ys[i + 1] * scale - y;
    if ((ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > width && bx > width) || (ay > height && by > height)) continue;
    if (i !== last + 1) {
      if (points > pathPoints) {
        pen.stroke();
        pen.beginPath();
        points = 0;
      }
      pen.moveTo(ax, ay);
    }
    pen.lineTo(bx, by);
    points++;
    last = i;
  }
  pen.stroke();
  pen.setLineDash([]);
}

function hatch(pen, colour) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const ink = tile.getContext("2d");
  ink.strokeStyle = colour;
  ink.globalAlpha = 0.4;
  ink.beginPath();
  for (const d of [-8, 0, 8]) { ink.moveTo(d, 8); ink.lineTo(d + 8, 0); }
  ink.stroke();
  return pen.createPattern(tile, "repeat");
}

const lowestAt = (latlng) => unitAt(worldX(latlng.lng), worldY(latlng.lat));

// Selects the unit there: one level down within the unit that is selected, one beside it outside, or of the level shown
// where the map has been moved away from it or a level was chosen.
function drill(latlng) {
  const u = lowestAt(latlng);
  if (u < 0) return;
  let level = shownLevel();
  const chosen = state.selection;
  if (chosen.kind === "unit") {
    const isInside = ups[chosen.level][u] === chosen.index;
    const isSeen = map.getBounds().contains(bounds(levelBoxes[chosen.level].subarray(chosen.index * 4, chosen.index * 4 + 4)));
    if (isInside && (chosen.level === level || (isSeen && state.level == null))) level = Math.min(chosen.level + 1, lowest);
    else if (!isInside && isSeen && state.level == null) level = Math.min(level, Math.max(1, chosen.level));
  }
  select({ kind: "unit", level, index: ups[level][u] });
}

map.on("click", (event) => drill(event.latlng));
map.on("moveend resize", draw);
map.on("zoomend", () => drawLayers());
map.on("mousemove", (event) => {
  const u = lowestAt(event.latlng), level = shownLevel();
  $("hover").hidden = u < 0;
  if (u < 0) return;
  const names = [];
  for (let k = Math.min(1, lowest); k <= level; k++) names.push(title(k, ups[k][u]));
  $("hover").textContent = `${names.join(" › ")} · ${duration(levels[level].worst[ups[level][u]])}`;
});
map.on("mouseout", () => { $("hover").hidden = true; });
$("map").addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === $("map")) drill(map.getCenter()); });
