/// Which run makes which visit, when: always a plan that keeps every rule.
///
/// Each visit begins as early as its run, its windows and the spacing from the other visits of its checkpoint let
/// it. Each stop also knows the latest beginning that leaves all that follows in time, so that an insertion is
/// tried in constant time (Savelsbergh, "The vehicle routing problem with time windows: minimizing route
/// duration", 1992, with several windows and spacing on top).
struct VisitPlan: Sendable {
  struct Slot: Sendable {
    /// -1 at the two ends, where the place is the base.
    var visit: Int
    var place: Int
    var begin: Int
    var depart: Int
    var latest: Int
  }

  static let absent = Int.min

  let problem: VisitProblem
  /// For each run its stops, base to base.
  private(set) var runs: [[Slot]]
  /// For each visit when it begins, the run that makes it and where in the run; `absent`, -1, -1 when not made.
  private(set) var begin: [Int]
  private(set) var runOf: [Int]
  private(set) var positionOf: [Int]
  /// Visits not made, by tier.
  private(set) var missing: [Int]
  /// Seconds of travel by run, and in all.
  private(set) var travelOf: [Int]
  private(set) var travel = 0
  private var workOf: [Int]
  /// Sum over runs of (travel + dwell) squared: lower when duty is spread evenly.
  private(set) var unevenness = 0

  init(_ problem: VisitProblem) {
    self.problem = problem
    runs = problem.runs.map { run in
      [
        Slot(visit: -1, place: run.base, begin: run.start, depart: run.start, latest: run.end),
        Slot(visit: -1, place: run.base, begin: run.start, depart: run.end, latest: run.end),
      ]
    }
    begin = [Int](repeating: Self.absent, count: problem.visitCount)
    runOf = [Int](repeating: -1, count: problem.visitCount)
    positionOf = runOf
    missing = [0, 0, 0]
    for point in problem.points { missing[point.tier] += point.visits.count }
    travelOf = [Int](repeating: 0, count: runs.count)
    workOf = travelOf
  }

  /// The visits of a run in order.
  func sequence(_ run: Int) -> [Int] { runs[run].dropFirst().dropLast().map(\.visit) }

  /// Whether this plan is better by the order of aims: visits by tier, then travel, then even duty.
  func isBetter(than other: VisitPlan) -> Bool {
    (missing[0], missing[1], missing[2], travel, unevenness)
      < (other.missing[0], other.missing[1], other.missing[2], other.travel, other.unevenness)
  }

  // MARK: Times of one visit

  /// The earliest beginning of a visit to `point` not before `time`, in its windows and apart from its other visits.
  func earliestBegin(_ point: Int, from time: Int, except visit: Int) -> Int? {
    let p = problem.points[point]
    var time = time
    retry: while true {
      guard let open = p.open(from: time) else { return nil }
      time = open
      if p.minGap > 0 {
        for other in p.visits where other != visit && begin[other] != Self.absent {
          if abs(time - begin[other]) < p.minGap {
            time = begin[other] + p.minGap
            continue retry
          }
        }
      }
      return time
    }
  }

  /// The latest beginning not after `time`.
  private func latestBegin(_ point: Int, until time: Int, except visit: Int) -> Int? {
    let p = problem.points[point]
    var time = time
    retry: while true {
      guard let open = p.open(until: time) else { return nil }
      time = open
      if p.minGap > 0 {
        for other in p.visits where other != visit && begin[other] != Self.absent {
          if abs(time - begin[other]) < p.minGap {
            time = begin[other] - p.minGap
            continue retry
          }
        }
      }
      return time
    }
  }

  // MARK: Changes

  /// Gives runs new sequences, all or none; `false`, and nothing changed, when some rule would break.
  ///
  /// Every visit of the new sequences is one of these runs' visits or one that no run makes.
  mutating func replace(_ changes: [(run: Int, sequence: [Int])]) -> Bool {
    var before: [(begin: Int, visit: Int)] = []
    for change in changes {
      for slot in runs[change.run] where slot.visit >= 0 {
        before.append((slot.begin, slot.visit))
        begin[slot.visit] = Self.absent
      }
    }
    var after: [[Slot]] = []
    for change in changes {
      guard let slots = schedule(change.run, change.sequence) else {
        for earlier in changes.prefix(after.count + 1) {
          for visit in earlier.sequence { begin[visit] = Self.absent }
        }
        for old in before { begin[old.visit] = old.begin }
        return false
      }
      after.append(slots)
    }
    for old in before {
      runOf[old.visit] = -1
      positionOf[old.visit] = -1
      missing[problem.points[problem.pointOfVisit[old.visit]].tier] += 1
    }
    for (change, slots) in zip(changes, after) { install(slots, in: change.run) }
    refresh(changes.map(\.run), moved: before.map(\.visit))
    return true
  }

