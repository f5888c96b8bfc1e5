// The water and the roads behind the plan.

// Reads lines, and rings without their closing vertex, off a coded text, each with the box around it.
function lineReader(text) {
  const source = reader(text);
  let x = 0, y = 0;
  const line = (closed) => {
    const count = source.next(), line = new Float64Array(2 * (count + closed));
    for (let i = 0; i < 2 * count; i += 2) {
      x += source.next();
      y += source.next();
      line[i] = worldX(x / 1e7);
      line[i + 1] = worldY(y / 1e7);
    }
    if (closed) line.set(line.subarray(0, 2), 2 * count);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < line.length; i++) {
      box[i % 2] = Math.min(box[i % 2], line[i]);
      box[2 + (i % 2)] = Math.max(box[2 + (i % 2)], line[i]);
    }
    return { line, box };
  };
  return { source, line };
}

function linesOf(text) {
  const { source, line } = lineReader(text), lines = [];
  while (source.more) lines.push(line(0));
  return lines;
}

// For each polygon its rings, the outer one first.
function polygonsOf(text) {
  const { source, line } = lineReader(text), polygons = [];
  while (source.more) {
    for (let rest = source.next(); rest > 0; rest--) polygons.push(Array.from({ length: source.next() }, () => line(1)));
  }
  return polygons;
}

const roads = plan.roads.map(linesOf), rivers = linesOf(plan.rivers), waters = polygonsOf(plan.waters);
const hasRoads = roads.some((rank) => rank.length), hasWater = rivers.length + waters.length > 0;
// By rank of the road: from which zoom it is shown, and how wide.
const roadsFrom = [0, 11.75, 13.5], roadWidths = [2.2, 1.4, 0.9];

const grown = () => 1 + Math.max(0, map.getZoom() - 13) * 0.5;
const isSeen = ({ scale, x, y, width, height }, box) =>
  box[0] * scale - x <= width && box[2] * scale - x >= 0 && box[1] * scale - y <= height && box[3] * scale - y >= 0;

function trace({ pen, scale, x, y }, line) {
  pen.moveTo(line[0] * scale - x, line[1] * scale - y);
  for (let i = 2; i < line.length; i += 2) pen.lineTo(line[i] * scale - x, line[i + 1] * scale - y);
}

function stroke(view, lines, colour, width) {
  view.pen.strokeStyle = colour;
  view.pen.lineWidth = width;
  for (const { line, box } of lines) {
    if (!isSeen(view, box)) continue;
    view.pen.beginPath();
    trace(view, line);
    view.pen.stroke();
  }
}

function drawWater(view) {
  view.pen.fillStyle = css("--water");
  for (const rings of waters) {
    if (!isSeen(view, rings[0].box)) continue;
    view.pen.beginPath();
    for (const { line } of rings) trace(view, line);
    view.pen.fill("evenodd");
  }
  for (const rings of waters) stroke(view, rings, css("--water-edge"), 0.8);
  stroke(view, rivers, css("--water-edge"), 1.3 * grown());
}

function drawRoads(view) {
  for (const [more, colour] of [[1.4, css("--road-edge")], [0, css("--road")]]) {
    for (let rank = roads.length - 1; rank >= 0; rank--) {
      if (map.getZoom() >= roadsFrom[rank]) stroke(view, roads[rank], colour, roadWidths[rank] * grown() + more);
    }
  }
}

function drawBackdrop(view) {
  if (state.show.water) drawWater(view);
  if (state.show.roads) drawRoads(view);
}
