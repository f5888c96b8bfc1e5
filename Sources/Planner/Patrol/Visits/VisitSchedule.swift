import Scenario

/// Who makes which visit, when.
struct VisitSchedule: Sendable {
  struct Stop: Sendable, Hashable {
    /// -1 for a break.
    var point: Int
    var place: Int
    var begin: Int
    /// When it is left; the drive along a street comes after.
    var depart: Int
  }

  /// By run, in order.
  var runs: [[Stop]]

  /// When visits to each point begin, ascending; one that crews make together is one.
  func begins(_ problem: VisitProblem) -> [[Int]] {
    var begins = [[Int]](repeating: [], count: problem.points.count)
    for stop in runs.joined() where stop.point >= 0 { begins[stop.point].append(stop.begin) }
    return zip(problem.points, begins).map { Checkpoint.moments($1, crews: $0.crews) }
  }

  /// Another run that begins a visit to the same point at the same time.
  func partner(of run: Int, at stop: Stop) -> Int? {
    runs.indices.first { other in
      other != run && runs[other].contains { $0.point == stop.point && $0.begin == stop.begin }
    }
  }

  /// Seconds of travel, base to base; unused runs do not travel.
  func travel(_ problem: VisitProblem) -> Int {
    zip(problem.runs, runs).reduce(0) { $0 + Self.travel($1.1, of: $1.0, problem) }
  }

  private static func travel(_ stops: [Stop], of run: VisitProblem.Run, _ problem: VisitProblem) -> Int {
    var place = run.base
    var total = 0
    for next in stops.map(\.place) + (stops.isEmpty ? [] : [run.home]) {
      total += problem.travel(run.kind, place, next)
      place = next
    }
    return total
  }

  /// Required visits of crews not made, by tier.
  func missing(_ problem: VisitProblem) -> [Int] {
    var missing = [0, 0, 0]
    for (point, begins) in zip(problem.points, begins(problem)) {
      missing[point.tier] += (point.visits - begins.count) * point.crews
    }
    return missing
  }

  /// The same drives shared among crews that are alike, so that travel and dwell of the day fall evenly on them:
  /// shift by shift the longest goes to whoever has done least.
  func balanced(_ problem: VisitProblem) -> VisitSchedule {
    var result = self
    var work = [Int](repeating: 0, count: (problem.runs.map(\.crew).max() ?? -1) + 1)
    var isDone = [Bool](repeating: false, count: runs.count)
    for first in runs.indices where !isDone[first] {
      let alike = runs.indices.filter { !isDone[$0] && problem.runs[$0].isLike(problem.runs[first]) }
      let loads = alike.map { run in
        Self.travel(runs[run], of: problem.runs[run], problem)
          + runs[run].reduce(0) { $0 + $1.depart - $1.begin }
      }
      let longest = alike.indices.sorted { (-loads[$0], $0) < (-loads[$1], $1) }
      let idlest = alike.sorted {
        (work[problem.runs[$0].crew], $0) < (work[problem.runs[$1].crew], $1)
      }
      for (index, run) in zip(longest, idlest) {
        result.runs[run] = runs[alike[index]]
        work[problem.runs[run].crew] += loads[index]
        isDone[run] = true
      }
    }
    return result
  }
}
