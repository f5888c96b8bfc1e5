import Roads
import Scenario
import Words

/// Changes a patrol that is under way: what has been driven stays, and little else changes.
///
/// The visits of a crew that drops out go to others, each of which keeps its own visits at their times. Where that
/// leaves some out, up to a tenth of the others' visits may change hands or times, too.
package struct PatrolReplanner {
  package struct Result: Sendable {
    /// All routes, of other day types, too.
    package var routes: [Route]
    /// Which of them are not as they were.
    package var isChanged: [Bool]
    package var unserved: [UnservedVisit]
    package var moves: [VisitMove]
    /// How many visits of crews that go on change hands or times, and how many there were to be made.
    package var others: (changed: Int, all: Int)
  }

  /// The share of the others' visits that may change.
  private static let loosened = 0.1
  private static let steps = 20_000

  let problem: Problem
  let travel: any Travel
  let routes: [Route]
  let unserved: [UnservedVisit]

  package init(
    problem: Problem, routes: [Route], unserved: [UnservedVisit], travel: any Travel
  ) {
    self.problem = problem
    self.routes = routes
    self.unserved = unserved
    self.travel = travel
  }

  /// The routes of the rest of a day.
  ///
  /// - Parameters:
  ///   - dayType: whose routes change.
  ///   - now: seconds after midnight of the example day.
  ///   - changes: crews that drop out, and places to be visited besides.
  ///   - seed: of the search.
  package func replan(
    dayType: String, now: Int, changes: [PatrolChange], seed: UInt64
  ) throws(PatrolChangeError) -> Result {
    guard problem.dayTypes.contains(dayType) else {
      throw .unknownDayType(dayType, known: problem.dayTypes)
    }
    guard routes.contains(where: { $0.dayType == dayType }) else { throw .noRoutes(dayType: dayType) }
    var dropped = Set<String>()
    var problem = problem
    var added: [String: Int] = [:]
    for change in changes {
      switch change {
      case .drop(let crew):
        guard problem.crews.contains(where: { $0.id == crew }) else { throw .unknownCrew(crew) }
        dropped.insert(crew)
      case .add(let checkpoint):
        guard !problem.checkpoints.contains(where: { $0.id == checkpoint.id }) else {
          throw .repeatedCheckpoint(checkpoint.id)
        }
        problem.checkpoints.append(checkpoint)
        added[checkpoint.id] = checkpoint.visitsPerDay
      }
    }
    let day = RestOfDay(
      problem: problem, routes: routes, dayType: dayType, now: now, dropped: dropped, added: added,
      travel: travel)
    var wanted = day.wanted(loosening: [])
    var (schedule, missing) = day.solve(wanted, steps: Self.steps, seed: seed)
    let most = Int(Self.loosened * Double(day.keptCount))
    if missing > 0, most > 0 {
      let loose = day.nearest(most, toUnserved: schedule, wanted)
      let freer = day.wanted(loosening: Set(loose))
      let other = day.solve(freer, steps: 2 * Self.steps, seed: seed, from: schedule)
      if other.missing < missing { (schedule, missing, wanted) = (other.schedule, other.missing, freer) }
    }
    return result(day, schedule, now: now)
  }

  private func result(_ day: RestOfDay, _ schedule: VisitSchedule, now: Int) -> Result {
    let after = day.routes(schedule)
    var result = Result(
      routes: after, isChanged: zip(routes, after).map { $0.stops != $1.stops }, unserved: [], moves: [],
      others: (0, day.keptCount))
    // Visits made before and after, those that are as they were left out.
    var before: [String: [VisitMove.Visit]] = [:]
    var afterwards: [String: [VisitMove.Visit]] = [:]
    for (old, new) in zip(routes, after) where old.dayType == day.dayType {
      let (a, b) = (old.visits, new.visits)
      func isSame(_ x: Route.Stop, _ y: Route.Stop) -> Bool { x.id == y.id && x.start == y.start }
      for visit in a where !b.contains(where: { isSame($0, visit) }) {
        before[visit.id, default: []].append(.init(crewID: old.crewID, begin: visit.start))
        if !day.dropped.contains(old.crewID) { result.others.changed += 1 }
      }
      for visit in b where !a.contains(where: { isSame($0, visit) }) {
        afterwards[visit.id, default: []].append(.init(crewID: old.crewID, begin: visit.start))
      }
    }
    result.unserved = unserved.filter { $0.dayType != day.dayType }
    for checkpoint in day.problem.checkpoints {
      let (old, new) = (before[checkpoint.id] ?? [], afterwards[checkpoint.id] ?? [])
      for index in 0..<max(old.count, new.count) {
        result.moves.append(
          VisitMove(
            checkpointID: checkpoint.id, before: index < old.count ? old[index] : nil,
            after: index < new.count ? new[index] : nil))
      }
      let begins = after.filter { $0.dayType == day.dayType }.flatMap(\.visits).filter {
        $0.id == checkpoint.id
      }
      let missing = checkpoint.missing(on: day.dayType, begins: begins.map(\.start))
      let known = unserved.filter { $0.dayType == day.dayType && $0.checkpointID == checkpoint.id }
      for number in 0..<missing {
        result.unserved.append(
          UnservedVisit(
            dayType: day.dayType, checkpointID: checkpoint.id,
            visit: checkpoint.visits(on: day.dayType) - missing + number + 1,
            reason: number < known.count
              ? known[number].reason
              : Message(
                "no_time_today",
                "From \(TimeOfDay(seconds: now).text) on no crew has time for it beside its other visits, of which "
                  + "no more than a tenth may change.")))
      }
    }
    return result
  }
}
