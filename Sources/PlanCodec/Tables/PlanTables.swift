import Planner
import Scenario
import Words

/// The tables of a plan folder, each declared once.
enum PlanTables {
  private static let noDate = CivilDate(days: 0)

  // MARK: Rooms and people

  struct AssignmentRow: Sendable {
    var unitCode = ""
    var townshipCode = ""
    var roomID = ""
    var officerID = ""
    var auxiliaryIDs: [String] = []
    var seconds: Int?
    var shortfall: [Message] = []
  }

  /// The columns that also stand on the assignment level's units.
  static let assignmentFields = Table(
    "units", AssignmentRow(),
    [
      .text("room_id", \.roomID), .text("officer_id", \.officerID), .list("auxiliary_ids", \.auxiliaryIDs),
      .whole("travel_s", \.seconds),
    ])

  static let assignments = Table(
    "assignments", AssignmentRow(),
    [
      .text("unit_code", \.unitCode), .text("township_code", \.townshipCode).optional,
      .text("room_id", \.roomID),
      .text("officer_id", \.officerID).optional, .list("auxiliary_ids", \.auxiliaryIDs).optional,
      .whole("travel_s", \.seconds).optional,
    ], .messages("shortfall", \.shortfall) { $0.shortfall.joined(separator: ", ") })

  static let explanations = Table(
    "explanations",
    RoomReason(unitCode: "", roomID: "", nearestRoomID: "", reasons: []),
    [
      .text("unit_code", \.unitCode), .text("room_id", \.roomID), .whole("travel_s", \.seconds),
      .text("nearest_room_id", \.nearestRoomID), .whole("nearest_travel_s", \.nearestSeconds),
    ], .messages("reason", \.reasons) { $0.reasons.joined(separator: ";") },
    [
      .text("next_room_id", \.nextRoomID), .whole("next_travel_s", \.nextSeconds),
      .text("exchange", \.exchange), .whole("exchange_household_s", \.exchangeHouseholdSeconds),
    ])

  static let moves = Table(
    "moves",
    RoomMove(
      unitCode: "", households: 0, fromRoomID: "", toRoomID: "", before: nil, after: nil, reason: .saves),
    [
      .text("unit_code", \.unitCode), .whole("households", \.households),
      .text("from_room_id", \.fromRoomID), .text("to_room_id", \.toRoomID), .whole("before_s", \.before),
      .whole("after_s", \.after), .word("reason", \.reason),
    ])

  // MARK: Patrol

  static let unserved = Table(
    "unserved", UnservedVisit(dayType: "", checkpointID: "", visit: 0, reason: Message(verbatim: "")),
    [
      .text("day_type", \.dayType), .text("checkpoint_id", \.checkpointID), .whole("visit", \.visit),
    ], .message("reason", \.reason))

  /// The columns of `patrol_areas.geojson`.
  static let areas = Table(
    "patrol_areas",
    PatrolArea(id: "", baseID: "", crewIDs: [], units: [], households: 0, workload: 0),
    [
      .text("id", \.id), .text("name", \.name).optional, .text("base_id", \.baseID),
      .list("crews", \.crewIDs), .shownWhole("units", \.units.count), .shownWhole("households", \.households),
      .whole("workload_s", \.workload),
    ])

  /// The columns of `backdrop.geojson`.
  static let backdrop = Table(
    PlanFolder.backdrop, Backdrop.Line(lineClass: "", name: "", course: []),
    [.text("class", \.lineClass), .text("name", \.name)])

  struct WaterRow: Sendable {
    var name = ""
  }

  /// The columns of `water.geojson`.
  static let water = Table(PlanFolder.water, WaterRow(), [.text("name", \.name)])

  struct CalendarRow: Sendable {
    var date = noDate
    var dayType = ""
  }

  static let calendar = Table(
    "calendar", CalendarRow(), [.date("date", \.date), .text("day_type", \.dayType)])

  struct TurnRow: Sendable {
    var dayType = ""
    var crewID = ""
    var shiftID = ""
    var sequence = 0
    var stopID = ""
    var stretch = RouteWay.Stretch(stop: 0, turn: .depart, street: "", metres: 0)
  }

  static let turns = Table(
    "turns", TurnRow(),
    [
      .text("day_type", \.dayType), .text("crew_id", \.crewID), .text("shift_id", \.shiftID),
      .shownWhole("seq", \.sequence), .whole("to_stop", \.stretch.stop), .shown("stop_id", \.stopID),
      .word("turn", \.stretch.turn), .text("street", \.stretch.street),
      .whole("distance_m", \.stretch.metres),
    ])

  // MARK: Rounds

  struct RoundRow: Sendable {
    var ruleID = ""
    var unitCode = ""
    var number = 0
    var least = 0
    var sequence = 0
    var stop = Round.Stop(unitCode: "", arrive: 0, travel: 0, distance: 0)
  }

  static let rounds = Table(
    "rounds", RoundRow(),
    [
      .text("rule", \.ruleID), .text("unit_code", \.unitCode), .whole("round", \.number),
      .whole("least_rounds", \.least), .shownWhole("seq", \.sequence), .text("stop_id", \.stop.unitCode),
      .whole("arrive_s", \.stop.arrive), .whole("travel_s", \.stop.travel),
      .whole("distance_m", \.stop.distance),
    ])

