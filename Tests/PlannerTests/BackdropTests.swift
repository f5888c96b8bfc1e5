import Geometry
import Roads
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
  @Test(arguments: 0..<40) func simplifiedLinesStayNear(seed: Int) {
    var chance = SeededGenerator(seed: UInt64(seed))
    var (x, y) = (1_150_000_000.0, 330_000_000.0)
    let line = (0..<(2 + chance.below(60))).map { _ in
      x += (chance.unit() - 0.3) * 4000
      y += (chance.unit() - 0.5) * 4000
      return Coordinate(x: Int32(x), y: Int32(y))
    }
    let simple = Backdrop.simplified(line)
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

  @Test func straightLinesKeepTheirEndsOnly() {
    let line = Self.line([(0, 0), (10_000, 0), (20_000, 3), (90_000, 0)])
    #expect(Backdrop.simplified(line) == Self.line([(0, 0), (90_000, 0)]))
    #expect(Backdrop.simplified(Self.line([(0, 0), (50_000, 9000), (90_000, 0)])).count == 3)
  }

  @Test func roadsOfOtherLandAreLeftOut() {
    let inside = Self.line([(10, 10), (500_000, 90_000)])
    let across = Self.line([(-900_000, 500_000), (1_900_000, 500_000)])
    let elsewhere = Self.line([(5_000_000, 0), (6_000_000, 0)])
    let lines = Self.lines([("residential", inside), ("primary", across), ("motorway", elsewhere)])
    let backdrop = Backdrop(lines, around: Self.land)
    #expect(backdrop.roads.map(\.roadClass) == ["primary", "residential"])
    #expect(backdrop.roads[0].course == across)
    #expect(Backdrop(nil, around: Self.land).roads.isEmpty)
  }

  /// Of roads too many for a page the lesser ranks go, each as a whole, and the greater ones stay.
  @Test func lesserRanksGoWhereThereAreTooMany() {
    let short = Self.line([(10, 10), (90_000, 10)])
    let many = (0..<31_000).map { _ in (roadClass: "residential", course: short) }
    let some = [(roadClass: "trunk", course: short), (roadClass: "tertiary_link", course: short)]
    #expect(
      Backdrop(Self.lines(many + some), around: Self.land).roads.map(\.roadClass) == [
        "trunk", "tertiary_link",
      ])
    #expect(Backdrop(Self.lines(Array(many.prefix(29_000)) + some), around: Self.land).roads.count == 29_002)
  }
}
