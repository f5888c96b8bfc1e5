import Grid
import Planner

/// Who comes within reach of help by a second plan, and who falls out of it.
///
/// Households are those of the second plan, but for the shares of the first.
package struct CoverageComparison: Sendable {
  /// The county or a township.
  package struct Place: Sendable {
    package var code: String
    package var name: String
    /// Of its households, those within the limit, 0 to 1.
    package var share: PlanComparison.Pair<Double>
    /// Households that come within the limit, and that fall out of it.
    package var gaining: Int
    package var losing: Int
  }

  /// Seconds beyond which the second plan calls land a gap.
  package let limit: Int
  /// The county first, then its townships.
  package let places: [Place]
  /// Units of the lowest level that fall out of the limit, those with the most households first.
  package let lost: [Int]
  package let gained: [Int]
  /// Seconds of the response to each unit; `nil` where nobody comes.
  package let response: PlanComparison.Pair<[Int?]>
  /// Units of the lowest level with a visit on the first day type.
  package let seen: PlanComparison.Pair<Int>
  package let lowest: Level

  init(_ a: Plan, _ b: Plan) {
    let limit = b.problem.policy.gapResponseLimit
    let units = b.hierarchy.lowest
    let townshipOfLowest = b.hierarchy.ancestors(of: b.hierarchy.levels.count - 1, at: b.townshipLevel)
    func isIn(_ plan: Plan, _ unit: Int) -> Bool { (plan.coverage.response[unit] ?? .max) <= limit }
    func share(_ plan: Plan, _ some: [Int]) -> Double {
      let total = some.reduce(0) { $0 + plan.hierarchy.lowest.households[$1] }
      let inside = some.reduce(0) { isIn(plan, $1) ? $0 + plan.hierarchy.lowest.households[$1] : $0 }
      return total > 0 ? Double(inside) / Double(total) : 0
    }
    func households(_ some: [Int]) -> Int { some.reduce(0) { $0 + units.households[$1] } }
    func place(_ code: String, _ name: String, _ some: [Int]) -> Place {
      Place(
        code: code, name: name, share: .init(before: share(a, some), after: share(b, some)),
        gaining: households(some.filter { !isIn(a, $0) && isIn(b, $0) }),
        losing: households(some.filter { isIn(a, $0) && !isIn(b, $0) }))
    }
    func ordered(_ some: [Int]) -> [Int] {
      some.sorted { (units.households[$1], $0) < (units.households[$0], $1) }
    }
    let all = Array(units.codes.indices)
    self.limit = limit
    places =
      [place("", "all", all)]
      + b.townships.codes.indices.map { township in
        place(
          b.townships.codes[township], b.townships.names[township],
          all.filter { townshipOfLowest[$0] == township })
      }
    lost = ordered(all.filter { isIn(a, $0) && !isIn(b, $0) })
    gained = ordered(all.filter { !isIn(a, $0) && isIn(b, $0) })
    response = .init(before: a.coverage.response, after: b.coverage.response)
    seen = .init(before: a.coverage.visits.count { $0 > 0 }, after: b.coverage.visits.count { $0 > 0 })
    lowest = units
  }
}
