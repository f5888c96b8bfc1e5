import Planner

/// The map's time slider.
extension ReportPatrol {
  /// How soon crews on the road and staffed rooms reach the lowest level through the days of one type.
  struct ReachRow: Encodable {
    var dayType: Int
    /// Seconds from one moment to the next; the first is midnight.
    var step: Int
    /// For each moment the units in order as runs: a class and for how many units it holds. Class c means within
    /// `ReportFigures.breaks[c]` and no sooner; the last one later, or never.
    var classes: [String]
  }

  static func reach(of plan: Plan) -> [ReachRow] {
    plan.findings.reach.map { day in
      ReachRow(
        dayType: plan.problem.dayTypes.firstIndex(of: day.dayType) ?? -1, step: day.step,
        classes: day.classes.map { IntegerText(runs: $0.map(Int.init)).text })
    }
  }
}

extension IntegerText {
  /// Equal values in a row as the value and how often it stands there.
  init(runs values: [Int]) {
    var start = 0
    while start < values.count {
      let end = values[start...].firstIndex { $0 != values[start] } ?? values.count
      append(values[start])
      append(end - start)
      start = end
    }
  }
}
