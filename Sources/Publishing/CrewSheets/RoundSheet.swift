import Foundation
import PlanCodec
import Planner
import Scenario
import VectorFiles

/// The sheet of one round on paper: whose it is, its required visits at a glance, every stop, and a map.
///
/// Required visits have a row each. What is passed in spare time between two of them is one block: its hours, its
/// streets, and small below them its places.
struct RoundSheet {
  let book: PatrolBook
  let route: Route
  let way: RouteWay
  /// Among the sheets.
  let number: Int

  var html: String {
    """
    <section>
    <header><p>\(Escaping.xml(book.title))</p>
    <h1><span>车组 <i lang="en">crew</i></span> \(Escaping.xml(route.crewID)) · \(shift)</h1>
    <dl>\(facts.map { "<div><dt>\($0.term)</dt><dd>\($0.text)</dd></div>" }.joined())</dl></header>
    \(glance)
    <table><colgroup><col><col><col><col><col></colgroup><thead><tr class="whose"><th colspan="5">\(whose)</th></tr>
    <tr><th>#</th><th>\(Self.both("时间", "time"))</th><th>\(Self.both("地点", "place"))</th>\
    <th>\(Self.both("任务", "what to do"))</th><th>\(Self.both("途经", "by way of"))</th></tr></thead>
    <tbody>
    \(route.parts.map(row).joined(separator: "\n"))
    </tbody></table>
    </section>
    <section class="map"><p class="whose">\(whose)</p>
    \(RoundMap(self).html)</section>
    """
  }

  /// Chinese, and small behind it English; neither is escaped.
  static func both(_ chinese: String, _ english: String) -> String {
    "\(chinese) <i lang=\"en\">\(english)</i>"
  }

  // MARK: Head

  /// In Chinese, too, where it has a name that every county's shift has.
  private var shift: String {
    let names = ["day": "白班", "evening": "晚班", "night": "夜班"]
    let own = Escaping.xml(route.shiftID)
    return names[route.shiftID].map { Self.both($0, own) } ?? own
  }

  private var dayType: String {
    let name = DayTypeName(route.dayType)
    let own = Escaping.xml(name.own)
    return name.chinese.map { Self.both($0, own) } ?? own
  }

  private var whose: String {
    "<b>\(Self.both("车组", "crew")) \(Escaping.xml(route.crewID))</b> · \(shift) · \(dayType) · \(hours)"
  }

  private var hours: String {
    "\(Self.clock(route.stops[0].depart))–\(Self.clock(route.stops[route.stops.count - 1].arrive))"
  }

  private var facts: [(term: String, text: String)] {
    let minutes = (route.stops[route.stops.count - 1].arrive - route.stops[0].depart) / 60
    let type = book.problem.dayTypes.firstIndex(of: route.dayType)
    return [
      (Self.both("日期类型", "type of day"), dayType),
      (Self.both("时间", "hours"), "\(hours) <small>\(minutes / 60) h \(minutes % 60) min</small>"),
      (Self.both("驻点", "base"), Escaping.xml(book.name(of: route.stops[0]))),
      (Self.both("路程", "length"), String(format: "%.1f km", route.metres / 1000)),
      (Self.both("必到", "required visits"), "\(route.visits.count)"),
      (Self.both("顺访", "places passed"), "\(route.stops.count { $0.kind == .unit })"),
      (Self.both("适用日期", "dates"), type.map { book.problem.horizon.dates(of: $0) } ?? "–"),
    ]
  }

  /// The required visits in their order: number, time and name.
  private var glance: String {
    let items = route.stops.indices.filter { route.stops[$0].isRequired }.map { number in
      let stop = route.stops[number]
      let name = Escaping.xml(book.name(of: stop))
      return "<li>\(sign(stop))<b>\(number)</b> \(Self.clock(stop.start)) \(name)</li>"
    }
    return items.isEmpty ? "" : "<ol class=\"glance\">\(items.joined())</ol>"
  }

  // MARK: Rows

  private func row(_ part: RoundPart) -> String {
    switch part {
    case .stop(let number): stopRow(number)
    case .passing(let range): passingRow(range)
    }
  }

