import Geometry

/// The roads and ferries of an OpenStreetMap file, and the rules on turning, before their nodes are known.
struct OSMWays {
  struct Way {
    var id: Int64
    var version: UInt32
    var road: RoadAttributes
    /// Its nodes are `OSMWays.nodes[nodes]`.
    var nodes: Range<Int>
    /// How long a ferry takes for the whole way.
    var seconds: Double?
    /// Whether a later version took it away.
    var isGone = false
  }

  private(set) var list: [Way] = []
  private(set) var nodes: [Int64] = []
  /// Places that ways themselves state, for files without nodes.
  private(set) var places: [Int64: Coordinate] = [:]
  private(set) var turns = OSMTurns()
  private(set) var interpreter = RoadInterpreter(codes: .openStreetMap)
  private var numbers: [Int64: Int] = [:]
  /// The crossings that only a relation times: its ways, and the seconds for all of them.
  private var crossings: [(ways: [Int64], seconds: Double)] = []

  /// The number of a way that is there, and a road.
  func number(of way: Int64) -> Int? { numbers[way].flatMap { list[$0].isGone ? nil : $0 } }

  mutating func add(_ object: OSMObject) {
    let tags = RoadTags { object.value($0.rawValue) }
    if object.kind == .way {
      addWay(object, tags)
    } else {
      turns.add(object, tags)
      if !object.isDeleted, RoadInterpreter.isFerry(tags), let seconds = interpreter.ferrySeconds(tags) {
        crossings.append((object.members(.way), seconds))
      }
    }
  }

  private mutating func addWay(_ object: OSMObject, _ tags: RoadTags) {
    let known = numbers[object.id]
    if let known, list[known].version > object.version { return }
    let isFerry = RoadInterpreter.isFerry(tags)
    guard !object.isDeleted, isFerry || tags.value(.roadClass) != nil && tags.value(.area) != "yes" else {
      if let known { list[known].isGone = true }
      return
    }
    let start = nodes.count
    nodes.append(contentsOf: object.nodes)
    for position in object.nodes.indices {
      if let place = object.place(ofNodeAt: position) { places[object.nodes[position]] = place }
    }
    let way = Way(
      id: object.id, version: object.version, road: interpreter.attributes(of: tags),
      nodes: start..<nodes.count,
      seconds: isFerry ? interpreter.ferrySeconds(tags) : nil)
    if let known {
      list[known] = way
    } else {
      numbers[object.id] = list.count
      list.append(way)
    }
  }

  /// Where ways do not say how long they take, but their relation does: it counts for all of them together.
  ///
  /// - Parameter metres: the length of each way.
  mutating func timeCrossings(_ metres: (Way) -> Double) {
    for crossing in crossings {
      let members = crossing.ways.compactMap(number).filter { list[$0].road.roadClass == RoadClasses.ferry }
      let length = members.reduce(0) { $0 + metres(list[$1]) }
      guard length > 0 else { continue }
      for way in members where list[way].seconds == nil {
        list[way].seconds = crossing.seconds * metres(list[way]) / length
      }
    }
  }
}
