import Geometry
import VectorFiles

/// Makes near-equal vertices of different units one, so that hairlines do not come about.
///
/// Only vertices at the end of an edge that fails its match move, and only onto a vertex of which no unit has both:
/// short edges are kept. Vertices of protected units never move.
struct VertexSnap {
  let shapes: [PolygonSet]
  let levels: [Level]
  let protected: [[Bool]]
  /// Metres.
  let tolerance: Double
  let plane: LocalPlane
  /// Whether the lowest level's vertices attract those of the levels above, or the other way round.
  let lowestFirst: Bool

  func snapped() -> [PolygonSet] {
    if tolerance <= 0 { return shapes }
    let moves = moves()
    if moves.isEmpty { return shapes }
    return shapes.map { set in
      var result = PolygonSet()
      for unit in 0..<set.count {
        result.appendUnit(
          set.polygons(of: unit).map { polygon in
            set.rings(of: polygon).map { ring in
              set.coordinates[set.range(ofRing: ring)].map { moves[$0] ?? $0 }
            }
          })
      }
      return result
    }
  }

  /// Where vertices go, those that move.
  private func moves() -> [Coordinate: Coordinate] {
    let loose = looseVertices()
    if loose.isEmpty { return [:] }
    let reach = reach()
    let near = neighbourhood(of: loose, reach)
    var moves: [Coordinate: Coordinate] = [:]
    // Fixed vertices attract first; among loose ones those of the level whose land is to stay, then the first.
    var stays = Set<Coordinate>()
    let ranked = loose.map { (rank: near.rank($0, lowestFirst: lowestFirst), vertex: $0) }
    for (_, vertex) in ranked.sorted(by: { ($0.rank, $0.vertex) < ($1.rank, $1.vertex) }) {
      let candidates = near.around(vertex).filter { other in
        other != vertex && (!loose.contains(other) || stays.contains(other))
          && near.distance(vertex, other) <= 1 && near.owners(vertex).isDisjoint(with: near.owners(other))
      }
      let target = candidates.min { a, b in
        (near.distance(vertex, a), a) < (near.distance(vertex, b), b)
      }
      if let target {
        moves[vertex] = target
        near.merge(vertex, into: target)
      } else {
        stays.insert(vertex)
      }
    }
    return moves
  }

  /// The tolerance in lattice units east and north.
  private func reach() -> (x: Double, y: Double) {
    let step: Int32 = 10_000
    let c = plane.centre
    let x = c.x < 0 ? c.x + step : c.x - step
    let y = c.y < 0 ? c.y + step : c.y - step
    let points = plane.project([c, Coordinate(x: x, y: c.y), Coordinate(x: c.x, y: y)])
    return (
      tolerance * Double(step) / points[0].distance(to: points[1]),
      tolerance * Double(step) / points[0].distance(to: points[2])
    )
  }

  private func neighbourhood(of loose: Set<Coordinate>, _ reach: (x: Double, y: Double)) -> Neighbourhood {
    let near = Neighbourhood(reach: reach)
    let cells = Set(loose.flatMap { near.cells(around: $0) })
    for (level, set) in shapes.enumerated() {
      for unit in 0..<set.count {
        for vertex in set.coordinates[set.range(ofUnit: unit)] where cells.contains(near.cell(of: vertex)) {
          near.insert(vertex, owner: Neighbourhood.Owner(level: level, unit: unit))
        }
      }
    }
    return near
  }

  /// The vertices of edges that do not match, those of protected units aside.
  private func looseVertices() -> Set<Coordinate> {
    let tables = shapes.map { EdgeTable($0) }
    var loose = Set<Coordinate>()
    for (index, set) in shapes.enumerated() {
      let parents = levels[index].parents
      for unit in 0..<set.count {
        set.forEachEdge(ofUnit: unit) { a, b in
          if !matches(a, b, unit, index, parents, tables) {
            loose.insert(a)
            loose.insert(b)
          }
        }
      }
    }
    for (index, set) in shapes.enumerated() {
      for unit in 0..<set.count where protected[index][unit] {
        for vertex in set.coordinates[set.range(ofUnit: unit)] { loose.remove(vertex) }
      }
    }
    return loose
  }

  private func matches(
    _ a: Coordinate, _ b: Coordinate, _ unit: Int, _ index: Int, _ parents: [Int], _ tables: [EdgeTable]
  ) -> Bool {
    guard let (edge, forward) = tables[index].edge(a, b), edge.side(forward: forward) >= 0 else {
      return false
    }
    let twin = edge.side(forward: !forward)
    if twin == EdgeTable.several { return false }
    if index + 1 < levels.count {
      // Some child must run along the edge too.
      guard let (below, forward) = tables[index + 1].edge(a, b) else { return false }
      let child = below.side(forward: forward)
      if child < 0 || levels[index + 1].parents[Int(child)] != unit { return false }
    }
    if twin >= 0 && parents[Int(twin)] == parents[unit] { return true }
    if index == 0 { return false }
    guard let (above, aboveForward) = tables[index - 1].edge(a, b) else { return false }
    return Int(above.side(forward: aboveForward)) == parents[unit]
  }
}

/// Vertices by cells as large as the reach, with the units that have them.
private final class Neighbourhood {
  struct Cell: Hashable {
    let x: Int
    let y: Int
  }

  struct Owner: Hashable {
    let level: Int
    let unit: Int
  }

  private let reach: (x: Double, y: Double)
  private var vertices: [Cell: [Coordinate]] = [:]
  private var ownersOf: [Coordinate: Set<Owner>] = [:]

  init(reach: (x: Double, y: Double)) {
    self.reach = (max(reach.x, 1), max(reach.y, 1))
  }

  func cell(of c: Coordinate) -> Cell {
    Cell(x: Int((Double(c.x) / reach.x).rounded(.down)), y: Int((Double(c.y) / reach.y).rounded(.down)))
  }

  func cells(around c: Coordinate) -> [Cell] {
    let centre = cell(of: c)
    return (-1...1).flatMap { dx in (-1...1).map { dy in Cell(x: centre.x + dx, y: centre.y + dy) } }
  }

  func insert(_ vertex: Coordinate, owner: Owner) {
    if ownersOf[vertex] == nil { vertices[cell(of: vertex), default: []].append(vertex) }
    ownersOf[vertex, default: []].insert(owner)
  }

  func around(_ vertex: Coordinate) -> [Coordinate] { cells(around: vertex).flatMap { vertices[$0] ?? [] } }

  func owners(_ vertex: Coordinate) -> Set<Owner> { ownersOf[vertex] ?? [] }

  /// Lower goes first.
  func rank(_ vertex: Coordinate, lowestFirst: Bool) -> Int {
    let levels = owners(vertex).map(\.level)
    return lowestFirst ? -(levels.max() ?? 0) : levels.min() ?? 0
  }

  func merge(_ vertex: Coordinate, into target: Coordinate) {
    ownersOf[target, default: []].formUnion(owners(vertex))
  }

  /// In units of the reach.
  func distance(_ a: Coordinate, _ b: Coordinate) -> Double {
    let dx = (Double(a.x) - Double(b.x)) / reach.x
    let dy = (Double(a.y) - Double(b.y)) / reach.y
    return (dx * dx + dy * dy).squareRoot()
  }
}
