import Geometry

/// Lines cut at their junctions: the first step from a road layer to a network.
///
/// A junction is an end of a line, or a node that is passed more than once; at a barrier every line ends by itself. Junctions
/// are numbered along a space-filling curve (Morton), so that neighbours lie close together in memory too.
struct RoadGeometry {
  var points: [Coordinate] = []
  var edgeOffsets: [Int] = [0]
  var starts: [Int32] = []
  var ends: [Int32] = []
  /// Metres per second along the vertices of an edge, and against them.
  var speeds: [Double] = []
  var speedsBackward: [Double] = []
  var oneWay: [Bool] = []
  /// The edges of line l are `lineEdges[l] ..< lineEdges[l + 1]`.
  private var lineEdges: [Int] = [0]
  private(set) var junctionCount = 0

  /// Slower than this, in km/h, no line is driven: a guard against nonsense in a speed column.
  private static let leastSpeed = 0.1

  init(_ lines: RoadLines, profile: Profile) {
    let driven = (0..<lines.count).filter {
      lines.vertices(of: $0).count >= 2 && profile.mayTake(lines.attributes[$0])
    }
    let junctions = Junctions(driven.map { lines.vertices(of: $0).indices }, of: lines, profile: profile)
    junctionCount = junctions.count
    for line in driven {
      while lineEdges.count <= line { lineEdges.append(starts.count) }
      append(lines.vertices(of: line), junctions, lines.attributes[line], profile)
    }
    while lineEdges.count <= lines.count { lineEdges.append(starts.count) }
  }

  func edges(of line: Int) -> Range<Int> { lineEdges[line]..<lineEdges[line + 1] }

  /// Cuts one line at its junctions; one that is one-way against its vertices is turned round.
  private mutating func append(
    _ line: ArraySlice<Coordinate>, _ junctions: Junctions, _ road: RoadAttributes, _ profile: Profile
  ) {
    let direction = profile.direction(on: road)
    let isTurned = direction == .backward
    func speed(backward: Bool) -> Double {
      max(Self.leastSpeed, profile.speed(on: road, backward: backward) ?? 0) / 3.6
    }
    let (along, against) = (speed(backward: isTurned), speed(backward: !isTurned))
    var last: Int32?
    for i in isTurned ? Array(line.indices.reversed()) : Array(line.indices) {
      points.append(line[i])
      guard let (before, after) = junctions.at(i, isTurned: isTurned) else { continue }
      if let start = last {
        starts.append(start)
        ends.append(before)
        speeds.append(along)
        speedsBackward.append(against)
        oneWay.append(direction != .both)
        edgeOffsets.append(points.count)
        points.append(line[i])
      }
      last = after
    }
    // The last vertex is a junction and was put down once more, as the start of an edge that does not come.
    points.removeLast()
  }
}

extension Profile {
  /// Whether a road may be taken in the direction that it has.
  package func mayTake(_ road: RoadAttributes) -> Bool {
    speed(on: road, backward: direction(on: road) == .backward) != nil
  }
}

/// The junctions of the lines that are driven.
private struct Junctions {
  private(set) var count = 0
  /// The number of each vertex' junction, -1 for a vertex that is none.
  private var atVertex: [Int32]
  /// At a barrier inside a line, where its way on begins.
  private var afterBarrier: [Int: Int32] = [:]

  /// - Parameter driven: the vertices of each line.
  init(_ driven: [Range<Int>], of lines: RoadLines, profile: Profile) {
    let nodes = lines.nodes.isEmpty ? PlaceNodes(lines).nodes : lines.nodes
    let closed = Set(lines.barriers.filter { $0.value.allows(profile) == false }.keys)
    var keys: [(key: UInt64, node: Int32, vertex: Int, isEnd: Bool)] = []
    for line in driven {
      for i in line {
        keys.append(
          (lines.coordinates[i].mortonKey, nodes[i], i, i == line.lowerBound || i == line.upperBound - 1))
      }
    }
    keys.sort { ($0.key, $0.node, $0.vertex) < ($1.key, $1.node, $1.vertex) }
    atVertex = [Int32](repeating: -1, count: lines.coordinates.count)
    var i = 0
    while i < keys.count {
      var end = i
      while end < keys.count, keys[end].key == keys[i].key, keys[end].node == keys[i].node { end += 1 }
      if closed.contains(keys[i].node) {
        for k in i..<end { close(keys[k].vertex, isEnd: keys[k].isEnd) }
      } else if end > i + 1 || keys[i].isEnd {
        for k in i..<end { atVertex[keys[k].vertex] = Int32(count) }
        count += 1
      }
      i = end
    }
  }

  /// A barrier: what comes to it and what goes on from it are two ends.
  private mutating func close(_ vertex: Int, isEnd: Bool) {
    atVertex[vertex] = Int32(count)
    count += 1
    guard !isEnd else { return }
    afterBarrier[vertex] = Int32(count)
    count += 1
  }

  /// Where a line comes to a junction, and where it goes on: two of them at a barrier.
  func at(_ vertex: Int, isTurned: Bool) -> (before: Int32, after: Int32)? {
    let junction = atVertex[vertex]
    guard junction >= 0 else { return nil }
    guard let other = afterBarrier[vertex] else { return (junction, junction) }
    return isTurned ? (other, junction) : (junction, other)
  }
}