  private func stopRow(_ number: Int) -> String {
    let stop = route.stops[number]
    let cells = [
      "\(sign(stop))\(number)",
      stop.kind == .start || stop.kind == .end || stop.start == stop.depart
        ? Self.clock(stop.kind == .start ? stop.depart : stop.start)
        : "\(Self.clock(stop.start))–\(Self.clock(stop.depart))",
      place(stop),
      tasks(number),
      Escaping.xml(way.streets(to: number...number).joined(separator: " → ")),
    ]
    return "<tr class=\"\(stop.isRequired ? "required" : "plain")\">"
      + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
  }

  /// What is done at a stop; below it how long that takes, and when it may be begun.
  private func tasks(_ number: Int) -> String {
    let stop = route.stops[number]
    let what =
      switch stop.kind {
      case .start: Self.both("出发", "set out")
      case .end: Self.both("返回", "return")
      case .unit: Self.both("顺访", "pass")
      case .break: Self.both("休息", "break")
      case .checkpoint: "\(tier(of: stop)) \(Self.both("到点巡查", "visit"))"
      case .street where route.visits.contains(stop):
        "\(tier(of: stop)) \(Self.both("进街", "along the street"))"
      case .street: "\(tier(of: stop)) \(Self.both("出街", "end of the street"))"
      }
    var times: [String] = []
    func add(_ chinese: String, _ english: String, _ seconds: Int) {
      if seconds > 0 { times.append("\(Self.both(chinese, english)) \(max(1, (seconds + 30) / 60)) min") }
    }
    if stop.kind != .start, stop.kind != .end {
      add("等候", "wait", stop.start - stop.arrive)
      add("停留", "stay", stop.depart - stop.start)
    }
    if let window = book.checkpoint(stop)?.windows.first(where: { $0.admits(stop.start) }) {
      times.append("\(Self.both("时段", "between")) \(window.text)")
    }
    let others = book.others(at: stop, of: route)
    if !others.isEmpty {
      times.append("\(Self.both("会同", "with")) \(Escaping.xml(others.joined(separator: ", ")))")
    }
    return times.isEmpty ? what : "\(what)<br><span>\(times.joined(separator: " · "))</span>"
  }

  private func tier(of stop: Route.Stop) -> String {
    switch book.checkpoint(stop)?.tier {
    case .red: Self.both("红", "red")
    case .yellow: Self.both("黄", "yellow")
    case .blue: Self.both("蓝", "blue")
    case nil: ""
    }
  }

  /// The tier's sign, as on the map.
  private func sign(_ stop: Route.Stop) -> String {
    book.checkpoint(stop).map { "<s class=\"\($0.tier.rawValue)\"></s>" } ?? ""
  }

  private func passingRow(_ range: ClosedRange<Int>) -> String {
    let stops = route.stops[range]
    var streets: [String] = []
    for name in way.streets(to: range) where !streets.contains(name) { streets.append(name) }
    let places = stops.map { stop in
      "<li><span>\(Self.clock(stop.start))</span> \(place(stop))</li>"
    }
    let numbers = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
    let past =
      streets.isEmpty ? "" : " · \(Self.both("途经", "past")) \(Escaping.xml(streets.joined(separator: "、")))"
    return """
      <tr class="passing"><td>\(numbers)</td><td colspan="4"><p>\
      \(Self.clock(stops.first?.start ?? 0))–\(Self.clock(stops.last?.depart ?? 0))\(past)：\
      \(range.count) \(Self.both("处", range.count == 1 ? "place" : "places"))</p><ul>\(places.joined())</ul></td></tr>
      """
  }

  /// What people call a stop, and small its id or code, once where it has no name.
  private func place(_ stop: Route.Stop) -> String {
    let name = book.name(of: stop)
    return (name == stop.id ? "" : "\(Escaping.xml(name)) ") + "<code>\(Escaping.xml(stop.id))</code>"
  }

  /// "08:30".
  static func clock(_ seconds: Int) -> String {
    TimeOfDay(seconds: (seconds % 86_400 + 86_400) % 86_400).text
  }
}

extension DailyWindow {
  /// Whether a visit may begin in it, so many seconds after midnight of this day or of one next to it.
  fileprivate func admits(_ seconds: Int) -> Bool {
    [-86_400, 0, 86_400].contains { beginnings.contains(seconds + $0) }
  }
}
