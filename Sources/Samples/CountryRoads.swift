import Foundation
import Grid

/// The roads between the villages, and the lanes inside them.
struct CountryRoads {
  /// For each settlement the node of the plan at its centre.
  let nodeOfSettlement: [Int]
  /// Which of the plan's links run between villages, or from the town to one.
  let links: Range<Int>

  private struct Pair {
    var a: Int
    var b: Int
    var length: Double
    /// Whether it belongs to the relative neighbourhood graph of the villages.
    var isRelative: Bool
    /// Whether it belongs to their Gabriel graph, which holds the former.
    var isGabriel: Bool
  }

  /// Draws the roads into `plan`, which holds the streets of the town.
  ///
  /// Villages are linked along their relative neighbourhood graph (Toussaint 1980) and part of their Gabriel
  /// graph; both are planar, so that roads meet in villages only. The ways from the town to the seats are main roads.
  init(
    _ land: Land, streets: TownStreets, seats: [Int], into plan: inout RoadPlan,
    chance: inout SeededGenerator
  ) throws(SampleError) {
    let settlements = land.settlements
    var nodeOf: [Int] = []
    for (settlement, centre) in settlements.centres.enumerated() {
      if settlement < settlements.communities {
        guard let corner = plan.nearestNode(to: centre, in: streets.corners) else { throw .crowdedSeeds }
        nodeOf.append(corner)
      } else {
        nodeOf.append(plan.addNode(centre))
      }
    }
    nodeOfSettlement = nodeOf

    // Gates first, then the rural villages.
    let stops = streets.gates + nodeOf.dropFirst(settlements.communities)
    let points = stops.map { plan.nodes[$0] }
    let pairs = try Self.pairs(
      points, gates: streets.gates.count, settlements: settlements, plane: land.plane)
    let chosen = Self.network(pairs, count: stops.count, gates: streets.gates.count, chance: &chance)
    let placeOf = Dictionary(uniqueKeysWithValues: stops.enumerated().map { ($0.element, $0.offset) })
    let traffic = Self.traffic(
      pairs, chosen, count: stops.count, gates: streets.gates.count,
      to: seats.compactMap { placeOf[nodeOf[$0]] })

    let firstLink = plan.links.count
    var directions = [[Double]](repeating: [], count: stops.count)
    var countryLanes = 0
    for pair in chosen {
      let (a, b) = (pairs[pair].a, pairs[pair].b)
      directions[a].append(atan2(points[b].y - points[a].y, points[b].x - points[a].x))
      directions[b].append(atan2(points[a].y - points[b].y, points[a].x - points[b].x))
      let roadClass: Road.Class
      let name: String
      switch traffic[pair].ways {
      case 3...:
        roadClass = .primary
        name = "S\(201 + traffic[pair].first)"
      case 1...:
        roadClass = .secondary
        name = "X\(padded(traffic[pair].first + 1, 3))"
      default:
        roadClass = .tertiary
        countryLanes += 1
        name = "Y\(padded(countryLanes, 3))"
      }
      plan.link(stops[a], stops[b], roadClass, swing: 0.05, name: name, chance: &chance)
    }
    links = firstLink..<plan.links.count
    for settlement in settlements.centres.indices {
      let isRural = settlement >= settlements.communities
      let taken = isRural ? directions[streets.gates.count + settlement - settlements.communities] : []
      Self.drawLanes(
        of: settlement, land, from: nodeOf[settlement], besides: taken, count: isRural ? 4 : 0, into: &plan,
        chance: &chance)
    }
  }

  /// The neighbours among the places by the Delaunay triangulation, without those across the town.
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
        let length = points[a].distance(to: points[b])
        var isRelative = true
        var isGabriel = true
        for c in near where c != b {
          let ac = points[a].distance(to: points[c])
          let bc = points[b].distance(to: points[c])
          if max(ac, bc) < length { isRelative = false }
          if ac * ac + bc * bc < length * length { isGabriel = false }
        }
        let crossesTown =
          distance(of: settlements.town, from: points[a], to: points[b]) < 0.85 * settlements.townRadius
        if !crossesTown || a < gates {
          result.append(Pair(a: a, b: b, length: length, isRelative: isRelative, isGabriel: isGabriel))
        }
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

