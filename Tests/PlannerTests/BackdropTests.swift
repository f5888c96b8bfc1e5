import Geometry
import Roads
import Scenario
import Solvers
import Testing

@testable import Planner

/// The roads behind a plan's maps.
@Suite struct BackdropTests {
  private static let land = Box([Coordinate(x: 0, y: 0), Coordinate(x: 1_000_000, y: 1_000_000)])

  private static func lines(_ roads: [(roadClass: String, course: [Coordinate])]) -> RoadLines {
    var lines = RoadLines()
    for road in roads {
      var attributes = RoadAttributes(name: road.roadClass)
      attributes.roadClass = road.roadClass
      lines.append(road.course, attributes)
    }
    return lines
  }

  private static func line(_ points: [(Int32, Int32)]) -> [Coordinate] {
    points.map { Coordinate(x: $0.0, y: $0.1) }
  }

  /// No vertex that was left out is farther from the line than the tolerance, by a look at every stretch.
  @Test(arguments: 0..<40) func simplifiedLinesStayNear(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    var (x, y) = (1_150_000_000.0, 330_000_000.0)
    let line = (0..<(2 + chance.below(60))).map { _ in
      x += (chance.unit() - 0.3) * 4000
      y += (chance.unit() - 0.5) * 4000
      return Coordinate(x: Int32(x), y: Int32(y))
    }
    let simple = try Self.simplified(line)
    #expect(simple.first == line.first && simple.last == line.last && simple.count <= line.count)
    for vertex in line {
      let nearest = zip(simple, simple.dropFirst()).map { Self.distance(vertex, from: $0, to: $1) }.min()
      #expect((nearest ?? .infinity) <= 1010)
    }
  }

  /// By a look at a thousand places of the stretch, in units of latitude.
  private static func distance(_ vertex: Coordinate, from a: Coordinate, to b: Coordinate) -> Double {
    // Of a degree of longitude in degrees of latitude, there.
    let width = 0.8371
    var least = Double.infinity
    for step in 0...1000 {
      let part = Double(step) / 1000
      let x = Double(a.x) + (Double(b.x) - Double(a.x)) * part
      let y = Double(a.y) + (Double(b.y) - Double(a.y)) * part
      let (dx, dy) = ((x - Double(vertex.x)) * width, y - Double(vertex.y))
      least = min(least, (dx * dx + dy * dy).squareRoot())
    }
    return least
  }

  private static func water(_ add: (inout Water) -> Void) -> Water {
    var water = Water()
    add(&water)
    water.courseNames = (0..<water.courses.count).map { "course \($0)" }
    water.areaNames = (0..<water.areas.count).map { "area \($0)" }
    return water
  }

  private static func square(_ x: Int32, _ y: Int32, _ side: Int32) -> [Coordinate] {
    line([(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)])
  }

  @Test func waterIsSimplifiedAndKeepsItsIslands() throws {
    let jagged = (0...400).map { (Int32($0 * 1000), Int32($0 % 2) * 40) }
    let shore = Self.line(jagged + [(400_000, 300_000), (0, 300_000), (0, 0)])
    let water = Self.water {
      $0.areas.appendUnit([[shore, Self.square(50_000, 50_000, 90_000)]])
      $0.areas.appendUnit([[Self.square(5_000_000, 0, 9000)]])
      $0.courses.append(Self.line([(0, 900_000), (100_000, 900_100), (900_000, 900_000)]))
      $0.courses.append(Self.line([(0, 1_900_000), (9000, 1_900_000)]))
    }
    let backdrop = try Backdrop(roads: nil, water: water, around: Self.land)
    #expect(backdrop.waters.names == ["area 0"] && backdrop.waters.shapes.count == 1)
    #expect(backdrop.waters.shapes.ringCount == 2 && backdrop.waters.shapes.coordinates.count < 14)
    #expect(backdrop.lines.map(\.name) == ["course 0"] && backdrop.lines.allSatisfy(\.isWater))
    #expect(backdrop.lines.first?.course == Self.line([(0, 900_000), (900_000, 900_000)]))
  }

  @Test func theSmallestWatersGoWhereThereAreTooMany() throws {
    let water = Self.water { water in
      for pond in 0..<6100 { water.areas.appendUnit([[Self.square(Int32(pond), 0, 2000)]]) }
      water.areas.appendUnit([[Self.square(0, 0, 800_000)]])
      water.courses.append(Self.line([(0, 0), (900_000, 0)]))
    }
    let backdrop = try Backdrop(roads: nil, water: water, around: Self.land)
    #expect(backdrop.waters.names.first == "area 6100" && backdrop.waters.shapes.count == 6000)
    #expect(backdrop.lines.isEmpty)
  }

  /// An outline that crosses itself is drawn as it is.
  @Test func waterThatIsNoPolygonIsNoError() throws {
    let water = Self.water {
      $0.areas.appendUnit([[Self.line([(0, 0), (90_000, 90_000), (90_000, 0), (0, 80_000), (0, 0)])]])
    }
    #expect(try Backdrop(roads: nil, water: water, around: Self.land).waters.shapes.polygonCount > 0)
  }

  private static func simplified(_ line: [Coordinate]) throws -> [Coordinate] {
    try withGEOS { context throws(GEOSError) in
      try context.simplified(line, tolerance: Backdrop.tolerance)
    }
  }

  @Test func straightLinesKeepTheirEndsOnly() throws {
    let line = Self.line([(0, 0), (10_000, 0), (20_000, 3), (90_000, 0)])
    #expect(try Self.simplified(line) == Self.line([(0, 0), (90_000, 0)]))
    #expect(try Self.simplified(Self.line([(0, 0), (50_000, 9000), (90_000, 0)])).count == 3)
  }

  @Test func roadsOfOtherLandAreLeftOut() throws {
    let inside = Self.line([(10, 10), (500_000, 90_000)])
    let across = Self.line([(-900_000, 500_000), (1_900_000, 500_000)])
    let elsewhere = Self.line([(5_000_000, 0), (6_000_000, 0)])
    let lines = Self.lines([("residential", inside), ("primary", across), ("motorway", elsewhere)])
    let backdrop = try Backdrop(roads: lines, around: Self.land)
    #expect(backdrop.lines.map(\.lineClass) == ["primary", "residential"])
    #expect(backdrop.lines[0].course == across)
    #expect(try Backdrop(roads: nil, around: Self.land).lines.isEmpty)
  }

  /// Of roads too many for a page the lesser ranks go, each as a whole, and the greater ones stay.
  @Test func lesserRanksGoWhereThereAreTooMany() throws {
    let short = Self.line([(10, 10), (90_000, 10)])
    let many = (0..<31_000).map { _ in (roadClass: "residential", course: short) }
    let some = [(roadClass: "trunk", course: short), (roadClass: "tertiary_link", course: short)]
    #expect(
      try Backdrop(roads: Self.lines(many + some), around: Self.land).lines.map(\.lineClass) == [
        "trunk", "tertiary_link",
      ])
    #expect(
      try Backdrop(roads: Self.lines(Array(many.prefix(29_000)) + some), around: Self.land).lines.count
        == 29_002)
  }
}