  /// A round on a date, as `round_dates.csv` shows it.
  static func roundDates(_ problem: Problem) -> Table<DatedRound> {
    let clock = problem.horizon.clock
    return Table(
      "round_dates",
      DatedRound(
        date: noDate, round: Round(ruleID: "", unitCode: "", number: 0, least: 0, stops: []), start: 0,
        auxiliaryID: "", teamID: nil),
      [
        .shown("date", \.date.text), .shown("rule", \.round.ruleID), .shown("unit_code", \.round.unitCode),
        .shownWhole("round", \.round.number), .shown("start") { clock.text($0.date, seconds: $0.start) },
        .shown("end") { clock.text($0.date, seconds: $0.start + $0.round.duration) },
        .shown("auxiliary_id", \.auxiliaryID), .shown("team_id", \.teamID),
      ])
  }

  struct SeenRow: Sendable {
    var standard = SeenStandard(level: "", days: 1)
    var unitCode = ""
    var dates = 0
    var greatest: Int?
    var last: CivilDate?
  }

  /// How often each unit is seen; an empty greatest number of days is never.
  static let seen = Table(
    "seen", SeenRow(),
    [
      .shown("level", \.standard.level), .shown("unit_code", \.unitCode),
      .shownWhole("standard_days", \.standard.days), .shownWhole("dates", \.dates),
      .shownWhole("greatest_days", \.greatest), .shown("tier", \.standard.tier),
      .shown("by") { $0.standard.isOfCrews ? "crews" : "anybody" }, .shown("last_date", \.last?.text),
    ])

  // MARK: Coverage

  /// The columns of `gaps.geojson`; their units are told by `gap_ids` of the lowest level.
  static let gaps = Table(
    "gaps",
    CoverageGap(
      id: "", kind: .response, threshold: 0, units: [], households: 0, worst: nil, causes: [], fixes: []),
    [
      .text("id", \.id), .word("kind", \.kind), .whole("threshold_s", \.threshold),
      .shownWhole("units", \.units.count), .shownWhole("households", \.households),
      .whole("worst_s", \.worst),
    ], .messages("cause", \.causes) { $0.cause }, .messages("fix", \.fixes) { $0.fix },
    [
      .whole("closed_households", \.closed).optional
    ])

  struct ReachRow: Sendable {
    var dayType = ""
    var step = 0
    var look = 0
    var classes: [UInt8] = []
  }

  /// A row for each look at a day; the classes of the units in their order as runs "class*count", joined by `;`.
  static let reach = Table(
    "reach", ReachRow(),
    [
      .text("day_type", \.dayType), .whole("step_s", \.step),
      .shown("time") { TimeOfDay(seconds: $0.look * $0.step).text }, .whole("look", \.look),
      .text(
        "classes", { runs($0.classes) },
        read: { text, row in
          guard let classes = values(text) else { return false }
          row.classes = classes
          return true
        }),
    ])

  private static func runs(_ values: [UInt8]) -> String {
    var parts: [String] = []
    var start = 0
    while start < values.count {
      let end = values[start...].firstIndex { $0 != values[start] } ?? values.count
      parts.append("\(values[start])*\(end - start)")
      start = end
    }
    return parts.joined(separator: ";")
  }

  private static func values(_ runs: String) -> [UInt8]? {
    var values: [UInt8] = []
    for run in runs.parts(at: ";") {
      let parts = run.parts(at: "*")
      guard parts.count == 2, let value = UInt8(parts[0]), let count = Int(parts[1]),
        (1...10_000_000).contains(count)
      else { return nil }
      values += repeatElement(value, count: count)
    }
    return values
  }

  // MARK: Roster

  private static let noDuty = Roster.Duty(
    date: noDate, shiftID: "", postID: "", role: .officer, staffID: "")

  /// - Parameter problem: whose shifts tell when a duty begins and ends, and whose people are called by name where it does.
  static func roster(_ problem: Problem) -> Table<Roster.Duty> {
    let clock = problem.horizon.clock
    let book = PhoneBook(problem)
    let windows = Dictionary(
      problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { first, _ in first })
    return Table(
      "roster", noDuty,
      [
        .date("date", \.date), .text("shift_id", \.shiftID),
        .shown("start") { duty in
          windows[duty.shiftID].map { clock.text(duty.date, seconds: $0.start.seconds) }
        },
        .shown("end") { duty in
          windows[duty.shiftID].map { clock.text(duty.date, seconds: $0.start.seconds + $0.duration) }
        }, .text("post_id", \.postID), .word("role", \.role), .text("staff_id", \.staffID),
      ], (book.isEmpty ? [] : [.shown("staff_name") { book[$0.staffID].name }]))
  }

  static let unfilled = Table(
    "unfilled",
    Roster.Unfilled(
      date: noDate, shiftID: "", postID: "", role: .officer, missing: 0, reason: Message(verbatim: "")),
    [
      .date("date", \.date), .text("shift_id", \.shiftID), .text("post_id", \.postID), .word("role", \.role),
      .whole("missing", \.missing),
    ], .message("reason", \.reason))

  static let rosterChanges = Table(
    "roster_changes", RosterRevisions.Change(revision: 0, isTaken: false, duty: noDuty),
    [
      .whole("revision", \.revision),
      .text(
        "change", { $0.isTaken ? "taken" : "given up" },
        read: { text, row in
          row.isTaken = text == "taken"
          return row.isTaken || text == "given up"
        }), .date("date", \.duty.date), .text("shift_id", \.duty.shiftID), .text("post_id", \.duty.postID),
      .word("role", \.duty.role), .text("staff_id", \.duty.staffID),
      .text(
        "hours", { $0.hours?.text },
        read: { text, row in
          row.hours = DailyWindow(text)
          return text.isEmpty || row.hours != nil
        }
      ).optional,
    ])
}
