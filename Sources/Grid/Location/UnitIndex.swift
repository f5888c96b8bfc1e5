/// Finds the unit that holds a point: bins of the lattice with the units whose boxes meet them, then an exact test.
public struct UnitIndex: Sendable {
  private let shapes: PolygonSet
  private let boxes: [Box]
  private let bins: Bins
  /// The units of bin b are `units[offsets[b] ..< offsets[b + 1]]`, ascending.
  private let offsets: [Int32]
  private let units: [Int32]

  public init(_ shapes: PolygonSet) {
    self.shapes = shapes
    let boxes = (0..<shapes.count).map { shapes.box(of: $0) }
    // About two bins a unit along each side keeps candidates few and the table small.
    let bins = Bins(box: shapes.box, side: max(1, Int(Double(4 * shapes.count).squareRoot())))
    var counts = [Int32](repeating: 0, count: bins.count + 1)
    for unit in boxes.indices { bins.forEach(in: boxes[unit]) { counts[$0 + 1] += 1 } }
    for i in 1..<counts.count { counts[i] += counts[i - 1] }
    var next = counts
    var filled = [Int32](repeating: 0, count: Int(counts[counts.count - 1]))
    for unit in boxes.indices {
      bins.forEach(in: boxes[unit]) { bin in
        filled[Int(next[bin])] = Int32(unit)
        next[bin] += 1
      }
    }
    self.boxes = boxes
    self.bins = bins
    offsets = counts
    units = filled
  }

  /// The unit that holds a point. A point on a shared border goes to the first of its units, always the same;
  /// `nil` is outside of all.
  public func unit(at point: Coordinate) -> Int? {
    guard let bin = bins.bin(of: point) else { return nil }
    for candidate in units[Int(offsets[bin])..<Int(offsets[bin + 1])] {
      let unit = Int(candidate)
      if boxes[unit].contains(point), shapes.place(of: point, inUnit: unit) != .outside { return unit }
    }
    return nil
  }
}

/// A box of the lattice cut into equal bins, row by row from the south-west.
private struct Bins: Sendable {
  private let box: Box
  private let side: Int
  private let width: Int64
  private let height: Int64

  init(box: Box, side: Int) {
    self.box = box
    self.side = side
    width = box.isEmpty ? 1 : (Int64(box.maxX) - Int64(box.minX)) / Int64(side) + 1
    height = box.isEmpty ? 1 : (Int64(box.maxY) - Int64(box.minY)) / Int64(side) + 1
  }

  var count: Int { side * side }

  /// The bin of a point; `nil` outside the box.
  func bin(of point: Coordinate) -> Int? {
    box.contains(point) ? row(point.y) * side + column(point.x) : nil
  }

  /// Every bin that a box within the whole meets.
  func forEach(in part: Box, _ body: (Int) -> Void) {
    guard !part.isEmpty else { return }
    for row in row(part.minY)...row(part.maxY) {
      for column in column(part.minX)...column(part.maxX) { body(row * side + column) }
    }
  }

  private func column(_ x: Int32) -> Int { Int((Int64(x) - Int64(box.minX)) / width) }
  private func row(_ y: Int32) -> Int { Int((Int64(y) - Int64(box.minY)) / height) }
}
