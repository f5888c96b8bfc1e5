import Words

extension Problem {
  /// Reads the tables of the roster and checks them against people, shifts and horizon.
  ///
  /// - Parameter notes: what is to be said of them, in sentences.
  mutating func readRosterTables(
    _ tables: Scenario.RosterTables, _ notes: inout [Message]
  ) throws(ScenarioError) {
    for source in tables.holidays { try readHolidays(source) }
    if let source = tables.requests { requests = try readRequests(source) }
    if let source = tables.pinned { pinned = try readPinned(source) }
    if let source = tables.history { history = try readHistory(source, &notes) }
  }

  private mutating func readHolidays(_ source: Scenario.Source) throws(ScenarioError) {
    let table = try ScenarioTable(source, required: ["date", "kind"], optional: [], as: .none)
    for row in 0..<table.count {
      let date = try table.date("date", row)
      let kind = try table.text("kind", row)
      switch kind {
      case "holiday": policy.roster.holidays.insert(date)
      case "workday": policy.roster.workdays.insert(date)
      default: throw table.wrong(row, "kind", Message("holiday or workday"))
      }
      guard policy.roster.datesOfTwoKinds.isEmpty else {
        let other = kind == "holiday" ? "workday" : "holiday"
        throw table.wrong(
          row, "kind",
          Message(
            "the same wherever the date stands: \(date.text) is a \(kind) here and a \(other) elsewhere"))
      }
    }
  }

  private func readRequests(_ source: Scenario.Source) throws(ScenarioError) -> [RosterRequest] {
    let table = try ScenarioTable(
      source, required: ["staff", "date", "wish"], optional: ["shift", "weight"], as: .none)
    let people = Set(staff.map(\.id))
    let shiftOf = table.texts("shift")
    var result: [RosterRequest] = []
    for row in 0..<table.count {
      let wish = try table.text("wish", row)
      guard ["on", "off"].contains(wish) else { throw table.wrong(row, "wish", Message("on or off")) }
      if let shift = shiftOf[row], !shifts.contains(where: { $0.id == shift }) {
        throw table.unknown(row, "shift", shift, among: Message("shifts"))
      }
      let weight = try table.integer("weight", row, atLeast: 0) ?? policy.roster.weights.request
      guard weight <= RosterWeights.most else {
        throw table.wrong(row, "weight", Message("a whole number from 0 to \(RosterWeights.most)"))
      }
      let request = RosterRequest(
        staffID: try person(table, "staff", row, people), date: try dateInHorizon(table, row),
        shiftID: shiftOf[row], isOn: wish == "on", weight: weight)
      if weight > 0 { result.append(request) }
    }
    return result
  }

  private func readPinned(_ source: Scenario.Source) throws(ScenarioError) -> [PinnedDuty] {
    let table = try ScenarioTable(source, required: ["staff", "date", "post"], optional: [], as: .none)
    let people = Set(staff.map(\.id))
    var result: [PinnedDuty] = []
    for row in 0..<table.count {
      result.append(
        PinnedDuty(
          staffID: try person(table, "staff", row, people), date: try dateInHorizon(table, row),
          postID: try table.text("post", row)))
    }
    return result
  }

  /// The roster of an earlier plan; people who have left since are passed over, and duties that are planned anew.
  private func readHistory(
    _ source: Scenario.Source, _ notes: inout [Message]
  ) throws(ScenarioError) -> [PastDuty] {
    let table = try ScenarioTable(
      source, required: ["date", "shift_id", "start", "end", "staff_id"], optional: [], as: .none)
    let people = Set(staff.map(\.id))
    var result: [PastDuty] = []
    var late = 0
    for row in 0..<table.count {
      let date = try table.date("date", row)
      guard date < horizon.start else {
        late += 1
        guard late < table.count else {
          throw table.wrong(row, "date", Message("before the horizon, which starts on \(horizon.start.text)"))
        }
        continue
      }
      func moment(_ column: String) throws(ScenarioError) -> Int {
        try table.moment(column, row).seconds(after: date, by: horizon.clock)
      }
      let (start, end) = (try moment("start"), try moment("end"))
      guard (0..<86_400).contains(start) else { throw table.wrong(row, "start", Message("on \(date.text)")) }
      guard start < end, end - start <= Self.longestDuty else {
        throw table.wrong(row, "end", Message("after the start, by \(Self.longestDuty / 3600) h at most"))
      }
      let id = try table.text("staff_id", row)
      guard people.contains(id) else { continue }
      result.append(
        PastDuty(staffID: id, date: date, shiftID: try table.text("shift_id", row), start: start, end: end))
    }
    if late > 0 {
      notes.append(
        Message("history_replanned", "\(late) duties of the history lie in the horizon and are planned anew"))
    }
    return result.sorted { ($0.date, $0.start, $0.staffID) < ($1.date, $1.start, $1.staffID) }
  }

  /// No shift of a plan is longer.
  private static let longestDuty = 86_400

  private func person(
    _ table: ScenarioTable, _ column: String, _ row: Int, _ people: Set<String>
  ) throws(ScenarioError) -> String {
    let id = try table.text(column, row)
    guard people.contains(id) else { throw table.unknown(row, column, id, among: Message("staff")) }
    return id
  }

  private func dateInHorizon(_ table: ScenarioTable, _ row: Int) throws(ScenarioError) -> CivilDate {
    let date = try table.date("date", row)
    guard (0..<horizon.days).contains(date - horizon.start) else {
      throw table.wrong(
        row, "date",
        Message("a date from \(horizon.start.text) to \((horizon.start + (horizon.days - 1)).text)"))
    }
    return date
  }
}
