import Geometry

/// Some rows of cells being filled: which unit covers each whole, and which units' edges cross it.
///
/// Polygons are drawn one after another, in the order of their units, each in its own window of cells.
struct CellBand<Wide: FixedWidthInteger & SignedInteger> {
  /// One polygon in one cell that its edges meet.
  private struct Entry {
    var cell: Int32
    var unit: Int32
    /// Whether the cell's reference point is inside.
    var inside: Int32
    var edges: Range<Int32>
  }

  private struct Hit {
    var place: Int32
    var edge: CellEdge
  }

  private let grid: CellGrid
  private let rows: Range<Int>
  /// For each cell the first unit that covers it whole, or -1.
  private var full: [Int32]
  private var entries: [Entry] = []
  private var edges: [CellEdge] = []
  // The window of the polygon being drawn.
  private var hits: [Hit] = []
  private var counts: [Int32] = []
  private var turns: [Bool] = []

  init(_ shapes: PolygonSet, boxes: [Box], grid: CellGrid, rows: Range<Int>) {
    self.grid = grid
    self.rows = rows
    full = [Int32](repeating: -1, count: rows.count * grid.columns)
    shapes.coordinates.withUnsafeBufferPointer { vertices in
      for unit in 0..<shapes.count {
        for polygon in shapes.polygons(of: unit) {
          draw(polygon, of: shapes, vertices, unit: Int32(unit), box: boxes[polygon])
        }
      }
    }
  }

  private mutating func draw(
    _ polygon: Int, of shapes: PolygonSet, _ vertices: UnsafeBufferPointer<Coordinate>, unit: Int32, box: Box
  ) {
    let first = max(rows.lowerBound, grid.row(box.minY))
    let last = min(rows.upperBound - 1, grid.row(box.maxY))
    guard first <= last else { return }
    let window = (rows: first..<(last + 1), columns: grid.column(box.minX)..<(grid.column(box.maxX) + 1))
    let width = window.columns.count
    hits.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    counts.append(contentsOf: repeatElement(0, count: width * window.rows.count + 1))
    turns.removeAll(keepingCapacity: true)
    turns.append(contentsOf: repeatElement(false, count: width * window.rows.count))
    for ring in shapes.rings(of: polygon) {
      let range = shapes.range(ofRing: ring)
      for i in range.lowerBound..<(range.upperBound - 1) {
        let isUp = vertices[i].y <= vertices[i + 1].y
        draw(
          isUp ? vertices[i] : vertices[i + 1], isUp ? vertices[i + 1] : vertices[i], columns: window.columns,
          rows: window.rows)
      }
    }
    finish(unit: unit, columns: window.columns, rows: window.rows)
  }

  /// Draws the edge from `a` up to `b`.
  private mutating func draw(_ a: Coordinate, _ b: Coordinate, columns: Range<Int>, rows: Range<Int>) {
    let first = max(rows.lowerBound, grid.row(a.y))
    let last = min(rows.upperBound - 1, grid.row(b.y))
    guard first <= last else { return }
    let shift = Int64(grid.shift)
    let side = Int64(1) << shift
    let (ax, ay, bx, by) = (Int64(a.x), Int64(a.y), Int64(b.x), Int64(b.y))
    let slope = by > ay ? Double(bx - ax) / Double(by - ay) : 0
    for row in first...last {
      let south = Int64(grid.origin.y) + Int64(row) << shift
      let base = (row - rows.lowerBound) * columns.count
      // Whatever of the edge the row sees, rounded outwards.
      var low = min(ax, bx)
      var high = max(ax, bx)
      if first < last || ay < south {
        let x1 = Double(ax) + slope * Double(max(ay, south - 1) - ay)
        let x2 = Double(ax) + slope * Double(min(by, south + side) - ay)
        low = max(low, Int64(min(x1, x2)) - 2)
        high = min(high, Int64(max(x1, x2)) + 2)
      }
      for column in grid.column(Int32(low))...grid.column(Int32(high)) {
        let west = Int64(grid.origin.x) + Int64(column) << shift
        guard let edge = CellEdge(a, b, west: west, south: south, side: side, wide: Wide.self) else {
          continue
        }
        let place = base + column - columns.lowerBound
        hits.append(Hit(place: Int32(place), edge: edge))
        counts[place + 1] += 1
      }
      if ay < south && by >= south {
        // East of the edge, reference points of this row are on its other side.
        let turn = firstColumn(eastOf: a, b, at: south - 1)
        if turn < columns.upperBound { turns[base + turn - columns.lowerBound].toggle() }
      }
    }
  }

