import Geometry

/// Lines cut at their junctions: the first step from a road layer to a network.
///
/// A junction is an end of a line, or a vertex that is passed more than once. Junctions are numbered along a
/// space-filling curve (Morton), so that neighbours lie close together in memory too.
struct RoadGeometry {
  var points: [Coordinate] = []
  var edgeOffsets: [Int] = [0]
  var starts: [Int32] = []
  var ends: [Int32] = []
  /// Metres per second.
  var speeds: [Double] = []
  var oneWay: [Bool] = []
  /// The edges of line l are `lineEdges[l] ..< lineEdges[l + 1]`.
  private var lineEdges: [Int] = [0]
  let junctionCount: Int

  /// Slower than this, in km/h, no line is driven: a guard against nonsense in a speed column.
  private static let leastSpeed = 1.0

  init(_ lines: RoadLines, profile: Profile) {
    let lineSpeeds = (0..<lines.count).map { profile.speed(on: $0, of: lines) }
    let driven = (0..<lines.count).filter { lines.vertices(of: $0).count >= 2 && lineSpeeds[$0] != nil }
    let junctions = Self.junctions(of: driven.map { lines.vertices(of: $0) }, in: lines)
    junctionCount = junctions.count
    for line in driven {
      while lineEdges.count <= line { lineEdges.append(starts.count) }
      append(
        lines.vertices(of: line), junctionAt: junctions.atVertex,
        direction: profile.direction(on: line, of: lines),
        speed: max(Self.leastSpeed, lineSpeeds[line] ?? 0) / 3.6)
    }
    while lineEdges.count <= lines.count { lineEdges.append(starts.count) }
  }

  func edges(of line: Int) -> Range<Int> { lineEdges[line]..<lineEdges[line + 1] }

  /// Cuts one line at its junctions.
  private mutating func append(
    _ line: ArraySlice<Coordinate>, junctionAt: [Int32], direction: RoadLines.Direction, speed: Double
  ) {
    let backward = direction == .backward
    var last: Int32?
    for i in backward ? Array(line.indices.reversed()) : Array(line.indices) {
      points.append(line[i])
      let junction = junctionAt[i]
      guard junction >= 0 else { continue }
      if let start = last {
        starts.append(start)
        ends.append(junction)
        speeds.append(speed)
        oneWay.append(direction != .both)
        edgeOffsets.append(points.count)
        points.append(line[i])
      }
      last = junction
    }
    // The last vertex is a junction and was put down once more, as the start of an edge that does not come.
    points.removeLast()
  }

  /// The number of each vertex' junction, -1 for a vertex that is none.
  private static func junctions(
    of driven: [ArraySlice<Coordinate>], in lines: RoadLines
  ) -> (atVertex: [Int32], count: Int) {
    var keys: [(key: UInt64, vertex: Int, isEnd: Bool)] = []
    for line in driven {
      for i in line.indices {
        keys.append((mortonKey(line[i]), i, i == line.startIndex || i == line.endIndex - 1))
      }
    }
    keys.sort { ($0.key, $0.vertex) < ($1.key, $1.vertex) }
    var atVertex = [Int32](repeating: -1, count: lines.coordinates.count)
    var count: Int32 = 0
    var i = 0
    while i < keys.count {
      var end = i
      var isJunction = false
      while end < keys.count, keys[end].key == keys[i].key {
        isJunction = isJunction || keys[end].isEnd || end > i
        end += 1
      }
      if isJunction {
        for k in i..<end { atVertex[keys[k].vertex] = count }
        count += 1
      }
      i = end
    }
    return (atVertex, Int(count))
  }

  /// The bits of both coordinates in turn.
  private static func mortonKey(_ c: Coordinate) -> UInt64 {
    spread(UInt32(bitPattern: c.x) ^ 0x8000_0000) | spread(UInt32(bitPattern: c.y) ^ 0x8000_0000) << 1
  }

  private static func spread(_ value: UInt32) -> UInt64 {
    var v = UInt64(value)
    v = (v | v << 16) & 0x0000_FFFF_0000_FFFF
    v = (v | v << 8) & 0x00FF_00FF_00FF_00FF
    v = (v | v << 4) & 0x0F0F_0F0F_0F0F_0F0F
    v = (v | v << 2) & 0x3333_3333_3333_3333
    v = (v | v << 1) & 0x5555_5555_5555_5555
    return v
  }
}
