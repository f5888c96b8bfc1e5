// The search: whatever has a code or a name, the people, and coordinates.
const letterOf = new Map(Object.entries(plan.initials).flatMap(([letter, characters]) => [...characters].map((c) => [c, letter])));
// "沈丘" as "sq"; empty where a name has no Chinese character.
const initialsOf = (name) => ([...name].some((c) => letterOf.has(c)) ? [...name.toLowerCase()].map((c) => letterOf.get(c) ?? (/[a-z0-9]/.test(c) ? c : "")).join("") : "");

// Where each person is found: a room, a unit or a base.
function workplaces() {
  const found = new Map(), put = (id, selection) => { if (id && !found.has(id)) found.set(id, selection); };
  plan.rooms.forEach((room, index) => room.officers.forEach((id) => put(id, { kind: "room", index })));
  const { officers, auxiliaries } = plan.assignment, level = plan.assignLevel;
  officers.forEach((id, index) => put(id, { kind: "unit", level, index }));
  auxiliaries.forEach((ids, index) => ids.forEach((id) => put(id, { kind: "unit", level, index })));
  (plan.mesh.workers || []).forEach((ids, index) => ids.forEach((id) => put(id, { kind: "unit", level: lowest, index })));
  roster.people.forEach((row) => { const at = siteSelection(row.site); if (at) put(row.id, at); });
  return found;
}

// Made once a search begins, so that the page need not wait for it.
let index = null;
function searchIndex() {
  const entries = [
    ...levels.flatMap((level, k) => level.codes.map((code, unit) => ({ at: { kind: "unit", level: k, index: unit }, what: level.name, name: title(k, unit), code }))),
    ...plan.rooms.map((room, i) => ({ at: { kind: "room", index: i }, what: "room", name: room.name || room.id, code: room.id })),
    ...plan.areas.map((area, i) => ({ at: { kind: "area", index: i }, what: "areaOne", name: areaName(area), code: siteName(area.base) })),
    ...plan.bases.map((base, i) => ({ at: { kind: "base", index: i }, what: "base", name: siteName(base.id), code: base.id })),
    ...plan.checkpoints.map((point, i) => ({ at: { kind: "checkpoint", index: i }, what: point.isStreet ? "street" : "checkpoint", name: point.name || point.id, code: point.id })),
    ...plan.bases.flatMap((base, i) => base.crews.map((crew) => ({ at: { kind: "base", index: i }, crew, what: "crew", name: crew, code: siteName(base.id) }))),
    ...roster.posts.map((post) => ({ at: siteSelection(post.site), what: "post", name: post.id, code: shiftName(post.shift) })),
    ...[...workplaces()].map(([id, at]) => {
      const { name = "", phone = "", callsign = "" } = plan.people[id] || {};
      return { at, what: "person", name: name || id, code: [name ? id : "", callsign, phone].filter(Boolean).join(" · ") };
    }),
  ];
  return entries.map((entry) => ({ ...entry, key: `${entry.name} ${entry.code}`.toLowerCase(), initials: initialsOf(entry.name) }));
}

// The best hits first: what begins with the text, what holds it, and what has its letters as initials in pinyin.
function hitsOf(query) {
  const wanted = query.trim().toLowerCase(), ranks = [[], [], [], []];
  const digits = wanted.replace(/[^0-9]/g, "");
  index ??= searchIndex();
  for (const entry of index) {
    if (entry.name.toLowerCase().startsWith(wanted) || entry.code.toLowerCase().startsWith(wanted)) ranks[0].push(entry);
    else if (entry.key.includes(wanted) || (digits.length >= 4 && digits.length === wanted.replace(/[ -]/g, "").length && entry.what === "person" && entry.code.replace(/[^0-9]/g, "").includes(digits))) ranks[1].push(entry);
    else if (wanted.length > 1 && entry.initials.startsWith(wanted)) ranks[2].push(entry);
    else if (wanted.length > 1 && entry.initials.includes(wanted)) ranks[3].push(entry);
    if (ranks[0].length >= 12) break;
  }
  return ranks.flat().slice(0, 12);
}

// Both readings of a pair of numbers: as it stands, and as GCJ-02.
function coordinateHits([lon, lat]) {
  return [["WGS 84", [lon, lat]], ["GCJ-02", wgs84(lon, lat)]].map(([datum, [x, y]]) => {
    const unit = unitAt(worldX(x), worldY(y));
    return { at: unit >= 0 ? { kind: "unit", level: lowest, index: unit } : null, pin: [y, x], name: `${datum} → ${x.toFixed(6)}, ${y.toFixed(6)}`, what: "coordinate", code: unit >= 0 ? title(lowest, unit) : word("outsideCounty") };
  });
}

function find(query) {
  const box = $("hits");
  const isEmpty = !query.trim(), pair = coordinates(query);
  box.hidden = isEmpty;
  if (isEmpty) return;
  const found = pair ? coordinateHits(pair) : hitsOf(query);
  $("hit-count").textContent = word("hitCount", count(found.length));
  box.replaceChildren(...(found.length
    ? found.map((entry) => h("li", {}, button([h("b", {}, entry.name), h("span", {}, [word(entry.what), entry.code].filter(Boolean).join(" · "))], () => goTo(entry))))
    : [h("li", { class: "nothing" }, word("noHits"))]));
}

function goTo(entry) {
  closeHits();
  if (entry.crew) { state.crew = crewIDs.includes(entry.crew) ? entry.crew : ""; showRoutes(); }
  state.pin = entry.pin ?? null;
  if (entry.at) select(entry.at, true);
  else $("map-section").scrollIntoView({ behavior: calm ? "auto" : "smooth" });
  if (entry.pin) map.setView(entry.pin, Math.max(map.getZoom(), 15), { animate: !calm });
  drawLayers();
}

function closeHits() { $("hits").hidden = true; }

$("search").addEventListener("input", (event) => find(event.target.value));
document.querySelector(".search").addEventListener("keydown", (event) => {
  const hits = [...$("hits").querySelectorAll("button")], at = hits.indexOf(document.activeElement);
  if (event.key === "Escape") { closeHits(); $("search").focus(); }
  else if (event.key === "ArrowDown" && hits.length) (hits[at + 1] || hits[0]).focus();
  else if (event.key === "ArrowUp" && at >= 0) (hits[at - 1] || $("search")).focus();
  else if (event.key === "Enter" && event.target === $("search") && hits.length) hits[0].click();
  else return;
  event.preventDefault();
});
document.addEventListener("click", (event) => { if (!event.target.closest(".search")) closeHits(); });
