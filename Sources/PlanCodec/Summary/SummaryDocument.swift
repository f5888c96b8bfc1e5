import Foundation
import Planner
import Words

/// `summary.json`: the plan in numbers.
struct SummaryDocument: Codable {
  struct Optimisation: Codable {
    let name: String
    let unit: String
    /// JSON has no number that is not finite.
    let objective: Double?
    let lowerBound: Double?
    let gap: Double?
    /// What it bounds, and of what it holds; an earlier planner did not write the three.
    let kind: String?
    let of: String?
    let basis: String?
  }

  /// How equal and how compact patrol areas are.
  struct PatrolAreas: Codable {
    let balance: Double
    let meanCompactness: Double
    let leastCompactness: Double
    let borderM: Double

    /// `nil` where there are none.
    init?(_ figures: PatrolAreaFigures) {
      guard !figures.compactness.isEmpty else { return nil }
      balance = figures.balance
      meanCompactness = figures.meanCompactness
      leastCompactness = figures.leastCompactness
      borderM = figures.border
    }
  }

  struct Coverage: Codable {
    let responseS: Int
    let share: Double
    /// Of households within the limit of two rooms or bases.
    let secondShare: Double
  }

  struct Audit: Codable {
    let levelsProved: Bool
    let unitsWithoutAuxiliary: Int
    let visitsRequired: Int
    let visitsUnserved: Int
    let dutiesNeeded: Int
    let dutiesUnfilled: Int
    let unitsBeyondResponseLimit: Int
    let staffing: StaffingDocument
  }

  /// Travel from the rooms, in seconds, by household.
  struct Equity: Codable {
    let code: String
    let name: String
    let households: Int
    let unreachedHouseholds: Int
    let meanS: Double
    let p90S: Double
    let worstS: Double
    let gini: Double
  }

  let title: String
  let generated: String
  let counts: [String: Int]
  let optimisations: [Optimisation]
  /// Absent where there are none; an earlier planner did not write it.
  let patrolAreas: PatrolAreas?
  /// Of what the findings hold; an earlier planner did not write it.
  let findingsBasis: String?
  let coverage: [Coverage]
  let audit: Audit
  let equity: [Equity]
  /// Absent where no rounds are made and nothing is asked of how often land is seen.
  let rounds: RoundsDocument?
  /// An earlier planner did not write it.
  let crews: CrewsDocument?
  let roster: RosterDocument
  let assumed: [String]
  /// What is assumed, by code; an earlier planner did not write it.
  let assumptions: [Message]?
  let timings: [String: Double]

  init(_ plan: Plan, _ figures: PlanFigures, timings: [(step: String, seconds: Double)]) {
    title = plan.title
    generated = ISO8601DateFormatter().string(from: Date())
    var counts: [String: Int] = [:]
    for level in plan.hierarchy.levels { counts["units_\(level.name)"] = level.count }
    counts["households"] = plan.hierarchy.lowest.households.reduce(0, +)
    counts["rooms"] = plan.assignment.rooms.count
    counts["patrol_areas"] = plan.areas.count
    counts["crews"] = plan.problem.crews.count
    counts["routes"] = plan.routes.count
    counts["checkpoints"] = plan.problem.checkpoints.count
    counts["staff"] = plan.problem.staff.count
    counts["gaps"] = plan.gaps.count
    self.counts = counts
    optimisations = figures.bounds.map(Optimisation.init)
    patrolAreas = PatrolAreas(figures.areas)
    findingsBasis = plan.findings.basis.description
    coverage = plan.coverageShares.map {
      Coverage(responseS: $0.limit, share: $0.share, secondShare: $0.secondShare)
    }
    let made = plan.patrol.visitsMade
    audit = Audit(
      levelsProved: figures.proof?.holds ?? false,
      unitsWithoutAuxiliary: plan.assignment.auxiliariesOfUnit.count { $0.isEmpty },
      visitsRequired: made + plan.unserved.count, visitsUnserved: plan.unserved.count,
      dutiesNeeded: figures.places.needed, dutiesUnfilled: plan.roster.missing,
      unitsBeyondResponseLimit: plan.coverage.response.count {
        ($0 ?? .max) > plan.problem.policy.gapResponseLimit
      }, staffing: StaffingDocument(plan, figures.staffing))
    equity = figures.equity.map { place in
      Equity(
        code: place.code, name: place.name, households: place.travel.reached + place.travel.unreached,
        unreachedHouseholds: place.travel.unreached, meanS: place.travel.mean,
        p90S: place.travel.percentile90, worstS: place.travel.worst, gini: place.travel.gini)
    }
    rounds = RoundsDocument(figures.rounds, figures.seen)
    crews = CrewsDocument(figures.crews, figures.seen)
    roster = RosterDocument(plan.roster, figures)
    assumed = plan.assumed.map(\.english)
    assumptions = plan.assumed
    self.timings = Dictionary(
      timings.map { ($0.step, ($0.seconds * 1000).rounded() / 1000) }, uniquingKeysWith: +)
  }
}

extension SummaryDocument.Optimisation {
  init(_ bound: Bound) {
    func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
    self.init(
      name: bound.subject.name.english, unit: bound.unit, objective: finite(bound.objective),
      lowerBound: finite(bound.lowerBound), gap: finite(bound.gap), kind: bound.subject.code.kind,
      of: bound.subject.code.of, basis: bound.subject.isOfRoster ? nil : bound.basis.description)
  }

  /// The bound, where it is one that a plan keeps.
  var bound: Bound? {
    guard let objective, let lowerBound, let kind, let subject = Bound.Subject(kind: kind, of: of),
      let basis = basis.flatMap({ Fingerprint($0) })
    else { return nil }
    return Bound(subject, unit: unit, objective: objective, lowerBound: lowerBound, basis: basis)
  }
}
