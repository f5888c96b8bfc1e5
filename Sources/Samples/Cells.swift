import Geometry
import Grid
import VectorFiles

/// The land around each seed, as corners and the straight edges between them; nothing is ever clipped.
struct Cells {
  /// The corners of all cells on the county's plane.
  private(set) var corners: [PlanePoint] = []
  private(set) var edges: [Edge] = []
  /// The edges of each cell, counter-clockwise.
  private(set) var loops: [[Side]] = []

  struct Edge {
    var from: Int
    var to: Int
    /// The cell that saw the edge first and walks it from `from` to `to`.
    var left: Int
    /// The cell on the other side; -1 outside the county.
    var right: Int
  }

  /// One edge of a cell's outline.
  struct Side {
    var edge: Int
    /// Whether the cell walks it from `to` to `from`.
    var isReversed: Bool
  }

  private struct CornerPair: Hashable {
    var low: Int
    var high: Int
  }

  /// Divides the land among `seeds`, with `fence` as further sites outside the county that take the land beyond.
  ///
  /// Corners are told apart on the lattice of `plane`, where the polygons will live.
  init(seeds: [PlanePoint], fence: [PlanePoint], plane: LocalPlane) throws(SampleError) {
    let rings: [[PlanePoint]]
    do {
      rings = Array(try voronoiCells(of: seeds + fence).prefix(seeds.count))
    } catch {
      throw .geometry(error)
    }
    let places = plane.unproject(rings.flatMap(\.self))
    var cornerAt: [Coordinate: Int] = [:]
    var edgeBetween: [CornerPair: Int] = [:]
    var next = 0
    for (cell, ring) in rings.enumerated() {
      var loop: [Int] = []
      for point in ring {
        let place = places[next]
        next += 1
        let corner = cornerAt[place] ?? corners.count
        if corner == corners.count {
          cornerAt[place] = corner
          corners.append(point)
        }
        if loop.last != corner { loop.append(corner) }
      }
      if loop.count > 1, loop.first == loop.last { loop.removeLast() }
      guard loop.count >= 3, Set(loop).count == loop.count else { throw .crowdedSeeds }
      var sides: [Side] = []
      for (i, from) in loop.enumerated() {
        let to = loop[(i + 1) % loop.count]
        let pair = CornerPair(low: min(from, to), high: max(from, to))
        if let edge = edgeBetween[pair] {
          guard edges[edge].right < 0, edges[edge].from == to else { throw .crowdedSeeds }
          edges[edge].right = cell
          sides.append(Side(edge: edge, isReversed: true))
        } else {
          edgeBetween[pair] = edges.count
          sides.append(Side(edge: edges.count, isReversed: false))
          edges.append(Edge(from: from, to: to, left: cell, right: -1))
        }
      }
      loops.append(sides)
    }
  }

  /// Which cells share an edge.
  var adjacency: Adjacency {
    let labels = Array(loops.indices)
    return adjacency(between: labels, count: loops.count)
  }

  /// Which groups of cells share an edge, when cell i belongs to group `labels[i]`.
  func adjacency(between labels: [Int], count: Int) -> Adjacency {
    var rows = [[(neighbour: Int, length: Double)]](repeating: [], count: count)
    for edge in edges where edge.right >= 0 && labels[edge.left] != labels[edge.right] {
      let length = corners[edge.from].distance(to: corners[edge.to])
      rows[labels[edge.left]].append((labels[edge.right], length))
      rows[labels[edge.right]].append((labels[edge.left], length))
    }
    var offsets = [0]
    var neighbours: [Int] = []
    var borders: [Double] = []
    for row in rows {
      // Equal neighbours stay in the order of the edges, so that their lengths sum in one order always.
      let order = row.indices.sorted { (row[$0].neighbour, $0) < (row[$1].neighbour, $1) }
      let start = neighbours.count
      for i in order {
        if neighbours.count > start, neighbours[neighbours.count - 1] == row[i].neighbour {
          borders[borders.count - 1] += row[i].length
        } else {
          neighbours.append(row[i].neighbour)
          borders.append(row[i].length)
        }
      }
      offsets.append(neighbours.count)
    }
    return Adjacency(offsets: offsets, neighbours: neighbours, borders: borders)
  }
}
