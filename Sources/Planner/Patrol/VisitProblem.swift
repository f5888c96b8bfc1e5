import Grid

/// The routing of one day type in numbers: runs, checkpoints, visits and travel times in flat columns.
///
/// All times are whole seconds after midnight of the example day; a shift that crosses midnight runs beyond 86,400.
struct VisitProblem: Sendable {
  /// One crew in one shift.
  struct Run: Sendable {
    var crewID: String
    var baseID: String
    var shiftID: String
    /// The place of its base.
    var base: Int
    var start: Int
    var end: Int
    /// Which of the travel matrices its vehicle uses.
    var speed: Int
  }

  struct Point: Sendable {
    /// Index into the problem's checkpoints.
    var checkpoint: Int
    var place: Int
    var tier: Int
    var dwell: Int
    var minGap: Int
    /// Its visits, as many as are required.
    var visits: Range<Int>
    /// When visits may begin, ascending and apart, over all days a run can touch; ends included.
    var windows: [ClosedRange<Int>]
  }

  /// Travel that never arrives.
  static let never = Int32.max / 4

  let runs: [Run]
  let points: [Point]
  /// For each visit its point.
  let pointOfVisit: [Int]
  let places: Int
  /// Seconds between places, matrix after matrix, row by row; `never` where there is no way.
  let seconds: [Int32]
  /// Earliest and latest beginning of a visit by a run, point after point: travel by the best way from and to the
  /// base, dwell included. Latest is below earliest where the run cannot make the visit at all.
  let earliest: [Int]
  let latest: [Int]

  @inline(__always) func travel(_ speed: Int, _ a: Int, _ b: Int) -> Int {
    Int(seconds[(speed * places + a) * places + b])
  }

  @inline(__always) func reach(_ point: Int, _ run: Int) -> (earliest: Int, latest: Int) {
    (earliest[point * runs.count + run], latest[point * runs.count + run])
  }

  var visitCount: Int { pointOfVisit.count }

  /// `bases` is the place of each crew's base, `checkpointPlaces` of each checkpoint.
  init(
    problem: Problem, dayType: String, table: TravelTable, bases: [Int], checkpointPlaces: [Int]
  ) {
    let speeds = Set(problem.crews.map(\.maxSpeed)).sorted()
    var runs: [Run] = []
    for (index, crew) in problem.crews.enumerated() {
      var used = Set<String>()
      for id in crew.shiftIDs where used.insert(id).inserted {
        guard let shift = problem.shifts.first(where: { $0.id == id }) else { continue }
        let start = shift.window.start.seconds % Self.day
        runs.append(
          Run(
            crewID: crew.id, baseID: crew.baseID, shiftID: id, base: bases[index], start: start,
            end: start + shift.window.duration, speed: speeds.firstIndex(of: crew.maxSpeed) ?? 0))
      }
    }
    var points: [Point] = []
    var pointOfVisit: [Int] = []
    for (index, checkpoint) in problem.checkpoints.enumerated()
    where (checkpoint.dayTypes.isEmpty || checkpoint.dayTypes.contains(dayType))
      && checkpoint.visitsPerDay > 0
    {
      let first = pointOfVisit.count
      pointOfVisit += [Int](repeating: points.count, count: checkpoint.visitsPerDay)
      points.append(
        Point(
          checkpoint: index, place: checkpointPlaces[index],
          tier: Checkpoint.Tier.allCases.firstIndex(of: checkpoint.tier) ?? 0,
          dwell: max(0, checkpoint.dwell),
          minGap: max(0, checkpoint.minGap), visits: first..<pointOfVisit.count,
          windows: Self.windows(of: checkpoint)))
    }
    self.runs = runs
    self.points = points
    self.pointOfVisit = pointOfVisit
    places = table.rows
    seconds = speeds.flatMap { Self.seconds(table, maxSpeed: $0) }
    (earliest, latest) = Self.reaches(runs: runs, points: points, places: places, seconds: seconds)
  }

