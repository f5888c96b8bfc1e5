/// Some roads of an OpenStreetMap file with the nodes they run through, as XML and as PBF.
struct OSMExcerpt {
  private var nodes: [Substring] = []
  private var ways: [[Substring]] = []

  /// - Parameters:
  ///   - text: XML with an element a line.
  ///   - count: how many roads to keep.
  init(of text: String, ways count: Int) {
    let lines = text.split(separator: "\n")
    var open: [Substring] = []
    for line in lines where ways.count < count {
      if line.contains("<way ") { open = [] }
      open.append(line)
      if line.contains("</way>"), open.contains(where: { $0.contains("k=\"highway\"") }) { ways.append(open) }
    }
    let used = Set(ways.joined().compactMap { Self.value("ref", of: $0) })
    nodes = lines.filter { $0.contains("<node ") && Self.value("id", of: $0).map(used.contains) ?? false }
  }

  var xml: [UInt8] {
    let closed = nodes.map { $0.hasSuffix("/>") ? $0 : $0 + "</node>" }
    let lines = ["<?xml version=\"1.0\"?>", "<osm version=\"0.6\">"] + closed + ways.joined() + ["</osm>"]
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// One block, not packed, so that damage reaches what is in it.
  var pbf: [UInt8] {
    var header = Message()
    for feature in ["OsmSchema-V0.6", "DenseNodes"] { header.add(4, Array(feature.utf8)) }
    return Self.block("OSMHeader", header) + Self.block("OSMData", primitives)
  }

  private var primitives: Message {
    var texts = [""]
    func place(_ text: Substring) -> Int {
      if let known = texts.firstIndex(of: String(text)) { return known }
      texts.append(String(text))
      return texts.count - 1
    }
    var roads = Message()
    for way in ways {
      var road = Message()
      road.add(1, Self.number("id", of: way[0]))
      let tags = way.filter { $0.contains("<tag ") }
      road.add(2, packed: tags.map { place(Self.value("k", of: $0) ?? "") })
      road.add(3, packed: tags.map { place(Self.value("v", of: $0) ?? "") })
      road.add(8, differences: way.filter { $0.contains("<nd ") }.map { Self.number("ref", of: $0) })
      roads.add(3, road.bytes)
    }
    var points = Message()
    points.add(1, differences: nodes.map { Self.number("id", of: $0) })
    points.add(8, differences: nodes.map { Self.lattice("lat", of: $0) })
    points.add(9, differences: nodes.map { Self.lattice("lon", of: $0) })
    var dense = Message()
    dense.add(2, points.bytes)
    var table = Message()
    for text in texts { table.add(1, Array(text.utf8)) }
    var block = Message()
    block.add(1, table.bytes)
    block.add(2, dense.bytes)
    block.add(2, roads.bytes)
    return block
  }

  private static func block(_ kind: String, _ content: Message) -> [UInt8] {
    var blob = Message()
    blob.add(1, content.bytes)
    var header = Message()
    header.add(1, Array(kind.utf8))
    header.add(3, blob.bytes.count)
    return [0, 0, 0, UInt8(header.bytes.count)] + header.bytes + blob.bytes
  }

  private static func value(_ name: String, of line: Substring) -> Substring? {
    line.split(separator: " \(name)=\"", maxSplits: 1).dropFirst().first?
      .split(separator: "\"", maxSplits: 1, omittingEmptySubsequences: false).first
  }

  private static func number(_ name: String, of line: Substring) -> Int {
    value(name, of: line).flatMap { Int($0) } ?? 0
  }

  /// A coordinate in units of 1e-7 degree, in which PBF counts unless it says otherwise.
  private static func lattice(_ name: String, of line: Substring) -> Int {
    Int(((value(name, of: line).flatMap { Double($0) } ?? 0) * 1e7).rounded())
  }
}

/// A message of Protocol Buffers being written.
private struct Message {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: Int, _ number: Int) {
    append(UInt64(field << 3))
    append(UInt64(number))
  }

  mutating func add(_ field: Int, _ content: [UInt8]) {
    append(UInt64(field << 3 | 2))
    append(UInt64(content.count))
    bytes += content
  }

  mutating func add(_ field: Int, packed numbers: [Int]) {
    var list = Message()
    for number in numbers { list.append(UInt64(number)) }
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
