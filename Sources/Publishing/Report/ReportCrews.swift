import Planner

/// What the report page is told of the crews' work over the horizon, and of how evenly it falls on those that are alike.
struct ReportCrews: Encodable {
  /// A `CrewFigures.Work`.
  struct WorkRow: Encodable {
    var id: String
    var base: String
    var seconds: Int
    var metres: Int?
    var nights: Int
    var visits: Int
  }

  /// A `CrewFigures.Kind`; each range is its least and its most.
  struct KindRow: Encodable {
    /// Into `works`.
    var crews: [Int]
    var base: String
    var seconds: [Int]
    var metres: [Int?]
    var nights: [Int]
    var isEven: Bool
  }

  var works: [WorkRow]
  var kinds: [KindRow]
  /// By which share hours may differ from the mean of those alike.
  var tolerance: Double
  /// Bits by which it is open on a day when crews come by a unit.
  var entropy: Double
  /// The same of when they begin required visits.
  var visitEntropy: Double

  init(_ plan: Plan, _ figures: PlanFigures) {
    works = zip(plan.problem.crews, figures.crews.works).map { crew, work in
      WorkRow(
        id: work.crewID, base: crew.baseID, seconds: work.seconds, metres: ReportData.finite(work.metres),
        nights: work.nights, visits: work.visits)
    }
    kinds = figures.crews.kinds.map { kind in
      KindRow(
        crews: kind.crews, base: kind.baseID, seconds: [kind.seconds.lowerBound, kind.seconds.upperBound],
        metres: [kind.metres.lowerBound, kind.metres.upperBound].map(ReportData.finite),
        nights: [kind.nights.lowerBound, kind.nights.upperBound], isEven: kind.isEven)
    }
    tolerance = plan.problem.patrol.hoursTolerance
    entropy = figures.seen.crewEntropy
    visitEntropy = figures.seen.visitEntropy
  }
}
