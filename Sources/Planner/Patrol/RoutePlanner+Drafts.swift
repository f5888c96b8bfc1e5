import Scenario
import Solvers

extension RoutePlanner {
  /// Who makes which required visit when.
  struct Draft: Sendable {
    var dayType: String
    var limits: VisitLimits
    var schedule: VisitSchedule
    /// Of the seconds of travel, for any plan that makes as many visits to each point.
    var travelBound: TravelBound.Proof
  }

  /// Drafts of several day types, searched side by side.
  ///
  /// The days of a rotation have the same visits: the first of them is searched, and the others vary it.
  func drafts(
    of dayTypes: [String], seed: UInt64, budget: SearchBudget?, variety: UInt64? = nil, watch: Watch? = nil
  ) -> [Draft] {
    let turns = dayTypes.map { problem.dayTypes.firstIndex(of: $0) ?? 0 }.map { dayType in
      (type: problem.scenarioDayType(of: dayType), turn: problem.turn(of: dayType))
    }
    let firsts = turns.map { turn in turns.firstIndex { $0.type == turn.type } ?? 0 }
    let searched = dayTypes.indices.filter { firsts[$0] == $0 }
    let hasVariety = problem.patrol.variety > 0
    let drafter = Drafter(
      planner: self, seed: seed, budget: budget,
      searches: hasVariety ? dayTypes.count : searched.count, watch: watch)
    let found = concurrentMap(searched, threads: drafter.threads) { index in
      let draft = drafter.draft(dayTypes[index])
      return hasVariety ? variety.map { drafter.varied(draft, by: $0) } ?? draft : draft
    }
    return concurrentMap(Array(dayTypes.indices), threads: drafter.threads) { index in
      var draft = found[searched.firstIndex(of: firsts[index]) ?? 0]
      draft.dayType = dayTypes[index]
      return hasVariety && firsts[index] != index
        ? drafter.varied(draft, by: UInt64(turns[index].turn)) : draft
    }
  }
}

/// Searches for routes within a budget.
private struct Drafter: Sendable {
  let planner: RoutePlanner
  let seed: UInt64
  let budget: SearchBudget?
  /// How many searches share the time.
  let searches: Int
  let watch: RoutePlanner.Watch?

  var threads: Int { budget?.threads ?? 2 }

  func draft(_ dayType: String) -> RoutePlanner.Draft {
    let visits = VisitProblem(planner.problem, dayType: dayType, at: planner.places)
    let limits = VisitLimits(visits)
    let schedule = VisitSearch(visits, limits: limits, seed: seed)
      .run(share(for: visits), watch: watch.map { Self.watch(dayType, limits, $0) })
    return RoutePlanner.Draft(
      dayType: dayType, limits: limits, schedule: schedule,
      travelBound: bound(dayType, limits, schedule))
  }

  /// Other routes for the same visits, which travel at most the policy's share more: from a search of their own where what
  /// it finds is as good as that, else from the routes themselves.
  func varied(_ draft: RoutePlanner.Draft, by variety: UInt64) -> RoutePlanner.Draft {
    let visits = draft.limits.problem
    var share = share(for: visits)
    share.rounds = min(share.rounds, Self.steps(for: visits))
    let made = draft.schedule.begins(visits).map(\.count)
    var draft = draft
    let own = VisitSearch(visits, limits: draft.limits, seed: seed ^ variety &* 0x9E37_79B9_7F4A_7C15)
    let other = own.run(share)
    let most = Double(draft.schedule.travel(visits)) * (1 + planner.problem.patrol.variety)
    if other.missing(visits) == draft.schedule.missing(visits), Double(other.travel(visits)) <= most {
      draft.schedule = other
    } else {
      draft.schedule = own.varied(draft.schedule, by: planner.problem.patrol.variety, seed: variety, share)
    }
    // Where as many visits are made to each point, what bounds one bounds the other.
    if draft.schedule.begins(visits).map(\.count) != made {
      draft.travelBound = bound(draft.dayType, draft.limits, draft.schedule)
    }
    return draft
  }

  /// By trees, and where time is given by columns too, for half as long as the search has and until who watches ends it.
  private func bound(_ dayType: String, _ limits: VisitLimits, _ schedule: VisitSchedule) -> TravelBound.Proof
  {
    let problem = limits.problem
    let made = schedule.begins(problem).map(\.count)
    let travel = schedule.travel(problem)
    var proof = TravelBound(limits, made: made).proof(above: travel)
    let (missing, unavoidable) = (schedule.missing(problem), limits.unavoidable())
    func goesOn(_ bound: Int) -> Bool {
      watch?(
        RoutePlanner.Progress(
          dayType: dayType, unserved: missing, unservedLowerBound: unavoidable, travel: travel,
          travelLowerBound: max(proof.trees, bound))) ?? true
    }
    guard let seconds = share(for: problem).seconds, goesOn(proof.trees) else { return proof }
    proof.columns = TravelProblem(limits, made: made).bound(
      SearchBudget(rounds: .max, seconds: seconds / 2, threads: max(1, threads / searches)),
      from: schedule, watch: goesOn)
    return proof
  }

  /// One after the other, each has its share of the time.
  private func share(for visits: VisitProblem) -> SearchBudget {
    var share = budget ?? SearchBudget(rounds: Self.steps(for: visits))
    let rows = max(1, (searches + threads - 1) / max(1, threads))
    share.seconds = share.seconds.map { $0 / Double(rows) }
    return share
  }

  /// Steps that take a county of usual size (150 checkpoints, 36 runs) a few seconds, and a large one not many more: they
  /// grow with the pairs of visits, whose travel falls by 3 to 4 in a hundred with three times the steps.
  private static func steps(for visits: VisitProblem) -> Int {
    max(20_000, min(400_000, 8 * visits.visitCount * visits.visitCount))
  }

  private static func watch(
    _ dayType: String, _ limits: VisitLimits, _ watch: @escaping RoutePlanner.Watch
  ) -> VisitSearch.Watch {
    let unavoidable = limits.unavoidable()
    let possible = limits.problem.points.indices.map(limits.possible)
    let bound = TravelBound(limits, made: possible).proof().trees
    return { missing, cost in
      watch(
        RoutePlanner.Progress(
          dayType: dayType, unserved: zip(missing, unavoidable).map { $0 + $1 },
          unservedLowerBound: unavoidable, travel: cost, travelLowerBound: bound))
    }
  }
}
