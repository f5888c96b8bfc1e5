import Words

/// Each stop follows from the one before; visits keep windows, spacing and skills, and those not made are told.
final class RoutesClaim {
  private let plan: PlanFiles
  /// How many visits of crews are made, by day type and checkpoint; none before that is checked.
  private(set) var made: [[String]: Int] = [:]
  private var visits: [[String]: [(begin: Int, crew: String)]] = [:]
  private var crews: [String: Document] = [:]
  private var points: [String: (document: Document, windows: DayWindows)] = [:]
  private var units = Set<String>()
  private var shifts: [String: ClosedRange<Int>] = [:]
  private static let table = "stops"

  init(_ plan: PlanFiles) { self.plan = plan }

  /// Seconds at which shifts begin and end, by their ids; an end may be on the next day.
  static func shifts(of plan: PlanFiles) throws -> [String: ClosedRange<Int>] {
    var shifts: [String: ClosedRange<Int>] = [:]
    for shift in try plan.problem.list("shifts") {
      let (begin, end) = (try plan.clock(shift.text("start")), try plan.clock(shift.text("end")))
      shifts[try shift.text("id")] = begin...(end > begin ? end : end + CivilDay.seconds)
    }
    return shifts
  }

  /// The checkpoints that are to be visited on a day type.
  static func points(of plan: PlanFiles, on dayType: String) throws -> [Document] {
    var result: [Document] = []
    for point in try plan.problem.list("checkpoints") where try point.int("visits_per_day") > 0 {
      if point.optional("day_types") == nil { result.append(point) }
      if try point.textsIfAny("day_types").contains(dayType) { result.append(point) }
    }
    return result
  }

  /// Those that have routes, in order.
  func dayTypes() throws -> [String] {
    var types = Set<String>()
    for row in try plan.rows(Self.table) { types.insert(try plan.field(row, "day_type", of: Self.table)) }
    return types.sorted()
  }

