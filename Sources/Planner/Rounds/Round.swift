import Scenario

/// A round through some units of a village: from its middle and back.
public struct Round: Sendable, Equatable {
  /// A place of a round.
  public struct Stop: Sendable, Equatable {
    /// Of the lowest level; the village's own at the end.
    public var unitCode: String
    /// Seconds after the round began.
    public var arrive: Int
    /// Seconds from the stop before.
    public var travel: Int
    /// Metres from the stop before.
    public var distance: Double

    /// A place with the way there.
    public init(unitCode: String, arrive: Int, travel: Int, distance: Double) {
      self.unitCode = unitCode
      self.arrive = arrive
      self.travel = travel
      self.distance = distance
    }
  }

  /// Of its rule.
  public var ruleID: String
  /// The village.
  public var unitCode: String
  /// From 1, among the rounds of the rule in the village.
  public var number: Int
  /// No fewer rounds of the rule can pass the units that the rounds in the village pass.
  public var least: Int
  /// In order; the last one is the end.
  public var stops: [Stop]

  /// A round of a rule in a village.
  public init(ruleID: String, unitCode: String, number: Int, least: Int, stops: [Stop]) {
    self.ruleID = ruleID
    self.unitCode = unitCode
    self.number = number
    self.least = least
    self.stops = stops
  }

  /// Seconds from its beginning to its end.
  public var duration: Int { stops.last?.arrive ?? 0 }
}

/// A round on a date, and who makes it.
package struct DatedRound: Sendable {
  package var date: CivilDate
  package var round: Round
  /// Seconds after midnight.
  package var start: Int
  package var auxiliaryID: String
  /// `nil` where the auxiliary goes alone.
  package var teamID: String?

  package init(date: CivilDate, round: Round, start: Int, auxiliaryID: String, teamID: String?) {
    self.date = date
    self.round = round
    self.start = start
    self.auxiliaryID = auxiliaryID
    self.teamID = teamID
  }
}

extension Plan {
  /// Rounds in the villages.
  public var rounds: [Round] { findings.rounds }

  /// The villages that have an auxiliary and, where the rule wants one, a team of volunteers.
  func villages(of rule: RoundRule) -> [Int] {
    let teams = rule.teams.map { Set($0.map(\.unitCode)) }
    return assignedUnits.codes.indices.filter { village in
      !assignment.auxiliariesOfUnit[village].isEmpty
        && teams.map { $0.contains(assignedUnits.codes[village]) } ?? true
    }
  }
}
