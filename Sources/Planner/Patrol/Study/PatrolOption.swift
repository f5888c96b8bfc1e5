import Geometry
import Grid
import Scenario
import Solvers

/// A patrol with other crews, bases or rules, and what it comes to: what one crew more buys, or a base that stands elsewhere,
/// or areas that need be less equal.
package struct PatrolOption: Sendable {
  /// What is other than the scenario has it.
  package enum Change: Sendable, Equatable {
    /// One crew more at a base, like the first that starts there.
    case crew(baseID: String)
    /// A base stands elsewhere.
    case base(id: String, at: Coordinate)
    /// The work of a crew's area may differ from equal by this share.
    case tolerance(Double)
  }

  package var changes: [Change]
  package var patrol: PatrolPlan
  /// Required visits, and those that are not made, by tier, red first.
  package var required: Int
  package var missing: [Int]
  /// Seconds of travel of the required visits, over all day types.
  package var travel: Int
  /// Units of the lowest level in which some crew stops, and the households of them.
  package var units: Int
  package var households: Int
  /// The greatest work per crew in an area, in seconds a day.
  package var work: Double
  /// How equal and how compact the areas are.
  package var areas: PatrolAreaFigures

  init(_ patrol: PatrolPlan, changes: [Change]) {
    self.changes = changes
    self.patrol = patrol
    let tierOfID = Dictionary(
      patrol.problem.checkpoints.map { ($0.id, $0.tier) }, uniquingKeysWith: { first, _ in first })
    missing = Checkpoint.Tier.allCases.map { tier in
      patrol.unserved.count { tierOfID[$0.checkpointID] == tier }
    }
    required = patrol.visitsMade + patrol.unserved.count
    travel = patrol.bounds.reduce(0) { sum, bound in
      if case .travel = bound.subject { sum + Int(bound.objective) } else { sum }
    }
    let lowest = patrol.hierarchy.lowest
    let index = UnitIndex(lowest.shapes)
    let seen = Set(
      patrol.routes.flatMap(\.stops).filter(\.kind.isPresence).compactMap { index.unit(at: $0.coordinate) })
    units = seen.count
    households = seen.reduce(0) { $0 + lowest.households[$1] }
    areas = PatrolAreaFigures(of: patrol)
    work = patrol.areas.map { $0.workload / Double(max(1, $0.crewIDs.count)) }.max() ?? 0
  }

  /// Whether it is better: fewer visits missed, red first, then more households seen, then less work where there is most.
  package func isBetter(than other: PatrolOption) -> Bool {
    if missing != other.missing { return missing.lexicographicallyPrecedes(other.missing) }
    if households != other.households { return households > other.households }
    return work < other.work
  }
}

extension PlanMaker {
  /// The patrol of the scenario with some changes, areas and all.
  ///
  /// - Parameter budget: of each search for routes; `nil` chooses steps by size.
  package func option(
    _ changes: [PatrolOption.Change], budget: SearchBudget? = nil
  ) throws(PlanError) -> PatrolOption {
    var maker = PlanMaker(inputs)
    for change in changes { try maker.problem.make(change) }
    return PatrolOption(try maker.makePatrol(budget: budget).patrol, changes: changes)
  }

  /// The best of the patrols with one crew more, at any base.
  ///
  /// - Parameters:
  ///   - changes: that are made already.
  ///   - budget: of each search for routes; `nil` chooses steps by size.
  ///   - progress: told each base as it is tried.
  package func bestCrew(
    after changes: [PatrolOption.Change], budget: SearchBudget? = nil, progress: (String) -> Void
  ) throws(PlanError) -> PatrolOption? {
    var best: PatrolOption?
    for base in problem.bases {
      progress(base.id)
      let option = try option(changes + [.crew(baseID: base.id)], budget: budget)
      if best.map({ option.isBetter(than: $0) }) ?? true { best = option }
    }
    return best
  }
}

extension Problem {
  mutating func make(_ change: PatrolOption.Change) throws(PlanError) {
    switch change {
    case .crew(let baseID):
      guard let base = bases.first(where: { $0.id == baseID }) else { throw .unknownBase(baseID) }
      guard var crew = crews.first(where: { $0.baseID == baseID }) ?? crews.first else {
        throw .nothingToPatrol
      }
      if crew.baseID != baseID {
        (crew.baseID, crew.base) = (base.id, base.coordinate)
        (crew.endID, crew.end) = (base.id, base.coordinate)
        (crew.restID, crew.rest) = (base.id, base.coordinate)
      }
      let taken = Set(crews.map(\.id))
      crew.id = (1...).lazy.map { "\(baseID)+\($0)" }.first { !taken.contains($0) } ?? crew.id
      crews.append(crew)
    case .tolerance(let share): patrol.areas.tolerance = share
    case .base(let id, let place):
      guard let index = bases.firstIndex(where: { $0.id == id }) else { throw .unknownBase(id) }
      bases[index].coordinate = place
      for crew in crews.indices {
        if crews[crew].baseID == id { crews[crew].base = place }
        if crews[crew].endID == id { crews[crew].end = place }
        if crews[crew].restID == id { crews[crew].rest = place }
      }
    }
  }
}
