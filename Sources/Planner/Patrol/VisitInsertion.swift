import Grid

/// A place for a visit: before the stop at `position` of a run, at a cost in seconds of travel.
struct Insertion: Sendable {
  var run: Int
  var position: Int
  var cost: Int
}

extension VisitPlan {
  /// The cheapest place for an absent visit over all runs; `nil` when no run can take it.
  ///
  /// With `blinks` above 0 good places are overlooked with that probability, which keeps searches from repeating
  /// themselves (Christiaens and Vanden Berghe, "Slack induction by string removals", 2020).
  func bestInsertion(
    of visit: Int, blinks: Double = 0, generator: inout SeededGenerator
  ) -> Insertion? {
    let point = problem.pointOfVisit[visit]
    var best: Insertion?
    for run in problem.runs.indices {
      let reach = problem.reach(point, run)
      guard reach.earliest <= reach.latest else { continue }
      improve(&best, point, visit, run, blinks, &generator)
    }
    return best
  }

  /// The cheapest place in one run.
  func bestInsertion(of visit: Int, in run: Int) -> Insertion? {
    var generator = SeededGenerator(seed: 0)
    var best: Insertion?
    let point = problem.pointOfVisit[visit]
    let reach = problem.reach(point, run)
    guard reach.earliest <= reach.latest else { return nil }
    improve(&best, point, visit, run, 0, &generator)
    return best
  }

  private func improve(
    _ best: inout Insertion?, _ point: Int, _ visit: Int, _ run: Int, _ blinks: Double,
    _ generator: inout SeededGenerator
  ) {
    let p = problem.points[point]
    let r = problem.runs[run]
    let reach = problem.reach(point, run)
    let places = problem.places
    let matrix = r.speed * places * places
    problem.seconds.withUnsafeBufferPointer { seconds in
      runs[run].withUnsafeBufferPointer { slots in
        for position in 1..<slots.count {
          let before = slots[position - 1]
          let after = slots[position]
          // Slots are in order of time: before here the visit is too late for its run, or the stop after too early.
          if before.depart > reach.latest { break }
          if after.latest < reach.earliest { continue }
          let there = Int(seconds[matrix + before.place * places + p.place])
          let on = Int(seconds[matrix + p.place * places + after.place])
          let cost = there + on - Int(seconds[matrix + before.place * places + after.place])
          if let best, cost >= best.cost { continue }
          guard there < Int(VisitProblem.never), on < Int(VisitProblem.never),
            let begin = earliestBegin(point, from: before.depart + there, except: visit),
            begin + p.dwell + on <= after.latest,
            isApart(begin, point: p, run: run, position: position)
          else { continue }
          if blinks > 0, generator.unit() < blinks { continue }
          best = Insertion(run: run, position: position, cost: cost)
        }
      }
    }
  }

  /// Whether visits of the same checkpoint later in the same run, which may only move on, stay far enough behind.
  private func isApart(_ begin: Int, point: VisitProblem.Point, run: Int, position: Int) -> Bool {
    guard point.minGap > 0 else { return true }
    for other in point.visits where runOf[other] == run && positionOf[other] >= position {
      if begin > self.begin[other] - point.minGap { return false }
    }
    return true
  }
}
