// The lowest level's polygons and the borders of every level, dissolved from them.
const mesh = (() => {
  const source = reader(plan.mesh.rings);
  const lons = [], lats = [], ringOffsets = [0], unitOffsets = [0];
  let x = 0, y = 0;
  for (let unit = 0; unit < levels[lowest].codes.length; unit++) {
    for (let polygons = source.next(); polygons > 0; polygons--) {
      for (let rings = source.next(); rings > 0; rings--) {
        const first = lons.length;
        for (let vertices = source.next(); vertices > 0; vertices--) {
          x += source.next();
          y += source.next();
          lons.push(x);
          lats.push(y);
        }
        lons.push(lons[first]);
        lats.push(lats[first]);
        ringOffsets.push(lons.length);
      }
    }
    unitOffsets.push(ringOffsets.length - 1);
  }
  const ix = Int32Array.from(lons), iy = Int32Array.from(lats);
  const xs = Float64Array.from(ix, (v) => worldX(v / 1e7)), ys = Float64Array.from(iy, (v) => worldY(v / 1e7));
  const count = unitOffsets.length - 1;

  // Per unit: least x, least y, greatest x, greatest y.
  const boxes = new Float64Array(count * 4);
  const unitOf = new Int32Array(xs.length).fill(-1);
  for (let u = 0; u < count; u++) {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = ringOffsets[unitOffsets[u]]; i < ringOffsets[unitOffsets[u + 1]]; i++) {
      x0 = Math.min(x0, xs[i]); x1 = Math.max(x1, xs[i]);
      y0 = Math.min(y0, ys[i]); y1 = Math.max(y1, ys[i]);
    }
    boxes.set([x0, y0, x1, y1], u * 4);
    // Edge i runs from vertex i to i + 1; the closing vertex of a ring starts none.
    for (let r = unitOffsets[u]; r < unitOffsets[u + 1]; r++) unitOf.fill(u, ringOffsets[r], ringOffsets[r + 1] - 1);
  }

  return { ix, iy, xs, ys, ringOffsets, unitOffsets, count, boxes, unitOf, across: twins() };

  // For each edge the unit on its other side: the one with the same edge reversed, -1 where there is none.
  function twins() {
    const bits = Math.ceil(Math.log2(ix.length + 1)) + 1, mask = (1 << bits) - 1;
    const table = new Int32Array(1 << bits), result = new Int32Array(ix.length).fill(-1);
    const slot = (a, b) => {
      let hash = Math.imul(ix[a], 73856093) ^ Math.imul(iy[a], 19349663) ^ Math.imul(ix[b], 83492791) ^ Math.imul(iy[b], 39916801);
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
      return (hash ^ (hash >>> 13)) & mask;
    };
    for (let i = 0; i < ix.length; i++) {
      if (unitOf[i] < 0) continue;
      let s = slot(i, i + 1);
      while (table[s]) s = (s + 1) & mask;
      table[s] = i + 1;
    }
    for (let i = 0; i < ix.length; i++) {
      if (unitOf[i] < 0) continue;
      for (let s = slot(i + 1, i); table[s]; s = (s + 1) & mask) {
        const j = table[s] - 1;
        if (ix[j] === ix[i + 1] && iy[j] === iy[i + 1] && ix[j + 1] === ix[i] && iy[j + 1] === iy[i]) {
          result[i] = unitOf[j];
          break;
        }
      }
    }
    return result;
  }
})();

// Edges, each taken from one of its sides only, at which `groupOf` differs.
function bordersOf(groupOf) {
  const result = [];
  for (let i = 0; i < mesh.across.length; i++) {
    const here = mesh.unitOf[i], there = mesh.across[i];
    if (here < 0 || (there >= 0 && here > there)) continue;
    if (there < 0 ? groupOf[here] >= 0 : groupOf[here] !== groupOf[there]) result.push(i);
  }
  return Int32Array.from(result);
}

// borders[k]: the edges that first become borders at level k, so that none is drawn twice.
const borders = levels.map(() => []);
for (let i = 0; i < mesh.across.length; i++) {
  const here = mesh.unitOf[i], there = mesh.across[i];
  if (here < 0 || (there >= 0 && here > there)) continue;
  let k = 0;
  while (there >= 0 && k < lowest && ups[k][here] === ups[k][there]) k++;
  borders[k].push(i);
}

// The box of some lowest units.
function boxOf(units) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const u of units) {
    box[0] = Math.min(box[0], mesh.boxes[u * 4]); box[1] = Math.min(box[1], mesh.boxes[u * 4 + 1]);
    box[2] = Math.max(box[2], mesh.boxes[u * 4 + 2]); box[3] = Math.max(box[3], mesh.boxes[u * 4 + 3]);
  }
  return box;
}
const countyBox = boxOf(ups[lowest]);

// The lowest unit that holds a point of the world square, -1 for none.
function unitAt(x, y) {
  for (let u = 0; u < mesh.count; u++) {
    const b = u * 4;
    if (x < mesh.boxes[b] || y < mesh.boxes[b + 1] || x > mesh.boxes[b + 2] || y > mesh.boxes[b + 3]) continue;
    let inside = false;
    for (let i = mesh.ringOffsets[mesh.unitOffsets[u]]; i < mesh.ringOffsets[mesh.unitOffsets[u + 1]]; i++) {
      if (mesh.unitOf[i] < 0) continue;
      const [xa, ya, xb, yb] = [mesh.xs[i], mesh.ys[i], mesh.xs[i + 1], mesh.ys[i + 1]];
      if (ya > y !== yb > y && x < ((xb - xa) * (y - ya)) / (yb - ya) + xa) inside = !inside;
    }
    if (inside) return u;
  }
  return -1;
}

// A colour number below `colours` for each group, so that groups that share a border differ where that is possible.
function colouring(groupOf, groups, colours) {
  const neighbours = Array.from({ length: groups }, () => new Set());
  for (let i = 0; i < mesh.across.length; i++) {
    if (mesh.unitOf[i] < 0 || mesh.across[i] < 0) continue;
    const a = groupOf[mesh.unitOf[i]], b = groupOf[mesh.across[i]];
    if (a >= 0 && b >= 0 && a !== b) { neighbours[a].add(b); neighbours[b].add(a); }
  }
  const colour = new Array(groups).fill(-1);
  for (let g = 0; g < groups; g++) {
    const taken = new Array(colours).fill(0);
    for (const n of neighbours[g]) if (colour[n] >= 0) taken[colour[n]]++;
    // Starting further on for each group spreads the palette.
    let best = g % colours;
    for (let step = 0; step < colours; step++) {
      const candidate = (g + step) % colours;
      if (taken[candidate] < taken[best]) best = candidate;
    }
    colour[g] = best;
  }
  return colour;
}
