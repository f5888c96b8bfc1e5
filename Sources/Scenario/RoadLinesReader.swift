import Geometry
import Grid
import Roads
import VectorFiles

extension RoadLines {
  /// Reads a line layer, or the ways of an OpenStreetMap file; columns that are not there leave speed to the class,
  /// and both ways open to all.
  public init(reading source: Scenario.Source) throws(ScenarioError) {
    var source = source
    let isOSM = source.vector.isOSM
    if isOSM {
      source.vector.layer = source.vector.layer ?? "lines"
      source.columns.merge(["class": "highway", "speed": "maxspeed"]) { own, _ in own }
    }
    let meanings = RoadTags.columns + (isOSM ? ["area", "osm_id"] : [])
    let table = try ScenarioTable(source, required: [], optional: meanings, as: .line)
    self.init()
    let columns = Dictionary(uniqueKeysWithValues: meanings.map { ($0, table.texts($0)) })
    var lineOfWay: [Int64: Int] = [:]
    // An OpenStreetMap file has rivers and railways among its lines; any line of a road layer is a road.
    for row in 0..<table.lines.count {
      let tags = RoadTags { columns[$0]?[row] }
      let roadClass = tags.value("class")
      if isOSM, roadClass == nil || tags.value("area") == "yes" { continue }
      if let way = columns["osm_id"]?[row].flatMap({ Int64($0) }) { lineOfWay[way] = count }
      let speed = tags.value("speed")
      let limit = speed.flatMap(RoadTags.speed)
      if speed != nil, limit == nil { unreadSpeeds += 1 }
      append(
        table.lines[row], class: roadClass ?? "", speed: limit,
        direction: tags.direction, name: tags.value("name") ?? "", access: tags.access, layer: tags.layer)
    }
    guard isOSM else { return }
    do { turns = try Self.turns(inFile: source.vector.path, lineOfWay) } catch {
      throw .unreadTurns(file: source.vector.path, reason: error.reason)
    }
  }
}

extension PlanInputs {
  /// The roads of a scenario, and what is to be said of them.
  package static func roads(
    _ scenario: Scenario, _ hierarchy: Hierarchy
  ) throws(ScenarioError) -> (lines: RoadLines, notes: [String])? {
    guard let source = scenario.roads else { return nil }
    let file = source.vector.path
    var lines = try RoadLines(reading: source)
    var notes: [String] = []
    if lines.unreadSpeeds > 0 {
      notes.append("\(lines.unreadSpeeds) roads have a speed that states none: their class counts")
    }
    if scenario.roadsMeetAtCrossings {
      let joined = lines.joinedAtCrossings()
      lines = joined.lines
      notes.append("roads meet at \(joined.crossings) places where they only cross or touch")
    }
    let open = (0..<lines.count).filter { scenario.profile.speed(on: $0, of: lines) != nil }
    guard !open.isEmpty else { throw .noRoad(file: file, profile: scenario.profile.rawValue) }
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
