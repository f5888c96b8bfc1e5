import Geometry
import VectorFiles

extension LineSet {
  /// The ways of an OpenStreetMap file that have one of some tags, without more of them than where they run.
  ///
  /// Read as roads are: in whatever order the file holds its objects, of several versions the latest, broken off at nodes
  /// that are not in the file.
  ///
  /// - Parameter keys: of the tags, of which a way has one at least.
  package init(_ file: OSMFile, having keys: [String]) throws(OSMFile.Failure) {
    self.init()
    var ways = LatestVersions<[Int64]>()
    var placesOfNodes: [Int64: Coordinate] = [:]
    try file.forEach([.way], keys: keys) { way in
      guard ways.isLatest(way) else { return }
      let isWanted = !way.isDeleted && keys.indices.contains { way.value($0) != nil }
      ways.put(isWanted ? Array(way.nodes) : nil, for: way)
      guard isWanted else { return }
      for (position, node) in way.nodes.enumerated() {
        if let place = way.place(ofNodeAt: position) { placesOfNodes[node] = place }
      }
    }
    var nodes = OSMNodes(of: ways.values.lazy.compactMap(\.self).joined(), places: placesOfNodes)
    try file.forEach([.node], keys: [], nodes: nodes.ids) { nodes.add(placeOf: $0) }
    for case let way? in ways.values {
      for piece in nodes.pieces(of: way) where piece.count > 1 { append(piece.map(\.place)) }
    }
  }
}
