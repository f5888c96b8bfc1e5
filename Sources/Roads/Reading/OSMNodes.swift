import Geometry

/// The nodes that roads need, and the barriers that stand on them.
struct OSMNodes {
  /// Ascending.
  let ids: [Int64]
  private(set) var barriers: [Int32: BarrierTags] = [:]
  private var places: [Coordinate?]
  private var versions: [UInt32]

  init(of ways: OSMWays) {
    var all: [Int64] = []
    all.reserveCapacity(ways.nodes.count)
    for case let way? in ways.list.values { all += ways.nodes[way.nodes] }
    all.sort()
    var ids: [Int64] = []
    for id in all where ids.last != id { ids.append(id) }
    self.ids = ids
    places = ids.map { ways.places[$0] }
    versions = [UInt32](repeating: 0, count: ids.count)
  }

  mutating func add(_ node: OSMObject) {
    let index = node.index
    guard node.version >= versions[index] else { return }
    versions[index] = node.version
    places[index] = node.isDeleted ? nil : node.place
    barriers[Int32(index)] = node.isDeleted ? nil : BarrierTags(RoadTags { node.value($0.rawValue) })
  }

  /// The number of a node that a road has.
  func number(of id: Int64) -> Int32? {
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < ids.count && ids[low] == id ? Int32(low) : nil
  }

  /// `nil` where the file has no such node.
  func place(of number: Int32) -> Coordinate? { places[Int(number)] }
}
