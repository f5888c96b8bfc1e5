import Words

/// What is refused before it is begun, since it would take more memory than there is, or cannot be planned at all.
extension PlanMaker {
  /// The most required visits of one day; the bound on their travel alone takes a number for each pair.
  private static let mostVisits = 20_000

  /// Refuses more required visits, or places of them, than can be routed at once.
  func checkRoutes() throws(PlanError) {
    for dayType in problem.dayTypes {
      let visits = problem.checkpoints.reduce(0) { $0 + $1.visits(on: dayType) }
      guard visits <= Self.mostVisits else {
        throw .tooManyVisits(dayType: dayType, visits: visits, most: Self.mostVisits)
      }
    }
    let skills = Set(problem.checkpoints.flatMap(\.skills)).count
    guard skills <= VisitProblem.mostSkills else {
      throw .tooManySkills(skills: skills, most: VisitProblem.mostSkills)
    }
    let places = 3 * problem.crews.count + 2 * problem.checkpoints.count
    let kinds = Set(problem.crews.map(\.vehicleKind)).count
    // Of each pair, for each kind of vehicle: seconds and metres in a table, in the planner, and in the engine.
    let bytes = Double(places * places) * Double(24 * max(1, kinds))
    guard Memory.holds(bytes: bytes) else {
      throw .tooLarge(what: Message("the ways between \(places) places of routes"), bytes: bytes)
    }
  }
}
