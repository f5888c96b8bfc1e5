// The plan, decoded: coded geometry becomes typed arrays, indices become lookups.
const plan = { ...JSON.parse($("plan").textContent), ...JSON.parse($("patrol-data").textContent) };
const roster = JSON.parse($("roster-data").textContent);
const levels = plan.levels;
const lowest = levels.length - 1;

const digits = new Uint8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((c, i) => { digits[c.charCodeAt(0)] = i; });

// Reads the integers of a coded text one after the other.
function reader(text) {
  let at = 0;
  return {
    get more() { return at < text.length; },
    next() {
      let value = 0, scale = 1, digit;
      do {
        digit = digits[text.charCodeAt(at++)];
        value += (digit & 31) * scale;
        scale *= 32;
      } while (digit & 32);
      return value % 2 ? -(value + 1) / 2 : value / 2;
    },
  };
}

// Coordinates as [latitude, longitude] in degrees.
function places(text) {
  const source = reader(text), result = [];
  let x = 0, y = 0;
  while (source.more) {
    x += source.next();
    y += source.next();
    result.push([y / 1e7, x / 1e7]);
  }
  return result;
}
const place = (text) => places(text)[0];

// The world as a unit square (spherical Mercator), y down.
const worldX = (longitude) => longitude / 360 + 0.5;
const worldY = (latitude) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);

// ups[level][u]: the unit of `level` that holds the lowest unit u.
const ups = levels.map(() => null);
ups[lowest] = Int32Array.from(levels[lowest].codes, (_, u) => u);
for (let k = lowest - 1; k >= 0; k--) ups[k] = ups[k + 1].map((u) => (u < 0 ? -1 : levels[k + 1].parents[u]));

// children[level][u]: the units of the level below inside u.
const children = levels.map((level, k) => {
  const lists = level.codes.map(() => []);
  if (k < lowest) levels[k + 1].parents.forEach((parent, u) => { if (parent >= 0) lists[parent].push(u); });
  return lists;
});

const ancestor = (level, unit, upper) => {
  for (let k = level; k > upper && unit >= 0; k--) unit = levels[k].parents[unit];
  return unit;
};
const within = (level, unit) => {
  const result = [];
  ups[level].forEach((u, i) => { if (u === unit) result.push(i); });
  return result;
};
const title = (level, unit) => levels[level].names[unit] || levels[level].codes[unit];

const roomOfLowest = ups[plan.assignLevel].map((u) => (u < 0 ? -1 : plan.assignment.roomOfUnit[u]));
const anchors = levels.map((level) => places(level.anchors));
for (const row of [...plan.rooms, ...plan.bases, ...plan.checkpoints]) row.place = place(row.at);

const byID = (rows) => new Map(rows.map((row, index) => [row.id, index]));
const roomIndex = byID(plan.rooms), baseIndex = byID(plan.bases), checkpointIndex = byID(plan.checkpoints);
const unitIndex = new Map(levels[lowest].codes.map((code, u) => [code, u]));
// The name of a room or a base.
const siteName = (id) => (roomIndex.has(id) ? plan.rooms[roomIndex.get(id)].name : baseIndex.has(id) ? plan.bases[baseIndex.get(id)].name : "") || id;
function stopName(kind, id) {
  if (kind === "checkpoint" && checkpointIndex.has(id)) return plan.checkpoints[checkpointIndex.get(id)].name || id;
  if (kind === "unit" && unitIndex.has(id)) return title(lowest, unitIndex.get(id));
  return kind === "start" || kind === "end" ? siteName(id) : id;
}
