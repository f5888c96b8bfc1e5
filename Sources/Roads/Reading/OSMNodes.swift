import Geometry

/// The nodes that lines need, and the barriers that stand on them.
struct OSMNodes {
  /// Ascending.
  let ids: [Int64]
  private(set) var barriers: [Int32: BarrierTags] = [:]
  private var places: [Coordinate?]
  private var versions: [UInt32]

  /// - Parameters:
  ///   - nodes: the ids of all nodes of the lines, in any order.
  ///   - places: those that the lines themselves state.
  init(of nodes: some Sequence<Int64>, places: [Int64: Coordinate]) {
    var ids: [Int64] = []
    for id in nodes.sorted() where ids.last != id { ids.append(id) }
    self.ids = ids
    self.places = ids.map { places[$0] }
    versions = [UInt32](repeating: 0, count: ids.count)
  }

  init(of ways: OSMWays) {
    var all: [Int64] = []
    all.reserveCapacity(ways.nodes.count)
    for case let way? in ways.list.values { all += ways.nodes[way.nodes] }
    self.init(of: all, places: ways.places)
  }

  /// Takes a node with the barrier on it.
  mutating func add(_ node: OSMObject) {
    guard add(placeOf: node) else { return }
    barriers[Int32(node.index)] = node.isDeleted ? nil : BarrierTags(RoadTags { node.value($0.rawValue) })
  }

  /// - Returns: whether no later version of it came before.
  @discardableResult
  mutating func add(placeOf node: OSMObject) -> Bool {
    let index = node.index
    guard node.version >= versions[index] else { return false }
    versions[index] = node.version
    places[index] = node.isDeleted ? nil : node.place
    return true
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

  /// A way from node to node, broken where a node is not in the file.
  func pieces(of way: some Sequence<Int64>) -> [[(place: Coordinate, node: Int32)]] {
    var pieces: [[(place: Coordinate, node: Int32)]] = []
    var open: [(place: Coordinate, node: Int32)] = []
    for id in way {
      if let number = number(of: id), let place = place(of: number) {
        open.append((place, number))
      } else if !open.isEmpty {
        pieces.append(open)
        open = []
      }
    }
    return open.isEmpty ? pieces : pieces + [open]
  }
}
