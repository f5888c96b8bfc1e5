import Geometry
import Solvers

extension Travel {
  /// With a table for some groups at a time.
  public func leastSeconds(from groups: [[Coordinate]], to destinations: [Coordinate]) -> [Float] {
    let atOnce = 64
    var result = [Float](repeating: .infinity, count: groups.count * destinations.count)
    for first in stride(from: 0, to: groups.count, by: atOnce) {
      let range = first..<min(first + atOnce, groups.count)
      let places = GroupedPlaces(groups[range])
      let table = table(from: places.distinct, to: destinations)
      for d in destinations.indices {
        for g in range {
          for place in places.members[g - first] {
            result[d * groups.count + g] = min(result[d * groups.count + g], table.seconds(place, d))
          }
        }
      }
    }
    return result
  }
}

/// Places that occur in several groups, each once.
package struct GroupedPlaces {
  package private(set) var distinct: [Coordinate] = []
  /// For each group its places, as indices into `distinct`.
  package private(set) var members: [[Int]] = []

  package init(_ groups: some Sequence<[Coordinate]>) {
    var index: [Coordinate: Int] = [:]
    for group in groups {
      members.append(
        group.map { place in
          if let known = index[place] { return known }
          index[place] = distinct.count
          distinct.append(place)
          return distinct.count - 1
        })
    }
  }
}

extension RoadTravel {
  /// One search for each group, from all its places at once.
  public func leastSeconds(from groups: [[Coordinate]], to destinations: [Coordinate]) -> [Float] {
    let grouped = GroupedPlaces(groups)
    let places = places(grouped.distinct + destinations)
    let starts = Array(places.prefix(grouped.distinct.count))
    let ends = Array(places.dropFirst(grouped.distinct.count))
    let exits = starts.map { $0.exits(network) }
    let table = RoadTable(
      roots: grouped.members.map { $0.flatMap { exits[$0] } }, leaves: ends.map { $0.entries(network) },
      threads: threads)
    let width = groups.count
    var seconds = [Float](repeating: .infinity, count: width * ends.count)
    seconds.withUnsafeMutableBufferPointer { cells in
      // Every cell is written once.
      nonisolated(unsafe) let cells = cells
      fill(table, isReversed: false) { group, end, cost in cells[end * width + group] = cost.seconds }
    }
    let direct = DirectWays(from: starts, to: ends, network, accessSpeed: accessSpeed)
    for (group, members) in grouped.members.enumerated() {
      for place in members {
        for way in direct.ways[place] {
          seconds[way.end * width + group] = min(seconds[way.end * width + group], way.seconds)
        }
      }
    }
    return seconds
  }
}

/// The ways between places that pass no junction.
private struct DirectWays {
  /// For each start.
  let ways: [[(end: Int, seconds: Float)]]

  init(from starts: [RoadPlace], to ends: [RoadPlace], _ network: RoadNetwork, accessSpeed: Double) {
    let (xs, ys, access) = (ends.map(\.position.x), ends.map(\.position.y), ends.map(\.accessMetres))
    let edges = ends.map(\.edges)
    ways = concurrentMap(starts) { start in
      var found: [(end: Int, seconds: Float)] = []
      for end in ends.indices {
        let dx = start.position.x - xs[end]
        let dy = start.position.y - ys[end]
        let reach = start.accessMetres + access[end]
        guard start.sharesEdge(with: edges[end]) || dx * dx + dy * dy <= reach * reach,
          let way = start.direct(to: ends[end], network, accessSpeed: accessSpeed)
        else { continue }
        found.append((end, way.cost.seconds))
      }
      return found
    }
  }
}
