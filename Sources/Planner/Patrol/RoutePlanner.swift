import Geometry
import Roads
import Scenario
import Solvers
import Words

/// Routes crews through the checkpoints: multi-depot routing with time windows, shift limits and spaced visits.
///
/// ```swift
/// let planner = RoutePlanner(problem: problem, travel: travel)
/// let plan = planner.plan(dayType: "weekday", seed: 1, ground: ground)
/// ```
///
/// Every run leaves its base when its shift starts and is back when it ends. Aims, in this order: required visits
/// made, red before yellow before blue; little travel; even duty. What is then left of a shift is spent at units of
/// the crew's patrol area, if `ground` is given: visits may then begin later in their windows, and are made all the
/// same.
package struct RoutePlanner: Sendable {
  let problem: Problem
  let travel: any Travel
  let places: PatrolPlaces

  /// The routes of one day type.
  package struct Result: Sendable {
    /// In the order of crews, then of their shifts; a run for each, even where nothing is required of it.
    package var routes: [Route]
    package var unserved: [UnservedVisit]
    /// Required visits not made, by tier, red first; and how many of them no plan can make.
    package var unservedByTier: [Int]
    package var unservedLowerBound: [Int]
    /// Seconds of travel that the required visits take (before stops at units are added), and a lower bound of it
    /// for any plan that makes as many visits to each checkpoint.
    package var travel: Int
    package var travelLowerBound: Int
    /// What that follows from, as far as trees show it.
    package var travelCertificate: Certificate?
    /// Least and greatest seconds of travel and required dwell of a crew.
    package var duty: ClosedRange<Int>
    /// Checkpoints whose visits are further apart than their greatest spacing, from the last of a day to the first of
    /// the next too; and whether so few visits a day cannot but be.
    package var wideSpacings: [(checkpointID: String, areTooFew: Bool)]
    /// Breaks that are not taken, each in a sentence.
    package var missedBreaks: [Message]
    /// Visits of each unit in `ground`, those before this plan included: hand them to the next day type's ground.
    package var unitVisits: [Int]
    /// Those of `ground`, with what this day type's routes see.
    package var standards: [PresenceStandard]
  }

  /// How far the search for routes is.
  package struct Progress: Sendable {
    package var dayType: String
    /// Required visits that the best routes so far leave out, by tier, and how many of them no plan can make.
    package var unserved: [Int]
    package var unservedLowerBound: [Int]
    /// Seconds of travel; metres where crews have a limit of distance.
    package var travel: Int
    /// Of the seconds, for plans that make every visit that can be made.
    package var travelLowerBound: Int
  }

  /// Looks at a search now and then; `false` ends it, and the best so far counts.
  package typealias Watch = @Sendable (Progress) -> Bool

  /// Asks `travel` for one table between all bases and checkpoints.
  package init(problem: Problem, travel: any Travel) {
    self.init(problem: problem, travel: travel, besides: [])
  }

  /// - Parameter besides: further places from which runs may start.
  init(problem: Problem, travel: any Travel, besides: [Coordinate]) {
    self.problem = problem
    self.travel = travel
    places = PatrolPlaces(problem, besides: besides, travel: travel)
  }

  /// The routes of the example day of `dayType`. The same seed and number of `steps` give the same routes.
  ///
  /// - Parameters:
  ///   - dayType: one of the problem.
  ///   - seed: of the search.
  ///   - steps: ruin and recreate steps; more take longer and find better routes. `nil` chooses by size.
  ///   - ground: the land that spare time is spent on; `nil` leaves it to spare.
  package func plan(dayType: String, seed: UInt64, steps: Int? = nil, ground: PresenceGround? = nil) -> Result
  {
    let drafts = drafts(
      of: [dayType], seed: seed, budget: steps.map { SearchBudget(rounds: $0) })
    return finish(drafts[0], ground: ground)
  }

  /// The routes of several day types, searched side by side on as many threads as the budget has.
  ///
  /// - Parameters:
  ///   - dayTypes: of the problem.
  ///   - seed: of the search.
  ///   - budget: how long, and on how many threads; `nil` takes a number of steps that depends on the size.
  ///   - ground: the land that spare time is spent on; `nil` leaves it to spare.
  ///   - variety: a seed for other routes than usual, which travel at most the policy's share more.
  ///   - watch: told of the best so far; it can end the search.
  package func plan(
    dayTypes: [String], seed: UInt64, budget: SearchBudget? = nil, ground: PresenceGround? = nil,
    variety: UInt64? = nil, watch: Watch? = nil
  ) -> [Result] {
    var ground = ground
    // What the days of one type in the scenario's words have to see, they share.
    let unseen = ground?.standards ?? []
    var standards: [Int: [PresenceStandard]] = [:]
    let drafts = drafts(of: dayTypes, seed: seed, budget: budget, variety: variety, watch: watch)
    return evened(
      drafts.map { draft in
        let dayType = problem.dayTypes.firstIndex(of: draft.dayType) ?? 0
        let type = problem.scenarioDayType(of: dayType)
        ground?.standards = (standards[type] ?? unseen).map { standard in
          var standard = standard
          standard.begin(
            turn: problem.turn(of: dayType), share: problem.share(ofScenarioDayType: type))
          return standard
        }
        let result = finish(draft, ground: ground)
        ground?.visits = result.unitVisits
        standards[type] = result.standards
        return result
      })
  }

  // MARK: Required visits

  private func finish(_ draft: Draft, ground: PresenceGround?) -> Result {
    let visits = draft.limits.problem
    let begins = draft.schedule.begins(visits)
    var presence = ground.map { PresencePlanner(ground: $0, travel: travel) }
    let runs = presenceRuns(draft)
    let filled = presence?.fill(runs) ?? runs.map(\.stops)
    var routes: [Route] = []
    var work = [Int](repeating: 0, count: problem.crews.count)
    for (index, run) in visits.runs.enumerated() {
      let crew = problem.crews[run.crew]
      work[run.crew] += runs[index].stops.reduce(0) { $0 + $1.travel + $1.depart - $1.start }
      routes.append(
        Route(dayType: draft.dayType, crewID: crew.id, shiftID: run.shiftID, stops: filled[index]))
    }
    let diagnosis = VisitDiagnosis(limits: draft.limits, begins: begins, problem: problem)
    var unserved: [UnservedVisit] = []
    var wide: [(checkpointID: String, areTooFew: Bool)] = []
    for (index, point) in visits.points.enumerated() {
      let id = problem.checkpoints[point.checkpoint].id
      for (offset, reason) in diagnosis.reasons(index).enumerated() {
        unserved.append(
          UnservedVisit(
            dayType: draft.dayType, checkpointID: id, visit: begins[index].count * point.crews + offset + 1,
            reason: reason)
        )
      }
      guard let maxGap = point.maxGap, let first = begins[index].first else { continue }
      let next = begins[index].dropFirst() + [first + VisitProblem.day]
      if zip(begins[index], next).contains(where: { $1 - $0 > maxGap }) {
        wide.append((id, point.visits * maxGap < VisitProblem.day))
      }
    }
    let driven = draft.schedule.travel(visits)
    return Result(
      routes: routes, unserved: unserved, unservedByTier: draft.schedule.missing(visits),
      unservedLowerBound: draft.limits.unavoidable(), travel: driven,
      travelLowerBound: draft.travelBound.seconds,
      travelCertificate: draft.travelBound.certificate(of: draft.schedule, in: draft.limits, problem),
      duty: (work.min() ?? 0)...(work.max() ?? 0), wideSpacings: wide, missedBreaks: missedBreaks(draft),
      unitVisits: presence?.visits ?? ground?.visits ?? [], standards: presence?.standards ?? [])
  }

  /// Breaks for which no shift of a crew has time, and those of a shift that are not taken.
  private func missedBreaks(_ draft: Draft) -> [Message] {
    let visits = draft.limits.problem
    var missed: [Message] = []
    for (index, crew) in problem.crews.enumerated() {
      let runs = visits.runs.indices.filter { visits.runs[$0].crew == index }
      for rule in crew.breaks {
        let fits = runs.contains {
          VisitProblem.fitted(rule, from: visits.runs[$0].start, to: visits.runs[$0].end) != nil
        }
        if fits { continue }
        missed.append(
          Message(
            "break_not_taken",
            "crew \(crew.id) takes no break \(rule.window.text): none of its shifts lets one of \(rule.duration) s "
              + "begin then and end before the shift does"))
      }
      for run in runs {
        let taken = draft.schedule.runs[run].count { $0.point < 0 }
        guard taken < visits.runs[run].breaks.count else { continue }
        missed.append(
          Message(
            "breaks_too_few",
            "crew \(crew.id) takes only \(taken) of its \(visits.runs[run].breaks.count) breaks in shift "
              + "\(visits.runs[run].shiftID): there is no time for more of them in their windows"))
      }
    }
    return missed
  }

  /// The runs of a day, each visit within a window that keeps its spacing.
  private func presenceRuns(_ draft: Draft) -> [PresenceRun] {
    let visits = draft.limits.problem
    let windows = draft.limits.windows(of: draft.schedule)
    return visits.runs.indices.map { index in
      let (run, schedule) = (visits.runs[index], draft.schedule.runs[index])
      let crew = problem.crews[run.crew]
      var spans = [TimeSpans([])]
      for (stop, window) in zip(schedule, windows[index]) {
        spans.append(window)
        if visits.places[stop.place].metres > 0 { spans.append(TimeSpans([])) }
      }
      return PresenceRun(
        crewID: crew.id, kind: crew.vehicleKind, range: crew.range, stops: stops(of: run, schedule, visits),
        windows: spans + [TimeSpans([])], end: run.end)
    }
  }

  // MARK: Stops

  /// The stops of a run from its base to its end, as early as they can be.
  private func stops(
    of run: VisitProblem.Run, _ schedule: [VisitSchedule.Stop], _ visits: VisitProblem
  ) -> [Route.Stop] {
    let crew = problem.crews[run.crew]
    let start = Route.Stop(
      kind: .start, id: crew.baseID, coordinate: crew.base, arrive: run.start, start: run.start,
      depart: run.start, travel: 0, distance: 0)
    return [start] + stops(of: run, schedule, visits, after: start)
  }

  /// The stops behind one that the run leaves when it starts.
  func stops(
    of run: VisitProblem.Run, _ schedule: [VisitSchedule.Stop], _ visits: VisitProblem,
    after first: Route.Stop
  ) -> [Route.Stop] {
    let crew = problem.crews[run.crew]
    var stops = [first]
    stops[0].depart = run.start
    var place = run.base
    for stop in schedule {
      arrive(at: stop.place, from: place, run, visits, &stops)
      let last = stops.count - 1
      stops[last].kind = stop.point < 0 ? .break : .checkpoint
      stops[last].id =
        stop.point < 0 ? crew.restID : problem.checkpoints[visits.points[stop.point].checkpoint].id
      stops[last].start = stop.begin
      stops[last].depart = stop.depart
      place = stop.place
      if visits.places[place].metres > 0 {
        stops[last].kind = .street
        drive(along: place, crew, &stops)
      }
    }
    arrive(at: run.home, from: place, run, visits, &stops)
    stops[stops.count - 1].id = crew.endID
    return Array(stops.dropFirst())
  }

  /// Adds a stop of kind `end` at a place.
  private func arrive(
    at place: Int, from: Int, _ run: VisitProblem.Run, _ visits: VisitProblem, _ stops: inout [Route.Stop]
  ) {
    let (a, b) = (visits.places[from].from, visits.places[place].into)
    // The drive along a street is part of what it takes from its entrance.
    let way =
      visits.travel(run.kind, from, place)
      - (visits.places[from].metres > 0 ? stops[stops.count - 1].travel : 0)
    let arrive = stops[stops.count - 1].depart + way
    stops.append(
      Route.Stop(
        kind: .end, id: "", coordinate: places.coordinates[b], arrive: arrive, start: arrive, depart: arrive,
        travel: way,
        distance: a == b ? 0 : Double(places.table(of: problem.crews[run.crew].profile).metres(a, b))))
  }

  /// Adds the far end of a street.
  private func drive(along place: Int, _ crew: Crew, _ stops: inout [Route.Stop]) {
    let street = places.places[place]
    let entrance = stops[stops.count - 1]
    let drive = problem.patrol.streetSeconds(street.metres, maxSpeed: crew.maxSpeed)
    let arrive = entrance.depart + drive
    stops.append(
      Route.Stop(
        kind: .street, id: entrance.id, coordinate: places.coordinates[street.from], arrive: arrive,
        start: arrive, depart: arrive, travel: drive, distance: street.metres))
  }
}
