import Geometry

/// The units of the lowest level whose boxes come near a defect or near units all of whose land may lie in one.
struct DefectSurroundings {
  /// For each unit of the lowest level whether it does; `nil` where it cannot be told.
  let units: [Bool]?

  init(_ hierarchy: Hierarchy, _ evidence: ProofEvidence, strips: [[Coordinate]], reach: Int32) {
    let isSound = zip(evidence.invalid, evidence.shapes).allSatisfy { invalid, shapes in
      invalid.allSatisfy { shapes.polygons(of: $0.unit).isEmpty }
    }
    guard isSound, let troubles = evidence.outline.troubles else {
      units = nil
      return
    }
    var map = BoxMap(of: evidence.shapes[0].box, cells: 16 * hierarchy.lowest.count)
    for box in troubles { map.mark(box, reach) }
    for strip in strips { map.mark(Box(strip), reach) }
    for box in Self.closeVertices(evidence.outline.rim, reach) { map.mark(box, reach) }
    // Whose edges do not add up to their parent's may lie anywhere, and their own children with them.
    var isLost = [Bool](repeating: false, count: hierarchy.top.count)
    for (level, partition) in zip(hierarchy.levels, evidence.partitions) {
      guard let partition else { continue }
      let broken = Set(partition.brokenParents)
      isLost = level.parents.map { $0 < 0 || isLost[$0] || broken.contains($0) }
    }
    let lowest = evidence.shapes[evidence.shapes.count - 1]
    let boxes = (0..<lowest.count).map { lowest.box(of: $0) }
    for unit in isLost.indices where isLost[unit] { map.mark(boxes[unit], reach) }
    let marks = map.sums()
    units = isLost.indices.map { isLost[$0] || marks.isMarked(boxes[$0]) }
  }

  /// Boxes around vertices of the rim that lie within reach of one another and may become one.
  static func closeVertices(_ rim: [DirectedEdge], _ reach: Int32) -> [Box] {
    let vertices = rim.map(\.from)
    let side = Double(max(reach, 1))
    let cells = VertexCells(vertices, loose: CoordinateSet(vertices), reach: (side, side))
    var boxes: [Box] = []
    cells.forEachNeighbours { vertex, other in
      let isNear =
        Int64(other.x) - Int64(vertex.x) <= Int64(reach)
        && (Int64(other.y) - Int64(vertex.y)).magnitude <= UInt64(reach)
      if vertex < other, isNear { boxes.append(Box([vertex, other])) }
    }
    return boxes
  }
}

/// Squares of a map that are marked by the boxes that meet them.
private struct BoxMap {
  private let whole: Box
  private let side: Int
  /// A row and a column more than there are squares, for sums.
  private var marks: [Int32]

  init(of whole: Box, cells: Int) {
    self.whole = whole
    side = min(max(Int(Double(cells).squareRoot()), 1), 2048)
    marks = [Int32](repeating: 0, count: (side + 1) * (side + 1))
  }

  mutating func mark(_ box: Box, _ reach: Int32) {
    if box.isEmpty || whole.isEmpty { return }
    let (columns, rows) = cells(box, Int64(reach))
    for row in rows { for column in columns { marks[(row + 1) * (side + 1) + column + 1] = 1 } }
  }

  /// The map whose values are the sums of all marks south west of them.
  func sums() -> BoxMap {
    var result = self
    for row in 1...side {
      for column in 1...side {
        let place = row * (side + 1) + column
        result.marks[place] +=
          result.marks[place - 1] + result.marks[place - side - 1]
          - result.marks[place - side - 2]
      }
    }
    return result
  }

  /// Of a map of sums whether a box meets a marked square.
  func isMarked(_ box: Box) -> Bool {
    if box.isEmpty || whole.isEmpty { return false }
    let (columns, rows) = cells(box, 0)
    func sum(_ row: Int, _ column: Int) -> Int32 { marks[row * (side + 1) + column] }
    return sum(rows.upperBound + 1, columns.upperBound + 1) - sum(rows.lowerBound, columns.upperBound + 1)
      - sum(rows.upperBound + 1, columns.lowerBound) + sum(rows.lowerBound, columns.lowerBound) > 0
  }

  private func cells(_ box: Box, _ reach: Int64) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    func cell(_ value: Int64, _ low: Int32, _ high: Int32) -> Int {
      let inside = min(max(value, Int64(low)), Int64(high)) - Int64(low)
      return Int(inside) * side / (Int(high) - Int(low) + 1)
    }
    return (
      cell(
        Int64(box.minX) - reach, whole.minX, whole.maxX)...cell(
          Int64(box.maxX) + reach, whole.minX, whole.maxX),
      cell(
        Int64(box.minY) - reach, whole.minY, whole.maxY)...cell(
          Int64(box.maxY) + reach, whole.minY, whole.maxY)
    )
  }
}
