/// A small OpenStreetMap file before it is written, as XML or as PBF.
package struct OSMSketch: Sendable {
  package struct Node: Sendable {
    package var id: Int64
    /// In 1e-7 degrees.
    package var longitude: Int
    package var latitude: Int
    package var tags: [(key: String, value: String)] = []
    package var version = 1
    package var isDeleted = false

    package init(_ id: Int64, longitude: Int, latitude: Int) {
      self.id = id
      self.longitude = longitude
      self.latitude = latitude
    }
  }

  package struct Way: Sendable {
    package var id: Int64
    package var nodes: [Int64] = []
    package var tags: [(key: String, value: String)] = []
    package var version = 1
    package var isDeleted = false

    package init(_ id: Int64) { self.id = id }
  }

  package struct Member: Sendable {
    package enum Kind: Int, Sendable {
      case node
      case way
      case relation
    }

    package var kind: Kind
    package var id: Int64
    package var role: String

    package init(_ kind: Kind, _ id: Int64, role: String = "") {
      self.kind = kind
      self.id = id
      self.role = role
    }
  }

  package struct Relation: Sendable {
    package var id: Int64
    package var members: [Member]
    package var tags: [(key: String, value: String)] = []
    package var version = 1
    package var isDeleted = false
  }

  package var nodes: [Node] = []
  package var ways: [Way] = []
  package var relations: [Relation] = []

  package init() {}

  package mutating func addNode(
    _ id: Int64, _ longitude: Double, _ latitude: Double, _ tags: [String: String] = [:]
  ) {
    var node = Node(
      id, longitude: Int((longitude * 1e7).rounded()), latitude: Int((latitude * 1e7).rounded()))
    node.tags = Self.list(tags)
    nodes.append(node)
  }

  package mutating func addWay(_ id: Int64, _ nodes: [Int64], _ tags: [String: String]) {
    var way = Way(id)
    (way.nodes, way.tags) = (nodes, Self.list(tags))
    ways.append(way)
  }

  package mutating func addRelation(_ id: Int64, _ members: [Member], _ tags: [String: String]) {
    relations.append(Relation(id: id, members: members, tags: Self.list(tags)))
  }

  private static func list(_ tags: [String: String]) -> [(key: String, value: String)] {
    tags.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  // MARK: XML

  package var xml: String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<osm version=\"0.6\">"]
    for node in nodes {
      let place = "lat=\"\(Self.degrees(node.latitude))\" lon=\"\(Self.degrees(node.longitude))\""
      lines.append("<node \(Self.head(node.id, node.version, node.isDeleted)) \(place)>")
      lines += Self.lines(node.tags) + ["</node>"]
    }
    for way in ways {
      lines.append("<way \(Self.head(way.id, way.version, way.isDeleted))>")
      lines += way.nodes.map { "<nd ref=\"\($0)\"/>" } + Self.lines(way.tags) + ["</way>"]
    }
    for relation in relations {
      lines.append("<relation \(Self.head(relation.id, relation.version, relation.isDeleted))>")
      lines += relation.members.map {
        "<member type=\"\($0.kind)\" ref=\"\($0.id)\" role=\"\(Self.escaped($0.role))\"/>"
      }
      lines += Self.lines(relation.tags) + ["</relation>"]
    }
    return (lines + ["</osm>", ""]).joined(separator: "\n")
  }

  private static func head(_ id: Int64, _ version: Int, _ isDeleted: Bool) -> String {
    "id=\"\(id)\" version=\"\(version)\"" + (isDeleted ? " visible=\"false\"" : "")
  }

  private static func lines(_ tags: [(key: String, value: String)]) -> [String] {
    tags.map { "<tag k=\"\(escaped($0.key))\" v=\"\(escaped($0.value))\"/>" }
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case "\"": "&quot;"
      default: String(scalar)
      }
    }.joined()
  }

  private static func degrees(_ lattice: Int) -> String {
    let digits = String(abs(lattice))
    let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    return (lattice < 0 ? "-" : "") + padded.dropLast(7) + "." + padded.suffix(7)
  }

  // MARK: PBF

  /// One block, not packed, so that damage reaches what is in it.
  package var pbf: [UInt8] {
    var header = ProtobufMessage()
    for feature in ["OsmSchema-V0.6", "DenseNodes"] + (isHistory ? ["HistoricalInformation"] : []) {
      header.add(4, Array(feature.utf8))
    }
    return Self.block("OSMHeader", header) + Self.block("OSMData", primitives)
  }

  private var isHistory: Bool {
    nodes.contains { $0.version > 1 || $0.isDeleted } || ways.contains { $0.version > 1 || $0.isDeleted }
      || relations.contains { $0.version > 1 || $0.isDeleted }
  }

  private var primitives: ProtobufMessage {
    var texts = [""]
    var places = ["": 0]
    func place(_ text: String) -> Int {
      if let known = places[text] { return known }
      texts.append(text)
      places[text] = texts.count - 1
      return texts.count - 1
    }
    func info(_ version: Int, _ isDeleted: Bool) -> ProtobufMessage {
      var info = ProtobufMessage()
      info.add(1, version)
      if isHistory { info.add(6, isDeleted ? 0 : 1) }
      return info
    }
    func add(_ tags: [(key: String, value: String)], to message: inout ProtobufMessage) {
      message.add(2, packed: tags.map { place($0.key) })
      message.add(3, packed: tags.map { place($0.value) })
    }

    var points = ProtobufMessage()
    points.add(1, differences: nodes.map { Int($0.id) })
    if isHistory {
      var info = ProtobufMessage()
      info.add(1, packed: nodes.map(\.version))
      info.add(6, packed: nodes.map { $0.isDeleted ? 0 : 1 })
      points.add(5, info.bytes)
    }
    points.add(8, differences: nodes.map(\.latitude))
    points.add(9, differences: nodes.map(\.longitude))
    if nodes.contains(where: { !$0.tags.isEmpty }) {
      points.add(
        10, packed: nodes.flatMap { node in node.tags.flatMap { [place($0.key), place($0.value)] } + [0] })
    }
    var dense = ProtobufMessage()
    dense.add(2, points.bytes)

    var roads = ProtobufMessage()
    for way in ways {
      var road = ProtobufMessage()
      road.add(1, Int(way.id))
      add(way.tags, to: &road)
      road.add(4, info(way.version, way.isDeleted).bytes)
      road.add(8, differences: way.nodes.map { Int($0) })
      roads.add(3, road.bytes)
    }
    var rules = ProtobufMessage()
    for relation in relations {
      var rule = ProtobufMessage()
      rule.add(1, Int(relation.id))
      add(relation.tags, to: &rule)
      rule.add(4, info(relation.version, relation.isDeleted).bytes)
      rule.add(8, packed: relation.members.map { place($0.role) })
      rule.add(9, differences: relation.members.map { Int($0.id) })
      rule.add(10, packed: relation.members.map(\.kind.rawValue))
      rules.add(4, rule.bytes)
    }
    var table = ProtobufMessage()
    for text in texts { table.add(1, Array(text.utf8)) }
    var block = ProtobufMessage()
    block.add(1, table.bytes)
    for group in [dense, roads, rules] { block.add(2, group.bytes) }
    return block
  }

  private static func block(_ kind: String, _ content: ProtobufMessage) -> [UInt8] {
    var blob = ProtobufMessage()
    blob.add(1, content.bytes)
    var header = ProtobufMessage()
    header.add(1, Array(kind.utf8))
    header.add(3, blob.bytes.count)
    return [0, 0, 0, UInt8(header.bytes.count)] + header.bytes + blob.bytes
  }
}

/// A message of Protocol Buffers being written.
private struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: Int, _ number: Int) {
    append(UInt64(field << 3))
    append(UInt64(bitPattern: Int64(number)))
  }

  mutating func add(_ field: Int, _ content: [UInt8]) {
    append(UInt64(field << 3 | 2))
    append(UInt64(content.count))
    bytes += content
  }

  mutating func add(_ field: Int, packed numbers: [Int]) {
    var list = ProtobufMessage()
    for number in numbers { list.append(UInt64(bitPattern: Int64(number))) }
    add(field, list.bytes)
  }

  /// Each number less the one before, the sign in the lowest bit.
  mutating func add(_ field: Int, differences numbers: [Int]) {
    let steps = zip(numbers, [0] + numbers).map { $0 - $1 }
    add(field, packed: steps.map { $0 << 1 ^ $0 >> (Int.bitWidth - 1) })
  }

  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
