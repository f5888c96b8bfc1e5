import Planner
import Scenario

/// What some dates in a row amount to.
package struct PeriodSummary: Sendable {
  /// Dates in a full period: 1, 3 or 7.
  package var length: Int
  package var first: CivilDate
  package var last: CivilDate
  package var visitsRequired: Int
  package var visitsMade: Int
  /// Units of the lowest level visited at least once.
  package var unitsSeen: Int
  package var units: Int
  package var dutiesNeeded: Int
  package var dutiesFilled: Int

  static let lengths = [1, 3, 7]

  /// Days, then three days each, then weeks, from the first date on; the last of each may be shorter.
  package static func all(_ plan: Plan, _ visits: VisitCalendar) -> [PeriodSummary] {
    let start = plan.problem.horizon.start
    let dates = visits.dates
    let places = RosterPlaces(of: plan.roster, in: plan.problem)
    return lengths.flatMap { length in
      stride(from: dates.lowerBound, to: dates.upperBound, by: length).map { first in
        let range = first..<min(first + length, dates.upperBound)
        func sum(_ values: [Int]) -> Int { range.reduce(0) { $0 + values[$1 - dates.lowerBound] } }
        let duties = places.places { range.contains($0.date) }
        return PeriodSummary(
          length: length, first: start + range.lowerBound, last: start + (range.upperBound - 1),
          visitsRequired: sum(visits.required), visitsMade: sum(visits.made),
          unitsSeen: visits.datesOfUnit.count { $0.contains(where: range.contains) },
          units: visits.datesOfUnit.count, dutiesNeeded: duties.needed, dutiesFilled: duties.filled)
      }
    }
  }
}
