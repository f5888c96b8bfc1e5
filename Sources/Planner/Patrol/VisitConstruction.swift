import Grid

extension VisitPlan {
  /// Inserts absent visits tier by tier, each time the one that would lose most by waiting: the one whose cheapest
  /// run is furthest below its second cheapest (regret insertion, Potvin and Rousseau 1993).
  mutating func construct() {
    for tier in missing.indices {
      let waiting = problem.points.indices.filter { problem.points[$0].tier == tier }
      var options = RegretOptions(points: waiting, runs: runs.count)
      for point in waiting { renew(&options, point, Array(runs.indices)) }
      while let next = options.mostRegretted() {
        let visit = problem.points[next.point].visits.first { runOf[$0] < 0 }
        guard let visit, let place = bestInsertion(of: visit, in: next.run), insert(visit, at: place) else {
          options.costs[next.point * runs.count + next.run] = nil
          continue
        }
        // The run has other times now; so may runs that visit the same checkpoints, by spacing.
        var changed = [next.run]
        var spaced = [next.point]
        for slot in runs[next.run] where slot.visit >= 0 {
          let point = problem.pointOfVisit[slot.visit]
          guard problem.points[point].minGap > 0, problem.points[point].visits.count > 1 else { continue }
          if !spaced.contains(point) { spaced.append(point) }
          for other in problem.points[point].visits where runOf[other] >= 0 && !changed.contains(runOf[other])
          {
            changed.append(runOf[other])
          }
        }
        for point in waiting {
          renew(&options, point, spaced.contains(point) ? Array(runs.indices) : changed)
        }
      }
    }
  }

  private func renew(_ options: inout RegretOptions, _ point: Int, _ changed: [Int]) {
    let visit = problem.points[point].visits.first { runOf[$0] < 0 }
    for run in changed {
      options.costs[point * runs.count + run] = visit.flatMap { bestInsertion(of: $0, in: run)?.cost }
    }
  }
}

/// The cost of putting one more visit of each checkpoint into each run.
private struct RegretOptions {
  let points: [Int]
  let runs: Int
  /// Point after point; `nil` where it does not fit.
  var costs: [Int?]

  init(points: [Int], runs: Int) {
    self.points = points
    self.runs = runs
    costs = [Int?](repeating: nil, count: ((points.max() ?? -1) + 1) * runs)
  }

  func mostRegretted() -> (point: Int, run: Int)? {
    var best: (point: Int, run: Int)?
    var greatest = -1
    for point in points {
      var first = Int.max
      var second = Int.max
      var cheapest = -1
      for run in 0..<runs {
        guard let cost = costs[point * runs + run] else { continue }
        if cost < first {
          second = first
          first = cost
          cheapest = run
        } else if cost < second {
          second = cost
        }
      }
      guard cheapest >= 0 else { continue }
      // With one run left there is no second chance: such a visit goes first.
      let regret = second == .max ? Int.max : second - first
      if regret > greatest {
        greatest = regret
        best = (point, cheapest)
      }
    }
    return best
  }
}
