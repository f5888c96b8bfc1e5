import Scenario
import Solvers

/// Who makes which round on which date.
///
/// On every weekday of its rule each auxiliary of a village who is not on leave makes one of its rounds, but no round twice a
/// day; where the rule wants a team, as many go as there are teams. Which round it is, and when it begins, is drawn by chance
/// among those after which all rounds can still be made in time, so that nobody can tell where they are tomorrow; where none
/// is, it is the one that is due first (Liu and Layland 1973). What is drawn follows from the village, the rule and the date.
struct RoundCalendar {
  /// A round on a date.
  struct Duty: Sendable, Equatable {
    var date: CivilDate
    /// Into the plan's rounds.
    var round: Int
    /// Seconds after midnight.
    var start: Int
    var auxiliaryID: String
    /// `nil` where the auxiliary goes alone.
    var teamID: String?
  }

  /// By rule, village and date.
  private(set) var duties: [Duty] = []

  /// Times of day are multiples of it.
  private static let step = 300

  /// What is known of a village: who may go.
  private struct Village {
    var code: String
    var auxiliaryIDs: [String]
    /// `nil` where auxiliaries go alone.
    var teamIDs: [String]?
  }

  init(of plan: Plan) {
    let leave = Dictionary(
      plan.problem.staff.map { ($0.id, Set($0.unavailable)) }, uniquingKeysWith: { first, _ in first })
    let auxiliaries = Dictionary(
      zip(plan.assignedUnits.codes, plan.assignment.auxiliariesOfUnit),
      uniquingKeysWith: { first, _ in first })
    for rule in plan.problem.rounds {
      let teams = rule.teams.map { Dictionary(grouping: $0, by: \.unitCode).mapValues { $0.map(\.id) } }
      let own = plan.rounds.indices.filter { plan.rounds[$0].ruleID == rule.id }
      for (code, rounds) in own.runs(by: { plan.rounds[$0].unitCode }) {
        let village = Village(
          code: code, auxiliaryIDs: auxiliaries[code] ?? [], teamIDs: teams.map { $0[code] ?? [] })
        add(rule, rounds, of: village, plan, leave)
      }
    }
  }

  /// Adds the duties of a rule in one village.
  private mutating func add(
    _ rule: RoundRule, _ rounds: [Int], of village: Village, _ plan: Plan, _ leave: [String: Set<CivilDate>]
  ) {
    let dates = (0..<plan.problem.horizon.days).map { plan.problem.horizon.start + $0 }
    // Into the village's auxiliaries, who is there on each date.
    let crowds = dates.map { date -> [Int] in
      guard rule.weekdays.contains(date.weekday) else { return [] }
      return village.auxiliaryIDs.indices.filter { leave[village.auxiliaryIDs[$0]]?.contains(date) != true }
    }
    let places = crowds.map { min($0.count, rounds.count, village.teamIDs?.count ?? .max) }
    var turn = Turn(rounds: rounds, days: plan.lowestStandard)
    var made = [Int](repeating: 0, count: village.auxiliaryIDs.count)
    for (day, date) in dates.enumerated() {
      // By date, so that leave on one leaves the times of others as they are.
      var chance = SeededGenerator(seed: Self.seed("\(rule.id) \(village.code) \(date.text)"))
      // Those who have made the fewest go first.
      let people = crowds[day].sorted { (made[$0], $0) < (made[$1], $1) }.prefix(places[day])
      for (place, person) in people.enumerated() {
        let moment = chance.unit()
        let round = turn.next(
          on: day, placesLeft: places[day] - place - 1, after: places[(day + 1)...], &chance)
        made[person] += 1
        let room = max(0, rule.window.duration - plan.rounds[round].duration) / Self.step
        duties.append(
          Duty(
            date: date, round: round,
            start: rule.window.start.seconds + Int(moment * Double(room + 1)) * Self.step,
            auxiliaryID: village.auxiliaryIDs[person],
            teamID: village.teamIDs.map { $0[(place + day) % $0.count] }))
      }
    }
  }

  /// The same on every machine (FNV-1a).
  private static func seed(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// Which of a village's rounds comes next.
private struct Turn {
  /// Into the plan's rounds.
  let rounds: [Int]
  /// From one time to the next at most.
  let days: Int
  /// For each the last day of the horizon on which it is in time.
  private var due: [Int]
  private var lastDay: [Int]

  init(rounds: [Int], days: Int) {
    self.rounds = rounds
    self.days = days
    due = Array(repeating: days - 1, count: rounds.count)
    lastDay = Array(repeating: -1, count: rounds.count)
  }

  /// - Parameters:
  ///   - day: since the start of the horizon.
  ///   - placesLeft: rounds to be made on that day after this one.
  ///   - after: rounds to be made on each later day.
  mutating func next(
    on day: Int, placesLeft: Int, after: ArraySlice<Int>, _ chance: inout SeededGenerator
  ) -> Int {
    let open = rounds.indices.filter { lastDay[$0] != day }
    let safe = open.filter { isInTime(after: $0, on: day, placesLeft, after) }
    let chosen =
      safe.isEmpty
      ? open.min { (due[$0], $0) < (due[$1], $1) } ?? 0 : safe[chance.below(safe.count)]
    due[chosen] = day + days
    lastDay[chosen] = day
    return rounds[chosen]
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

extension Array {
  /// Neighbours with the same key, together.
  fileprivate func runs<Key: Equatable>(by key: (Element) -> Key) -> [(Key, [Element])] {
    var runs: [(Key, [Element])] = []
    for element in self {
      if runs.last?.0 == key(element) {
        runs[runs.count - 1].1.append(element)
      } else {
        runs.append((key(element), [element]))
      }
    }
    return runs
  }
}
