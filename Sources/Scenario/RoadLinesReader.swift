import Geometry
import Grid
import Roads
import VectorFiles
import Words

extension RoadLines {
  /// Reads a line layer, or the ways of an OpenStreetMap file; columns that are not there leave speed to the class,
  /// and both ways open to all.
  public init(reading source: Scenario.Source) throws(ScenarioError) {
    if let osm = try source.openStreetMap() {
      try self.init(osm, of: source)
    } else {
      try self.init(layer: source)
    }
  }

  private init(_ osm: OSMFile, of source: Scenario.Source) throws(ScenarioError) {
    let file = source.vector.path
    var keys: [RoadKey: String] = [:]
    for key in RoadKey.allCases { keys[key] = key.column.flatMap { source.columns[$0] } }
    do {
      try self.init(osm, keys: keys)
    } catch { throw .unreadOpenStreetMap(file: file, reason: error.reason) }
    guard count > 0 else { throw .noRoads(file: file) }
  }

  private init(layer source: Scenario.Source) throws(ScenarioError) {
    let table = try ScenarioTable(source, required: [], optional: RoadKey.columns, as: .line)
    let columns = Dictionary(
      uniqueKeysWithValues: RoadKey.allCases.compactMap { key in
        key.column.flatMap { table.has($0) ? (key, table.texts($0)) : nil }
      })
    self.init(table.lines, columns: columns)
  }
}

extension Scenario.Source {
  /// The OpenStreetMap file that it is; `nil` where it is a layer.
  func openStreetMap() throws(ScenarioError) -> OSMFile? {
    let bytes: OSMBytes?
    do { bytes = try vector.osmBytes() } catch { throw .format(error) }
    guard let bytes else { return nil }
    if let key = vector.keysOfLayers.first { throw .layerOfOpenStreetMap(file: vector.path, key: key) }
    if let system = vector.coordinateSystem, !GeographicTransform.isIdentity(system) {
      throw .systemOfOpenStreetMap(file: vector.path, stated: system)
    }
    return OSMFile(bytes)
  }
}

extension VectorSource {
  /// The keys of a scenario that are set and say how a layer of features is to be read.
  fileprivate var keysOfLayers: [String] {
    let columns = zip(["lon", "lat"], pointColumns).filter { !$1.isEmpty }.map(\.0)
    return (layer == nil ? [] : ["layer"]) + (encoding == nil ? [] : ["encoding"]) + columns
  }
}

extension PlanInputs {
  /// The roads of a scenario, and what is to be said of them.
  ///
  /// - Parameter others: who travels besides the scenario's profile; each needs a road.
  package static func roads(
    _ scenario: Scenario, _ hierarchy: Hierarchy, others: Set<Profile> = []
  ) throws(ScenarioError) -> (lines: RoadLines, notes: [Message])? {
    guard let source = scenario.roads else { return nil }
    let file = source.vector.path
    var lines = try RoadLines(reading: source)
    var notes = lines.remarks.sentences
    if scenario.roadsMeetAtCrossings {
      let joined = lines.joinedAtCrossings()
      lines = joined.lines
      notes.append(
        Message("roads_joined", "roads meet at \(joined.crossings) places where they only cross or touch"))
    }
    let open = (0..<lines.count).filter { scenario.profile.mayTake(lines.attributes[$0]) }
    guard !open.isEmpty else { throw .noRoad(file: file, profile: scenario.profile.rawValue) }
    for other in Profile.allCases where others.contains(other) {
      guard (0..<lines.count).contains(where: { other.mayTake(lines.attributes[$0]) }) else {
        throw .noRoad(file: file, profile: other.rawValue)
      }
    }
    let near = RoadNeighbourhood(open.lazy.flatMap { lines.vertices(of: $0) })
    let anchors = hierarchy.lowest.anchors
    let reached = anchors.count { near.contains($0) }
    guard reached * 100 >= anchors.count, reached > 0 else {
      throw .roadsElsewhere(file: file, near: reached, units: anchors.count)
    }
    return (lines, notes)
  }
}

/// The land within some kilometres of given places, in cells of a twentieth of a degree.
private struct RoadNeighbourhood {
  private struct Cell: Hashable {
    var column: Int32
    var row: Int32
  }

  private static let cellSize: Int32 = 500_000
  private var cells = Set<Cell>()

  init(_ places: some Sequence<Coordinate>) {
    for place in places { cells.insert(Self.cell(place)) }
  }

  private static func cell(_ place: Coordinate) -> Cell {
    Cell(column: place.x / cellSize, row: place.y / cellSize)
  }

  func contains(_ place: Coordinate) -> Bool {
    let here = Self.cell(place)
    return (-1...1).contains { column in
      (-1...1).contains { row in cells.contains(Cell(column: here.column + column, row: here.row + row)) }
    }
  }
}
