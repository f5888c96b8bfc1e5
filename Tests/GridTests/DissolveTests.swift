import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

@Suite struct DissolveTests {
  /// Ways that part by less than the rounding of doubles.
  @Test(arguments: [3, 1000, 800_000_000] as [Int32]) func waysAtAVertexAreToldExactly(n: Int32) {
    let here = Coordinate(x: 0, y: 0)
    let (right, left) = (Coordinate(x: n, y: n - 1), Coordinate(x: n + 2, y: n + 1))
    for from in [Coordinate(x: -n, y: n), Coordinate(x: n, y: -n), Coordinate(x: -n, y: -n)] {
      // Clockwise from the way back the left one comes first, but from between the two.
      #expect(RingLinker.isLeftOf(left, right, at: here, from: from))
      #expect(!RingLinker.isLeftOf(right, left, at: here, from: from))
    }
    let between = Coordinate(x: n + 1, y: n)
    #expect(RingLinker.isLeftOf(right, left, at: here, from: between))
    #expect(!RingLinker.isLeftOf(left, right, at: here, from: between))
    // Straight back is no turn at all, straight on half of one.
    #expect(RingLinker.isLeftOf(left, right, at: here, from: left))
    #expect(RingLinker.isLeftOf(right, left, at: here, from: right))
  }

  @Test func edgesThatDoNotCloseAreToldSo() {
    let (a, b) = (Coordinate(x: 0, y: 0), Coordinate(x: 5, y: 0))
    #expect(throws: GEOSError.self) { try RingLinker.polygons(around: [DirectedEdge(from: a, to: b)]) }
  }

  /// Twice the area of a unit in square lattice units.
  private static func doubledArea(_ unit: Int, _ set: PolygonSet) -> Int128 {
    set.rings(ofUnit: unit).reduce(0) { $0 + Oracle.trapezoids(set.coordinates[set.range(ofRing: $1)]) }
  }

  @Test func groupsAreTheUnionOfTheirUnits() throws {
    var chance = SeededGenerator(seed: 51)
    var (parts, holes) = (0, 0)
    for _ in 0..<150 {
      let mesh = Mesh(width: 2 + chance.below(5), height: 2 + chance.below(5), chance: &chance)
      let groupCount = 1 + chance.below(min(5, mesh.cells.count))
      let groupOf = Mesh.groups(mesh.cells.count, into: groupCount, chance: &chance)
      let groups = try mesh.cells.dissolved(into: groupOf, groupCount: groupCount)
      #expect(groups.count == groupCount)
      parts += groups.polygonCount - groupCount
      holes += groups.ringCount - groups.polygonCount
      #expect(Set(groups.coordinates).isSubset(of: Set(mesh.cells.coordinates)))
      try withGEOS { context in
        for group in 0..<groupCount {
          let members = groupOf.indices.filter { groupOf[$0] == group }
          #expect(
            Self.doubledArea(group, groups) == members.reduce(0) { $0 + Self.doubledArea($1, mesh.cells) })
          let shape = try context.shape(ofUnit: group, in: groups)
          #expect(try context.invalidity(of: shape) == nil)
          let union = try context.union(of: members) { member, context throws(GEOSError) in
            try context.shape(ofUnit: member, in: mesh.cells)
          }
          let whole = try context.area(of: union)
          #expect(try context.area(of: context.difference(shape, union)) <= whole * 1e-12)
          #expect(try context.area(of: context.difference(union, shape)) <= whole * 1e-12)
        }
      }
    }
    #expect(parts > 100 && holes > 10, "\(parts) \(holes)")
  }

  /// A chessboard: every polygon touches others of its colour in corners only.
  @Test func chessboardsAreValid() throws {
    var chance = SeededGenerator(seed: 52)
    let mesh = Mesh(width: 5, height: 5, chance: &chance)
    let groups = try mesh.cells.dissolved(into: (0..<25).map { $0 % 2 }, groupCount: 2)
    #expect(groups.polygons(of: 0).count == 13 && groups.polygons(of: 1).count == 12)
    #expect(try UnitValidity.invalidUnits(in: groups).isEmpty)
    // The white fields inside a black frame: holes that touch in a corner are holes of their own.
    let frame = (0..<25).map { [6, 12, 18].contains($0) ? 1 : 0 }
    let framed = try mesh.cells.dissolved(into: frame, groupCount: 2)
    #expect(framed.polygons(of: 0).count == 1 && framed.rings(ofUnit: 0).count == 4)
    #expect(try UnitValidity.invalidUnits(in: framed).isEmpty)
  }

  @Test func holesThatTouchTheRimPartTheLand() throws {
    var chance = SeededGenerator(seed: 53)
    let mesh = Mesh(width: 4, height: 4, chance: &chance)
    // A diagonal of the other group, from corner to corner, leaves two pieces that meet in no more than points.
    let groups = try mesh.cells.dissolved(into: (0..<16).map { $0 % 5 == 0 ? 1 : 0 }, groupCount: 2)
    #expect(groups.polygons(of: 0).count == 2 && groups.rings(ofUnit: 0).count == 2)
    #expect(try UnitValidity.invalidUnits(in: groups).isEmpty)
  }

  @Test func overlappingUnitsAreUnited() throws {
    var chance = SeededGenerator(seed: 54)
    for _ in 0..<30 {
      var units = PolygonSet()
      let mesh = Mesh(width: 3, height: 2, chance: &chance)
      for unit in 0..<6 {
        let shift = Int32(chance.below(3)) * 1000
        units.appendUnit(
          mesh.cells.rings(asPartsOf: unit).map { $0.map { $0.map { Coordinate(x: $0.x + shift, y: $0.y) } } }
        )
      }
      let whole = try units.dissolved(into: Array(repeating: 0, count: 6), groupCount: 1)
      try withGEOS { context in
        let union = try context.area(
          of: context.union(of: 0..<6) { unit, context throws(GEOSError) in
            try context.shape(ofUnit: unit, in: units)
          })
        let shape = try context.shape(ofUnit: 0, in: whole)
        #expect(try context.invalidity(of: shape) == nil)
        // Crossings are rounded to the lattice.
        #expect((try context.area(of: shape) / union - 1).magnitude < 1e-3)
      }
    }
  }

  @Test func someUnitsCanBeAppendedAsOne() throws {
    var chance = SeededGenerator(seed: 55)
    let mesh = Mesh(width: 3, height: 3, chance: &chance)
    var set = PolygonSet()
    try set.appendDissolved([0, 1, 4], of: mesh.cells)
    #expect(set.count == 1 && set.ringCount == 1)
    #expect(Self.doubledArea(0, set) == [0, 1, 4].reduce(0) { $0 + Self.doubledArea($1, mesh.cells) })
  }
}

