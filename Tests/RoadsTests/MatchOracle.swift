import Foundation
import Geometry

@testable import Roads

/// The likeliest way of a track, found by looking at every sequence of places on the roads: nearest points of all edges
/// from all their segments, and lengths of ways by Floyd and Warshall.
struct MatchOracle {
  struct Place {
    var edge: Int
    var along: Double
    var distance: Double
  }

  let network: RoadNetwork
  let rules: MatchRules
  /// Metres between junctions, as they count.
  private let between: [[Double]]

  init(_ network: RoadNetwork, _ rules: MatchRules) {
    self.network = network
    self.rules = rules
    let count = network.junctionCount
    var between = (0..<count).map { i in (0..<count).map { $0 == i ? 0 : Double.infinity } }
    for e in 0..<network.edgeCount {
      let (a, b) = (Int(network.starts[e]), Int(network.ends[e]))
      between[a][b] = min(between[a][b], network.length(ofEdge: e))
      between[b][a] = min(between[b][a], network.length(ofEdge: e) * (network.oneWay[e] ? rules.wrongWay : 1))
    }
    for k in 0..<count {
      for i in 0..<count {
        for j in 0..<count { between[i][j] = min(between[i][j], between[i][k] + between[k][j]) }
      }
    }
    self.between = between
  }

  func places(near p: PlanePoint) -> [Place] {
    (0..<network.edgeCount).compactMap { e in
      var best = Place(edge: e, along: 0, distance: .infinity)
      for v in network.edgeOffsets[e]..<(network.edgeOffsets[e + 1] - 1) {
        let (a, b) = (network.positions[v], network.positions[v + 1])
        let (ux, uy) = (b.x - a.x, b.y - a.y)
        let t = min(1, max(0, ((p.x - a.x) * ux + (p.y - a.y) * uy) / (ux * ux + uy * uy)))
        let distance = hypot(a.x + t * ux - p.x, a.y + t * uy - p.y)
        if distance < best.distance {
          let along = network.along[v] + t * (network.along[v + 1] - network.along[v])
          best = Place(edge: e, along: along, distance: distance)
        }
      }
      return best.distance <= rules.radius ? best : nil
    }
  }

  /// Metres of the shortest way from one place to another, as they count.
  func metres(_ a: Place, _ b: Place) -> Double {
    let (start, end) = (network.starts, network.ends)
    func back(_ metres: Double, _ edge: Int) -> Double {
      metres * (network.oneWay[edge] ? rules.wrongWay : 1)
    }
    var best = Double.infinity
    if a.edge == b.edge {
      best = b.along >= a.along ? b.along - a.along : back(a.along - b.along, a.edge)
      if network.oneWay[a.edge], b.along < a.along, a.along - b.along <= 2 * rules.noise { best = 0 }
    }
    let exits = [
      (Int(end[a.edge]), network.length(ofEdge: a.edge) - a.along),
      (Int(start[a.edge]), back(a.along, a.edge)),
    ]
    let entries = [
      (Int(start[b.edge]), b.along),
      (Int(end[b.edge]), back(network.length(ofEdge: b.edge) - b.along, b.edge)),
    ]
    for (out, rest) in exits {
      for (into, more) in entries { best = min(best, rest + between[out][into] + more) }
    }
    return best
  }

  /// How likely a sequence of places is (natural logarithm); infinitely unlikely where a way is too long.
  func score(_ places: [Place], _ fixes: [Fix], _ positions: [PlanePoint]) -> Double {
    var sum = 0.0
    for (i, place) in places.enumerated() {
      sum -= pow(place.distance / rules.noise, 2) / 2
      guard i > 0 else { continue }
      let straight = positions[i - 1].distance(to: positions[i])
      let seconds = Double(fixes[i].time - fixes[i - 1].time) / 1000
      let way = metres(places[i - 1], place)
      guard way < min(straight + rules.longestDetour, seconds * rules.greatestSpeed + 2 * rules.radius) else {
        return -.infinity
      }
      sum -= abs(way - straight) / rules.detour
    }
    return sum
  }

  /// The score of the best of all sequences.
  func best(_ fixes: [Fix], _ positions: [PlanePoint]) -> Double {
    let choices = positions.map(places)
    func go(_ chosen: [Place]) -> Double {
      if chosen.count == fixes.count { return score(chosen, fixes, positions) }
      return choices[chosen.count].map { go(chosen + [$0]) }.max() ?? -.infinity
    }
    return go([])
  }
}
