import Geometry
import Roads
import Scenario

/// The roads and the water that a map shows behind a plan, so that who reads it knows where he is: simplified, and of small
/// ones only as many as a page can hold.
public struct Backdrop: Sendable, Equatable {
  /// A road, or a river or canal.
  public struct Line: Sendable, Equatable {
    /// Of a road in the words of OpenStreetMap's `highway` key, or "ferry"; empty when unknown. Of water `waterway`.
    public var lineClass: String
    /// Of the street or river; empty where it has none.
    public var name: String
    /// Its vertices.
    public var course: [Coordinate]

    package init(lineClass: String, name: String, course: [Coordinate]) {
      self.lineClass = lineClass
      self.name = name
      self.course = course
    }
  }

  /// Lakes, and rivers with both banks.
  public struct Waters: Sendable, Equatable {
    /// A unit for each.
    public var shapes = PolygonSet()
    /// Of each of them; empty where it has none.
    public var names: [String] = []

    /// None.
    public init() {}
  }

  /// Roads, the greater first, and rivers.
  public private(set) var lines: [Line] = []
  /// The greater first.
  public var waters = Waters()

  /// None.
  public init() {}

  package init(lines: [Line], waters: Waters = Waters()) {
    self.lines = lines
    self.waters = waters
  }
}

extension Backdrop.Line {
  private static let waterClass = "waterway"

  package var isWater: Bool { lineClass == Self.waterClass }

  fileprivate init(river name: String, course: [Coordinate]) {
    self.init(lineClass: Self.waterClass, name: name, course: course)
  }

  /// Of a road: 0 for the greatest, 2 for the least.
  package var rank: Int { RoadAttributes.rank(of: lineClass) }
}

extension Backdrop {
  /// How far a simplified line may be from where it is, in units of 1e-7 degree of latitude: about 11 m.
  package static let tolerance = 1000.0
  /// So many vertices of roads take some 400 kB on the page, and as many of water half of it.
  private static let mostVertices = (roads: 60_000, water: 30_000)

  /// - Parameters:
  ///   - roads: all, of the county and of what else the file is of; whole ranks are left out where too many are left.
  ///   - water: the smallest are left out where too many are left.
  ///   - land: what the map is of. What does not come near it is left out.
  init(roads: RoadLines?, water: Water = Water(), around land: Box) throws(GEOSError) {
    try withGEOS { context throws(GEOSError) in
      if let roads { try add(roads, around: land, context) }
      try add(water, around: land, context)
    }
  }

  private mutating func add(
    _ roads: RoadLines, around land: Box, _ context: borrowing GEOSContext
  ) throws(GEOSError) {
    var ranks = [[Line]](repeating: [], count: 3)
    for road in 0..<roads.count where Box(roads.vertices(of: road)).intersects(land) {
      let attributes = roads.attributes[road]
      let line = Line(
        lineClass: attributes.roadClass, name: attributes.name,
        course: try context.simplified(roads.vertices(of: road), tolerance: Self.tolerance))
      if line.course.count > 1 { ranks[line.rank].append(line) }
    }
    var room = Self.mostVertices.roads
    for rank in ranks {
      room -= rank.reduce(0) { $0 + $1.course.count }
      if room < 0 { break }
      lines += rank
    }
  }

  private mutating func add(
    _ water: Water, around land: Box, _ context: borrowing GEOSContext
  ) throws(GEOSError) {
    var room = Self.mostVertices.water
    for area in Self.bySize(water.areas.count, near: land, box: { water.areas.box(of: $0) }) {
      var shape = PolygonSet()
      let whole = try context.shape(ofUnit: area, in: water.areas)
      let simple = try context.simplified(whole, tolerance: Self.tolerance)
      shape.appendUnit(try context.polygons(of: simple).map { $0.rings.map { $0.compactMap(\.rounded) } })
      guard shape.polygonCount > 0 else { continue }
      room -= shape.coordinates.count
      if room < 0 { return }
      waters.shapes.appendUnit(0, of: shape)
      waters.names.append(water.areaNames[area])
    }
    for course in Self.bySize(water.courses.count, near: land, box: { Box(water.courses[$0]) }) {
      let line = Line(
        river: water.courseNames[course],
        course: try context.simplified(water.courses[course], tolerance: Self.tolerance))
      guard line.course.count > 1 else { continue }
      room -= line.course.count
      if room < 0 { return }
      lines.append(line)
    }
  }

  /// The numbers of those that come near the land, the greatest first.
  private static func bySize(_ count: Int, near land: Box, box: (Int) -> Box) -> [Int] {
    var near: [(number: Int, size: Int64)] = []
    for number in 0..<count {
      let box = box(number)
      guard box.intersects(land) else { continue }
      let (width, height) = (Int64(box.maxX) - Int64(box.minX), Int64(box.maxY) - Int64(box.minY))
      near.append((number, width + height))
    }
    near.sort { a, b in a.size == b.size ? a.number < b.number : a.size > b.size }
    return near.map(\.number)
  }
}
