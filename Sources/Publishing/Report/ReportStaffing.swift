import Planner

/// Who serves where, by the rules, and how evenly: for the report.
extension ReportData {
  /// The way to the rooms from one place, and for a township its people.
  struct EquityRow: Encodable {
    /// Of the township level; -1 is the whole county.
    var unit: Int
    var households: Int
    var unreached: Int
    /// Seconds; `nil` where nobody is reached.
    var mean: Int?
    var percentile90: Int?
    var worst: Int?
    var gini: Double?
    var officers: Int?
    var auxiliaries: Int?
  }

  struct RuleRow: Encodable {
    var rule: String
    var limit: Double?
    var value: Double?
    var verdict: String
    /// Why it is not judged, or not all of it.
    var reason: Said?
    var places: [Place]

    struct Place: Encodable {
      var code: String
      var name: String
      var value: Double?
    }

    init(_ rule: StaffingRule) {
      self.rule = rule.name.rawValue
      limit = rule.limit
      value = rule.value
      verdict = rule.verdict.word
      reason = rule.reason.map(Said.init)
      places = rule.places.map { .init(code: $0.code, name: $0.name, value: $0.value) }
    }
  }

  struct DetachedRow: Encodable {
    var room: Int
    var units: [Int]
    var officers: [String]
    var reason: Said
  }

  struct SharesRow: Encodable {
    var room: Int
    /// A share of the mean.
    var deviation: Double
    var tolerance: Double
    /// Why it exceeds the tolerance.
    var reason: Said?
  }

  static func equity(of figures: PlanFigures) -> [EquityRow] {
    let people = figures.staffing.townships
    return figures.equity.enumerated().map { index, place in
      let travel = place.travel
      func reached<T>(_ value: T) -> T? { travel.reached > 0 ? value : nil }
      let township = index > 0 && index <= people.count ? people[index - 1] : nil
      return EquityRow(
        unit: index - 1, households: travel.reached + travel.unreached, unreached: travel.unreached,
        mean: reached(finite(travel.mean)) ?? nil, percentile90: reached(finite(travel.percentile90)) ?? nil,
        worst: reached(finite(travel.worst)) ?? nil, gini: reached(travel.gini),
        officers: township?.officers, auxiliaries: township?.auxiliaries)
    }
  }

  static func detached(of plan: Plan) -> [DetachedRow] {
    plan.assignment.detached.map {
      DetachedRow(
        room: $0.room, units: $0.units, officers: plan.assignment.officersTorn(by: $0),
        reason: Said($0.reason))
    }
  }

  static func shares(of plan: Plan) -> [SharesRow] {
    plan.assignment.officerShares.map {
      SharesRow(
        room: $0.room, deviation: $0.deviation, tolerance: plan.problem.policy.officerTolerance,
        reason: plan.excess(of: $0).map(Said.init))
    }
  }
}
