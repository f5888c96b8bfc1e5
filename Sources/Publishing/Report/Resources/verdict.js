// The first screen: what is broken and where, how soon help comes, and what would help most.
const unseen = [...levels[lowest].codes.keys()].filter((u) => plan.week[u] === 0);
const householdsOf = (lowestUnits) => lowestUnits.reduce((sum, u) => sum + levels[lowest].households[u], 0);
const shareOfAll = (n) => n / (plan.figures.households || 1);

// The shares of the households within each limit: for one moment, or for `null` with everyone in place.
function sharesAt(dayType, seconds) {
  const { breaks, coverage } = plan.figures, sums = new Array(breaks.length + 2).fill(0);
  responseClasses(dayType, seconds).forEach((c, u) => { sums[c] += levels[lowest].households[u]; });
  return coverage.map(({ limit }) => shareOfAll(sums.slice(0, breaks.indexOf(limit) + 1).reduce((a, b) => a + b, 0)));
}

// For each moment of a day of a type the shares within each limit; null where no reach is known.
const sharesOfDays = new Map();
function sharesOfDay(dayType) {
  if (!sharesOfDays.has(dayType)) {
    const reach = plan.crewReach.find((row) => row.dayType === dayType);
    sharesOfDays.set(dayType, reach ? { step: reach.step, moments: reach.classes.map((_, i) => sharesAt(dayType, i * reach.step)) } : null);
  }
  return sharesOfDays.get(dayType);
}

// A way to a place on the map, which is coloured by what is told of it.
const onMap = (text, selection, colour) => link(text, () => {
  if (colour) paint(colour);
  select(selection, true);
});
const siteSelection = (id) => (roomIndex.has(id) ? { kind: "room", index: roomIndex.get(id) } : baseIndex.has(id) ? { kind: "base", index: baseIndex.get(id) } : null);

// Where a place that breaks a rule is: a unit by its code, or the township in which a station stands.
function placeOfRule({ code }) {
  for (let k = 0; k <= lowest; k++) {
    const index = levels[k].codes.indexOf(code);
    if (index >= 0) return { kind: "unit", level: k, index };
  }
  return Object.hasOwn(plan.stations, code) ? { kind: "unit", level: plan.townshipLevel, index: plan.stations[code] } : siteSelection(code);
}
const sectionLink = (id, text) => h("a", { href: `#${id}`, class: "link" }, text);
const linked = (text, selection, colour) => (selection ? onMap(text, selection, colour) : text);

// The greatest of the sums that `of` hands in by key: [key, sum].
function greatest(pairsOfSums) {
  const sums = new Map();
  for (const [key, n] of pairsOfSums) sums.set(key, (sums.get(key) || 0) + n);
  return [...sums].sort((a, b) => b[1] - a[1])[0];
}
const emptyPlaces = () => roster.unfilled.reduce((sum, row) => sum + row.missing, 0);
const siteOfPost = new Map(roster.posts.map((post) => [post.id, post.site]));
const required = plan.driven.reduce((sum, day) => sum + day.required, 0), made = plan.driven.reduce((sum, day) => sum + day.made, 0);
// Of the times by which streets are judged the longest.
const longestGoal = plan.figures.coverage.map((entry) => entry.limit).filter((limit) => limit < plan.figures.gapLimit).at(-1) ?? plan.figures.gapLimit;

