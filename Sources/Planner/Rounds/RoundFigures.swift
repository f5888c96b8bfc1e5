import Scenario
import Words

/// The rounds on their dates, and what they come to.
package struct RoundFigures: Sendable {
  /// Of one kind of round.
  package struct Kind: Sendable {
    package var rule: RoundRule
    /// How many villages have rounds of it.
    package var villages: Int
    package var rounds: Int
    /// No fewer can pass the same units.
    package var least: Int
    /// How many units of the lowest level they pass.
    package var passed: Int
    /// How often they are made, on all dates, and how far that is.
    package var made: Int
    package var metres: Double
  }

  /// Who is on which round when, by rule, village and date.
  package var dated: [DatedRound]
  /// In the order of the rules.
  package var kinds: [Kind]
  /// Seconds of each auxiliary who makes any.
  package var secondsOfPeople: [Int]
  /// What rounds cannot do, in sentences.
  package var remarks: [Message]

  package init(_ plan: Plan) {
    let dated = RoundCalendar(of: plan).dated
    self.dated = dated
    kinds = plan.problem.rounds.map { rule in
      let own = plan.rounds.filter { $0.ruleID == rule.id }
      let made = dated.filter { $0.round.ruleID == rule.id }
      return Kind(
        rule: rule, villages: Set(own.map(\.unitCode)).count, rounds: own.count,
        least: own.filter { $0.number == 1 }.reduce(0) { $0 + $1.least },
        passed: Set(own.flatMap { $0.stops.dropLast().map(\.unitCode) }).count, made: made.count,
        metres: made.reduce(0) { $0 + $1.round.stops.reduce(0) { $0 + $1.distance } })
    }
    var seconds: [String: Int] = [:]
    for round in dated { seconds[round.auxiliaryID, default: 0] += round.round.duration }
    secondsOfPeople = seconds.values.sorted()
    remarks = plan.problem.rounds.flatMap { plan.remarks(of: $0) }
  }
}

extension Plan {
  /// Land that no round of a rule holds, and teams that have nobody to walk with.
  fileprivate func remarks(of rule: RoundRule) -> [Message] {
    var remarks: [Message] = []
    let villages = Set(villages(of: rule))
    let passed = Set(
      rounds.filter { $0.ruleID == rule.id }.flatMap { $0.stops.dropLast().map(\.unitCode) })
    let above = hierarchy.ancestors(of: hierarchy.levels.count - 1, at: assignLevel)
    let beyond = hierarchy.lowest.codes.indices.filter {
      villages.contains(above[$0]) && !passed.contains(hierarchy.lowest.codes[$0])
    }
    if let first = beyond.first {
      let range =
        rule.range.map { Message("range_of_round", " and \(Int(($0 / 1000).rounded())) km") }
        ?? Message(verbatim: "")
      remarks.append(
        Message(
          "units_beyond_rounds",
          "\(rule.id): in \(rule.longest / 60) min\(range) no round reaches \(Message.counted(beyond.count, "unit")) and is back, such "
            + "as \(hierarchy.lowest.codes[first])"))
    }
    let codes = Set(villages.map { assignedUnits.codes[$0] })
    let alone = (rule.teams ?? []).filter { !codes.contains($0.unitCode) }
    if let first = alone.first {
      remarks.append(
        Message(
          "teams_alone",
          "\(rule.id): no auxiliary of its village walks with \(Message.counted(alone.count, "team")), such as \(first.id)"
        ))
    }
    return remarks
  }
}
