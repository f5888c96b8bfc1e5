import TestSupport
import Testing

@testable import Geometry
@testable import Solvers

/// Random closed lines on a small lattice, where most of them meet, against plain arithmetic.
@Suite struct PlanarSubdivisionTests {
  private typealias Line = PlanarSubdivision.Line

  /// Some rings of random vertices, a label each, of a lattice so small that they touch, cross and run along one another.
  private static func rings(_ chance: inout SeededGenerator, extent: Int) -> [[Coordinate]] {
    (0..<(1 + chance.below(4))).map { _ in
      let ring = (0..<(3 + chance.below(6))).map { _ in
        Coordinate(x: Int32(chance.below(extent)), y: Int32(chance.below(extent)))
      }
      return ring + ring.prefix(1)
    }
  }

  private static func lines(_ rings: [[Coordinate]]) -> [Line] {
    rings.enumerated().flatMap { label, ring in
      zip(ring, ring.dropFirst()).map { Line(from: $0, to: $1, label: Int32(label)) }
    }
  }

  private struct Edge: Hashable {
    let low: Coordinate
    let high: Coordinate
  }

  private static func edges(_ faces: PlanarSubdivision) -> [Edge] {
    (0..<faces.edgeCount).map { Edge(low: faces.origin(2 * $0), high: faces.target(2 * $0)) }
  }

  @Test(arguments: [4, 12, 60, 3000]) func noEdgeCrossesAnotherOrRunsThroughAVertex(extent: Int) {
    var chance = SeededGenerator(seed: UInt64(extent))
    var edgesSeen = 0
    for _ in 0..<400 {
      let faces = PlanarSubdivision(Self.lines(Self.rings(&chance, extent: extent)))
      let edges = Self.edges(faces)
      edgesSeen += edges.count
      #expect(Set(edges).count == edges.count)
      for (i, e) in edges.enumerated() {
        for vertex in faces.vertices where vertex != e.low && vertex != e.high {
          let isOn =
            LatticeLine.side(e.low, e.high, vertex) == 0 && e.low < vertex && vertex < e.high
          #expect(!isOn, "\(vertex) on \(e)")
        }
        for f in edges[(i + 1)...] where LatticeLine.crossing(e.low, e.high, f.low, f.high) != nil {
          Issue.record("\(e) crosses \(f)")
        }
      }
    }
    #expect(edgesSeen > 1000)
  }

  /// V - E + F = 1 + C, and every face is bounded but the first.
  @Test(arguments: [5, 30, 500]) func facesAreCounted(extent: Int) {
    var chance = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let faces = PlanarSubdivision(Self.lines(Self.rings(&chance, extent: extent)))
      var group = Array(faces.vertices.indices)
      func root(_ v: Int) -> Int { group[v] == v ? v : root(group[v]) }
      for edge in 0..<faces.edgeCount {
        group[root(faces.vertex(2 * edge))] = root(faces.vertex(2 * edge + 1))
      }
      let pieces = group.indices.count { group[$0] == $0 }
      #expect(faces.vertices.count - faces.edgeCount + faces.faceCount == 1 + pieces)
      for face in 1..<max(1, faces.faceCount) { #expect(faces.doubledArea(ofFace: face) > 0) }
    }
  }

  /// About points that no line comes near, windings are those of the rings themselves.
  @Test(arguments: [(400, 20_000), (60, 4_000)]) func windingsAreThoseOfTheRings(extent: Int, probes: Int)
    throws
  {
    var chance = SeededGenerator(seed: 11)
    var (inside, several) = (0, 0)
    for _ in 0..<(probes / 40) {
      let rings = Self.rings(&chance, extent: extent)
      let faces = PlanarSubdivision(Self.lines(rings))
      for _ in 0..<40 {
        let point = Coordinate(x: Int32(chance.below(extent)), y: Int32(chance.below(extent)))
        guard !rings.contains(where: { Self.isNear(point, $0) }) else { continue }
        let expected = rings.enumerated().compactMap { label, ring -> PlanarSubdivision.Winding? in
          let turns = Oracle.winding(of: ring, about: point) ?? 0
          return turns == 0 ? nil : PlanarSubdivision.Winding(label: Int32(label), turns: Int32(turns))
        }
        let face = try #require(Self.face(of: faces, holding: point))
        #expect(Array(faces.windings(aboutFace: face)) == expected)
        inside += expected.isEmpty ? 0 : 1
        several += expected.count > 1 || expected.contains { abs($0.turns) > 1 } ? 1 : 0
      }
    }
    #expect(inside > 100 && several > 20, "\(inside) \(several)")
  }

