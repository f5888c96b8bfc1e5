/// Finds the boxes that meet a box: a coarse grid over all of them.
package struct BoxIndex: Sendable {
  private let boxes: [Box]
  private let whole: Box
  private let side: Int
  /// Cell c holds `members[offsets[c] ..< offsets[c + 1]]`.
  private var offsets: [Int]
  private var members: [Int32]

  package init(_ boxes: [Box]) {
    self.boxes = boxes
    var whole = Box()
    for box in boxes where !box.isEmpty { whole.insert(box) }
    self.whole = whole
    side = max(1, Int(Double(boxes.count).squareRoot()))
    offsets = [0]
    members = []
    var counts = [Int](repeating: 0, count: side * side + 1)
    for box in boxes { forEachCell(box) { counts[$0 + 1] += 1 } }
    for cell in 0..<(side * side) { counts[cell + 1] += counts[cell] }
    offsets = counts
    members = [Int32](repeating: 0, count: counts[side * side])
    for (i, box) in boxes.enumerated() {
      forEachCell(box) {
        members[counts[$0]] = Int32(i)
        counts[$0] += 1
      }
    }
  }

  /// The boxes that meet `box`, ascending.
  package func meeting(_ box: Box) -> [Int] {
    var found: [Int] = []
    forEachCell(box) { cell in
      for member in members[offsets[cell]..<offsets[cell + 1]] where boxes[Int(member)].intersects(box) {
        found.append(Int(member))
      }
    }
    found.sort()
    var last = -1
    found.removeAll { i in
      defer { last = i }
      return i == last
    }
    return found
  }

  private func forEachCell(_ box: Box, _ body: (Int) -> Void) {
    guard !box.isEmpty, !whole.isEmpty, box.intersects(whole) else { return }
    for row in cell(box.minY, whole.minY, whole.maxY)...cell(box.maxY, whole.minY, whole.maxY) {
      for column in cell(box.minX, whole.minX, whole.maxX)...cell(box.maxX, whole.minX, whole.maxX) {
        body(row * side + column)
      }
    }
  }

  private func cell(_ value: Int32, _ low: Int32, _ high: Int32) -> Int {
    let inside = min(max(Int(value), Int(low)), Int(high)) - Int(low)
    return inside * side / (Int(high) - Int(low) + 1)
  }
}
