import Geometry

/// Tells of most land whether there is a circle inside that is wider than a limit.
///
/// Such a circle meets a line of each of two nets, from west to east and from south to north and a quarter of the limit
/// apart, no further than an eighth from its centre. So both lines have a chord of land there that is hardly shorter than
/// the limit, and the chords cross: where none do, there is no such circle. Where land is wide, the middle of one of its
/// chords is most often far enough from its outline.
struct ChordSearch {
  enum Verdict {
    /// There is none.
    case narrow
    /// There is one.
    case wide
    case doubtful
  }

  let verdict: Verdict

  /// How far apart lines are, as a share of the limit.
  private static let spacing = 0.25
  /// How long a chord an eighth of the limit from the centre of such a circle is, as a share of the limit; a little less,
  /// for rounding.
  private static let leastChord = 0.968
  /// Land that so many lines meet is not looked at.
  private static let mostLines = 1_000_000
  /// Of how many chords the middle is looked at.
  private static let samples = 8

  /// - Parameter outline: the edges around the land, in metres.
  init(_ outline: [(from: PlanePoint, to: PlanePoint)], limit: Double) {
    let step = limit * Self.spacing
    let least = limit * Self.leastChord
    guard step > 0, let rows = Net(outline.map { ($0.from.x, $0.from.y, $0.to.x, $0.to.y) }, step: step)
    else {
      verdict = .doubtful
      return
    }
    let long = rows.chords(atLeast: least)
    if long.isEmpty {
      verdict = .narrow
      return
    }
    for sample in 0..<Self.samples {
      let chord = long[(2 * sample + 1) * long.count / (2 * Self.samples)]
      let middle = PlanePoint(x: (chord.start + chord.end) / 2, y: Double(chord.line) * step)
      if Self.isFurther(middle, than: limit / 2, from: outline) {
        verdict = .wide
        return
      }
    }
    guard let columns = Net(outline.map { ($0.from.y, $0.from.x, $0.to.y, $0.to.x) }, step: step) else {
      verdict = .doubtful
      return
    }
    // Where lines of the one net cross chords of the other.
    var crossings = Set<Crossing>()
    for chord in long {
      for column in chord.crossed(by: step) { crossings.insert(Crossing(row: chord.line, column: column)) }
    }
    let holds = columns.chords(atLeast: least).contains { chord in
      chord.crossed(by: step).contains { crossings.contains(Crossing(row: $0, column: chord.line)) }
    }
    verdict = holds ? .doubtful : .narrow
  }

  private static func isFurther(
    _ point: PlanePoint, than distance: Double, from outline: [(from: PlanePoint, to: PlanePoint)]
  ) -> Bool {
    outline.allSatisfy { from, to in
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      let (px, py) = (point.x - from.x, point.y - from.y)
      let square = dx * dx + dy * dy
      let along = square > 0 ? min(max((px * dx + py * dy) / square, 0), 1) : 0
      let (x, y) = (px - along * dx, py - along * dy)
      return x * x + y * y > distance * distance
    }
  }

  private struct Crossing: Hashable {
    let row: Int
    let column: Int
  }

  /// A stretch of a line that is land.
  private struct Chord {
    let line: Int
    let start: Double
    let end: Double

    /// The lines of the other net that cross it.
    func crossed(by step: Double) -> ClosedRange<Int> {
      Int((start / step).rounded(.down))...Int((end / step).rounded(.up))
    }
  }

  /// Where lines of one direction, at whole multiples of a step, cross an outline.
  private struct Net {
    private let first: Int
    /// Line l is crossed at `places[offsets[l] ..< offsets[l + 1]]`.
    private var offsets: [Int]
    private var places: [Double]

    /// - Parameter edges: for each the places along and across the lines that it starts and ends at.
    init?(_ edges: [(Double, Double, Double, Double)], step: Double) {
      let heights = edges.map(\.1)
      guard let low = heights.min(), let high = heights.max(),
        (high - low) / step < Double(ChordSearch.mostLines)
      else { return nil }
      first = Int((low / step).rounded(.down))
      let count = Int((high / step).rounded(.up)) - first + 1
      var offsets = [Int](repeating: 0, count: count + 1)
      /// The lines from the lower end of an edge to below its upper one.
      func lines(_ edge: (Double, Double, Double, Double)) -> Range<Int> {
        let (low, high) = (min(edge.1, edge.3), max(edge.1, edge.3))
        return Int((low / step).rounded(.up))..<Int((high / step).rounded(.up))
      }
      for edge in edges { for line in lines(edge) { offsets[line - first + 1] += 1 } }
      for line in 0..<count { offsets[line + 1] += offsets[line] }
      var next = offsets
      var places = [Double](repeating: 0, count: offsets[count])
      for edge in edges {
        for line in lines(edge) {
          let share = (Double(line) * step - edge.1) / (edge.3 - edge.1)
          places[next[line - first]] = edge.0 + (edge.2 - edge.0) * share
          next[line - first] += 1
        }
      }
      for line in 0..<count where offsets[line + 1] - offsets[line] > 1 {
        places[offsets[line]..<offsets[line + 1]].sort()
      }
      self.offsets = offsets
      self.places = places
    }

    /// The stretches of land of at least a length.
    func chords(atLeast length: Double) -> [Chord] {
      var chords: [Chord] = []
      for line in offsets.indices.dropLast() {
        for place in stride(from: offsets[line], to: offsets[line + 1] - 1, by: 2)
        where places[place + 1] - places[place] >= length {
          chords.append(Chord(line: first + line, start: places[place], end: places[place + 1]))
        }
      }
      return chords
    }
  }
}