  /// The first column whose reference point lies east of an edge that crosses the height just above lattice line `y`.
  private func firstColumn(eastOf a: Coordinate, _ b: Coordinate, at y: Int64) -> Int {
    let (ax, ay, bx, by) = (Int64(a.x), Int64(a.y), Int64(b.x), Int64(b.y))
    // Reference points are half a unit west of their cell; on a tie the nudge up the edge decides.
    let run = Wide(bx - ax) * Wide(2 * (y - ay)) + Wide(by - ay)
    let divisor = Wide(2 * (by - ay))
    let beyond: Wide =
      bx < ax ? -(-run).flooredQuotient(by: divisor) : run.flooredQuotient(by: divisor) + 1
    let x = ax + Int64(beyond) - Int64(grid.origin.x)
    let side = Int64(1) << Int64(grid.shift)
    return Int((x + side - 1) >> Int64(grid.shift))
  }

  /// Moves the window's edges to their cells.
  private mutating func finish(unit: Int32, columns: Range<Int>, rows: Range<Int>) {
    let start = Int32(edges.count)
    for i in 1..<counts.count { counts[i] += counts[i - 1] }
    if let any = hits.first { edges.append(contentsOf: repeatElement(any.edge, count: hits.count)) }
    var place = 0
    for row in rows {
      var inside = false
      for column in columns {
        if turns[place] { inside.toggle() }
        let cell = (row - self.rows.lowerBound) * grid.columns + column
        // Behind a unit that covers the cell no later one has a say.
        if full[cell] < 0 {
          if counts[place] == counts[place + 1] {
            if inside { full[cell] = unit }
          } else {
            entries.append(
              Entry(
                cell: Int32(cell), unit: unit, inside: inside ? 1 : 0,
                edges: (start + counts[place])..<(start + counts[place + 1])))
          }
        }
        place += 1
      }
    }
    for hit in hits.reversed() {
      counts[Int(hit.place) + 1] -= 1
      edges[Int(start + counts[Int(hit.place) + 1])] = hit.edge
    }
  }

  /// The band's cells, and the records of those that edges cross; see `UnitIndex`.
  var table: (cells: [Int32], records: [Int32]) {
    var sizes = [Int32](repeating: 0, count: full.count)
    var total = 0
    for entry in entries {
      if sizes[Int(entry.cell)] == 0 {
        sizes[Int(entry.cell)] = 2
        total += 2
      }
      let size = 2 + Int32(CellEdge.words) * Int32(entry.edges.count)
      sizes[Int(entry.cell)] += size
      total += Int(size)
    }
    var cells = full
    let records = [Int32](unsafeUninitializedCapacity: total) { records, count in
      var next: Int32 = 0
      for cell in cells.indices where sizes[cell] > 0 {
        records[Int(next)] = full[cell]
        records[Int(next) + 1] = 0
        cells[cell] = -2 - next
        next += sizes[cell]
        sizes[cell] = 2
      }
      for entry in entries {
        let cell = Int(entry.cell)
        let start = Int(-2 - cells[cell])
        records[start + 1] += 1
        var place = start + Int(sizes[cell])
        records[place] = entry.unit
        records[place + 1] = Int32(entry.edges.count) << 1 | entry.inside
        place += 2
        for edge in entry.edges {
          let edge = edges[Int(edge)]
          records[place] = edge.ax
          records[place + 1] = edge.ay
          records[place + 2] = edge.bx
          records[place + 3] = edge.by
          records[place + 4] = edge.crossing
          records[place + 5] = edge.rising
          place += CellEdge.words
        }
        sizes[cell] = Int32(place - start)
      }
      count = total
    }
    return (cells, records)
  }
}