  /// The pairs that get a road: the planar graphs, and the shortest pairs that link what these leave apart.
  private static func network(
    _ pairs: [Pair], count: Int, gates: Int, chance: inout SeededGenerator
  ) -> [Int] {
    var chosen = [Bool](repeating: false, count: pairs.count)
    var root = Array(0..<count)
    for gate in 0..<gates { root[gate] = 0 }
    func find(_ i: Int) -> Int {
      var i = i
      while root[i] != i { i = root[i] }
      return i
    }
    for (i, pair) in pairs.enumerated() {
      let isLucky = chance.unit() < 0.4
      guard pair.isRelative || (pair.isGabriel && isLucky) else { continue }
      chosen[i] = true
      root[find(pair.b)] = find(pair.a)
    }
    for i in pairs.indices.sorted(by: { (pairs[$0].length, $0) < (pairs[$1].length, $1) }) {
      let a = find(pairs[i].a)
      let b = find(pairs[i].b)
      if a != b {
        root[b] = a
        chosen[i] = true
      }
    }
    return pairs.indices.filter { chosen[$0] }
  }

  /// How many seats' shortest ways from the town use each pair, and the first of these seats; roads in use already
  /// draw others to them.
  private static func traffic(
    _ pairs: [Pair], _ chosen: [Int], count: Int, gates: Int, to seats: [Int]
  ) -> [(ways: Int, first: Int)] {
    var use = [(ways: Int, first: Int)](repeating: (0, 0), count: pairs.count)
    var atPlace = [[Int]](repeating: [], count: count)
    for pair in chosen {
      atPlace[pairs[pair].a].append(pair)
      atPlace[pairs[pair].b].append(pair)
    }
    for (number, seat) in seats.enumerated() {
      // Dijkstra (1959) without a heap: a few hundred places.
      var cost = (0..<count).map { $0 < gates ? 0 : Double.infinity }
      var via = [Int](repeating: -1, count: count)
      var open = Array(0..<gates)
      var isDone = [Bool](repeating: false, count: count)
      while let at = open.indices.min(by: { (cost[open[$0]], open[$0]) < (cost[open[$1]], open[$1]) }) {
        let here = open.remove(at: at)
        if isDone[here] { continue }
        isDone[here] = true
        if here == seat { break }
        for pair in atPlace[here] {
          let there = pairs[pair].a == here ? pairs[pair].b : pairs[pair].a
          let way = cost[here] + pairs[pair].length * (use[pair].ways > 0 ? 0.6 : 1)
          if way < cost[there] {
            cost[there] = way
            via[there] = pair
            open.append(there)
          }
        }
      }
      var here = seat
      while via[here] >= 0 {
        let pair = via[here]
        use[pair] = (use[pair].ways + 1, use[pair].ways == 0 ? number : use[pair].first)
        here = pairs[pair].a == here ? pairs[pair].b : pairs[pair].a
      }
    }
    return use
  }

  /// Lanes from the middle of a settlement to a few of its micro-grids, apart from its roads and one another.
  private static func drawLanes(
    of settlement: Int, _ land: Land, from node: Int, besides taken: [Double], count: Int,
    into plan: inout RoadPlan, chance: inout SeededGenerator
  ) {
    let centre = plan.nodes[node]
    if count == 0 {
      // A community lies on the streets; its own lane leads from the corner to its centre.
      let end = plan.addNode(land.settlements.centres[settlement])
      if plan.nodes[end].distance(to: centre) > 20 {
        plan.link(node, end, .residential, swing: 0.05, name: nil, chance: &chance)
      }
      return
    }
    var taken = taken
    var lanes = 0
    for (seed, home) in zip(land.seeds.points, land.seeds.villages) where home == settlement && lanes < count
    {
      let length = seed.distance(to: centre)
      guard (60...450).contains(length) else { continue }
      let angle = atan2(seed.y - centre.y, seed.x - centre.x)
      if taken.contains(where: { cos($0 - angle) > 0.75 }) { continue }
      plan.link(node, plan.addNode(seed), .residential, swing: 0.06, step: 120, name: nil, chance: &chance)
      taken.append(angle)
      lanes += 1
    }
  }
}
