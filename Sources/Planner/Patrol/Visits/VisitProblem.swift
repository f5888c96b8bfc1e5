import Scenario
import Solvers

/// The routing of one day type in numbers: runs, points to be visited, and travel in flat columns.
///
/// All times are whole seconds after midnight of the example day; a shift that crosses midnight runs beyond 86,400.
struct VisitProblem: Sendable {
  /// One crew in one shift.
  struct Run: Sendable {
    var crew: Int
    var shiftID: String
    /// The places where it starts, ends and rests.
    var base: Int
    var home: Int
    var rest: Int
    var start: Int
    var end: Int
    /// Of its vehicle, which has travel matrices of its own.
    var kind: Int
    var skills: UInt64
    /// Metres that it can drive.
    var range: Int?
    var breaks: [Break]

    /// Whether another run could take over this one's visits.
    func isLike(_ other: Run) -> Bool {
      (base, home, rest, start, end, kind)
        == (other.base, other.home, other.rest, other.start, other.end, other.kind)
        && skills == other.skills && range == other.range && breaks == other.breaks
    }
  }

  /// A rest, which begins in a window.
  struct Break: Sendable, Equatable {
    var window: ClosedRange<Int>
    var duration: Int
  }

  struct Point: Sendable {
    /// Index into the problem's checkpoints.
    var checkpoint: Int
    /// Where it can be visited: one place, or a street from either end.
    var places: [Int]
    var tier: Int
    var dwell: Int
    var minGap: Int
    var maxGap: Int?
    /// How many are required, each by so many crews at once.
    var visits: Int
    var crews = 1
    /// When visits may begin, over all days a run can touch.
    var windows: TimeSpans
    var skills: UInt64
  }

  /// Where a visit is entered and left, as indices into the travel table; streets are driven in between.
  struct Place: Sendable {
    var into: Int
    var from: Int
    var metres = 0.0
  }

  /// Travel that never arrives.
  static let never = Int32(RoutingProblem.unreachable)
  static let day = 86_400
  /// Skills are bits; those above name runs (`RunNames`).
  static let mostSkills = 32

  let runs: [Run]
  let points: [Point]
  let places: [Place]
  /// Seconds between places, matrix after matrix, row by row; `never` where there is no way.
  let seconds: [Int32]
  /// Metres on the same ways.
  let metres: [Int32]
  /// Least seconds from a run's base to a point and from there home, by way of any others, point after point.
  private let out: [Int32]
  private let back: [Int32]

  @inline(__always) func travel(_ kind: Int, _ a: Int, _ b: Int) -> Int {
    Int(seconds[(kind * places.count + a) * places.count + b])
  }

  func metres(_ kind: Int, _ a: Int, _ b: Int) -> Int {
    Int(metres[(kind * places.count + a) * places.count + b])
  }

  /// Least seconds of a run there and back; `nil` where there is no way or the vehicle is not for it.
  func way(_ point: Int, _ run: Int) -> (out: Int, back: Int)? {
    let (out, back) = (out[point * runs.count + run], back[point * runs.count + run])
    return out < Self.never && back < Self.never ? (Int(out), Int(back)) : nil
  }

  /// Whether a run has the skills that a point asks for, and may drive as far.
  func suits(_ point: Int, _ run: Int) -> Bool {
    let (p, r) = (points[point], runs[run])
    guard p.skills & ~r.skills == 0 else { return false }
    guard let range = r.range else { return true }
    return p.places.contains { metres(r.kind, r.base, $0) + metres(r.kind, $0, r.home) <= range }
  }

  /// The times at which a run can begin a visit to a point, were there nothing else to do.
  func openings(_ point: Int, _ run: Int) -> TimeSpans {
    guard suits(point, run), let way = way(point, run) else { return TimeSpans([]) }
    let r = runs[run]
    return points[point].windows.clipped(r.start + way.out, r.end - points[point].dwell - way.back)
  }

  /// The times at which as many crews as it takes can begin a visit to a point, had they nothing else to do.
  func openings(_ point: Int) -> TimeSpans {
    let open = runs.indices.map { (crew: runs[$0].crew, spans: openings(point, $0)) }
    guard points[point].crews > 1 else { return TimeSpans(open.flatMap(\.spans.spans)) }
    return TimeSpans(
      open.indices.flatMap { a in
        open[..<a].filter { $0.crew != open[a].crew }.flatMap { open[a].spans.intersection($0.spans).spans }
      })
  }

  var visitCount: Int { points.reduce(0) { $0 + $1.visits } }

  init(runs: [Run], points: [Point], places: [Place], seconds: [Int32], metres: [Int32]) {
    self.runs = runs
    self.points = points
    self.places = places
    self.seconds = seconds
    self.metres = metres
    (out, back) = Self.ways(runs: runs, points: points, places: places.count, seconds: seconds)
  }

  /// Whole seconds of one trip by a vehicle of `maxSpeed` km/h, rounded up; `never` without a way.
  static func seconds(_ seconds: Float, metres: Float, maxSpeed: Double) -> Int32 {
    guard seconds.isFinite, metres.isFinite, maxSpeed > 0 else { return never }
    let time = max(0, Double(seconds), Double(metres) / (maxSpeed / 3.6)).rounded(.up)
    return time < Double(never) ? Int32(time) : never
  }

  private static func ways(
    runs: [Run], points: [Point], places: Int, seconds: [Int32]
  ) -> (out: [Int32], back: [Int32]) {
    var out = [Int32](repeating: never, count: runs.count * points.count)
    var back = out
    var done: [[Int]: (out: [Int32], back: [Int32])] = [:]
    for (index, run) in runs.enumerated() {
      let key = [run.base, run.home, run.kind]
      let matrix = run.kind * places * places
      let ways =
        done[key]
        ?? (
          shortest(places, from: run.base) { seconds[matrix + $0 * places + $1] },
          shortest(places, from: run.home) { seconds[matrix + $1 * places + $0] }
        )
      done[key] = ways
      for (number, point) in points.enumerated() {
        out[number * runs.count + index] = point.places.map { ways.out[$0] }.min() ?? never
        back[number * runs.count + index] = point.places.map { ways.back[$0] }.min() ?? never
      }
    }
    return (out, back)
  }

  /// Least seconds from one place to all, by way of any others: travel limited by a vehicle's speed need not
  /// obey the triangle inequality.
  private static func shortest(_ places: Int, from start: Int, step: (Int, Int) -> Int32) -> [Int32] {
    var least = (0..<places).map { step(start, $0) }
    least[start] = 0
    var waiting = [Bool](repeating: true, count: places)
    while true {
      var next = -1
      for place in 0..<places where waiting[place] && (next < 0 || least[place] < least[next]) {
        next = place
      }
      guard next >= 0, least[next] < never else { return least }
      waiting[next] = false
      for place in 0..<places where waiting[place] {
        least[place] = min(least[place], least[next] + step(next, place))
      }
    }
  }
}