// Findings, the broken ones first: { bad, text, at }.
function findings() {
  const list = [];
  if (plan.proved !== true) list.push({ bad: true, text: proofText() });
  const broken = plan.rules.filter((rule) => rule.verdict === "breach");
  for (const rule of broken.slice(0, 3)) {
    list.push({ bad: true, text: [word(rule.rule), " ", h("b", {}, ruled(rule, rule.value)), `, ${allowedText(rule)}`], at: rule.places.slice(0, 3).map((place) => linked(place.name || place.code, placeOfRule(place))) });
  }
  if (broken.length > 3) list.push({ bad: true, text: word("moreBroken", count(broken.length - 3)), at: [sectionLink("staffing", word("staffingTitle"))] });
  for (const kind of ["response", "staffing", "revisit"]) {
    const gaps = [...plan.gaps.entries()].filter(([, gap]) => gap.kind === kind).sort((a, b) => b[1].households - a[1].households);
    if (gaps.length) list.push({ bad: true, text: word("gapsFound", word(kind), count(gaps.length), count(gaps.reduce((sum, [, gap]) => sum + gap.households, 0))), at: gaps.slice(0, 3).map(([index, gap]) => onMap(gap.id, { kind: "gap", index })) });
  }
  if (required > made) {
    const missed = [...new Set(plan.unserved.map((row) => row.checkpoint))];
    list.push({ bad: true, text: word("visitsMissed", count(required - made), count(required)), at: missed.slice(0, 3).map(pointLink) });
  }
  if (roster.dutiesFilled < roster.dutiesNeeded) {
    const sites = [...new Set(roster.unfilled.map((row) => siteOfPost.get(row.post)))].filter(Boolean);
    list.push({ bad: true, text: word("dutiesEmpty", count(roster.dutiesNeeded - roster.dutiesFilled), count(roster.dutiesNeeded)), at: sites.slice(0, 3).map((id) => linked(siteName(id), siteSelection(id))) });
  }
  for (const row of plan.seen.filter((row) => row.within < row.units)) {
    list.push({ bad: true, text: word("seenLate", seenUnits(row), count(row.days), count(row.within), count(row.units), count(row.furtherRounds)),
      at: lateUnits(row).slice(0, 3).map((index) => onMap(title(row.level, index), { kind: "unit", level: row.level, index }, "visits")) });
  }
  const lost = householdsOf(unseen), lostOnFirst = householdsOf([...plan.visits[lowest].keys()].filter((u) => plan.visits[lowest][u] === 0));
  if (lost > 0) {
    list.push({ text: [h("b", { class: "big" }, percent(shareOfAll(lost))), " ", word("neverPassed", count(lost), count(unseen.length)), plan.dayTypes.length > 1 ? [" ", word("neverPassedDay", word(plan.dayTypes[0]).toLowerCase(), percent(shareOfAll(lostOnFirst)))] : null],
      at: [onMap(word("showOnMap"), { kind: "unit", level: 0, index: 0 }, "visits")] });
  }
  return list.some((entry) => entry.bad) ? list : [...list, ...kept(lost)];
}

// The units that a standard is for, and who has to come.
const seenUnits = (row) => [word(levels[row.level].name), row.tier && `(${row.tier})`, row.isOfCrews && word("ofCrews")].filter(Boolean).join(" ");
const lateUnits = (row) => [...row.greatest.keys()].filter((u) => row.greatest[u] == null || row.greatest[u] > row.days);

// Where nothing is broken: what that means.
function kept(lost) {
  const judged = plan.rules.filter((rule) => rule.verdict === "pass").length, isReached = plan.figures.coverage.at(-1)?.share === 1;
  return [
    judged && word("keptRules", count(judged)), isReached && word("keptGaps", duration(plan.figures.coverage.at(-1).limit)),
    required && word("keptVisits", count(made), count(plan.checkpoints.length)), roster.dutiesNeeded && word("keptDuties", count(roster.dutiesNeeded)),
    lost === 0 && word("keptWeek"),
    ...plan.seen.map((row) => row.within === row.units && word("keptSeen", seenUnits(row), count(row.days))),
  ].filter(Boolean).map((text) => ({ good: true, text }));
}

// What helps most, one of each kind: what mends something broken first, then by the households it is for.
function remedies() {
  const list = [], add = (bad, households, text, at) => list.push({ bad, households, text, at });
  const [gap, index] = plan.gaps.map((entry, i) => [entry, i]).sort((a, b) => b[0].households - a[0].households)[0] || [];
  if (gap) add(true, gap.households, said(gap.fix), onMap(gap.id, { kind: "gap", index }));
  for (const rule of plan.rules.filter((row) => row.verdict === "breach" && row.places.length).slice(0, 1)) {
    const place = rule.places[0], at = placeOfRule(place);
    add(true, at?.kind === "unit" ? levels[at.level].households[at.index] : 0, word("mendRule", word(rule.rule), ruled(rule, place.value ?? rule.value), ruled(rule, rule.limit)), linked(place.name || place.code, at));
  }
  const missed = greatest(plan.unserved.map((row) => [row.checkpoint, 1]));
  if (missed) add(true, 0, word("mendVisits", count(missed[1])), pointLink(missed[0]));
  const empty = greatest(roster.unfilled.map((row) => [siteOfPost.get(row.post) ?? row.post, row.missing]));
  if (empty) add(true, plan.rooms[roomIndex.get(empty[0])]?.households ?? 0, word("mendDuties", count(empty[1]), count(emptyPlaces())), linked(siteName(empty[0]), siteSelection(empty[0])));
  const blind = greatest(unseen.map((u) => [ups[plan.townshipLevel][u], levels[lowest].households[u]]));
  if (blind && blind[0] >= 0 && blind[1] > 0) add(false, blind[1], word("mendUnseen", percent(blind[1] / levels[plan.townshipLevel].households[blind[0]])), onMap(title(plan.townshipLevel, blind[0]), { kind: "unit", level: plan.townshipLevel, index: blind[0] }, "visits"));
  const late = greatest(levels[lowest].worst.flatMap((worst, u) => (worst == null || worst > longestGoal ? [[ups[plan.townshipLevel][u], levels[lowest].households[u]]] : [])));
  if (late && late[0] >= 0 && late[1] > 0) add(false, late[1], word("mendLate", duration(longestGoal)), onMap(title(plan.townshipLevel, late[0]), { kind: "unit", level: plan.townshipLevel, index: late[0] }, "response"));
  return list.sort((a, b) => Boolean(b.bad) - Boolean(a.bad) || b.households - a.households).slice(0, 3);
}

