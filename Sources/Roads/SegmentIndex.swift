import Geometry
import VectorFiles

/// Finds the segments of lines near to a place: segments in the bins of a square mesh over the plane.
package struct SegmentIndex: Sendable {
  /// A place on a line: the segment that starts at `vertex`, and how far along it, 0 to 1.
  package struct Foot {
    /// Of a network, or the line.
    var edge: Int
    package var vertex: Int
    var fraction: Double
    var position: PlanePoint
    /// Metres in the plane from the place to the line.
    package var distance: Double
  }

  /// The vertices of all lines.
  package let positions: [PlanePoint]
  private let origin: PlanePoint
  private let cell: Double
  private let columns: Int
  private let rows: Int
  private let offsets: [Int32]
  /// Per bin the first vertices of the segments that touch it, ascending, and beside them their edges.
  private let vertices: [Int32]
  private let edges: [Int32]

  /// Takes the segments of the edges for which `includes` is true.
  init(_ network: RoadNetwork, includes: (Int) -> Bool) {
    self.init(network.positions, offsets: network.edgeOffsets, includes: includes)
  }

  /// Takes the segments of the lines of a layer for which `includes` is true.
  package init(_ lines: RoadLines, in plane: LocalPlane, includes: (Int) -> Bool) {
    self.init(plane.project(lines.coordinates), offsets: lines.offsets, includes: includes)
  }

  /// The vertices of line l are `positions[lines[l] ..< lines[l + 1]]`.
  private init(_ positions: [PlanePoint], offsets lines: [Int], includes: (Int) -> Bool) {
    var segments: [(vertex: Int32, edge: Int32)] = []
    for e in 0..<(lines.count - 1) where includes(e) {
      for v in lines[e]..<(lines[e + 1] - 1) { segments.append((Int32(v), Int32(e))) }
    }
    self.positions = positions
    var low = PlanePoint(x: .infinity, y: .infinity)
    var high = PlanePoint(x: -.infinity, y: -.infinity)
    for s in segments {
      for p in [positions[Int(s.vertex)], positions[Int(s.vertex) + 1]] {
        low = PlanePoint(x: min(low.x, p.x), y: min(low.y, p.y))
        high = PlanePoint(x: max(high.x, p.x), y: max(high.y, p.y))
      }
    }
    if segments.isEmpty { (low, high) = (PlanePoint(x: 0, y: 0), PlanePoint(x: 0, y: 0)) }
    let width = high.x - low.x
    let height = high.y - low.y
    // About one segment per bin, and never more bins along a side than segments.
    let cell = max(
      (width * height / Double(max(1, segments.count))).squareRoot(),
      max(width, height) / Double(max(1, segments.count)), 1)
    let columns = Int(width / cell) + 1
    let rows = Int(height / cell) + 1
    origin = low
    self.cell = cell
    self.columns = columns
    self.rows = rows

    var entries: [(bin: Int32, segment: Int32)] = []
    for (index, s) in segments.enumerated() {
      Self.bins(
        from: positions[Int(s.vertex)], to: positions[Int(s.vertex) + 1], origin: low, cell: cell,
        columns: columns, rows: rows
      ) { entries.append((Int32($0), Int32(index))) }
    }
    var offsets = [Int32](repeating: 0, count: columns * rows + 1)
    for entry in entries { offsets[Int(entry.bin) + 1] += 1 }
    for b in 0..<(columns * rows) { offsets[b + 1] += offsets[b] }
    var place = offsets
    var vertices = [Int32](repeating: 0, count: entries.count)
    var edges = vertices
    for entry in entries {
      let at = Int(place[Int(entry.bin)])
      vertices[at] = segments[Int(entry.segment)].vertex
      edges[at] = segments[Int(entry.segment)].edge
      place[Int(entry.bin)] += 1
    }
    self.offsets = offsets
    self.vertices = vertices
    self.edges = edges
  }

  /// The nearest place on a line; of equally near ones the first vertex wins. `nil` where there is none.
  package func nearest(to place: PlanePoint) -> Foot? {
    guard !vertices.isEmpty, place.x.isFinite, place.y.isFinite else { return nil }
    let column = min(max(Int(max(-1, min((place.x - origin.x) / cell, Double(columns)))), 0), columns - 1)
    let row = min(max(Int(max(-1, min((place.y - origin.y) / cell, Double(rows)))), 0), rows - 1)
    var best: Foot?
    var ring = 0
    while ring <= max(columns, rows) {
      // Every bin beyond this ring is at least `ring - 1` bins away.
      if let best, Double(ring - 1) * cell > best.distance { break }
      for r in max(0, row - ring)...min(rows - 1, row + ring) {
        let wholeRow = r == row - ring || r == row + ring
        for c in stride(
          from: column - ring, through: column + ring, by: wholeRow || ring == 0 ? 1 : 2 * ring)
        where c >= 0 && c < columns {
          search(bin: r * columns + c, for: place, best: &best)
        }
      }
      ring += 1
    }
    return best
  }

  private func search(bin: Int, for place: PlanePoint, best: inout Foot?) {
    for i in Int(offsets[bin])..<Int(offsets[bin + 1]) {
      let foot = foot(of: place, on: i)
      if let best, (best.distance, best.vertex) <= (foot.distance, foot.vertex) { continue }
      best = foot
    }
  }

  /// Calls `body` with the nearest point of every segment within `radius` metres; a segment may come more than once.
  @inline(__always)
  package func forEachFoot(of place: PlanePoint, within radius: Double, _ body: (Foot) -> Void) {
    guard !vertices.isEmpty, place.x.isFinite, place.y.isFinite else { return }
    func bins(_ low: Double, _ count: Int) -> ClosedRange<Int>? {
      let first = (low - radius) / cell
      let last = (low + radius) / cell
      guard last >= 0, first < Double(count) else { return nil }
      return Int(max(0, first))...Int(min(Double(count - 1), last))
    }
    guard let columnRange = bins(place.x - origin.x, columns), let rowRange = bins(place.y - origin.y, rows)
    else { return }
    for row in rowRange {
      let first = row * columns + columnRange.lowerBound
      for i in Int(offsets[first])..<Int(offsets[first + columnRange.count]) {
        let foot = foot(of: place, on: i)
        if foot.distance <= radius { body(foot) }
      }
    }
  }

  /// The point nearest to a place on the segment that stands at `entry` of a bin.
  @inline(__always)
  private func foot(of place: PlanePoint, on entry: Int) -> Foot {
    let vertex = Int(vertices[entry])
    let a = positions[vertex]
    let b = positions[vertex + 1]
    let dx = b.x - a.x
    let dy = b.y - a.y
    let square = dx * dx + dy * dy
    let fraction = square > 0 ? max(0, min(1, ((place.x - a.x) * dx + (place.y - a.y) * dy) / square)) : 0
    let position =
      fraction == 1 ? b : PlanePoint(x: a.x + fraction * dx, y: a.y + fraction * dy)
    return Foot(
      edge: Int(edges[entry]), vertex: vertex, fraction: fraction, position: position,
      distance: place.distance(to: position))
  }

  /// Names every bin that a segment touches, row by row.
  private static func bins(
    from a: PlanePoint, to b: PlanePoint, origin: PlanePoint, cell: Double, columns: Int, rows: Int,
    body: (Int) -> Void
  ) {
    let (low, high) = a.y <= b.y ? (a, b) : (b, a)
    let first = min(rows - 1, max(0, Int((low.y - origin.y) / cell)))
    let last = min(rows - 1, max(0, Int((high.y - origin.y) / cell)))
    let slope = high.y > low.y ? (high.x - low.x) / (high.y - low.y) : 0
    // Wider than rounding errors, so that no bin is missed.
    let margin = cell * 1e-9
    for r in first...last {
      var x0 = low.x
      var x1 = high.x
      if first < last {
        let bottom = max(low.y, origin.y + Double(r) * cell)
        let top = min(high.y, origin.y + Double(r + 1) * cell)
        x0 = low.x + (bottom - low.y) * slope
        x1 = low.x + (top - low.y) * slope
      }
      let left = (min(x0, x1) - margin - origin.x) / cell
      let right = (max(x0, x1) + margin - origin.x) / cell
      let c0 = min(columns - 1, max(0, Int(left)))
      let c1 = min(columns - 1, max(0, Int(right)))
      for c in c0...c1 { body(r * columns + c) }
    }
  }
}
