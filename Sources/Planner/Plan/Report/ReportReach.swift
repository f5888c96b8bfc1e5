import Scenario

/// The crews' side of the map's time slider.
extension ReportPatrol {
  /// How soon the crews on the road reach the lowest level through the days of one type.
  struct ReachRow: Encodable {
    var dayType: Int
    /// Seconds from one moment to the next; the first is midnight.
    var step: Int
    /// For each moment the units in order as runs: a class and for how many units it holds. Class c means within
    /// `ReportFigures.breaks[c]` and no sooner; the last one later, or never.
    var classes: [String]
  }

  static func reach(of patrol: PatrolOutcome) -> [ReachRow] {
    let breaks = patrol.problem.policy.responseBreaks
    return patrol.crewReach.map { dayType, response in
      ReachRow(
        dayType: patrol.problem.dayTypes.firstIndex(of: dayType) ?? -1, step: response.step,
        classes: response.crews.indices.map { look in
          IntegerText(
            runs: response.times.map { times in breaks.firstIndex { times[look] <= $0 } ?? breaks.count }
          ).text
        })
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