function reachTable() {
  const { coverage } = plan.figures, day = sharesOfDay(state.dayType);
  const row = (name, note, shares) => h("tr", {}, h("th", { scope: "row" }, name, note ? [" ", h("small", {}, note)] : null),
    shares.map((share) => h("td", { class: "number" }, h("span", { class: share < 0.5 ? "meter few" : "meter", "aria-hidden": "true" }, meterBar(share)), percent(share))));
  const rows = [];
  if (day) {
    for (const shift of plan.shifts.slice(0, 4)) {
      const inside = day.moments.filter((_, i) => (i * day.step - shift.start + 2 * daySeconds) % daySeconds < shift.end - shift.start);
      const mean = coverage.map((_, c) => inside.reduce((sum, shares) => sum + shares[c], 0) / (inside.length || 1));
      rows.push(row(shiftName(shift.id), `${clock(shift.start)}–${clock(shift.end % daySeconds || daySeconds)}`.replace(" +1", "").replace("–00:00", "–24:00"), mean));
    }
    const goal = coverage.findIndex((entry) => entry.limit === longestGoal);
    const worst = day.moments.reduce((least, shares, i) => (shares[goal] < day.moments[least][goal] ? i : least), 0);
    rows.push(row(word("worstMoment"), clock(worst * day.step), day.moments[worst]));
  }
  rows.push(row(word("everyonePlaced"), "", coverage.map((entry) => entry.share)));
  return h("table", { class: "reach" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, word("reachWithin")), coverage.map(({ limit }) => h("th", { scope: "col", class: "number" }, duration(limit))))), h("tbody", {}, rows));
}

function drawVerdict() {
  const found = findings(), broken = found.filter((entry) => entry.bad).length, steps = remedies();
  const signs = { bad: ["✗", "isBroken"], note: ["!", "isNote"], good: ["✓", "isKept"] };
  const kindOf = (entry) => (entry.bad ? "bad" : entry.good ? "good" : "note");
  const item = (entry) => h("li", { class: kindOf(entry) }, h("span", { class: "sign", "aria-hidden": "true" }, signs[kindOf(entry)][0]),
    h("span", {}, h("span", { class: "unheard" }, `${word(signs[kindOf(entry)][1])} `), entry.text, entry.at?.length ? [" ", joined(entry.at)] : null));
  $("verdict").replaceChildren(
    h("div", { class: broken ? "card found bad" : "card found" }, h("h2", {}, broken ? word("broken", count(broken)) : word("nothingBroken")), h("ul", {}, found.map(item))),
    h("div", { class: "card" }, h("h2", {}, word("reachHeading", word(plan.dayTypes[state.dayType] ?? ""))), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": word("reachHeading", "") }, reachTable()), h("p", { class: "soft" }, word("reachNote"))),
    h("div", { class: "card" }, h("h2", {}, word("remedies")), steps.length ? h("ol", {}, steps.map((step) => h("li", {}, h("span", { class: "where" }, step.at), step.text, step.households ? [" ", h("small", {}, word("forHouseholds", count(step.households)))] : null))) : h("p", { class: "nothing" }, word("nothing"))));
}

// What the plan is made of; a share that could be taken for more than it is says of what it is one.
function drawFigures() {
  const f = plan.figures, isNew = plan.rooms.filter((room) => room.isNew).length;
  const figure = (name, value, note) => h("div", {}, h("dt", {}, name), h("dd", {}, h("b", {}, value), " ", h("small", {}, note)));
  $("figures").replaceChildren(
    figure(word("figHouseholds"), count(f.households), `${decimal(levels[0].areas.reduce((sum, a) => sum + a, 0) / 1e6, 0)} km²`),
    figure(word("figRooms"), count(plan.rooms.length), word("figRoomsNote", count(isNew), count(f.officers), count(f.auxiliaries))),
    figure(word("figCrews"), count(plan.bases.reduce((sum, base) => sum + base.crews.length, 0)), word("figCrewsNote", count(plan.bases.length), count(plan.areas.length))),
    figure(word("figVisits"), `${count(made)} / ${count(required)}`, word("figVisitsNote", count(plan.checkpoints.length))),
    figure(word("figDuties"), `${count(roster.dutiesFilled)} / ${count(roster.dutiesNeeded)}`, word("figDutiesNote", plan.days)),
    figure(word("figGaps"), count(plan.gaps.length), word("figGapsNote", duration(f.gapLimit))));
}

function meterBar(share) {
  const bar = h("i");
  bar.style.width = `${Math.min(100, share * 100)}%`;
  return bar;
}
