import Grid

extension VisitPlan {
  /// Improves the plan by relocating, swapping, reversing and exchanging tails until nothing helps or `passes` are
  /// over. Only the `neighbours` of each checkpoint are tried beside it.
  mutating func descend(neighbours: [[Int]], passes: Int = 8) {
    for _ in 0..<passes {
      var improved = fill()
      for visit in begin.indices where runOf[visit] >= 0 {
        if relocate(visit) { improved = true }
        for point in neighbours[problem.pointOfVisit[visit]] {
          for other in problem.points[point].visits
          where runOf[other] >= 0 && runOf[visit] >= 0 && other != visit {
            if runOf[visit] == runOf[other] {
              if swapWithin(visit, other) || reverse(visit, other) { improved = true }
            } else if swapBetween(visit, other) || exchangeTails(visit, other) {
              improved = true
            }
          }
        }
      }
      if !improved { break }
    }
  }

  /// Inserts absent visits wherever they fit.
  private mutating func fill() -> Bool {
    var generator = SeededGenerator(seed: 0)
    var filled = false
    for tier in missing.indices where missing[tier] > 0 {
      for visit in begin.indices
      where runOf[visit] < 0 && tier == problem.points[problem.pointOfVisit[visit]].tier {
        if let place = bestInsertion(of: visit, generator: &generator), insert(visit, at: place) {
          filled = true
        }
      }
    }
    return filled
  }

  private mutating func relocate(_ visit: Int) -> Bool {
    var trial = self
    var generator = SeededGenerator(seed: 0)
    trial.remove([visit])
    guard let place = trial.bestInsertion(of: visit, generator: &generator), trial.insert(visit, at: place),
      trial.isBetter(than: self)
    else { return false }
    self = trial
    return true
  }

  private mutating func swapWithin(_ a: Int, _ b: Int) -> Bool {
    let run = runOf[a]
    var sequence = sequence(run)
    sequence.swapAt(positionOf[a] - 1, positionOf[b] - 1)
    return attempt([(run, sequence)])
  }

  private mutating func reverse(_ a: Int, _ b: Int) -> Bool {
    let run = runOf[a]
    var sequence = sequence(run)
    let low = min(positionOf[a], positionOf[b]) - 1
    let high = max(positionOf[a], positionOf[b]) - 1
    guard high - low > 1 else { return false }
    sequence[low...high].reverse()
    return attempt([(run, sequence)])
  }

  private mutating func swapBetween(_ a: Int, _ b: Int) -> Bool {
    let (p, q) = (runOf[a], runOf[b])
    var (first, second) = (sequence(p), sequence(q))
    first[positionOf[a] - 1] = b
    second[positionOf[b] - 1] = a
    return attempt([(p, first), (q, second)])
  }

  /// What follows `a` in its run changes place with `b` and what follows it.
  private mutating func exchangeTails(_ a: Int, _ b: Int) -> Bool {
    let (p, q) = (runOf[a], runOf[b])
    let (first, second) = (sequence(p), sequence(q))
    let (i, j) = (positionOf[a], positionOf[b] - 1)
    return attempt([(p, Array(first[..<i] + second[j...])), (q, Array(second[..<j] + first[i...]))])
  }

  /// Takes new sequences of the same visits if that makes the plan better.
  private mutating func attempt(_ changes: [(run: Int, sequence: [Int])]) -> Bool {
    var delta = 0
    for change in changes { delta += travel(of: change.sequence, in: change.run) - travelOf[change.run] }
    guard delta <= 0 else { return false }
    if delta < 0 { return replace(changes) }
    let unevennessBefore = unevenness
    let before = changes.map { (run: $0.run, sequence: sequence($0.run)) }
    guard replace(changes) else { return false }
    if unevenness < unevennessBefore { return true }
    _ = replace(before)
    return false
  }

  private func travel(of sequence: [Int], in run: Int) -> Int {
    let r = problem.runs[run]
    var place = r.base
    var total = 0
    for visit in sequence {
      let next = problem.points[problem.pointOfVisit[visit]].place
      total += problem.travel(r.speed, place, next)
      place = next
    }
    return total + problem.travel(r.speed, place, r.base)
  }
}
