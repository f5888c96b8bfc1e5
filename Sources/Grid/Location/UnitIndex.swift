import Dispatch
import Geometry
import Solvers

/// Finds the unit that holds a point, exactly.
///
/// The land is cut into small cells. Most lie inside one unit, and answer at once. The others hold the edges that
/// cross them, by polygon, and whether their reference point is inside it; `CellEdge` says how the two decide.
public struct UnitIndex: Sendable {
  private let grid: CellGrid
  /// For each cell the unit that covers it, -1 when none meets it, else -2 less the place of its record.
  private let cells: [Int32]
  /// A cell's record: the unit where no edge decides, or -1; the number of polygons; for each polygon, in the order
  /// of units, its unit, twice the number of its edges and 1 if the reference point is inside, and the edges.
  private let records: [Int32]
  private let isWide: Bool

  /// Of units that do not overlap.
  public init(_ shapes: PolygonSet) {
    let boxes = (0..<shapes.polygonCount).map { shapes.box(ofPolygon: $0) }
    self.init(shapes, boxes: boxes, grid: CellGrid(for: shapes, boxes: boxes), bandCount: 8)
  }

  /// - Parameters:
  ///   - boxes: the bounding box of every polygon.
  ///   - bandCount: into how many parts the rows are dealt, to be filled side by side.
  init(_ shapes: PolygonSet, boxes: [Box], grid: CellGrid, bandCount: Int) {
    let box = shapes.box
    // Twice the product of two extents is the greatest number that arises.
    let limit = Int64(1) << 30
    isWide =
      !box.isEmpty
      && (Int64(box.maxX) - Int64(box.minX) >= limit || Int64(box.maxY) - Int64(box.minY) >= limit)
    let isWide = isWide
    let bands = (0..<bandCount).map { grid.rows * $0 / bandCount..<grid.rows * ($0 + 1) / bandCount }
    let tables = concurrentMap(bands) { rows in
      isWide
        ? CellBand<Int128>(shapes, boxes: boxes, grid: grid, rows: rows).table
        : CellBand<Int64>(shapes, boxes: boxes, grid: grid, rows: rows).table
    }
    var cells: [Int32] = []
    var records: [Int32] = []
    cells.reserveCapacity(grid.count)
    records.reserveCapacity(tables.reduce(0) { $0 + $1.records.count })
    for table in tables {
      let start = Int32(records.count)
      cells.append(contentsOf: table.cells.lazy.map { $0 < -1 ? $0 - start : $0 })
      records.append(contentsOf: table.records)
    }
    self.grid = grid
    self.cells = cells
    self.records = records
  }

  /// The unit that holds a point. A point on a shared border goes to the first of its units, always the same;
  /// `nil` is outside of all.
  public func unit(at point: Coordinate) -> Int? {
    var unit: Int32 = -1
    withUnsafeBytes(of: point) { point in
      withUnsafeMutablePointer(to: &unit) { unit in
        locate(point.bindMemory(to: Coordinate.self), into: UnsafeMutableBufferPointer(start: unit, count: 1))
      }
    }
    return unit < 0 ? nil : Int(unit)
  }

  /// For each point the unit that holds it, as `unit(at:)` finds it, or -1; on all cores.
  public func units(at points: [Coordinate]) -> [Int32] {
    let block = 1 << 14
    return [Int32](unsafeUninitializedCapacity: points.count) { units, count in
      // Each iteration writes its own block, and all have ended when concurrentPerform returns.
      nonisolated(unsafe) let units = units
      points.withUnsafeBufferPointer { points in
        nonisolated(unsafe) let points = points
        DispatchQueue.concurrentPerform(iterations: (points.count + block - 1) / block) { i in
          let range = i * block..<min(points.count, (i + 1) * block)
          locate(
            UnsafeBufferPointer(rebasing: points[range]),
            into: UnsafeMutableBufferPointer(rebasing: units[range]))
        }
      }
      count = points.count
    }
  }

  /// Writes for each point its unit, or -1; on the calling thread alone.
  func locate(_ points: UnsafeBufferPointer<Coordinate>, into units: UnsafeMutableBufferPointer<Int32>) {
    cells.withUnsafeBufferPointer { cells in
      // Codes first and records after: the many loads from the table then wait for one another less.
      for i in points.indices {
        let cell = grid.cell(of: points[i])
        units[i] = cell.map { cells[$0] } ?? -1
      }
    }
    records.withUnsafeBufferPointer { records in
      for i in points.indices where units[i] < -1 {
        let place = Int(-2 - units[i])
        units[i] =
          isWide
          ? Self.unit(at: points[i], records, place, Int128.self)
          : Self.unit(at: points[i], records, place, Int64.self)
      }
    }
  }

  @inline(__always)
  private static func unit<Wide: FixedWidthInteger & SignedInteger>(
    at point: Coordinate, _ records: UnsafeBufferPointer<Int32>, _ start: Int, _ wide: Wide.Type
  ) -> Int32 {
    var place = start + 2
    for _ in 0..<records[start + 1] {
      let unit = records[place]
      let head = records[place + 1]
      var inside = head & 1 != 0
      place += 2
      let end = place + Int(head >> 1) * CellEdge.words
      while place < end {
        let (ax, ay) = (records[place], records[place + 1])
        let (bx, by) = (records[place + 2], records[place + 3])
        let isBeyond = point.y >= records[place + 4]
        let rising = records[place + 5] != 0
        place += CellEdge.words
        let (ux, uy): (Wide, Wide) = (Wide(bx) &- Wide(ax), Wide(by) &- Wide(ay))
        let (vx, vy): (Wide, Wide) = (Wide(point.x) &- Wide(ax), Wide(point.y) &- Wide(ay))
        let side: Wide = ux &* vy &- vx &* uy
        if side == 0, ay <= point.y, point.y <= by, min(ax, bx) <= point.x, point.x <= max(ax, bx) {
          return unit
        }
        let isWest = side < 0 && ay <= point.y && point.y < by
        inside = inside != (isBeyond != (isWest && isBeyond == rising))
      }
      if inside { return unit }
    }
    return records[start]
  }
}

extension PolygonSet {
  /// The bounding box of a polygon.
  func box(ofPolygon polygon: Int) -> Box {
    let rings = rings(of: polygon)
    return Box(coordinates[ringOffsets[rings.lowerBound]..<ringOffsets[rings.upperBound]])
  }
}
