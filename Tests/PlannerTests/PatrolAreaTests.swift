import Geometry
import Grid
import Planner
import Solvers
import Testing

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
        unitAreas: [Double](repeating: 160_000, count: cells.count))
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
    #expect(result.lowerBound <= result.balance + 1e-12)
  }

  @Test func fullMeshesAreLevel() {
    for seed in 0..<4 {
      let mesh = Mesh(width: 60, height: 50, seed: UInt64(seed)) { _, _ in true }
      let bases = mesh.bases(6 + 2 * seed, seed: UInt64(50 + seed))
      let result = mesh.planner.areas(of: bases)
      check(mesh, result, bases)
      #expect(result.islands.isEmpty)
      #expect(result.balance < 0.1)
      for (base, area) in zip(bases, result.areas) { #expect(area.units.contains(base.unit ?? -1)) }
    }
  }

  @Test func tornMeshesStayWhole() {
    for seed in 0..<8 {
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
    #expect(result.balance < 0.02)
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
    #expect(result.balance < 0.1)
    #expect(result.areas[2].workload > 1.8 * result.areas[0].workload)
  }

  @Test func lowerBoundNamesWhatCannotBeLevelled() {
    // One unit holds nearly all the work: whoever has it has at least that.
    var mesh = Mesh(width: 20, height: 20, seed: 2) { _, _ in true }
    mesh.planner.workloads = mesh.cells.indices.map { $0 == 210 ? 100_000 : 1 }
    let bases = mesh.bases(4, seed: 3)
    let result = mesh.planner.areas(of: bases)
    check(mesh, result, bases)
    #expect(result.lowerBound > 2.9)
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
    #expect(kept.balance < 0.1)
    func changed(_ result: PatrolAreaPlanner.Result) -> Int {
      zip(result.areaOfUnit, first.areaOfUnit).count { $0 != $1 }
    }
    #expect(changed(kept) > 0 && changed(kept) < changed(mesh.planner.areas(of: bases)))
    // A base that is gone, and one that was not there: its land is shared out, the others keep theirs.
    let without = first.areaOfUnit.map { $0 == 2 ? -1 : $0 }
    let fewer = mesh.planner.areas(of: bases, earlier: without)
    check(mesh, fewer, bases)
    #expect(fewer.balance < 0.1)
  }
}