  /// The stops of a sequence at their earliest; `nil` when some rule would break. Leaves the begins it has set.
  private mutating func schedule(_ run: Int, _ sequence: [Int]) -> [Slot]? {
    let r = problem.runs[run]
    var slots: [Slot] = []
    slots.reserveCapacity(sequence.count + 2)
    slots.append(Slot(visit: -1, place: r.base, begin: r.start, depart: r.start, latest: r.end))
    var place = r.base
    var time = r.start
    for visit in sequence {
      let point = problem.pointOfVisit[visit]
      let to = problem.points[point].place
      time += problem.travel(r.speed, place, to)
      guard time <= r.end, let open = earliestBegin(point, from: time, except: visit), open <= r.end else {
        return nil
      }
      begin[visit] = open
      time = open + problem.points[point].dwell
      slots.append(Slot(visit: visit, place: to, begin: open, depart: time, latest: open))
      place = to
    }
    time += problem.travel(r.speed, place, r.base)
    guard time <= r.end else { return nil }
    slots.append(Slot(visit: -1, place: r.base, begin: time, depart: r.end, latest: r.end))
    return slots
  }

  private mutating func install(_ slots: [Slot], in run: Int) {
    let speed = problem.runs[run].speed
    var travelled = 0
    var dwelt = 0
    for (position, slot) in slots.enumerated() {
      if position > 0 { travelled += problem.travel(speed, slots[position - 1].place, slot.place) }
      guard slot.visit >= 0 else { continue }
      let point = problem.points[problem.pointOfVisit[slot.visit]]
      dwelt += point.dwell
      runOf[slot.visit] = run
      positionOf[slot.visit] = position
      missing[point.tier] -= 1
    }
    travel += travelled - travelOf[run]
    travelOf[run] = travelled
    unevenness += (travelled + dwelt) * (travelled + dwelt) - workOf[run] * workOf[run]
    workOf[run] = travelled + dwelt
    runs[run] = slots
  }

  /// Renews the latest begins of the changed runs, and of runs whose spacing from a moved visit may be another now.
  private mutating func refresh(_ changed: [Int], moved: [Int]) {
    var touched = changed
    func note(_ visit: Int, _ touched: inout [Int]) {
      let point = problem.points[problem.pointOfVisit[visit]]
      guard point.minGap > 0, point.visits.count > 1 else { return }
      for other in point.visits where runOf[other] >= 0 && !touched.contains(runOf[other]) {
        touched.append(runOf[other])
      }
    }
    for visit in moved { note(visit, &touched) }
    for run in changed {
      for slot in runs[run] where slot.visit >= 0 { note(slot.visit, &touched) }
    }
    for run in touched { setLatest(run) }
  }

  private mutating func setLatest(_ run: Int) {
    let r = problem.runs[run]
    for slot in runs[run] where slot.visit >= 0 { begin[slot.visit] = Self.absent }
    var limit = r.end
    for position in stride(from: runs[run].count - 2, to: 0, by: -1) {
      let slot = runs[run][position]
      let point = problem.pointOfVisit[slot.visit]
      let until =
        limit - problem.travel(r.speed, slot.place, runs[run][position + 1].place)
        - problem.points[point].dwell
      // The earliest schedule keeps every rule, so a latest one exists.
      limit = max(slot.begin, latestBegin(point, until: until, except: slot.visit) ?? slot.begin)
      begin[slot.visit] = limit
      runs[run][position].latest = limit
    }
    for slot in runs[run] where slot.visit >= 0 { begin[slot.visit] = slot.begin }
  }

  /// Takes visits out of their runs. Where the way without them is too long for a run, it loses all its visits.
  mutating func remove(_ visits: [Int]) {
    var runsTouched: [Int] = []
    for visit in visits where runOf[visit] >= 0 && !runsTouched.contains(runOf[visit]) {
      runsTouched.append(runOf[visit])
    }
    for run in runsTouched {
      if !replace([(run, sequence(run).filter { !visits.contains($0) })]) { _ = replace([(run, [])]) }
    }
  }

  /// Puts a visit that no run makes at a place found by `bestInsertion`.
  mutating func insert(_ visit: Int, at insertion: Insertion) -> Bool {
    var sequence = sequence(insertion.run)
    sequence.insert(visit, at: insertion.position - 1)
    return replace([(insertion.run, sequence)])
  }
}
