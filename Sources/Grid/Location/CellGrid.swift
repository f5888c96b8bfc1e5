import Geometry

/// The box of many units cut into square cells whose side is a power of two, row by row from the south-west.
struct CellGrid: Sendable, Equatable {
  let origin: Coordinate
  /// A cell has 2^shift lattice units a side.
  let shift: Int32
  let columns: Int
  let rows: Int

  init(box: Box, shift: Int32) {
    guard !box.isEmpty else {
      (origin, self.shift, columns, rows) = (Coordinate(x: 0, y: 0), 0, 0, 0)
      return
    }
    origin = Coordinate(x: box.minX, y: box.minY)
    self.shift = shift
    columns = Int((Int64(box.maxX) - Int64(box.minX)) >> Int64(shift)) + 1
    rows = Int((Int64(box.maxY) - Int64(box.minY)) >> Int64(shift)) + 1
  }

  /// The finest grid that keeps the table, the cells that edges cross and the cells in polygons' boxes in
  /// proportion to the number of edges.
  init(for shapes: PolygonSet, boxes: [Box]) {
    let box = shapes.box
    let edges = shapes.coordinates.count - shapes.ringCount
    var shift: Int32 = 0
    var grid = CellGrid(box: box, shift: 28)
    while shift < 28 {
      let candidate = CellGrid(box: box, shift: shift)
      if candidate.columns * candidate.rows <= 1024 + Self.cellsPerEdge * edges,
        candidate.crossings(of: shapes) <= 1024 + Self.crossingsPerEdge * edges,
        candidate.cells(in: boxes) <= 1024 + Self.windowsPerEdge * edges
      {
        grid = candidate
        break
      }
      shift += 1
    }
    self = grid
  }

  // Chosen by measuring 10,374 units of 40 vertices: finer cells answer faster and take longer to build.
  private static let cellsPerEdge = 4
  private static let crossingsPerEdge = 8
  private static let windowsPerEdge = 64

  var count: Int { columns * rows }

  func column(_ x: Int32) -> Int { Int((Int64(x) - Int64(origin.x)) >> Int64(shift)) }
  func row(_ y: Int32) -> Int { Int((Int64(y) - Int64(origin.y)) >> Int64(shift)) }

  /// The cell of a point; `nil` beyond the grid.
  @inline(__always)
  func cell(of point: Coordinate) -> Int? {
    // A point west or south of the origin wraps round to a number beyond every column or row.
    let column = Int(UInt32(bitPattern: point.x &- origin.x) >> UInt32(shift))
    let row = Int(UInt32(bitPattern: point.y &- origin.y) >> UInt32(shift))
    return column < columns && row < rows ? row &* columns &+ column : nil
  }

  /// An estimate from above of how many pairs there are of an edge and a cell that it meets.
  private func crossings(of shapes: PolygonSet) -> Int {
    var sum = 0
    shapes.coordinates.withUnsafeBufferPointer { vertices in
      for ring in 0..<shapes.ringCount {
        let range = shapes.range(ofRing: ring)
        for i in range.lowerBound..<(range.upperBound - 1) {
          let dx = (Int64(vertices[i + 1].x) - Int64(vertices[i].x)).magnitude
          let dy = (Int64(vertices[i + 1].y) - Int64(vertices[i].y)).magnitude
          sum += Int(dx >> UInt64(shift)) + Int(dy >> UInt64(shift)) + 1
        }
      }
    }
    return sum
  }

  private func cells(in boxes: [Box]) -> Int {
    boxes.reduce(0) { sum, box in
      sum + (column(box.maxX) - column(box.minX) + 1) * (row(box.maxY) - row(box.minY) + 1)
    }
  }
}
