/// Pairs of boxes that meet, found by a sweep from west to east.
package enum BoxPairs {
  /// Calls `body` once for each pair i < j of boxes that intersect. Empty boxes meet nothing.
  package static func forEach(_ boxes: [Box], _ body: (Int, Int) -> Void) {
    let order = boxes.indices.filter { !boxes[$0].isEmpty }.sorted {
      (boxes[$0].minX, $0) < (boxes[$1].minX, $1)
    }
    var active: [Int] = []
    for i in order {
      active.removeAll { boxes[$0].maxX < boxes[i].minX }
      for j in active where boxes[j].minY <= boxes[i].maxY && boxes[i].minY <= boxes[j].maxY {
        body(min(i, j), max(i, j))
      }
      active.append(i)
    }
  }
}
