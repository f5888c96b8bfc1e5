// The time of day: where the crews are then, and what land they reach from there.
const daySeconds = 86400;

// The way of a route with, for each leg, when it begins and ends and its first and last vertex.
const ways = plan.routes.map(() => null);
function wayOf(index) {
  if (ways[index]) return ways[index];
  const { path, stops } = plan.routes[index], line = places(path), ends = places(stops.at), legs = [];
  let at = 0;
  for (let i = 1; i < ends.length; i++) {
    let next = at;
    while (next < line.length && (line[next][0] !== ends[i][0] || line[next][1] !== ends[i][1])) next++;
    if (next === line.length) next = at;
    legs.push({ depart: stops.depart[i - 1], arrive: stops.arrive[i], from: at, to: next });
    at = next;
  }
  return (ways[index] = { line, legs });
}

// Where a route's crew is `seconds` after the midnight before it sets out; null while it is not on the road. The moment
// of its return belongs to the shift that follows.
function placeOn(index, seconds) {
  const { line, legs } = wayOf(index);
  if (!legs.length || seconds < legs[0].depart || seconds >= legs.at(-1).arrive) return null;
  const leg = legs.find((entry) => seconds <= entry.arrive);
  if (seconds <= leg.depart || leg.to === leg.from) return line[leg.from];
  const step = (i) => Math.hypot(line[i + 1][0] - line[i][0], (line[i + 1][1] - line[i][1]) * Math.cos((line[i][0] * Math.PI) / 180));
  let rest = 0;
  for (let i = leg.from; i < leg.to; i++) rest += step(i);
  rest *= (seconds - leg.depart) / (leg.arrive - leg.depart);
  for (let i = leg.from; i < leg.to; i++) {
    const length = step(i);
    if (rest <= length) {
      const part = length ? rest / length : 0;
      return [0, 1].map((axis) => line[i][axis] + part * (line[i + 1][axis] - line[i][axis]));
    }
    rest -= length;
  }
  return line[leg.to];
}

// The crews on the road at a time of day: [route, place] each. Every day is taken to be like the example day.
function crewsAt(dayType, seconds) {
  return plan.routes.flatMap((route, index) => {
    if (route.dayType !== dayType) return [];
    const at = placeOn(index, seconds) || placeOn(index, seconds + daySeconds);
    return at ? [{ index, at }] : [];
  });
}

// For each unit its class of response at a time of day, from the crews on the road and the rooms that are staffed then; null
// where nothing is known.
const decodedReach = new Map();
function reachAt(dayType, seconds) {
  const reach = plan.crewReach.find((row) => row.dayType === dayType);
  if (!reach) return null;
  const moment = Math.floor(seconds / reach.step), key = `${dayType} ${moment}`;
  if (!decodedReach.has(key)) {
    const source = reader(reach.classes[moment]), classes = new Uint8Array(mesh.count);
    for (let u = 0; source.more;) {
      const value = source.next(), end = u + source.next();
      classes.fill(value, u, end);
      u = end;
    }
    decodedReach.set(key, classes);
  }
  return decodedReach.get(key);
}

// The class of response of each unit: from all rooms and bases, and at a time of day from what is staffed or on the road then.
function responseClasses(dayType, seconds) {
  const { breaks } = plan.figures, reach = seconds == null ? null : reachAt(dayType, seconds);
  return levels[lowest].worst.map((worst, u) => {
    if (worst == null) return breaks.length + 1;
    if (reach) return reach[u];
    const found = breaks.findIndex((b) => worst <= b);
    return found < 0 ? breaks.length : found;
  });
}

let playing = null, drawnMoment = "";

function timeText() {
  if (state.time == null) return word("allDay");
  const crews = crewsAt(state.dayType, state.time).length;
  return `${clock(state.time)} · ${word(plan.dayTypes[state.dayType])} · ${word("crewsOut", count(crews))}`;
}

function drawTime() {
  $("time-bar").hidden = plan.routes.length === 0;
  const text = timeText();
  $("clock").textContent = text;
  $("time").value = (state.time ?? 0) / 60;
  $("time").setAttribute("aria-valuetext", text);
  $("whole-day").disabled = state.time == null;
  $("play").textContent = playing ? "❚❚" : "▶";
  $("play").setAttribute("aria-label", word(playing ? "pause" : "play"));
}

// The land is coloured anew only when what the crews reach has changed.
function setTime(seconds) {
  state.time = seconds;
  drawTime();
  drawLayers();
  drawSymbols();
  noteView();
  const moment = seconds == null ? "" : `${state.dayType} ${Math.floor(seconds / (plan.crewReach[0]?.step ?? daySeconds))}`;
  if (moment === drawnMoment) {
    // The crews have moved, and no name stands on one.
    drawLabels(view(lettering), shownLevel());
    return;
  }
  drawnMoment = moment;
  applyTheme();
  drawLegend();
  draw();
}

function play(on) {
  clearInterval(playing);
  playing = on ? setInterval(() => setTime(((state.time ?? 0) + 300) % daySeconds), 150) : null;
  // A reader of the screen is not told every step.
  $("legend").setAttribute("aria-live", on ? "off" : "polite");
  drawTime();
}

$("time").addEventListener("input", (event) => {
  const seconds = Number(event.target.value) * 60;
  play(false);
  setTime(seconds);
});
$("play").addEventListener("click", () => play(!playing));
$("whole-day").addEventListener("click", () => { play(false); setTime(null); $("time").focus(); });
