/// Where lines run on a sheet, in cells of half a millimetre: names keep off them.
struct SheetTrace {
  private struct Cell: Hashable {
    var x: Int
    var y: Int
  }

  private static let cell = 0.5
  private var cells = Set<Cell>()
  private let frame: SheetBox

  /// Of what a frame shows of them.
  init(_ lines: [[SheetPoint]], within frame: SheetBox) {
    self.frame = frame
    for line in lines {
      for (from, to) in zip(line, line.dropFirst()) { insert(from, to) }
    }
  }

  private mutating func insert(_ from: SheetPoint, _ to: SheetPoint) {
    guard SheetBox(around: [from, to]).meets(frame.inset(by: -1)) else { return }
    let steps = max(1, (from.distance(to: to) / Self.cell).rounded(.up))
    for step in stride(from: 0, through: steps, by: 1) {
      let point = SheetPoint(
        x: from.x + (to.x - from.x) * step / steps, y: from.y + (to.y - from.y) * step / steps)
      if frame.holds(point) { cells.insert(Self.cell(of: point)) }
    }
  }

  private static func cell(of point: SheetPoint) -> Cell {
    Cell(x: Int((point.x / cell).rounded(.down)), y: Int((point.y / cell).rounded(.down)))
  }

  /// Whether a line runs through a box.
  func crosses(_ box: SheetBox) -> Bool {
    let low = Self.cell(of: SheetPoint(x: box.x, y: box.y))
    let high = Self.cell(of: SheetPoint(x: box.maxX, y: box.maxY))
    return (low.y...high.y).contains { y in (low.x...high.x).contains { cells.contains(Cell(x: $0, y: y)) } }
  }
}
