import Geometry

/// The roads and ferries of an OpenStreetMap file, and the rules on turning, before their nodes are known.
struct OSMWays {
  struct Way {
    var road: RoadAttributes
    /// What is to be said of it.
    var remarks: RoadRemarks
    /// Its nodes are `OSMWays.nodes[nodes]`.
    var nodes: Range<Int>
    /// How long a ferry takes for the whole way.
    var seconds: Double?
  }

  /// A crossing that only a relation times: its ways, and the seconds for all of them.
  private struct Crossing {
    var ways: [Int64]
    var seconds: Double?
    var remarks: RoadRemarks
  }

  private(set) var list = LatestVersions<Way>()
  private(set) var nodes: [Int64] = []
  /// Places that ways themselves state, for files without nodes.
  private(set) var places: [Int64: Coordinate] = [:]
  private(set) var turns = OSMTurns()
  private var crossings = LatestVersions<Crossing>()

  mutating func add(_ object: OSMObject) {
    let tags = RoadTags { object.value($0.rawValue) }
    if object.kind == .way {
      addWay(object, tags)
    } else {
      turns.add(object, tags)
      addCrossing(object, tags)
    }
  }

  private mutating func addWay(_ object: OSMObject, _ tags: RoadTags) {
    guard list.isLatest(object) else { return }
    let isFerry = RoadInterpreter.isFerry(tags)
    guard !object.isDeleted, isFerry || tags.value(.roadClass) != nil && tags.value(.area) != "yes" else {
      list.put(nil, for: object)
      return
    }
    let start = nodes.count
    nodes.append(contentsOf: object.nodes)
    for position in object.nodes.indices {
      if let place = object.place(ofNodeAt: position) { places[object.nodes[position]] = place }
    }
    // By itself, so that nothing is told of a version that is not the latest.
    var interpreter = RoadInterpreter(codes: .openStreetMap)
    let road = interpreter.attributes(of: tags)
    let seconds = isFerry ? interpreter.ferrySeconds(tags) : nil
    let way = Way(road: road, remarks: interpreter.remarks, nodes: start..<nodes.count, seconds: seconds)
    list.put(way, for: object)
  }

  private mutating func addCrossing(_ object: OSMObject, _ tags: RoadTags) {
    guard crossings.isLatest(object) else { return }
    guard !object.isDeleted, RoadInterpreter.isFerry(tags) else {
      crossings.put(nil, for: object)
      return
    }
    var interpreter = RoadInterpreter(codes: .openStreetMap)
    let seconds = interpreter.ferrySeconds(tags)
    crossings.put(
      Crossing(ways: object.members(.way), seconds: seconds, remarks: interpreter.remarks), for: object)
  }

  /// What is to be said of all of them.
  var remarks: RoadRemarks {
    var remarks = RoadRemarks()
    for case let way? in list.values { remarks.add(way.remarks) }
    for case let crossing? in crossings.values { remarks.add(crossing.remarks) }
    remarks.add(.conditional, RoadKey.restrictionConditional.tag, count: turns.conditionalCount)
    return remarks
  }

  /// Where ways do not say how long they take, but their relation does: it counts for all of them together.
  ///
  /// - Parameter metres: the length of each way.
  mutating func timeCrossings(_ metres: (Way) -> Double) {
    for case let crossing? in crossings.values {
      guard let seconds = crossing.seconds else { continue }
      let members = crossing.ways.compactMap { id in
        list.number(of: id).flatMap { number in list.values[number].map { (number: number, way: $0) } }
      }.filter { $0.way.road.roadClass == RoadClasses.ferry }
      let length = members.reduce(0) { $0 + metres($1.way) }
      guard length > 0 else { continue }
      for (number, way) in members where way.seconds == nil {
        list.values[number]?.seconds = seconds * metres(way) / length
      }
    }
  }
}