  private static func isNear(_ p: Coordinate, _ ring: [Coordinate]) -> Bool {
    zip(ring, ring.dropFirst()).contains { a, b in
      let (dx, dy) = (Double(b.x - a.x), Double(b.y - a.y))
      let length = max(dx * dx + dy * dy, 1)
      let along = max(0, min(1, (Double(p.x - a.x) * dx + Double(p.y - a.y) * dy) / length))
      let (x, y) = (Double(a.x) + along * dx - Double(p.x), Double(a.y) + along * dy - Double(p.y))
      return x * x + y * y < 4
    }
  }

  /// The face that holds a point: of those whose outlines wind about it, by all their cycles together.
  private static func face(of faces: PlanarSubdivision, holding point: Coordinate) -> Int? {
    (0..<faces.faceCount).first { face in
      var turns = 0
      var ends: [(Coordinate, Coordinate)] = []
      faces.forEachHalfEdge(ofFace: face) { ends.append((faces.origin($0), faces.target($0))) }
      for (a, b) in ends where (a.y > point.y) != (b.y > point.y) {
        let side = LatticeLine.side(a, b, point)
        if (side > 0) == (b.y > a.y) { turns += b.y > a.y ? 1 : -1 }
      }
      return turns == (face == PlanarSubdivision.outside ? 0 : 1)
        && (face > 0 || !(1..<max(1, faces.faceCount)).contains { holds(faces, $0, point) })
    }
  }

  private static func holds(_ faces: PlanarSubdivision, _ face: Int, _ point: Coordinate) -> Bool {
    var turns = 0
    var ends: [(Coordinate, Coordinate)] = []
    faces.forEachHalfEdge(ofFace: face) { ends.append((faces.origin($0), faces.target($0))) }
    for (a, b) in ends where (a.y > point.y) != (b.y > point.y) {
      if (LatticeLine.side(a, b, point) > 0) == (b.y > a.y) { turns += b.y > a.y ? 1 : -1 }
    }
    return turns == 1
  }

  /// A line is led through no point further than the half diagonal of a square, and its ends stay.
  @Test func linesStayWhereTheyAre() {
    var chance = SeededGenerator(seed: 5)
    var led = 0
    for _ in 0..<300 {
      let faces = PlanarSubdivision(Self.lines(Self.rings(&chance, extent: 40)))
      for row in 0..<faces.chains.count {
        let chain = Array(faces.chains[row])
        led += chain.count - 2
        for vertex in chain.dropFirst().dropLast() {
          #expect(LatticeLine.meets(chain[0], chain[chain.count - 1], squareOf: vertex))
        }
        #expect(chain[0] < chain[chain.count - 1])
      }
    }
    #expect(led > 500)
  }

  /// A square in a square in a square that touch nowhere, and one beside them.
  @Test func piecesLieInTheirFaces() throws {
    func square(_ low: Int32, _ high: Int32) -> [Coordinate] {
      [(low, low), (high, low), (high, high), (low, high), (low, low)].map { Coordinate(x: $0.0, y: $0.1) }
    }
    let rings = [square(0, 100), square(10, 90), square(20, 80), square(200, 300)]
    let faces = PlanarSubdivision(Self.lines(rings))
    #expect(faces.faceCount == 5)
    let labels = (0..<5).map { faces.windings(aboutFace: $0).map(\.label) }
    #expect(Set(labels) == [[], [0], [0, 1], [0, 1, 2], [3]])
    let areas = Dictionary(uniqueKeysWithValues: (1..<5).map { (labels[$0], faces.doubledArea(ofFace: $0)) })
    #expect(areas == [[0]: 7200, [0, 1]: 5600, [0, 1, 2]: 7200, [3]: 20_000])
  }

  /// What runs forth and back bounds nothing.
  @Test func linesThatCancelAreNoEdges() {
    let a = Coordinate(x: 0, y: 0)
    let b = Coordinate(x: 10, y: 3)
    let faces = PlanarSubdivision([Line(from: a, to: b, label: 0), Line(from: b, to: a, label: 0)])
    #expect(faces.edgeCount == 0 && faces.faceCount == 1)
  }

  /// At the rim of the earth differences need more than 32 bits.
  @Test func theWholeEarthIsNotTooWide() {
    let (w, e): (Int32, Int32) = (-1_800_000_000, 1_800_000_000)
    let ring = [(w, -900_000_000), (e, 900_000_000), (e, -900_000_000), (w, 900_000_000)].map {
      Coordinate(x: $0.0, y: Int32($0.1))
    }
    let faces = PlanarSubdivision(Self.lines([ring + ring.prefix(1)]))
    #expect(faces.faceCount == 3)
    #expect(faces.vertices.contains(Coordinate(x: 0, y: 0)))
  }
}
