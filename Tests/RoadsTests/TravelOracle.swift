import Foundation
import Geometry
import TestSupport
import VectorFiles

@testable import Roads
@testable import Solvers

/// A random small road map, and travel over it worked out without any of the planner's search: every vertex and
/// every foot of a place is a node, and Floyd-Warshall runs over all of them.
struct TravelOracle {
  static let plane = LocalPlane(centre: Coordinate(x: 1_150_000_000, y: 334_000_000))
  static let accessSpeed = 20.0

  var lines = RoadLines()

  /// Sixteen junctions, joined by bent lines; no two lines run along the same stretch.
  static func random(_ generator: inout SeededGenerator, lines count: Int) -> TravelOracle {
    var oracle = TravelOracle()
    var junctions: [Coordinate] = []
    func anywhere() -> Coordinate {
      Coordinate(
        x: 1_150_000_000 + Int32(generator.below(320_000)),
        y: 334_000_000 + Int32(generator.below(300_000)))
    }
    for _ in 0..<16 { junctions.append(anywhere()) }
    var used = Set<Set<Coordinate>>()
    for _ in 0..<count {
      var line = [junctions[generator.below(16)]]
      for _ in 0..<(1 + generator.below(3)) {
        if generator.below(2) == 0 {
          let bend = anywhere()
          used.insert([line[line.count - 1], bend])
          line.append(bend)
        }
        let next = junctions[generator.below(16)]
        if line.last != next, used.insert([line[line.count - 1], next]).inserted { line.append(next) }
      }
      let directions: [RoadLines.Direction] = [.both, .both, .forward, .backward]
      var road = RoadAttributes()
      road.roadClass = generator.below(9) == 0 ? "footway" : "tertiary"
      road.speed = generator.below(3) == 0 ? nil : 20 + 60 * generator.unit()
      road.speedBackward = generator.below(2) == 0 ? road.speed : 20 + 60 * generator.unit()
      road.direction = directions[generator.below(4)]
      oracle.lines.append(line, road)
    }
    return oracle
  }

  struct Segment {
    var a: Coordinate
    var b: Coordinate
    /// Metres per second from a to b, and back.
    var speed: Double
    var speedBackward: Double
    var direction: RoadLines.Direction
  }

  var segments: [Segment] {
    (0..<lines.count).flatMap { line -> [Segment] in
      let road = lines.attributes[line]
      guard road.roadClass != "footway" else { return [] }
      let vertices = Array(lines.vertices(of: line))
      return zip(vertices, vertices.dropFirst()).map {
        Segment(
          a: $0, b: $1, speed: (road.speed ?? 40) / 3.6, speedBackward: (road.speedBackward ?? 40) / 3.6,
          direction: road.direction)
      }
    }
  }

  static func metres(_ a: Coordinate, _ b: Coordinate) -> Double {
    let p = plane.project([a, b])
    return max(p[0].distance(to: p[1]), haversine(a, b))
  }

