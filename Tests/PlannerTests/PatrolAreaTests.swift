import Geometry
import Grid
import Roads
import Scenario
import Solvers
import TestSupport
import Testing
import VectorFiles

@testable import Planner

@Suite struct PatrolAreaTests {
  /// A mesh of square cells, some torn out, with uneven work; cells that share a side are neighbours.
  struct Mesh {
    var planner: PatrolAreaPlanner
    var cells: [(x: Int, y: Int)]

    init(width: Int, height: Int, seed: UInt64, keep: (Int, Int) -> Bool) {
      var g = SeededGenerator(seed: seed)
      var cells: [(x: Int, y: Int)] = []
      var index = [Int](repeating: -1, count: width * height)
      for y in 0..<height {
        for x in 0..<width where keep(x, y) {
          index[y * width + x] = cells.count
          cells.append((x, y))
        }
      }
      var offsets = [0]
      var neighbours: [Int] = []
      for cell in cells {
        for (dx, dy) in [(0, -1), (-1, 0), (1, 0), (0, 1)] {
          let (x, y) = (cell.x + dx, cell.y + dy)
          guard x >= 0, y >= 0, x < width, y < height, index[y * width + x] >= 0 else { continue }
          neighbours.append(index[y * width + x])
        }
        offsets.append(neighbours.count)
      }
      let households = cells.map { _ in 10 + g.below(40) }
      self.cells = cells
      planner = PatrolAreaPlanner(
        workloads: households.map { 20 * Double($0) + (g.below(50) == 0 ? 1800 : 0) }, households: households,
        adjacency: Adjacency(
          offsets: offsets, neighbours: neighbours, borders: [Double](repeating: 400, count: neighbours.count)
        ),
        anchors: cells.map { PlanePoint(x: 400 * Double($0.x) + 200, y: 400 * Double($0.y) + 200) },
        unitAreas: [Double](repeating: 160_000, count: cells.count),
        unitOutlines: [Double](repeating: 1600, count: cells.count))
    }

    func base(_ id: String, _ unit: Int, crews: Int = 2) -> PatrolAreaPlanner.Base {
      PatrolAreaPlanner.Base(
        id: id, point: planner.anchors[unit], unit: unit, crewIDs: (0..<crews).map { "\(id)-\($0)" })
    }

    func bases(_ count: Int, seed: UInt64) -> [PatrolAreaPlanner.Base] {
      var g = SeededGenerator(seed: seed)
      return (0..<count).map { base("B\($0)", g.below(cells.count)) }
    }
  }