  func check() throws -> Message? {
    shifts = try Self.shifts(of: plan)
    for crew in try plan.problem.list("crews") { crews[try crew.text("id")] = crew }
    for point in try plan.problem.list("checkpoints") {
      points[try point.text("id")] = (point, try DayWindows(point.list("windows"), in: plan))
    }
    for unit in try plan.units(plan.levels[plan.levels.count - 1]) { units.insert(try unit.text("code")) }
    let firstDay = try firstDays()
    var routes: [[String]: [[String: String]]] = [:]
    for row in try plan.rows(Self.table) { routes[try key(row), default: []].append(row) }
    var told: [[String]: Document] = [:]
    for feature in try plan.features("routes") {
      let route = try feature.member("properties")
      told[[try route.text("day_type"), try route.text("crew_id"), try route.text("shift_id")]] = route
    }
    visits = [:]
    for (key, stops) in routes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      guard let route = told[key], let day = firstDay[key[0]] else {
        throw VerificationError.refused(Message("\(key[0]), \(key[1]), \(key[2]): there is no such route"))
      }
      try check(stops, key, day, told: route)
    }
    try require(told.count == routes.count, Message("a route has no stops"))
    let count = try countVisits(dayTypes())
    return Message(
      "\(routes.count) routes with \(count) visits keep shifts, windows, spacing and speed; ways are as stated"
    )
  }

  /// The first day of each day type, of dates that follow each other through the horizon.
  private func firstDays() throws -> [String: Int] {
    let (table, types) = ("calendar", Set(try plan.problem.texts("day_types")))
    var first: [String: Int] = [:]
    let rows = try plan.rows(table)
    for (day, row) in rows.enumerated() {
      let type = try plan.field(row, "day_type", of: table)
      try require(
        try plan.day(row, of: table) == day && types.contains(type),
        Message("the dates of the calendar are not those of the horizon"))
      if first[type] == nil { first[type] = plan.start + day }
    }
    try require(rows.count == plan.days, Message("the dates of the calendar are not those of the horizon"))
    return first
  }

  /// Whether a stop is where a document has its place.
  private func isThere(_ stop: [String: String], _ place: Document, _ names: [String] = ["lon", "lat"]) throws
    -> Bool
  {
    for (column, name) in zip(["lon", "lat"], names) {
      guard
        try plan.decimal(stop, column, of: Self.table).whole(places: 7)
          == place.member(name).number.whole(places: 7)
      else { return false }
    }
    return true
  }

  private func key(_ row: [String: String]) throws -> [String] {
    [
      try plan.field(row, "day_type", of: Self.table), try plan.field(row, "crew_id", of: Self.table),
      try plan.field(row, "shift_id", of: Self.table),
    ]
  }

  // MARK: One route

  private func check(
    _ stops: [[String: String]], _ key: [String], _ day: Int, told: Document
  ) throws {
    let name = Message("\(key[0]), \(key[1]), \(key[2])")
    guard let crew = crews[key[1]], let shift = shifts[key[2]], try crew.texts("shifts").contains(key[2]),
      stops.count > 1
    else { throw VerificationError.refused(Message("\(name): there is no such crew or shift")) }
    func time(_ row: [String: String], _ column: String) throws -> Int {
      try plan.seconds(row, column, after: day, of: Self.table)
    }
    func text(_ row: [String: String], _ column: String) throws -> String {
      try plan.field(row, column, of: Self.table)
    }
    let (first, last) = (stops[0], stops[stops.count - 1])
    let home = try crew.optional("end_base_id")?.text ?? crew.text("base_id")
    var at = try time(first, "depart")
    try require(
      try text(first, "kind") == "start" && text(first, "stop_id") == crew.text("base_id")
        && at >= shift.lowerBound
        && text(last, "kind") == "end" && text(last, "stop_id") == home
        && time(last, "arrive") <= shift.upperBound,
      Message("\(name): it does not begin and end at its bases within the shift"))
    let end = crew.optional("end_lon") == nil ? ["lon", "lat"] : ["end_lon", "end_lat"]
    try require(
      try isThere(first, crew) && isThere(last, crew, end), Message("\(name): its base is elsewhere"))
    var (driven, travel, dwell) = (0.0, 0, 0)
    for (number, stop) in stops.enumerated() {
      try require(
        try plan.whole(stop, "seq", of: Self.table) == number, Message("\(name): its stops are not numbered"))
      guard number > 0 else { continue }
      let here = Message("\(name), stop \(number)")
      let way = try plan.whole(stop, "travel_s", of: Self.table)
      let metres = try plan.decimal(stop, "distance_m", of: Self.table).double
      try require(
        try way >= 0 && metres >= 0 && time(stop, "arrive") == at + way,
        Message("\(here): it does not arrive when it must"))
      try require(
        try metres <= crew.double("max_speed_kmh") / 3.6 * Double(way) + 1, Message("\(here): it is too fast")
      )
      (at, driven, travel) = (at + way, driven + metres, travel + way)
      let kind = try text(stop, "kind")
      if kind == "end" {
        try require(number == stops.count - 1, Message("\(here): it goes on behind its end"))
        continue
      }
      let start = try text(stop, "start").isEmpty ? at : time(stop, "start")
      let leave = try time(stop, "depart")
      try require(at <= start && start <= leave, Message("\(here): it leaves before it comes"))
      dwell += leave - start
      at = leave
      let id = try text(stop, "stop_id")
      switch kind {
      case "unit": try require(units.contains(id), Message("\(here): there is no such unit"))
      case "break":
        try require(try isBreak(start, leave, of: crew), Message("\(here): it is no break of the crew"))
      case "street" where try text(stop, "start").isEmpty:
        try require(
          try text(stops[number - 1], "stop_id") == id && text(stops[number - 1], "kind") == "street",
          Message("\(here): it leaves a street that it has not entered"))
      case "checkpoint", "street": try checkVisit(stop, id, start, leave, here, crew, key)
      default: throw VerificationError.refused(Message("\(here): it is no stop"))
      }
    }
    if let most = crew.optional("max_km") {
      try require(try driven <= most.double * 1000 + 1, Message("\(name): it drives too far"))
    }
    try require(
      try abs(told.double("distance_m") - driven) <= 1 + Double(stops.count) / 10
        && told.int("travel_s") == travel && told.int("dwell_s") == dwell,
      Message("\(name): it is told otherwise on the map"))
  }

  private func isBreak(_ start: Int, _ leave: Int, of crew: Document) throws -> Bool {
    for rest in try crew.listIfAny("breaks") {
      let window = try DayWindows([rest.member("window")], in: plan)
      if try window.open(at: start) && leave - start >= rest.int("duration_s") { return true }
    }
    return false
  }

  private func checkVisit(
    _ stop: [String: String], _ id: String, _ start: Int, _ leave: Int, _ here: Message, _ crew: Document,
    _ key: [String]
  ) throws {
    guard let (point, windows) = points[id],
      try point.optional("day_types") == nil || point.texts("day_types").contains(key[0])
    else { throw VerificationError.refused(Message("\(here): there is no such checkpoint on this day type")) }
    try require(
      try leave - start >= point.int("dwell_s") && windows.open(at: start),
      Message("\(here): the visit is too short, or begins outside its windows"))
    try require(
      try Set(point.textsIfAny("skills")).isSubset(of: crew.textsIfAny("skills")),
      Message("\(here): the crew lacks a skill"))
    if point.optional("line") == nil {
      try require(try isThere(stop, point), Message("\(here): the checkpoint is elsewhere"))
    }
    visits[[key[0], id], default: []].append((start, key[1]))
  }

  // MARK: All routes

  /// That every visit is made, apart from the others, or told not to be; returns how many are made.
  private func countVisits(_ dayTypes: [String]) throws -> Int {
    var (missing, unserved) = ([[String]: Int](), [String: Int]())
    for row in try plan.rows("unserved") {
      let dayType = try plan.field(row, "day_type", of: "unserved")
      missing[[dayType, try plan.field(row, "checkpoint_id", of: "unserved")], default: 0] += 1
      unserved[dayType, default: 0] += 1
    }
    made = [:]
    for dayType in dayTypes {
      for point in try Self.points(of: plan, on: dayType) {
        let id = try point.text("id")
        let own = visits[[dayType, id]] ?? []
        let crews = try point.intIfAny("crews") ?? 1
        let begins = (crews > 1 ? Array(Set(own.map(\.begin))) : own.map(\.begin)).sorted()
        for begin in begins where crews > 1 {
          try require(
            Set(own.filter { $0.begin == begin }.map(\.crew)).count == crews,
            Message("\(dayType), \(id): the crews do not meet"))
        }
        let gap = try point.int("min_gap_s")
        let next = begins.dropFirst() + begins.prefix(1).map { $0 + CivilDay.seconds }
        try require(
          begins.count < 2 || zip(begins, next).allSatisfy { $1 - $0 >= gap },
          Message("\(dayType), \(id): two visits are too close to each other"))
        made[[dayType, id]] = own.count
        let told = missing.removeValue(forKey: [dayType, id]) ?? 0
        try require(
          try own.count + told >= point.int("visits_per_day") * crews,
          Message("\(dayType), \(id): a visit is neither made nor told to be missing"))
      }
      if let stated = try StatedBound("visits", of: dayType, in: plan) {
        try require(
          stated.objective.whole() == unserved[dayType, default: 0],
          Message("\(dayType): \(unserved[dayType, default: 0]) visits are not made"))
      }
    }
    try require(missing.isEmpty, Message("a visit that is told to be missing is not asked for"))
    let (count, left) = (made.values.reduce(0, +), unserved.values.reduce(0, +))
    let audit = try plan.summary.member("audit")
    try require(
      try audit.int("visits_unserved") == left && audit.int("visits_required") == count + left,
      Message("\(count) visits are made, and \(left) are not"))
    return count
  }
}
