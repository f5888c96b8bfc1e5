/// Which of many segments between lattice points come within a lattice unit of one another: a tree of square cells,
/// each divided into four until few segments cross it.
struct SegmentCells {
  private let low: [Coordinate]
  private let high: [Coordinate]
  /// A cell's four parts stand at `first`, those of an undivided one are its members `first ..< end`.
  private struct Cell {
    var first: Int32
    var end: Int32
    var isDivided: Bool { end < 0 }
  }

  private var cells: [Cell] = []
  private var members: [Int32] = []
  private var whole = Square(x: 0, y: 0, side: 1)

  private struct Square {
    let x: Int64
    let y: Int64
    let side: Int64

    /// Its parts, row by row from the south west.
    func part(_ number: Int) -> Square {
      let half = side / 2
      return Square(x: x + Int64(number & 1) * half, y: y + Int64(number >> 1) * half, side: half)
    }

    func part(holding point: Coordinate) -> Int {
      let half = side / 2
      return (Int64(point.x) >= x + half ? 1 : 0) + (Int64(point.y) >= y + half ? 2 : 0)
    }
  }

  /// A cell that so few segments cross is not divided.
  private static let few = 12
  /// Nor is one that is no wider than so many lattice units.
  private static let narrow: Int64 = 8
  /// How far beyond a cell's border, in lattice units, a segment counts among its members.
  private static let reach: Int64 = 2

  init(low: [Coordinate], high: [Coordinate]) {
    self.low = low
    self.high = high
    var box = Box()
    for i in low.indices {
      box.insert(low[i])
      box.insert(high[i])
    }
    if box.isEmpty { return }
    let extent = max(Int64(box.maxX) - Int64(box.minX), Int64(box.maxY) - Int64(box.minY)) + 1
    var side: Int64 = 1
    while side < extent { side *= 2 }
    whole = Square(x: Int64(box.minX), y: Int64(box.minY), side: side)
    cells.append(Cell(first: 0, end: 0))
    low.withUnsafeBufferPointer { low in
      high.withUnsafeBufferPointer { high in
        divide(0, whole, Array(0..<Int32(low.count)), low, high)
      }
    }
  }

  private mutating func divide(
    _ cell: Int, _ square: Square, _ held: [Int32], _ low: UnsafeBufferPointer<Coordinate>,
    _ high: UnsafeBufferPointer<Coordinate>
  ) {
    if held.count <= Self.few || square.side <= Self.narrow {
      cells[cell] = Cell(first: Int32(members.count), end: Int32(members.count + held.count))
      members += held
      return
    }
    let first = cells.count
    cells[cell] = Cell(first: Int32(first), end: -1)
    cells += repeatElement(Cell(first: 0, end: 0), count: 4)
    for number in 0..<4 {
      let part = square.part(number)
      divide(
        first + number, part, held.filter { Self.crosses(low[Int($0)], high[Int($0)], part) }, low, high)
    }
  }

  /// Whether a segment comes within reach of a square.
  @inline(__always)
  private static func crosses(_ a: Coordinate, _ b: Coordinate, _ square: Square) -> Bool {
    let (ax, ay, bx, by) = (Int64(a.x), Int64(a.y), Int64(b.x), Int64(b.y))
    if min(ax, bx) > square.x + square.side + reach || max(ax, bx) < square.x - reach { return false }
    if min(ay, by) > square.y + square.side + reach || max(ay, by) < square.y - reach { return false }
    // The line passes the square where its distance from the centre is no more than the square's half width, as seen
    // along the line; a little more does no harm.
    let half = Double(square.side) / 2
    let (dx, dy) = (Double(bx - ax), Double(by - ay))
    let across = dx * (Double(square.y - ay) + half) - dy * (Double(square.x - ax) + half)
    return across.magnitude <= (dx.magnitude + dy.magnitude) * (half + Double(reach)) * (1 + 1e-9)
  }

  /// Calls `body` with the members of every undivided cell. Two segments that come within a lattice unit of each other
  /// are together in one cell or more.
  @inline(__always)
  func forEachCell(_ body: (UnsafeBufferPointer<Int32>) -> Void) {
    members.withUnsafeBufferPointer { members in
      for cell in cells where !cell.isDivided {
        body(UnsafeBufferPointer(rebasing: members[Int(cell.first)..<Int(cell.end)]))
      }
    }
  }

  /// The segments of a cell that holds a point: all that come within a lattice unit of it, and some more.
  func members(around point: Coordinate) -> ArraySlice<Int32> {
    if cells.isEmpty { return [] }
    var (cell, square) = (cells[0], whole)
    while cell.isDivided {
      let number = square.part(holding: point)
      cell = cells[Int(cell.first) + number]
      square = square.part(number)
    }
    return members[Int(cell.first)..<Int(cell.end)]
  }
}