  /// Every unit once, sums right, areas in one piece per piece of land (by an own flood fill).
  func check(_ mesh: Mesh, _ result: PatrolAreaPlanner.Result, _ bases: [PatrolAreaPlanner.Base]) {
    let planner = mesh.planner
    #expect(result.areas.map(\.baseID) == bases.map(\.id))
    #expect(result.areas.map(\.crewIDs) == bases.map(\.crewIDs))
    #expect(result.areas.flatMap(\.units).sorted() == Array(mesh.cells.indices))
    let islandUnits = Set(result.islands.flatMap(\.units))
    for (index, area) in result.areas.enumerated() {
      #expect(area.units == area.units.sorted())
      #expect(area.units.allSatisfy { result.areaOfUnit[$0] == index })
      #expect(area.households == area.units.reduce(0) { $0 + planner.households[$1] })
      #expect(abs(area.workload - area.units.reduce(0) { $0 + planner.workloads[$1] }) < 1e-6)
      let home = Set(area.units).subtracting(islandUnits)
      guard let start = home.min() else { continue }
      var reached: Set<Int> = [start]
      var queue = [start]
      while let unit = queue.popLast() {
        for next in planner.adjacency.neighbours(of: unit)
        where home.contains(next) && reached.insert(next).inserted {
          queue.append(next)
        }
      }
      #expect(reached.count == home.count, "area \(area.id) is in pieces")
    }
    var border = 0.0
    for unit in mesh.cells.indices {
      for place in planner.adjacency.offsets[unit]..<planner.adjacency.offsets[unit + 1]
      where result.areaOfUnit[planner.adjacency.neighbours[place]] != result.areaOfUnit[unit] {
        border += planner.adjacency.borders[place] / 2
      }
    }
    #expect(abs(result.figures.border - border) < 1e-6)
    let crews = bases.map { Double($0.crewIDs.count) }
    let mean = planner.workloads.reduce(0, +) / crews.reduce(0, +)
    let greatest = zip(result.areas, crews).map { $0.workload / $1 }.max() ?? 0
    #expect(abs(result.figures.balance - (greatest / mean - 1)) < 1e-9)
    #expect(result.leastBalance <= result.figures.balance && result.leastBorder <= border + 1e-6)
    // The first base in a unit has it.
    var taken: Set<Int> = []
    for (base, area) in zip(bases, result.areas) {
      if let unit = base.unit, taken.insert(unit).inserted { #expect(area.units.contains(unit)) }
    }
  }

  @Test func fullMeshesAreLevel() {
    for seed in 0..<2 {
      let mesh = Mesh(width: 50, height: 40, seed: UInt64(seed)) { _, _ in true }
      let bases = mesh.bases(6 + 2 * seed, seed: UInt64(50 + seed))
      let result = mesh.planner.areas(of: bases)
      check(mesh, result, bases)
      #expect(result.islands.isEmpty)
      #expect(result.figures.balance < 0.025)
      #expect(result.figures.leastCompactness > 0.2 && result.figures.meanCompactness > 0.45)
      if seed == 0 { #expect(mesh.planner.areas(of: bases).areaOfUnit == result.areaOfUnit) }
    }
  }

  @Test func tornMeshesStayWhole() {
    for seed in 0..<4 {
      var g = SeededGenerator(seed: UInt64(seed))
      let torn = Set((0..<250).map { _ in g.below(30 * 30) })
      let mesh = Mesh(width: 30, height: 30, seed: UInt64(seed)) { x, y in !torn.contains(y * 30 + x) }
      let bases = mesh.bases(5, seed: UInt64(seed))
      let result = mesh.planner.areas(of: bases)
      check(mesh, result, bases)
      // Land without a base is named, and nothing else is.
      let land = mesh.planner.adjacency.pieces(of: Array(mesh.cells.indices))
      let without = land.filter { piece in !bases.contains { piece.contains($0.unit ?? -1) } }
      #expect(result.islands.map(\.units) == without)
    }
  }

  @Test func islandsGoToTheNearestBase() {
    // Two strips of water leave an island in the west and one in the east.
    let mesh = Mesh(width: 40, height: 12, seed: 1) { x, _ in x != 4 && x != 34 }
    let west = mesh.cells.firstIndex { $0 == (10, 5) } ?? 0
    let east = mesh.cells.firstIndex { $0 == (30, 5) } ?? 0
    let result = mesh.planner.areas(of: [mesh.base("W", west), mesh.base("E", east)])
    check(mesh, result, [mesh.base("W", west), mesh.base("E", east)])
    #expect(result.islands.map(\.areaID) == ["A01", "A02"])
    #expect(result.islands[0].units.allSatisfy { mesh.cells[$0].x < 4 })
    #expect(result.islands[1].units.allSatisfy { mesh.cells[$0].x > 34 })
    #expect(result.figures.balance < 0.025)
  }

  @Test func crowdedBasesAndUnequalCrews() {
    // Bases stand close in the middle, two of them in the same unit, one outside the land; one has twice the crews.
    let mesh = Mesh(width: 40, height: 40, seed: 9) { _, _ in true }
    let bases = [
      mesh.base("B0", 820), mesh.base("B1", 820), mesh.base("B2", 822, crews: 4), mesh.base("B3", 940),
      PatrolAreaPlanner.Base(id: "B4", point: PlanePoint(x: -900, y: -900), unit: nil, crewIDs: ["x", "y"]),
    ]
    let result = mesh.planner.areas(of: bases)
    check(mesh, result, bases)
    #expect(result.figures.balance < 0.025)
    #expect(result.areas[2].workload > 1.8 * result.areas[0].workload)
  }

  @Test func lowerBoundNamesWhatCannotBeLevelled() {
    // One unit holds nearly all the work: whoever has it has at least that.
    var mesh = Mesh(width: 20, height: 20, seed: 2) { _, _ in true }
    mesh.planner.workloads = mesh.cells.indices.map { $0 == 210 ? 100_000 : 1 }
    let bases = mesh.bases(4, seed: 3)
    let result = mesh.planner.areas(of: bases)
    check(mesh, result, bases)
    #expect(result.leastBalance > 2.9)
  }

  @Test func oddInputs() {
    let mesh = Mesh(width: 3, height: 1, seed: 2) { _, _ in true }
    #expect(mesh.planner.areas(of: []).areaOfUnit == [-1, -1, -1])
    let crowded = mesh.bases(5, seed: 1)
    let result = mesh.planner.areas(of: crowded)
    check(mesh, result, crowded)
    #expect(result.areas.filter { !$0.units.isEmpty }.count == 3)
  }

  @Test func earlierAreasAreKeptWhereTheyAreLevel() {
    var mesh = Mesh(width: 40, height: 40, seed: 5) { _, _ in true }
    let bases = mesh.bases(6, seed: 11)
    let first = mesh.planner.areas(of: bases)
    #expect(mesh.planner.areas(of: bases, earlier: first.areaOfUnit).areaOfUnit == first.areaOfUnit)
    // More work in one corner: fewer units change hands than in areas made afresh, and all are within a tenth.
    for unit in mesh.cells.indices where mesh.cells[unit].x < 12 && mesh.cells[unit].y < 12 {
      mesh.planner.workloads[unit] *= 1.8
    }
    let kept = mesh.planner.areas(of: bases, earlier: first.areaOfUnit)
    check(mesh, kept, bases)
    #expect(kept.figures.balance < 0.1)
    func changed(_ result: PatrolAreaPlanner.Result) -> Int {
      zip(result.areaOfUnit, first.areaOfUnit).count { $0 != $1 }
    }
    #expect(changed(kept) > 0 && changed(kept) < changed(mesh.planner.areas(of: bases)))
    // A base that is gone, and one that was not there: its land is shared out, the others keep theirs.
    let without = first.areaOfUnit.map { $0 == 2 ? -1 : $0 }
    let fewer = mesh.planner.areas(of: bases, earlier: without)
    check(mesh, fewer, bases)
    #expect(fewer.figures.balance < 0.1)
  }

  @Test func aBaseInTheMiddleOfOthersHasNoArms() {
    // A quarter of all work is in a town of a hundredth of the land, and all bases stand there, five around one.
    var mesh = Mesh(width: 40, height: 40, seed: 21) { _, _ in true }
    for (unit, cell) in mesh.cells.enumerated() where (18..<22).contains(cell.x) && (18..<22).contains(cell.y)
    {
      mesh.planner.workloads[unit] *= 30
    }
    let places = [(20, 20), (18, 18), (22, 18), (22, 22), (18, 22), (20, 17)]
    let bases = places.enumerated().map { mesh.base("B\($0)", $1.1 * 40 + $1.0) }
    for seed in 1...2 {
      mesh.planner.seed = UInt64(seed)
      let result = mesh.planner.areas(of: bases)
      check(mesh, result, bases)
      #expect(result.figures.balance < 0.06)
      #expect(result.figures.leastCompactness > 0.2 && result.figures.meanCompactness > 0.35)
      #expect(result.leastBorder > 0)
    }
  }

  @Test func bordersFollowTownshipsWhereThatCostsLittle() {
    var mesh = Mesh(width: 40, height: 40, seed: 3) { _, _ in true }
    mesh.planner.workloads = [Double](repeating: 100, count: 1600)
    mesh.planner.tolerance = 0.1
    let bases = [mesh.base("W", 40 * 20 + 5), mesh.base("E", 40 * 20 + 34)]
    // The line is not the middle; it is straight, and the areas may differ by so much.
    let townships = mesh.cells.map { $0.x < 19 ? 0 : 1 }
    let adjacency = mesh.planner.adjacency
    for unit in mesh.cells.indices {
      for place in adjacency.offsets[unit]..<adjacency.offsets[unit + 1]
      where townships[unit] != townships[adjacency.neighbours[place]] {
        mesh.planner.known[place] = adjacency.borders[place]
      }
    }
    let result = mesh.planner.areas(of: bases)
    check(mesh, result, bases)
    #expect(result.areaOfUnit == townships)
  }

  @Test func bordersRunAlongRoadsThatAreNear() {
    let plane = LocalPlane(centre: Coordinate(x: 0, y: 0))
    // In metres, at the equator: a degree is some 111.3 km.
    func place(_ x: Double, _ y: Double) -> Coordinate {
      Coordinate(longitude: x / 111_319.5, latitude: y / 110_574) ?? Coordinate(x: 0, y: 0)
    }
    var lines = RoadLines()
    var road = RoadAttributes()
    road.roadClass = "secondary"
    lines.append([place(0, 0), place(5_000, 0)], road)
    road.roadClass = "residential"
    lines.append([place(0, 1_000), place(5_000, 1_000)], road)
    let roads = BorderRoads(lines, in: plane)
    func metres(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
      let points = plane.project([place(a.0, a.1), place(b.0, b.1)])
      return roads.metres(along: points[0], points[1])
    }
    #expect(abs(metres((1_000, 15), (2_000, 15)) - 1_000) < 1)
    #expect(abs(metres((2_000, -20), (1_000, -20)) - 1_000) < 1)
    // Half of it is beyond the end of the road; too far; a small street; across.
    #expect(abs(metres((4_500, 10), (5_500, 10)) - 500) < 60)
    #expect(metres((1_000, 40), (2_000, 40)) == 0)
    #expect(metres((1_000, 1_000), (2_000, 1_000)) == 0)
    #expect(metres((1_000, -500), (1_000, 500)) == 0)
  }

  @Test func areasGoByTheLandThatTheyHold() {
    func area(_ units: [Int]) -> PatrolArea {
      PatrolArea(id: "", baseID: "", crewIDs: [], units: units, households: 0, workload: 0)
    }
    // The town is shared by all three; whoever has most of it has its name.
    let names = AreaNames(
      names: ["Town", "East", "West"], holderOfUnit: [0, 0, 0, 1, 2, 2], households: [50, 80, 60, 30, 40, 5])
    #expect(names.names(of: [area([0, 3]), area([1]), area([2, 4, 5])]) == ["East", "Town", "West"])
    // One of which nothing else is left has no name.
    #expect(names.names(of: [area([0]), area([1, 2]), area([])]) == ["", "Town", ""])
  }

  @Test func bordersAreFewOrShort() {
    // Long sides run north and south in the west, short ones in the east, and the other way round.
    var mesh = Mesh(width: 40, height: 40, seed: 3) { _, _ in true }
    mesh.planner.workloads = [Double](repeating: 100, count: 1600)
    let adjacency = mesh.planner.adjacency
    var borders = adjacency.borders
    for unit in mesh.cells.indices {
      for place in adjacency.offsets[unit]..<adjacency.offsets[unit + 1] {
        let isAcross = mesh.cells[adjacency.neighbours[place]].x != mesh.cells[unit].x
        borders[place] = isAcross ? 700 : 100
      }
    }
    mesh.planner.adjacency = Adjacency(
      offsets: adjacency.offsets, neighbours: adjacency.neighbours, borders: borders)
    let bases = [mesh.base("A", 40 * 10 + 10), mesh.base("B", 40 * 29 + 29)]
    func cut(_ result: PatrolAreaPlanner.Result) -> Int {
      mesh.cells.indices.reduce(0) { sum, unit in
        sum + adjacency.neighbours(of: unit).count { result.areaOfUnit[$0] != result.areaOfUnit[unit] }
      } / 2
    }
    let shortest = mesh.planner.areas(of: bases)
    mesh.planner.borders = .fewest
    let fewest = mesh.planner.areas(of: bases)
    check(mesh, fewest, bases)
    #expect(cut(shortest) == 40 && shortest.figures.border == 4000)
    #expect(cut(fewest) <= 42)
  }

  @Test func noSplitHasShorterBordersThanTheBound() {
    // Of all splits of small meshes into two connected areas.
    for seed in 0..<6 {
      var mesh = Mesh(width: 4, height: 3, seed: UInt64(seed)) { _, _ in true }
      var generator = SeededGenerator(seed: UInt64(seed))
      mesh.planner.workloads = mesh.cells.map { _ in Double(1 + generator.below(seed < 3 ? 2 : 60)) }
      let bases = [mesh.base("A", 0), mesh.base("B", 11)]
      let result = mesh.planner.areas(of: bases)
      check(mesh, result, bases)
      let least = result.areas.map(\.workload).min() ?? 0
      for bits in 1..<(1 << 12) where bits & 1 == 1 && bits >> 11 == 0 {
        let owner = mesh.cells.indices.map { 1 - bits >> $0 & 1 }
        let works = [0, 1].map { area in
          mesh.cells.indices.reduce(0.0) { $0 + (owner[$1] == area ? mesh.planner.workloads[$1] : 0) }
        }
        guard works.allSatisfy({ $0 >= least }) else { continue }
        let areas = [0, 1].map { area in
          PatrolArea(
            id: "", baseID: "", crewIDs: [], units: mesh.cells.indices.filter { owner[$0] == area },
            households: 0, workload: works[area])
        }
        let figures = PatrolAreaFigures(
          of: areas, adjacency: mesh.planner.adjacency, unitAreas: mesh.planner.unitAreas,
          unitOutlines: mesh.planner.unitOutlines)
        #expect(result.leastBorder <= figures.border + 1e-6)
      }
    }
    // Four equal areas of a square: each has at least the outline of its circle.
    let quarters = AreaBorderBound(
      works: [1, 1, 1, 1], units: [(work: Double, land: Double)](repeating: (0.04, 100), count: 100),
      outline: 400
    ).metres
    #expect(abs(quarters - (4 * (4 * Double.pi * 2500).squareRoot() - 400) / 2) < 1e-2)
  }

  @Test func compactnessIsThatOfTheDissolvedLand() throws {
    var chance = SeededGenerator(seed: 8)
    for _ in 0..<20 {
      let shapes = TestSupport.Mesh(width: 6, height: 5, chance: &chance).cells
      let plane = LocalPlane(centre: shapes.coordinates[0])
      let groups = TestSupport.Mesh.groups(shapes.count, into: 4, chance: &chance)
      let areas = (0..<4).map { group in
        PatrolArea(
          id: "", baseID: "", crewIDs: [], units: groups.indices.filter { groups[$0] == group },
          households: 0,
          workload: 1)
      }
      let figures = PatrolAreaFigures(
        of: areas, adjacency: Adjacency(of: shapes, in: plane), unitAreas: shapes.areas(in: plane),
        unitOutlines: shapes.outlines(in: plane))
      var around = 0.0
      #expect(figures.shapes.count == areas.count)
      #expect(abs(figures.shapes.reduce(0) { $0 + $1.border } - 2 * figures.border) < 1e-6)
      for (area, compactness) in zip(areas, figures.compactness) {
        let polygons = try withGEOS { context in
          try context.polygons(
            of: context.union(of: area.units) { unit, context throws(GEOSError) in
              try context.shape(ofUnit: unit, in: shapes)
            })
        }
        var (land, outline) = (0.0, 0.0)
        for polygon in polygons {
          let size = RealPolygon(
            rings: polygon.rings.map { plane.project($0).map { RealPoint(x: $0.x, y: $0.y) } }
          ).size
          land += size.area
          outline += size.perimeter
        }
        #expect(abs(compactness - 4 * Double.pi * land / (outline * outline)) < 1e-6)
        around += outline
      }
      #expect(abs(2 * figures.border + figures.outline - around) < 1e-3)
      #expect(figures.leastCompactness <= figures.meanCompactness)
    }
  }

  /// Three squares in a row: one area has both ends, one the middle, one nothing.
  @Test func eachAreaHasItsFigures() {
    let adjacency = Adjacency(offsets: [0, 1, 3, 4], neighbours: [1, 0, 2, 1], borders: [10, 10, 10, 10])
    func area(_ units: [Int], crews: Int, work: Double) -> PatrolArea {
      PatrolArea(
        id: "", baseID: "", crewIDs: (0..<crews).map(String.init), units: units, households: 0, workload: work
      )
    }
    func shapes(_ works: [Double]) -> [PatrolAreaFigures.Shape] {
      PatrolAreaFigures(
        of: [
          area([0, 2], crews: 2, work: works[0]), area([], crews: 1, work: works[1]),
          area([1], crews: 1, work: works[2]),
        ], adjacency: adjacency, unitAreas: [100, 100, 100], unitOutlines: [40, 40, 40]
      ).shapes
    }
    let figures = shapes([300, 0, 100])
    #expect(figures.map(\.border) == [20, 0, 20])
    #expect(figures.map(\.pieces) == [2, 0, 1])
    #expect(figures.map(\.surplus) == [0.5, -1, 0])
    #expect(figures[1].compactness == nil)
    #expect(abs((figures[0].compactness ?? 0) - 4 * Double.pi * 200 / 6400) < 1e-12)
    #expect(abs((figures[2].compactness ?? 0) - Double.pi / 4) < 1e-12)
    #expect(shapes([0, 0, 0]).allSatisfy { $0.surplus == nil })
  }
}
