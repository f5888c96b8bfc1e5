import Scenario
import Solvers

/// Who makes which round on which date.
///
/// On every weekday of its rule each auxiliary of a village who is neither on leave nor on a duty of the roster or another round
/// in its window makes one of its rounds, but no round twice a day; where the rule wants a team, as many go as there are teams.
/// Which round it is, and when it begins, is drawn by chance among those after which all rounds can still be made in time, so
/// that nobody can tell where they are tomorrow; where none is, it is the one that is due first (Liu and Layland 1973). What is
/// drawn follows from the village, the rule and the date.
struct RoundCalendar {
  /// By rule, village and date.
  private(set) var dated: [DatedRound] = []
  private var occupations: Occupations
  /// By unit of the lowest level the day of its last sight before the horizon, counted from its start.
  private let lastSights: [String: Int]

  /// Times of day are multiples of it.
  private static let step = 300

  /// What is known of a village: who may go.
  private struct Village {
    var code: String
    var auxiliaryIDs: [String]
    /// `nil` where auxiliaries go alone.
    var teamIDs: [String]?
    /// Within which each of its units of the lowest level is to be seen.
    var days: Int
  }

  init(of plan: Plan) {
    occupations = Occupations(plan)
    let auxiliaries = Dictionary(
      zip(plan.assignedUnits.codes, plan.assignment.auxiliariesOfUnit),
      uniquingKeysWith: { first, _ in first })
    let lowest = plan.hierarchy.lowest
    lastSights = Dictionary(
      zip(lowest.codes, plan.problem.daysOfLastSights(of: lowest, byCrews: false)).compactMap { code, day in
        day.map { (code, $0) }
      }, uniquingKeysWith: { first, _ in first })
    let villageOfCode = Dictionary(
      zip(plan.assignedUnits.codes, plan.assignedUnits.codes.indices),
      uniquingKeysWith: { first, _ in first })
    for rule in plan.problem.rounds {
      let teams = rule.teams.map { Dictionary(grouping: $0, by: \.unitCode).mapValues { $0.map(\.id) } }
      for (code, rounds) in plan.rounds.filter({ $0.ruleID == rule.id }).runs(by: \.unitCode) {
        let village = Village(
          code: code, auxiliaryIDs: auxiliaries[code] ?? [], teamIDs: teams.map { $0[code] ?? [] },
          days: villageOfCode[code].map { plan.lowestStandard(inVillage: $0) } ?? plan.problem.horizon.days)
        add(rule, rounds, of: village, plan)
      }
    }
  }

  /// Adds the rounds of a rule in one village.
  private mutating func add(_ rule: RoundRule, _ rounds: [Round], of village: Village, _ plan: Plan) {
    let dates = (0..<plan.problem.horizon.days).map { plan.problem.horizon.start + $0 }
    let window = rule.window.start.seconds..<(rule.window.start.seconds + rule.window.duration)
    // Into the village's auxiliaries, who may go on each date.
    let crowds = dates.map { date -> [Int] in
      guard rule.weekdays.contains(date.weekday) else { return [] }
      return village.auxiliaryIDs.indices.filter {
        occupations.isFree(village.auxiliaryIDs[$0], on: date, in: window)
      }
    }
    let places = crowds.map { min($0.count, rounds.count, village.teamIDs?.count ?? .max) }
    // A round is due when the unit is that was not seen for longest.
    var turn = Turn(
      due: rounds.map { round in
        village.days + (round.stops.dropLast().map { lastSights[$0.unitCode] ?? -1 }.min() ?? -1)
      }, days: village.days)
    var made = [Int](repeating: 0, count: village.auxiliaryIDs.count)
    for (day, date) in dates.enumerated() {
      // By date, so that leave on one leaves the times of others as they are.
      var chance = SeededGenerator(seed: Self.seed("\(rule.id) \(village.code) \(date.text)"))
      // Those who have made the fewest go first.
      let people = crowds[day].sorted { (made[$0], $0) < (made[$1], $1) }.prefix(places[day])
      for (place, person) in people.enumerated() {
        let moment = chance.unit()
        let round =
          rounds[
            turn.next(on: day, placesLeft: places[day] - place - 1, after: places[(day + 1)...], &chance)]
        made[person] += 1
        let room = max(0, window.count - round.duration) / Self.step
        let start = window.lowerBound + Int(moment * Double(room + 1)) * Self.step
        occupations.add(village.auxiliaryIDs[person], on: date, start..<(start + max(1, round.duration)))
        dated.append(
          DatedRound(
            date: date, round: round, start: start, auxiliaryID: village.auxiliaryIDs[person],
            teamID: village.teamIDs.map { $0[(place + day) % $0.count] }))
      }
    }
  }

