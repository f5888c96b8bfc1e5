// What each crew does over the horizon, how evenly it falls on those that are alike, and how equal and compact areas are.
const hoursOf = (seconds) => Math.round(seconds / 36) / 100;
const evenTag = (kind) => h("span", { class: kind.isEven ? "tag" : "tag broken" }, word(kind.isEven ? "even" : "uneven"));

// The land and the routes of a crew.
function crewLink(id) {
  const at = areaOfCrew.has(id) ? { kind: "area", index: areaOfCrew.get(id) } : { kind: "base", index: plan.bases.findIndex((base) => base.crews.includes(id)) };
  return link(id, () => {
    state.crew = crewIDs.includes(id) ? id : "";
    showRoutes();
    select(at, true);
  });
}

function drawCrewWork() {
  const { works, kinds, tolerance, entropy, visitEntropy } = plan.crewWork, kindOf = new Map(kinds.flatMap((kind) => kind.crews.map((i) => [i, kind])));
  const isAlone = (i) => kindOf.get(i).crews.length < 2, place = (i) => baseIndex.get(works[i].base);
  const verdict = (i) => (isAlone(i) ? "–" : evenTag(kindOf.get(i)));
  table($("crew-table"), [
    shown("crew", (i) => works[i].id, (i) => crewLink(works[i].id)),
    shown("base", (i) => siteName(works[i].base), (i) => baseLink(works[i].base)),
    number("hours", (i) => hoursOf(works[i].seconds), decimal),
    number("distance", (i) => works[i].metres, kilometres),
    number("nights", (i) => works[i].nights),
    number("figVisits", (i) => works[i].visits),
    shown("amongAlike", (i) => textOf(verdict(i)), verdict),
  ], [...works.keys()].sort((a, b) => place(a) - place(b) || a - b), { file: "summary.json", onPaper: 14 });

  // The least and the most, as one where they are the same.
  const span = ([least, most], show) => [...new Set([show(least), show(most)])].join("–");
  const alike = kinds.filter((kind) => kind.crews.length > 1), uneven = alike.filter((kind) => !kind.isEven);
  const crews = (kind) => kind.crews.map((i) => works[i].id);
  $("crew-kinds").replaceChildren(
    h("p", {}, !alike.length ? word("noneAlike") : uneven.length ? h("strong", { class: "warn" }, word("workUneven", names(uneven.flatMap(crews)))) : word("workEven")),
    h("ul", { class: "assumed" }, alike.map((kind) => h("li", {}, baseLink(kind.base), " · ", names(crews(kind)), " · ",
      word("kindWork", span(kind.seconds.map(hoursOf), decimal), span(kind.metres, (metres) => decimal(metres / 1000)), span(kind.nights, count)), " ", evenTag(kind)))),
    alike.length ? h("p", { class: "soft" }, word("evenMeans", percent(tolerance))) : "",
    works.length ? h("p", { class: "soft" }, word("crewEntropy", decimal(entropy, 2), decimal(visitEntropy, 2))) : "");
}

const landText = ({ pieces }) => (pieces > 1 ? h("strong", { class: "warn" }, word("inPieces", count(pieces))) : pieces ? word("whole") : "–");
const compactnessText = (value) => decimal(value, 2);

// An area by the colour that it has on the map where that is coloured by areas, as it is once this is pressed.
function areaOnMap(index) {
  const colour = h("i", { class: "swatch", "aria-hidden": "true" });
  colour.style.background = `color-mix(in srgb, var(--route-${areaColours[index] + 1}) ${100 * tintShare}%, var(--land))`;
  return h("span", {}, colour, onMap(areaName(plan.areas[index]), { kind: "area", index }, "area"));
}

function drawAreas() {
  const { areas, areaFigures } = plan;
  table($("area-table"), [
    shown("areaOne", (i) => areaName(areas[i]), areaOnMap),
    shown("base", (i) => siteName(areas[i].base), (i) => baseLink(areas[i].base)),
    sentence("crewsLabel", (i) => names(areas[i].crews)),
    number("microgridCount", (i) => areas[i].units),
    number("households", (i) => areas[i].households),
    number("workload", (i) => areas[i].workload, duration),
    number("perCrew", (i) => areas[i].surplus, against),
    number("compactness", (i) => areas[i].compactness, compactnessText),
    number("sharedBorder", (i) => areas[i].border, kilometres),
    shown("land", (i) => areas[i].pieces, (i) => landText(areas[i])),
  ], [...areas.keys()], { file: "patrol_areas.geojson", onPaper: 10 });
  $("area-told").textContent = areas.length > 1
    ? word("areasTold", against(areaFigures.balance), compactnessText(areaFigures.meanCompactness), compactnessText(areaFigures.leastCompactness), kilometres(areaFigures.border)) : "";
}
