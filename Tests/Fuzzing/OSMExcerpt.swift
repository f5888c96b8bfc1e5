import TestSupport

extension OSMSketch {
  /// Some roads of an OpenStreetMap file with the nodes they run through.
  ///
  /// - Parameters:
  ///   - text: XML with an element a line.
  ///   - count: how many roads to keep.
  init(excerptOf text: String, ways count: Int) {
    self.init()
    var all: [Int64: Node] = [:]
    var node: Node?
    var way: Way?
    for line in text.split(separator: "\n") where ways.count < count {
      if line.contains("<node ") {
        node = Node(
          Self.number("id", of: line), longitude: Self.lattice("lon", of: line),
          latitude: Self.lattice("lat", of: line))
      } else if line.contains("<way ") {
        way = Way(Self.number("id", of: line))
      } else if line.contains("<nd ") {
        way?.nodes.append(Self.number("ref", of: line))
      } else if line.contains("<tag "), let key = Self.value("k", of: line),
        let value = Self.value("v", of: line)
      {
        let tag = (key: String(key), value: String(value))
        if way != nil { way?.tags.append(tag) } else { node?.tags.append(tag) }
      }
      if let found = node, line.contains("<node ") ? line.hasSuffix("/>") : line.contains("</node>") {
        all[found.id] = found
        node = nil
      }
      if let found = way, line.contains("</way>") {
        if found.tags.contains(where: { $0.key == "highway" }) { ways.append(found) }
        way = nil
      }
    }
    nodes = Set(ways.flatMap(\.nodes)).sorted().compactMap { all[$0] }
  }

  private static func value(_ name: String, of line: Substring) -> Substring? {
    line.split(separator: " \(name)=\"", maxSplits: 1).dropFirst().first?
      .split(separator: "\"", maxSplits: 1, omittingEmptySubsequences: false).first
  }

  private static func number(_ name: String, of line: Substring) -> Int64 {
    value(name, of: line).flatMap { Int64($0) } ?? 0
  }

  /// A coordinate in units of 1e-7 degree, in which PBF counts unless it says otherwise.
  private static func lattice(_ name: String, of line: Substring) -> Int {
    Int(((value(name, of: line).flatMap { Double($0) } ?? 0) * 1e7).rounded())
  }
}
