// Every word on the page, Chinese and English. `{0}` stands for the first argument.
const words = {
  skip: ["跳到正文", "Skip to content"],
  search: ["查找人员、地点、编码或坐标", "Find people, places, codes, coordinates"],
  hitCount: ["找到 {0} 项", "Found: {0}"],
  noHits: ["没有找到", "Nothing found"],
  otherLanguage: ["English", "中文"],
  print: ["打印", "Print"],
  saveAs: ["{0}：保存为 {1}", "{0}: save as {1}"], filter: ["筛选", "Filter"], printedRows: ["{0} / {1} 行，全部见 {2}", "{0} of {1}, all in {2}"],
  person: ["人员", "Person"], coordinate: ["坐标", "Coordinates"], outsideCounty: ["不在县内", "outside the county"],
  sections: ["栏目", "Sections"],
  verdictTitle: ["结论", "Verdict"],
  map: ["地图", "Map"],
  coverage: ["响应覆盖", "Coverage"],
  rooms: ["警务室", "Warning rooms"],
  patrols: ["巡逻", "Patrols"],
  gaps: ["盲区", "Coverage gaps"],
  roster: ["排班", "Roster"],
  quality: ["方案质量", "Quality of the plan"],
  footer: ["本页面离线可用，不访问网络。地图组件：Leaflet。", "This page works offline and never uses the network. Map component: Leaflet."],
  subtitle: ["自 {0} 起 {1} 天", "from {0}, days: {1}"],

  countys: ["县", "counties"], townships: ["乡镇", "townships"], villages: ["村/社区", "villages"],
  grids: ["网格", "grids"], microgrids: ["微网格", "micro-grids"],
  proved: ["各层级已证明：无空白、无重叠", "Every level proved: no blank space, no overlap"],
  unproved: ["未通过证明。{0}", "Not proved. {0}"],
  unjudged: ["未能证明：地块多边形无法计算", "Not proved: the polygons cannot be judged"],
  "cause.invalidUnits": ["{0} 个单元不是有效多边形", "{0} of its units are no valid polygons"],
  "cause.misfiled": ["{0} 个编码或上级有误", "{0} of its codes or parents are wrong"],
  "cause.sums": ["与上一级 {0} 个单元不能拼合", "its units do not add up to {0} of the units above"],
  "cause.invalidParents": ["上一级有无效多边形", "units above it are no valid polygons"],
  "cause.overlaps": ["单元之间重叠", "units of it overlap"],
  "cause.borders": ["相邻边界的顶点不一致", "borders of its units do not match"],
  "cause.holes": ["{0} 处无人覆盖的空洞", "holes that no unit covers: {0}"],
  "cause.openGaps": ["{0} 处通向外侧的窄缝", "narrow gaps that are open to the outside: {0}"],
  "cause.defects": ["{0} 处缺陷", "defects that count: {0}"],
  county: ["县", "County"], township: ["乡镇", "Township"], village: ["村/社区", "Village"],
  grid: ["网格", "Grid"], microgrid: ["微网格", "Micro-grid"],
  red: ["红色", "Red"], yellow: ["黄色", "Yellow"], blue: ["蓝色", "Blue"],
  officer: ["社区民警", "Officer"], auxiliary: ["辅警", "Auxiliary"],
  response: ["响应超时", "Response"], revisit: ["巡访间隔", "Revisit"], staffing: ["人员不足", "Staffing"],
  weekday: ["工作日", "Weekday"], weekend: ["周末", "Weekend"], holiday: ["节假日", "Holiday"],
  start: ["出发", "Start"], checkpoint: ["必到点", "Checkpoint"], unit: ["单元", "Unit"],
  street: ["街道", "Street"], break: ["休息", "Break"], end: ["返回", "End"],

  controls: ["地图设置", "Map settings"],
  mapLabel: ["地图，方向键平移，加减键缩放，回车选择中心单元", "Map: arrow keys pan, plus and minus zoom, Enter selects the unit in the centre"],
  level: ["层级", "Level"],
  automatic: ["随缩放自动", "Follows the zoom"],
  colourBy: ["着色", "Colour by"],
  byResponse: ["响应时间", "Response time"],
  byRoom: ["警务室辖区", "Warning room"],
  byArea: ["巡区", "Patrol area"],
  byVisits: ["每周巡访次数", "Visits a week"],
  byNothing: ["不着色", "Nothing"],
  layers: ["图层", "Layers"],
  layerAreas: ["巡区边界", "Patrol areas"],
  layerRooms: ["警务室", "Warning rooms"],
  layerRoutes: ["巡逻路线", "Routes"],
  layerTier: ["必到点（{0}）", "Checkpoints, {0}"],
  layerGaps: ["盲区", "Coverage gaps"],
  layerRoads: ["道路", "Roads"],
  layerWater: ["水系", "Water"],
  routes: ["路线", "Routes"],
  dayType: ["日期类型", "Day type"],
  crew: ["车组", "Crew"],
  allCrews: ["全部车组", "All crews"],
  legendWithin: ["{0}以内", "within {0}"],
  legendBetween: ["{0}至{1}", "{0} to {1}"],
  legendBeyond: ["超过 {0}", "beyond {0}"],
  unreachable: ["不可达", "unreachable"],
  legendGroups: ["共 {0} 个，相邻异色", "{0} in all; neighbours differ in colour"],
  existing: ["现有", "existing"], new: ["新建", "new"],
  base: ["街面警务工作站", "Base"], crewNow: ["车组当前位置", "Crew, just now"], symbols: ["符号", "Symbols"],
  timeOfDay: ["一天中的时间", "Time of day"],
  allDay: ["全天", "All day"],
  crewsOut: ["{0} 个车组在路上", "crews on the road: {0}"],
  play: ["播放", "Play"], pause: ["暂停", "Pause"],
  zoomIn: ["放大", "Zoom in"], zoomOut: ["缩小", "Zoom out"],

  details: ["所选单元", "Selection"],
  above: ["上级单元", "Units above"],
  chain: ["责任链", "Chain of responsibility"],
  within: ["所辖", "Within"],
  room: ["警务室", "Warning room"],
  areaOne: ["巡区", "Patrol area"],
  crewsLabel: ["车组", "Crews"],
  station: ["派出所辖区", "Jurisdiction"],
  households: ["户数", "Households"],
  areaSize: ["面积", "Area"],
  gridWorker: ["网格员", "Grid worker"], notGiven: ["未提供", "not given"],
  travelFromRoom: ["距警务室", "From the room"],
  responseTime: ["响应时间", "Response time"],
  worstResponse: ["最慢响应", "Slowest response"],
  reachedShare: ["{0}内到达", "Reached within {0}"],
  visitsDay: ["每日巡访", "Visits a day"], visitsWeek: ["每周巡访", "Visits a week"], noVisit: ["无人巡访", "Never passed"], visitsBand: ["{0} 次", "{0}"],
  maxRevisit: ["最长巡访间隔", "Longest revisit interval"],
  shortfall: ["缺口", "Shortfall"],
  none: ["无", "none"],
  villagesServed: ["服务村/社区", "Villages served"],
  roomsWithin: ["警务室", "Rooms"],
  code: ["编码", "Code"], name: ["名称", "Name"],
  hint: ["点击地图上的单元逐级下钻，再点击上级名称返回。", "Click a unit on the map to drill down; click a name above to go back."],

  curveTitle: ["在时限内可到达的户数比例", "Share of households reached within a time"],
  coveredOnce: ["至少一处可到达", "by one room or base"], coveredTwice: ["至少两处可到达", "by two"],
  levelsTitle: ["各乡镇覆盖情况", "Coverage by township"],
  roomsTitle: ["各警务室户数", "Households per warning room"],
  reachTitle: ["一天中各时限内可到达的户数比例（在岗的警务室与路上车组）", "Share of households reached through the day, by staffed rooms and crews on the road"],
  hourOfDay: ["时刻（时）", "hour of the day"],
  evenAreas: ["各巡区工作量相差不到 5%，平均 {0}。", "The work of the patrol areas differs by less than 5 %; mean {0}."],
  areaTitle: ["各巡区日工作量", "Work a day per patrol area"],
  crewTitle: ["各车组一天的用时", "How each crew spends its day"],
  fairnessTitle: ["各驻点人员负担（{0} 天）", "What each person bears, by site, over {0} days:"],
  minutes: ["分钟", "minutes"],
  hours: ["工时", "Hours"], nights: ["夜班", "Nights"], weekends: ["周末与节假日", "Weekends and holidays"], duties: ["班次", "Duties"],
  mean: ["平均 {0}", "mean {0}"],
  limit: ["上限 {0}", "limit {0}"],

  staffingTitle: ["警力配置", "Staffing"],
  rule: ["规则", "Rule"], allowed: ["要求", "Allowed"], found: ["实际", "Found"], verdict: ["结论", "Verdict"],
  pass: ["符合", "kept"], breach: ["不符合", "BROKEN"], "not judged": ["未评判", "not judged"],
  placesBreaking: ["不符合之处", "Where it is broken"],
  officer_in_every_unit: ["村村有警", "An officer for every unit"],
  auxiliaries_in_every_unit: ["每村配足辅警", "Auxiliaries for every unit"],
  person_in_every_grid: ["格格有人", "Someone for every grid"],
  station_share: ["派出所警力占全县警力", "Stations' share of the police"],
  community_share: ["社区民警占派出所警力", "Rooms' share of a station's police"],
  community_time: ["社区民警在社区的工作时间", "Officers' time in their communities"],
  households_per_officer: ["每名民警户数", "Households per officer"],
  households_per_auxiliary: ["每名辅警户数", "Households per auxiliary"],
  atLeast: ["至少 {0}", "at least {0}"], atMost: ["至多 {0}", "at most {0}"],
  andMore: ["等 {0} 处", "and {0} more"],
  equity: ["到警务室路程的均衡性（按户计）", "How evenly the way to the rooms falls on households"],
  percentile90: ["九成户以内", "Nine tenths within"], gini: ["基尼系数", "Gini"], unreached: ["不可达户", "Unreached"],
  auxiliaries: ["辅警", "Auxiliaries"],
  detached: ["与本警务室辖区不相连的地块", "Land cut off from the rest of its room's"],
  tornOfficers: ["责任区被分割的民警", "Officers whose areas it tears"],
  shares: ["同一警务室民警的工作量均衡", "How officers of one room share its work"],
  deviation: ["偏离平均", "Off the mean"],

  status: ["状态", "Status"], villageCount: ["村/社区", "Villages"], officers: ["民警", "Officers"],
  meanTravel: ["平均到达", "Mean travel"], maxTravel: ["最长到达", "Longest travel"],
  shift: ["班次", "Shift"], time: ["时间", "Time"], stops: ["停靠", "Stops"], distance: ["里程", "Distance"],
  travel: ["行驶", "Driving"], dwell: ["驻留", "On site"], wait: ["等候", "Waiting"],
  arrive: ["到达", "Arrive"], begin: ["开始", "Begin"], leave: ["离开", "Leave"], kind: ["类型", "Kind"], place: ["地点", "Place"],
  areas: ["巡区", "Patrol areas"], workload: ["日工作量", "Work a day"], microgridCount: ["微网格", "Micro-grids"],
  perCrew: ["每车组较平均", "Per crew, off the mean"], compactness: ["紧凑度", "Compactness"], sharedBorder: ["与邻区边界", "Shared border"], land: ["土地", "Land"],
  whole: ["连片", "whole"], inPieces: ["分为 {0} 块", "in {0} pieces"],
  areasTold: ["每车组工作量最大的巡区：较平均 {0}。巡区紧凑度平均 {1}，最低 {2}（圆为 1），巡区之间的边界共 {3}。", "The most work per crew: {0} against the mean. Areas are {1} compact on average and {2} at least (a circle: 1), with {3} of border between them."],
  crewWork: ["各车组 {0} 天的工作", "What each crew does in {0} days"], amongAlike: ["与同类相比", "Among those alike"],
  crewKinds: ["同类车组之间的均衡性", "How evenly it falls on crews that are alike"],
  even: ["均衡", "even"], uneven: ["不均衡", "UNEVEN"], noneAlike: ["没有同类的车组。", "No two crews are alike."],
  workEven: ["同类车组之间工时和夜班均衡。", "Hours and nights are even among crews that are alike."],
  workUneven: ["工时或夜班不均衡：{0}", "Hours or nights are uneven: {0}"],
  kindWork: ["工时 {0}，里程 {1} km，夜班 {2}", "hours {0}, distance {1} km, nights {2}"],
  evenMeans: ["均衡：工时与同类平均相差不超过 {0}，夜班相差不超过一次。同类：驻在同一处，条件和班次相同。", "Even: hours within {0} of the mean of those alike, nights within one. Alike: of one base, able to do the same, and on the same shifts."],
  crewEntropy: ["一天中车组何时到访的不确定性：{0} 比特，何时开始必到巡访：{1} 比特；0 表示可以预知。", "How open it is at which time of a day crews come by: {0} bits, and begin required visits: {1} bits; 0 is known beforehand."],
  unserved: ["未完成的必到巡访", "Required visits not made"],
  visitNumber: ["第几次", "Visit"], reason: ["原因", "Reason"],
  threshold: ["标准", "Standard"], worst: ["最差", "Worst"], cause: ["成因", "Cause"], fix: ["建议", "Remedy"],
  unfilled: ["未排满的勤务", "Unfilled duties"],
  date: ["日期", "Date"], post: ["岗位", "Post"], role: ["身份", "Role"], missing: ["缺员", "Missing"],
  optimisations: ["优化结果与下界", "Optimised answers and their bounds"],
  objective: ["目标值", "Objective"], lowerBound: ["下界", "Lower bound"], gapShare: ["最大差距", "Gap at most"],
  assumed: ["未提供而采用的假设", "Not given, therefore assumed"],
  step: ["步骤", "Step"], measure: ["单位", "Unit"],
  showAll: ["显示全部 {0} 行", "Show all {0} rows"],
  nothing: ["无。", "None."],
  share: ["比例", "Share"],

  isBroken: ["不达标：", "Broken:"], isNote: ["注意：", "Note:"],
  broken: ["{0} 项不达标", "Broken: {0}"], nothingBroken: ["各项要求均达标", "Every requirement is kept"],
  isKept: ["达标：", "Kept:"], keptRules: ["警力要求 {0} 项均符合", "All {0} rules of staffing"],
  keptGaps: ["全部驻点有人时，{0} 内可到达所有户", "Every household within {0}, if all are staffed"],
  keptVisits: ["{1} 个必到点的必到巡访 {0} 次均已安排", "All {0} required visits to {1} checkpoints"],
  keptDuties: ["{0} 个岗次全部有人", "All {0} duties have somebody"], keptWeek: ["每个有人居住的微网格每周都有人巡访", "A patrol stops in every inhabited micro-grid each week"],
  moreBroken: ["另有 {0} 项警力要求不达标", "{0} more rules of staffing are broken"],
  gapsFound: ["{0}：{1} 处盲区，{2} 户", "{0}: {1} coverage gaps, {2} households"],
  visitsMissed: ["必到巡访 {1} 次中缺 {0} 次", "{0} of {1} required visits are not made"],
  dutiesEmpty: ["{1} 个岗次中 {0} 个无人", "{0} of {1} duties have nobody"],
  neverPassed: ["的户所在微网格整周无人巡访（{0} 户，{1} 个微网格）。", "of households never passed: no patrol stops in their micro-grid all week ({0} households, {1} micro-grids)."],
  seenLate: ["{0} 未能每 {1} 天见到一次巡逻：{2}/{3} 达标，至少还需 {4} 次巡防", "{0}: {2} of {3} see a patrol within {1} d; more rounds wanted, at least: {4}"],
  seenEvery: ["见警间隔", "Days between patrols"], seenByCrews: ["巡逻车到访间隔", "Days between crews"], ofCrews: ["（车组）", "(crews)"], seenDays: ["最长 {0} 天（要求 {1} 天）", "at most {0} (asked: {1})"],
  roundsOf: ["巡防（{0}）", "Rounds ({0})"], roundsMade: ["{2} 天内 {1} 次，{3}，线路 {0} 条", "{1} in {2} days, {3}; ways: {0}"],
  byCar: ["汽车", "by car"], byBike: ["电动车", "by e-bike"], onFoot: ["步行", "on foot"],
  keptSeen: ["{0} 均每 {1} 天见到一次巡逻", "{0}: each sees a patrol within {1} d"],
  neverPassedDay: ["{0}当天为 {1}。", "On a {0} alone: {1}."],
  showOnMap: ["在地图上看", "show on the map"],
  remedies: ["最有效的改进", "What helps most"],
  forHouseholds: ["惠及 {0} 户", "for {0} households"],
  mendRule: ["{0}：由 {1} 达到 {2}", "{0}: from {1} to {2}"],
  mendVisits: ["安排车组补上 {0} 次必到巡访", "send a crew for {0} required visits"],
  mendDuties: ["增派一名替班：全部 {1} 个空岗中 {0} 个在此", "one more person to stand in: {0} of {1} empty duties are here"],
  mendUnseen: ["加派巡访：{0} 的户整周无人巡访", "add rounds: {0} of its households are never passed"],
  mendLate: ["增设警务室或驻车点：最近的驻点超过 {0} 才到", "add a room or a crew's post: the nearest takes more than {0}"],
  reachHeading: ["多快能到：{0}", "How soon help comes: {0}"],
  reachWithin: ["可到达的户", "Households reached"],
  reachNote: ["按在岗警务室与路上车组计，各时段取平均。", "By the rooms staffed and the crews on the road just then; the mean of each shift."],
  worstMoment: ["最差时刻", "Worst moment"], everyonePlaced: ["若全部驻点有人", "If all were staffed"],
  "shift.day": ["日间", "Day"], "shift.evening": ["晚间", "Evening"], "shift.night": ["夜间", "Night"],

  figHouseholds: ["户", "Households"],
  figRooms: ["警务室", "Warning rooms"],
  figRoomsNote: ["新建 {0} · 民警 {1} · 辅警 {2}", "{0} new · {1} officers · {2} auxiliaries"],
  figCrews: ["巡逻车组", "Patrol crews"],
  figCrewsNote: ["工作站 {0} · 巡区 {1}", "bases {0} · patrol areas {1}"],
  figVisits: ["必到巡访", "Required visits"],
  figVisitsNote: ["仅指 {0} 个必到点", "of {0} checkpoints only"],
  figDuties: ["岗次", "Duties"],
  figDutiesNote: ["{0} 天内排满", "filled in {0} days"],
  figGaps: ["盲区", "Coverage gaps"],
  figGapsNote: ["标准 {0}，全部驻点有人时", "standard {0}, all staffed"],
};

