import Foundation
import Geometry
import Solvers
import VectorFiles

/// Which villages have a road between them.
///
/// Roads follow the relative neighbourhood graph (Toussaint 1980) of the villages and part of their Gabriel graph,
/// both taken among neighbours of the Delaunay triangulation: it is planar, so that roads meet in villages only.
struct VillageNetwork {
  /// How many of the places, the first ones, are gates of the town; these hang together by its streets.
  private let gates: Int
  private let count: Int
  private(set) var roads: [Pair] = []

  struct Pair {
    var a: Int
    var b: Int
    var length: Double
    /// Whether no neighbour is nearer to both than they are to each other.
    fileprivate var isRelative: Bool
    /// Whether no neighbour lies on the disc between them.
    fileprivate var isGabriel: Bool
  }

  /// - Parameter points: the gates, then the villages.
  init(
    _ points: [PlanePoint], gates: Int, settlements: Settlements, plane: LocalPlane,
    chance: inout SeededGenerator
  ) throws(SampleError) {
    self.gates = gates
    count = points.count
    let pairs = try Self.pairs(points, gates: gates, settlements: settlements, plane: plane)
    var isRoad = pairs.map { pair in
      let isLucky = chance.unit() < 0.4
      return pair.isRelative || (pair.isGabriel && isLucky)
    }
    // The shortest pairs link what these leave apart (Kruskal 1956).
    var root = points.indices.map { $0 < gates ? 0 : $0 }
    func find(_ i: Int) -> Int {
      var i = i
      while root[i] != i { i = root[i] }
      return i
    }
    for (pair, isRoad) in zip(pairs, isRoad) where isRoad { root[find(pair.b)] = find(pair.a) }
    for i in pairs.indices.sorted(by: { (pairs[$0].length, $0) < (pairs[$1].length, $1) }) {
      let a = find(pairs[i].a)
      let b = find(pairs[i].b)
      if a != b {
        root[b] = a
        isRoad[i] = true
      }
    }
    roads = pairs.indices.filter { isRoad[$0] }.map { pairs[$0] }
  }

  /// The neighbours among the places, without those across the town.
  private static func pairs(
    _ points: [PlanePoint], gates: Int, settlements: Settlements, plane: LocalPlane
  ) throws(SampleError) -> [Pair] {
    let far = points.reduce(1_000.0) { max($0, $1.x.magnitude, $1.y.magnitude) } * 3
    let fence = (0..<12).map { k in
      PlanePoint(x: far * cos(.pi / 6 * Double(k)), y: far * sin(.pi / 6 * Double(k)))
    }
    let graph = try Cells(seeds: points, fence: fence, plane: plane).adjacency
    var result: [Pair] = []
    for a in points.indices {
      let near = graph.neighbours(of: a)
      for b in near where b > a && b >= gates {
        var pair = Pair(
          a: a, b: b, length: points[a].distance(to: points[b]), isRelative: true, isGabriel: true)
        for c in near where c != b {
          let ac = points[a].distance(to: points[c])
          let bc = points[b].distance(to: points[c])
          if max(ac, bc) < pair.length { pair.isRelative = false }
          if ac * ac + bc * bc < pair.length * pair.length { pair.isGabriel = false }
        }
        let crossesTown =
          distance(of: settlements.town, from: points[a], to: points[b]) < 0.85 * settlements.townRadius
        if !crossesTown || a < gates { result.append(pair) }
      }
    }
    return result
  }

  private static func distance(of point: PlanePoint, from a: PlanePoint, to b: PlanePoint) -> Double {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let t = ((point.x - a.x) * dx + (point.y - a.y) * dy) / max(1e-9, dx * dx + dy * dy)
    let clamped = min(1, max(0, t))
    return point.distance(to: PlanePoint(x: a.x + clamped * dx, y: a.y + clamped * dy))
  }

  /// For each road how many of the shortest ways from the town to `seats` use it, and the first of these seats.
  ///
  /// Roads in use already draw later ways to them, as main roads do.
  func traffic(to seats: [Int]) -> [(ways: Int, first: Int)] {
    var use = [(ways: Int, first: Int)](repeating: (0, 0), count: roads.count)
    var atPlace = [[Int]](repeating: [], count: count)
    for (road, pair) in roads.enumerated() {
      atPlace[pair.a].append(road)
      atPlace[pair.b].append(road)
    }
    for (number, seat) in seats.enumerated() {
      let via = wayBack(from: seat, atPlace: atPlace) { use[$0].ways > 0 ? 0.6 : 1 }
      for road in via { use[road] = (use[road].ways + 1, use[road].ways == 0 ? number : use[road].first) }
    }
    return use
  }

  /// The roads of the shortest way from a place back to the town, by Dijkstra (1959); without a heap, as there are
  /// a few hundred places only.
  private func wayBack(from seat: Int, atPlace: [[Int]], factor: (Int) -> Double) -> [Int] {
    var cost = (0..<count).map { $0 < gates ? 0 : Double.infinity }
    var via = [Int](repeating: -1, count: count)
    var open = Array(0..<gates)
    var isDone = [Bool](repeating: false, count: count)
    while let at = open.indices.min(by: { (cost[open[$0]], open[$0]) < (cost[open[$1]], open[$1]) }) {
      let here = open.remove(at: at)
      if isDone[here] { continue }
      isDone[here] = true
      if here == seat { break }
      for road in atPlace[here] {
        let there = roads[road].a == here ? roads[road].b : roads[road].a
        let way = cost[here] + roads[road].length * factor(road)
        if way < cost[there] {
          cost[there] = way
          via[there] = road
          open.append(there)
        }
      }
    }
    var way: [Int] = []
    var here = seat
    while via[here] >= 0 {
      way.append(via[here])
      here = roads[via[here]].a == here ? roads[via[here]].b : roads[via[here]].a
    }
    return way
  }
}