  static let day = 86_400

  /// The daily windows over the three days a run can touch, merged.
  private static func windows(of checkpoint: Checkpoint) -> [ClosedRange<Int>] {
    guard !checkpoint.windows.isEmpty else { return [0...(4 * day)] }
    var spans: [ClosedRange<Int>] = []
    for offset in -1...2 {
      for window in checkpoint.windows {
        let start = window.start.seconds % day + offset * day
        spans.append(start...(start + window.duration))
      }
    }
    spans.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var merged: [ClosedRange<Int>] = []
    for span in spans {
      if let last = merged.last, span.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        merged.append(span)
      }
    }
    return merged
  }

  /// Whole seconds of one trip by a vehicle of `maxSpeed` km/h, rounded up; `never` without a way.
  static func seconds(_ seconds: Float, metres: Float, maxSpeed: Double) -> Int32 {
    guard seconds.isFinite, metres.isFinite, maxSpeed > 0 else { return never }
    let time = max(0, Double(seconds), Double(metres) / (maxSpeed / 3.6)).rounded(.up)
    return time < Double(never) ? Int32(time) : never
  }

  private static func seconds(_ table: TravelTable, maxSpeed: Double) -> [Int32] {
    var result = [Int32](repeating: 0, count: table.rows * table.columns)
    for a in 0..<table.rows {
      for b in 0..<table.columns where a != b {
        result[a * table.columns + b] = seconds(
          table.seconds(a, b), metres: table.metres(a, b), maxSpeed: maxSpeed)
      }
    }
    return result
  }

  private static func reaches(
    runs: [Run], points: [Point], places: Int, seconds: [Int32]
  ) -> (earliest: [Int], latest: [Int]) {
    var earliest = [Int](repeating: 0, count: runs.count * points.count)
    var latest = earliest
    var done: [[Int]: (out: [Int], back: [Int])] = [:]
    for (index, run) in runs.enumerated() {
      let ways: (out: [Int], back: [Int])
      if let known = done[[run.base, run.speed]] {
        ways = known
      } else {
        let matrix = run.speed * places * places
        ways = (
          shortest(places) {
            Int(seconds[matrix + run.base * places + $0])
          } step: {
            Int(seconds[matrix + $0 * places + $1])
          },
          shortest(places) {
            Int(seconds[matrix + $0 * places + run.base])
          } step: {
            Int(seconds[matrix + $1 * places + $0])
          }
        )
        done[[run.base, run.speed]] = ways
      }
      for (number, point) in points.enumerated() {
        earliest[number * runs.count + index] = run.start + ways.out[point.place]
        latest[number * runs.count + index] = run.end - point.dwell - ways.back[point.place]
      }
    }
    return (earliest, latest)
  }

  /// Least seconds from one place to all, by way of any others: travel limited by a vehicle's speed need not
  /// obey the triangle inequality.
  private static func shortest(
    _ places: Int, first: (Int) -> Int, step: (Int, Int) -> Int
  ) -> [Int] {
    var least = (0..<places).map(first)
    var waiting = [Bool](repeating: true, count: places)
    while true {
      var next = -1
      for place in 0..<places where waiting[place] && (next < 0 || least[place] < least[next]) {
        next = place
      }
      guard next >= 0, least[next] < Int(never) else { return least }
      waiting[next] = false
      for place in 0..<places where waiting[place] {
        least[place] = min(least[place], least[next] + step(next, place))
      }
    }
  }
}

extension VisitProblem.Point {
  /// The earliest time not before `time` at which its windows let a visit begin.
  func open(from time: Int) -> Int? {
    for window in windows where window.upperBound >= time { return max(time, window.lowerBound) }
    return nil
  }

  /// The latest time not after `time` at which its windows let a visit begin.
  func open(until time: Int) -> Int? {
    for window in windows.reversed() where window.lowerBound <= time { return min(time, window.upperBound) }
    return nil
  }
}
