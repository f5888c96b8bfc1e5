// What the colour of a micro-grid means. A theme gives each lowest unit a class, and each class a colour and a label;
// the legend leaves an optional class out where no household is in it.
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const numbered = (prefix, n) => Array.from({ length: n }, (_, i) => css(`${prefix}-${i + 1}`));

const themes = {
  response() {
    const { breaks, gapLimit } = plan.figures;
    const good = breaks.filter((b) => b <= gapLimit).length;
    const fine = numbered("--good", 4), late = numbered("--late", 3);
    const colours = breaks.map((b, i) =>
      i < good ? fine[good === 1 ? 1 : Math.round((i * 3) / (good - 1))] : late[Math.min(1, i - good)]);
    const classes = breaks.map((b, i) => ({ colour: colours[i], label: i ? word("legendBetween", duration(breaks[i - 1]), duration(b)) : word("legendWithin", duration(b)), optional: i >= good }));
    classes.push({ colour: late[2], label: word("legendBeyond", duration(breaks.at(-1))), optional: true });
    classes.push({ colour: css("--unreachable"), label: word("unreachable"), optional: true });
    return weighed(classes, responseClasses(state.dayType, state.time));
  },
  // By week, since what is missed on a weekday may be seen at the weekend; what nobody passes stands out.
  visits() {
    const colours = numbered("--ramp", 5), floors = [0, 1, 5, 10, 20];
    const classes = floors.map((floor, i) => {
      const next = floors[i + 1], range = next == null ? `${floor}+` : next - 1 > floor ? `${floor}–${next - 1}` : `${floor}`;
      return { colour: i ? colours[i] : css("--unseen"), label: i ? word("visitsBand", range) : word("noVisit") };
    });
    return weighed(classes, plan.week.map((n) => floors.findLastIndex((floor) => n >= floor)));
  },
  room: () => grouped(roomOfLowest, plan.rooms.length),
  // Each area in a tint of the colour in which its crews drive.
  area: () => ({
    classes: [...plan.areas.map((area, i) => ({ colour: tint(css(`--route-${areaColours[i] + 1}`)), label: `${areaName(area)} · ${area.crews.join(" ")}` })), { colour: css("--land") }],
    classOf: plan.mesh.area.map((a) => (a < 0 ? plan.areas.length : a)),
    outline: bordersOf(plan.mesh.area),
  }),
  nothing: () => ({ classes: [{ colour: css("--land"), label: null }], classOf: ups[lowest].map(() => 0) }),
};

// A colour "#rrggbb" mixed with that of the land, so much of it.
const tintShare = 0.42;
function tint(colour) {
  const parts = (text) => [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16)), land = parts(css("--land"));
  return `rgb(${parts(colour).map((v, i) => Math.round(tintShare * v + (1 - tintShare) * land[i])).join(" ")})`;
}

// Adds to each class its share of the households.
function weighed(classes, classOf) {
  const sums = classes.map(() => 0);
  classOf.forEach((c, u) => { sums[c] += levels[lowest].households[u]; });
  const total = plan.figures.households || 1;
  return { classes: classes.map((c, i) => ({ ...c, share: sums[i] / total })), classOf };
}

function grouped(groupOf, groups) {
  const palette = numbered("--group", 8);
  const colour = colouring(groupOf, groups, palette.length);
  return {
    classes: [...palette, css("--land")].map((c) => ({ colour: c })),
    classOf: Array.from(groupOf, (g) => (g < 0 ? palette.length : colour[g])),
    outline: bordersOf(groupOf),
    note: word("legendGroups", count(groups)),
    sample: palette.filter((_, i) => colour.includes(i)),
  };
}
