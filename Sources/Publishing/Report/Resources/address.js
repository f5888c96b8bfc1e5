// The view in the address, so that it can be sent, and in the history, so that back goes back.
const isAView = (hash) => hash.includes("=");

// Things go by their codes and ids, which stay when a plan is made anew.
function selectionText({ kind, level, index }) {
  if (kind === "unit") return ["unit", levels[level].name, levels[level].codes[index]].join(":");
  if (kind === "route") { const route = plan.routes[index]; return ["route", plan.dayTypes[route.dayType], route.crew, route.shift].join(":"); }
  return `${kind}:${listOf(kind)[index].id}`;
}
const listOf = (kind) => plan[{ room: "rooms", area: "areas", base: "bases", checkpoint: "checkpoints", gap: "gaps" }[kind]];

function selectionOf(text) {
  const [kind, first, second, ...rest] = text.split(":"), tail = [second, ...rest].filter((part) => part != null).join(":");
  if (kind === "unit") {
    const level = levels.findIndex((entry) => entry.name === first), index = level < 0 ? -1 : levels[level].codes.indexOf(tail);
    return index < 0 ? null : { kind, level, index };
  }
  const index = kind === "route"
    ? plan.routes.findIndex((_, i) => selectionText({ kind, index: i }) === text)
    : listOf(kind)?.findIndex((row) => `${kind}:${row.id}` === text) ?? -1;
  return index < 0 ? null : { kind, index };
}

function addressOfView() {
  const centre = map.getCenter(), shown = Object.keys(state.show).filter((key) => state.show[key]);
  return `#${new URLSearchParams({
    at: [centre.lat.toFixed(5), centre.lng.toFixed(5), map.getZoom()].join(","), sel: selectionText(state.selection), colour: state.colour,
    level: state.level == null ? "auto" : levels[state.level].name, show: shown.join(","), day: plan.dayTypes[state.dayType] ?? "", crew: state.crew,
    time: state.time == null ? "all" : String(state.time), ...(state.pin ? { pin: state.pin.map((v) => v.toFixed(6)).join(",") } : {}), lang: language ? "en" : "zh",
  })}`;
}

let isRestoring = false, waiting = null;
function writeAddress(asNewEntry) {
  clearTimeout(waiting);
  waiting = null;
  const address = addressOfView();
  if (isRestoring || address === location.hash) return;
  // Some browsers let a page from a file have no history; it then does without.
  try { history[asNewEntry ? "pushState" : "replaceState"](null, "", address); } catch { /* The view is still on the screen. */ }
}
// Browsers allow few changes a second.
function noteView() { if (!isRestoring) waiting ??= setTimeout(() => writeAddress(false), 400); }

// Takes over what the address says; what it does not say, or what no longer exists, stays as it is.
function readAddress() {
  if (!isAView(location.hash)) return false;
  const told = new URLSearchParams(location.hash.slice(1)), get = (key) => told.get(key) ?? "";
  isRestoring = true;
  play(false);
  if (Object.hasOwn(themes, get("colour"))) state.colour = get("colour");
  const level = levels.findIndex((entry) => entry.name === get("level"));
  state.level = level < 0 ? null : level;
  if (told.has("show")) for (const key of Object.keys(state.show)) state.show[key] = get("show").split(",").includes(key);
  state.dayType = Math.max(0, plan.dayTypes.indexOf(get("day")));
  state.crew = crewIDs.includes(get("crew")) ? get("crew") : "";
  state.time = /^\d+$/.test(get("time")) ? Number(get("time")) % daySeconds : null;
  const numbers = (key) => get(key).split(",").map(Number), pin = numbers("pin"), at = numbers("at");
  state.pin = told.has("pin") && pin.length === 2 && pin.every(Number.isFinite) ? pin : null;
  state.selection = selectionOf(get("sel")) ?? state.selection;
  if (told.has("lang")) language = get("lang") === "zh" ? 0 : 1;
  applyTheme();
  applySelection();
  if (told.has("at") && at.length === 3 && at.every(Number.isFinite)) map.setView([at[0], at[1]], at[2], { animate: false });
  drawAll();
  refreshMap();
  isRestoring = false;
  return true;
}

window.addEventListener("popstate", readAddress);
map.on("moveend", noteView);
// The sections are reached without losing the view from the address.
document.addEventListener("click", (event) => {
  const target = event.target.closest("a[href^='#']");
  if (!target) return;
  event.preventDefault();
  const section = $(target.getAttribute("href").slice(1));
  section.scrollIntoView({ behavior: calm ? "auto" : "smooth" });
  section.setAttribute("tabindex", "-1");
  section.focus({ preventScroll: true });
});