// Pages from a file may have no memory: some browsers throw.
function remembered() {
  try { return localStorage.getItem("planner-language"); } catch { return null; }
}
function remember(name) {
  try { localStorage.setItem("planner-language", name); } catch { /* The next page asks the browser again. */ }
}
let language = /^zh/i.test(remembered() ?? navigator.language) ? 0 : 1;

function word(key, ...values) {
  const entry = Object.hasOwn(words, key) ? words[key] : null;
  // A day of a rotation is called as its type, with a number.
  const day = entry ? null : /^(.+)(-\d+)$/.exec(key);
  if (day) return word(day[1]) + day[2];
  const text = entry ? entry[language] : key;
  return text.replace(/\{(\d)\}/g, (_, index) => values[index]);
}

// What the program words itself, in both languages; nothing where it says nothing.
const said = (both) => (both ? both[language] : "");

// A shift by the name that the program gives it, or by its id.
const shiftName = (id) => (Object.hasOwn(words, `shift.${id}`) ? word(`shift.${id}`) : id);

// "1 county", "22 townships".
function units(level, n) {
  const name = n !== 1 && Object.hasOwn(words, `${level}s`) ? word(`${level}s`) : word(level);
  return `${count(n)} ${language ? name.toLowerCase() : name}`;
}

const locale = () => (language === 0 ? "zh-CN" : "en-GB");
const count = (value) => (value == null ? "–" : value.toLocaleString(locale()));
// Whole from 100 up, else to three digits.
const measure = (value) => (value == null || Math.abs(value) >= 100 ? count(value && Math.round(value)) : value.toLocaleString(locale(), { maximumSignificantDigits: 3 }));
const decimal = (value, digits = 1) =>
  value == null ? "–" : value.toLocaleString(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = (share) => (share == null ? "–" : `${decimal(Math.floor(share * 1000 + 1e-9) / 10)}%`);
// What is above a mean or below it.
const against = (share) =>
  share == null ? "–" : share.toLocaleString(locale(), { style: "percent", signDisplay: "exceptZero", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const kilometres = (metres) => (metres == null ? "–" : `${decimal(metres / 1000)} km`);

// "45 s", "4 min 20 s", "2 h 05 min".
function duration(seconds) {
  if (seconds == null) return word("unreachable");
  const [h, min, s] = language === 0 ? ["小时", "分", "秒"] : [" h", " min", " s"], space = language ? " " : "";
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60, rest = seconds % 60;
  if (hours) return `${hours}${h}${minutes ? `${space}${two(minutes)}${min}` : ""}`;
  if (minutes) return `${minutes}${min}${rest ? `${space}${two(rest)}${s}` : ""}`;
  return `${rest}${s}`;
}

// Seconds after midnight as "08:30", with "+1" on the next day.
function clock(seconds) {
  const day = Math.floor(seconds / 86400), minute = Math.floor((seconds % 86400) / 60);
  const text = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return day ? `${text} +${day}` : text;
}
