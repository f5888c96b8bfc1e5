// Names on the map. They stand beside the symbols, never on them nor on each other; one that finds no place is left out.

// How far a name may stand from its place, in pixels, the nearest first.
const steps = [0, -16, 16, -32, 32, -48, 48].flatMap((dy) => [0, -24, 24, -48, 48].map((dx) => [dx, dy])).sort((a, b) => Math.hypot(...a) - Math.hypot(...b));

function drawLabels(view, shown) {
  const { pen, scale } = view, taken = symbolBoxes(view);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineWidth = 3.5;
  pen.strokeStyle = css("--halo");
  pen.fillStyle = css("--label");
  const isFree = (box) => !taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  // `land` is the box of the unit in pixels, from which the middle of its name must not stray.
  const put = (text, x, y, land, isFit = () => true) => {
    const half = pen.measureText(text).width / 2;
    if (half * 2 > (land[2] - land[0]) * 0.96) return;
    for (const [dx, dy] of steps) {
      const [cx, cy] = [x + dx, y + dy], box = [cx - half - 2, cy - 8, cx + half + 2, cy + 8];
      if (cx < land[0] || cx > land[2] || cy < land[1] || cy > land[3] || !isFree(box) || !isFit(cx, cy)) continue;
      taken.push(box);
      pen.strokeText(text, cx, cy);
      pen.fillText(text, cx, cy);
      return;
    }
  };
  if (state.show.areas || state.colour === "area") drawAreaNames(view, put);
  for (let level = Math.max(Math.min(1, lowest), shown - 1); level <= shown; level++) {
    pen.font = `${level === shown && shown > 1 ? "500 12px" : "650 13px"} ${css("--font")}`;
    anchors[level].forEach(([lat, lon], unit) => {
      const x = worldX(lon) * scale - view.x, y = worldY(lat) * scale - view.y;
      if (x < 0 || y < 0 || x > view.width || y > view.height) return;
      const [x0, y0, x1, y1] = levelBoxes[level].subarray(unit * 4, unit * 4 + 4);
      if ((y1 - y0) * scale >= 22) put(labelOf(level, unit), x, y, [x0 * scale - view.x, y0 * scale - view.y, x1 * scale - view.x, y1 * scale - view.y]);
    });
  }
}

// Where the symbols stand that are shown now.
function symbolBoxes(view) {
  const { show } = state;
  const shown = [...(show.rooms ? plan.rooms : []), ...(show.rooms || show.routes || show.areas ? plan.bases : []), ...plan.checkpoints.filter((point) => show[point.tier])];
  const half = 7 * symbolSize(), crews = state.time == null ? [] : crewsAt(state.dayType, state.time).map((crew) => ({ place: crew.at }));
  const at = ([lat, lon]) => [worldX(lon) * view.scale - view.x, worldY(lat) * view.scale - view.y];
  // The stops of a route that is selected have their numbers to the right of them.
  const stops = state.selection.kind === "route" && show.routes ? places(plan.routes[state.selection.index].stops.at).map(at).map(([x, y]) => [x - 6, y - 8, x + 24, y + 8]) : [];
  return [...shown, ...crews].map(({ place }) => at(place)).map(([x, y]) => [x - half, y - half, x + half, y + half]).concat(stops);
}

// A patrol area goes by its code, its name and its crews, in the middle of its land.
function drawAreaNames(view, put) {
  view.pen.font = `700 13px ${css("--font")}`;
  plan.areas.forEach((area, index) => {
    const [lat, lon] = anchors[lowest][middleOf(index)] ?? [NaN, NaN];
    const x = worldX(lon) * view.scale - view.x, y = worldY(lat) * view.scale - view.y;
    if (!(x > 0 && y > 0 && x < view.width && y < view.height)) return;
    view.pen.fillStyle = css(`--route-${areaColours[index] + 1}`);
    put(`${areaName(area)} · ${area.crews.join(" ")}`, x, y, [-Infinity, -Infinity, Infinity, Infinity],
      (cx, cy) => plan.mesh.area[unitAt((cx + view.x) / view.scale, (cy + view.y) / view.scale)] === index);
  });
  view.pen.fillStyle = css("--label");
}

// The unit of an area that is nearest to the middle of all its units.
const middles = new Map();
function middleOf(area) {
  if (!middles.has(area)) {
    const units = plan.mesh.area.flatMap((a, u) => (a === area ? [u] : []));
    const mean = [0, 1].map((axis) => units.reduce((sum, u) => sum + anchors[lowest][u][axis], 0) / units.length);
    const away = (u) => Math.hypot(anchors[lowest][u][0] - mean[0], anchors[lowest][u][1] - mean[1]);
    middles.set(area, units.reduce((best, u) => (best < 0 || away(u) < away(best) ? u : best), -1));
  }
  return middles.get(area);
}

// A unit whose name begins with that of the unit above goes by the rest of it, where that is a name still: of
// "东村第1网格2号" "2号", of "Liechtenstein-3" and "Eastham" all.
function labelOf(level, unit) {
  const name = title(level, unit), parent = levels[level].parents[unit];
  const above = level > 0 && parent >= 0 ? levels[level - 1].names[parent] : "";
  const rest = above && name.startsWith(above) ? name.slice(above.length) : "";
  return /^(\s+\S{2}|\d+\p{Script=Han}|\p{Script=Han}{2})|^第/u.test(rest) ? rest.trim() : name;
}
