import Geometry

/// The nodes of lines that meet by place: vertices at one place are one node, but where lines only pass there whose
/// levels do not meet.
struct PlaceNodes {
  /// For each vertex its node.
  private(set) var nodes: [Int32]
  private(set) var count = 0

  /// What a line does at one of its vertices.
  private struct Visit {
    var key: UInt64
    var vertex: Int
    var group: Group
    var isEnd: Bool
  }

  /// Those who meet where they only pass: lines of one layer, as `RoadLevel.meets` says, and a line itself.
  private enum Group: Equatable {
    case layer(Int)
    case line(Int)
  }

  init(_ lines: RoadLines) {
    nodes = [Int32](repeating: -1, count: lines.coordinates.count)
    var visits: [Visit] = []
    visits.reserveCapacity(nodes.count)
    for line in 0..<lines.count {
      let range = lines.vertices(of: line).indices
      let level = lines.attributes[line].level
      let group = level.meets(level) ? Group.layer(level.layer) : .line(line)
      for vertex in range {
        visits.append(
          Visit(
            key: lines.coordinates[vertex].mortonKey, vertex: vertex, group: group,
            isEnd: vertex == range.lowerBound || vertex == range.upperBound - 1))
      }
    }
    visits.sort { ($0.key, $0.vertex) < ($1.key, $1.vertex) }
    var start = 0
    while start < visits.count {
      var end = start
      while end < visits.count, visits[end].key == visits[start].key { end += 1 }
      join(visits[start..<end])
      start = end
    }
  }

  /// The visits of one place.
  private mutating func join(_ visits: ArraySlice<Visit>) {
    let first = Int32(count)
    let joinsAll = visits.contains(where: \.isEnd)
    var groups: [Group] = []
    for visit in visits {
      let known = joinsAll ? 0 : groups.firstIndex(of: visit.group)
      if known == nil { groups.append(visit.group) }
      nodes[visit.vertex] = first + Int32(known ?? groups.count - 1)
    }
    count += max(1, groups.count)
  }
}