@Suite struct AdjacencyTests {
  private struct Pair: Hashable { var a, b: Int }

  @Test func bordersEqualTheSumsOfSharedSides() throws {
    var chance = SeededGenerator(seed: 61)
    var pairs = 0
    for _ in 0..<60 {
      let nest = try Nest(chance: &chance)
      let plane = LocalPlane(centre: nest.children.box.centre)
      let graph = Adjacency(of: nest.children, in: plane)
      // Every undirected side with its units, then the lengths between each two.
      var users: [Set<Coordinate>: [Int]] = [:]
      for unit in 0..<nest.children.count {
        for part in nest.children.rings(asPartsOf: unit).joined() {
          for i in part.indices { users[[part[i], part[(i + 1) % part.count]], default: []].append(unit) }
        }
      }
      var expected: [Pair: Double] = [:]
      for (side, units) in users where units.count == 2 {
        let ends = plane.project(side.sorted())
        let length = ends[0].distance(to: ends[1])
        expected[Pair(a: units[0], b: units[1]), default: 0] += length
        expected[Pair(a: units[1], b: units[0]), default: 0] += length
      }
      var found: [Pair: Double] = [:]
      for unit in 0..<graph.count {
        #expect(graph.neighbours(of: unit).sorted() == Array(graph.neighbours(of: unit)))
        for at in graph.offsets[unit]..<graph.offsets[unit + 1] {
          found[Pair(a: unit, b: graph.neighbours[at])] = graph.borders[at]
        }
      }
      #expect(Set(found.keys) == Set(expected.keys))
      for (pair, length) in expected { #expect(((found[pair] ?? 0) - length).magnitude < 1e-6) }
      pairs += found.count
    }
    #expect(pairs > 600)
  }

  @Test func neighboursAreMutualEvenWhereUnitsOverlap() throws {
    var chance = SeededGenerator(seed: 62)
    let mesh = Mesh(width: 3, height: 3, chance: &chance)
    var units = mesh.cells
    units.appendUnit(4, of: mesh.cells)
    let graph = Adjacency(of: units, in: LocalPlane(centre: units.box.centre))
    for unit in 0..<units.count {
      for other in graph.neighbours(of: unit) { #expect(graph.neighbours(of: other).contains(unit)) }
    }
    #expect(graph.neighbours.count > 0)
  }

  @Test func piecesAreConnected() throws {
    var chance = SeededGenerator(seed: 63)
    let mesh = Mesh(width: 4, height: 4, chance: &chance)
    let graph = Adjacency(of: mesh.cells, in: LocalPlane(centre: mesh.cells.box.centre))
    // Cells that touch in a corner are not neighbours.
    #expect(graph.pieces(of: [0, 5, 10, 11, 3]) == [[0], [3], [5], [10, 11]])
    #expect(graph.pieces(of: Array(0..<16)) == [Array(0..<16)])
    #expect(graph.pieces(of: []) == [])
  }
}
