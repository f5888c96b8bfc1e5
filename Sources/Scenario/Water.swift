import Geometry
import Grid
import Roads
import VectorFiles

/// Rivers, canals, lakes and reservoirs: what is drawn behind a plan's maps, and nothing else is made of it.
public struct Water: Sendable, Equatable {
  /// Rivers and canals as lines.
  public var courses = LineSet()
  /// Of each of them; empty where it has none.
  public var courseNames: [String] = []
  /// Lakes, and rivers that are drawn with both banks.
  public var areas = PolygonSet()
  /// Of each of them; empty where it has none.
  public var areaNames: [String] = []

  /// None.
  public init() {}
}

extension Water {
  /// Reads layers of lines or of polygons, and OpenStreetMap files.
  init(reading sources: [Scenario.Source]) throws(ScenarioError) {
    for source in sources {
      if let osm = try source.openStreetMap() {
        try add(osm, of: source)
      } else {
        try add(layer: source)
      }
    }
  }

  /// Whether there is water, and none of it near the land.
  func isElsewhere(than hierarchy: Hierarchy) -> Bool {
    let land = hierarchy.top.shapes.box
    guard courses.count + areas.count > 0 else { return false }
    return !(0..<courses.count).contains { Box(courses[$0]).intersects(land) }
      && !(0..<areas.count).contains { areas.box(of: $0).intersects(land) }
  }

  /// What the first feature is, all must be.
  private mutating func add(layer source: Scenario.Source) throws(ScenarioError) {
    let kind: GeometryKind
    do { kind = try GeometryKind(of: source.vector) } catch { throw .format(error) }
    let isArea = kind == .polygon
    let table = try ScenarioTable(source, required: [], optional: ["name"], as: isArea ? .polygon : .line)
    let names = table.texts("name").map { $0 ?? "" }
    if isArea {
      for unit in 0..<table.shapes.count { areas.appendUnit(unit, of: table.shapes) }
      areaNames += names
    } else {
      for line in 0..<table.lines.count { courses.append(table.lines[line]) }
      courseNames += names
    }
  }

  /// Ways with `waterway`, and closed ways with `water`.
  private mutating func add(_ osm: OSMFile, of source: Scenario.Source) throws(ScenarioError) {
    let (ways, banks): (LineSet, LineSet)
    do {
      ways = try LineSet(osm, having: ["waterway"])
      banks = try LineSet(osm, having: ["water"])
    } catch { throw .unreadOpenStreetMap(file: source.vector.path, reason: error.reason) }
    for line in 0..<ways.count { courses.append(ways[line]) }
    for line in 0..<banks.count where banks[line].count > 3 && banks[line].first == banks[line].last {
      areas.appendUnit([[Array(banks[line])]])
    }
    courseNames += Array(repeating: "", count: courses.count - courseNames.count)
    areaNames += Array(repeating: "", count: areas.count - areaNames.count)
  }
}