  /// Seconds and metres between all places.
  ///
  /// - Parameter joinsPieces: whether places join the longest piece within which everything is reached, and a nearer
  ///   other piece if there is one; else any road.
  func table(_ places: [Coordinate], joinsPieces: Bool) -> [[(seconds: Double, metres: Double)]] {
    let segments = segments
    var nodes = Array(Set(segments.flatMap { [$0.a, $0.b] })).sorted()
    let position = Dictionary(uniqueKeysWithValues: zip(nodes, Self.plane.project(nodes)))
    let number = Dictionary(uniqueKeysWithValues: zip(nodes, nodes.indices))
    let junctionCount = nodes.count
    var arcs: [(Int, Int, Double, Double)] = []
    // The segments that places may join: of the longest piece, and of the others.
    var allowed = [segments.indices.map { _ in true }]
    if joinsPieces {
      var reach = (0..<junctionCount).map { i in (0..<junctionCount).map { $0 == i } }
      for s in segments {
        if s.direction != .backward { reach[number[s.a]!][number[s.b]!] = true }
        if s.direction != .forward { reach[number[s.b]!][number[s.a]!] = true }
      }
      for k in 0..<junctionCount {
        for i in 0..<junctionCount where reach[i][k] {
          for j in 0..<junctionCount where reach[k][j] { reach[i][j] = true }
        }
      }
      let piece = (0..<junctionCount).map { i in (0..<junctionCount).first { reach[i][$0] && reach[$0][i] }! }
      var lengths = [Double](repeating: 0, count: junctionCount)
      for s in segments where piece[number[s.a]!] == piece[number[s.b]!] {
        lengths[piece[number[s.a]!]] += Self.metres(s.a, s.b)
      }
      let largest = lengths.indices.max { lengths[$0] < lengths[$1] }!
      let pieces = segments.map { piece[number[$0.a]!] == piece[number[$0.b]!] ? piece[number[$0.a]!] : -1 }
      allowed = [pieces.map { $0 == largest }, pieces.map { $0 >= 0 && $0 != largest }]
    }

    // Feet cut their segment; places hang on their feet.
    var cuts = segments.map { _ in [(t: Double, node: Int)]() }
    let positions = Self.plane.project(places)
    var placeNodes: [Int] = []
    var access: [Double] = []
    for (place, p) in zip(places, positions) {
      let found = allowed.map { allowed in
        var best = (distance: Double.infinity, segment: -1, t: 0.0)
        for (i, s) in segments.enumerated() where allowed[i] {
          let a = position[s.a]!
          let b = position[s.b]!
          let square = pow(a.distance(to: b), 2)
          let t = max(0, min(1, ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / square))
          let foot = PlanePoint(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
          if p.distance(to: foot) < best.distance { best = (p.distance(to: foot), i, t) }
        }
        return best
      }
      placeNodes.append(nodes.count)
      nodes.append(place)
      access.append(.infinity)
      for best in found where best.segment >= 0 && best.distance <= found[0].distance {
        let s = segments[best.segment]
        let road = Coordinate(
          longitude: s.a.longitude + best.t * (s.b.longitude - s.a.longitude),
          latitude: s.a.latitude + best.t * (s.b.latitude - s.a.latitude))!
        let metres = Self.metres(place, road)
        // How near another place must be to be reached straight: the roads that lead everywhere count.
        if best.segment == found[0].segment { access[access.count - 1] = metres }
        let foot: Int
        if best.t == 0 || best.t == 1 {
          foot = number[best.t == 0 ? s.a : s.b]!
        } else {
          foot = nodes.count
          nodes.append(road)
          cuts[best.segment].append((best.t, foot))
        }
        let seconds = metres / (Self.accessSpeed / 3.6)
        arcs.append((placeNodes.last!, foot, seconds, metres))
        arcs.append((foot, placeNodes.last!, seconds, metres))
      }
    }
    for (i, s) in segments.enumerated() {
      let stops =
        [(t: 0.0, node: number[s.a]!)] + cuts[i].sorted { $0.t < $1.t } + [(t: 1.0, node: number[s.b]!)]
      for (p, q) in zip(stops, stops.dropFirst()) {
        let metres = Self.metres(s.a, s.b) * (q.t - p.t)
        if s.direction != .backward { arcs.append((p.node, q.node, metres / s.speed, metres)) }
        if s.direction != .forward { arcs.append((q.node, p.node, metres / s.speedBackward, metres)) }
      }
    }
    for i in places.indices {
      for j in places.indices where i != j && positions[i].distance(to: positions[j]) <= access[i] + access[j]
      {
        let metres = Self.metres(places[i], places[j])
        arcs.append((placeNodes[i], placeNodes[j], metres / (Self.accessSpeed / 3.6), metres))
      }
    }
    return floydWarshall(nodes.count, arcs, from: placeNodes)
  }

  /// Places are ends of ways only, never passed through.
  private func floydWarshall(
    _ count: Int, _ arcs: [(Int, Int, Double, Double)], from places: [Int]
  ) -> [[(seconds: Double, metres: Double)]] {
    var seconds = (0..<count).map { i in (0..<count).map { $0 == i ? 0 : Double.infinity } }
    var metres = seconds
    for (a, b, s, m) in arcs where s < seconds[a][b] {
      seconds[a][b] = s
      metres[a][b] = m
    }
    let ends = Set(places)
    for k in 0..<count where !ends.contains(k) {
      for i in 0..<count where seconds[i][k] < .infinity {
        for j in 0..<count where seconds[i][k] + seconds[k][j] < seconds[i][j] {
          seconds[i][j] = seconds[i][k] + seconds[k][j]
          metres[i][j] = metres[i][k] + metres[k][j]
        }
      }
    }
    return places.map { i in places.map { (seconds[i][$0], metres[i][$0]) } }
  }
}