  /// The same on every machine (FNV-1a).
  private static func seed(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// When people are on leave, on duty or on a round.
private struct Occupations {
  private var leave: [String: Set<CivilDate>]
  /// In seconds since the first midnight of the calendar.
  private var spans: [String: [Range<Int>]] = [:]

  init(_ plan: Plan) {
    leave = Dictionary(
      plan.problem.staff.map { ($0.id, Set($0.unavailable)) }, uniquingKeysWith: { first, _ in first })
    let windows = Dictionary(
      plan.problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { first, _ in first })
    for duty in plan.roster.duties {
      guard let window = windows[duty.shiftID] else { continue }
      add(duty.staffID, on: duty.date, window.start.seconds..<(window.start.seconds + window.duration))
    }
  }

  /// - Parameter span: seconds after the date's midnight.
  mutating func add(_ id: String, on date: CivilDate, _ span: Range<Int>) {
    spans[id, default: []].append(Self.absolute(span, date))
  }

  func isFree(_ id: String, on date: CivilDate, in span: Range<Int>) -> Bool {
    let span = Self.absolute(span, date)
    return leave[id]?.contains(date) != true && spans[id]?.contains { $0.overlaps(span) } != true
  }

  private static func absolute(_ span: Range<Int>, _ date: CivilDate) -> Range<Int> {
    (span.lowerBound + date.days * 86_400)..<(span.upperBound + date.days * 86_400)
  }
}

/// Which of a village's rounds comes next.
private struct Turn {
  /// From one time to the next at most.
  let days: Int
  /// For each the last day of the horizon on which it is in time.
  private var due: [Int]
  private var lastDay: [Int]

  init(due: [Int], days: Int) {
    self.days = days
    self.due = due
    lastDay = Array(repeating: -1, count: due.count)
  }

  /// The number of the round.
  ///
  /// - Parameters:
  ///   - day: since the start of the horizon.
  ///   - placesLeft: rounds to be made on that day after this one.
  ///   - after: rounds to be made on each later day.
  mutating func next(
    on day: Int, placesLeft: Int, after: ArraySlice<Int>, _ chance: inout SeededGenerator
  ) -> Int {
    let open = due.indices.filter { lastDay[$0] != day }
    let safe = open.filter { isInTime(after: $0, on: day, placesLeft, after) }
    let chosen =
      safe.isEmpty
      ? open.min { (due[$0], $0) < (due[$1], $1) } ?? 0 : safe[chance.below(safe.count)]
    due[chosen] = day + days
    lastDay[chosen] = day
    return chosen
  }

  /// Whether all rounds are made in time once more if the chosen one is made now: the one that is due first goes first.
  private func isInTime(after chosen: Int, on day: Int, _ placesLeft: Int, _ after: ArraySlice<Int>) -> Bool {
    var deadlines = due
    deadlines[chosen] = day + days
    var next = deadlines.sorted()[...]
    var (today, places) = (day, placesLeft)
    while let first = next.first {
      while places == 0 {
        today += 1
        // What is due after the horizon is in time.
        guard after.indices.contains(today) else { return first >= today }
        places = after[today]
      }
      guard first >= today else { return false }
      places -= 1
      next.removeFirst()
    }
    return true
  }
}
