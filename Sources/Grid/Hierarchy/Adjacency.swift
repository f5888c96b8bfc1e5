/// Which units share a border, and how long it is, in compressed rows.
package struct Adjacency: Sendable {
  /// The neighbours of unit u are `neighbours[offsets[u] ..< offsets[u + 1]]`, ascending.
  package let offsets: [Int]
  package let neighbours: [Int]
  /// The length of each shared border in metres, beside `neighbours`.
  package let borders: [Double]

  package init(offsets: [Int], neighbours: [Int], borders: [Double]) {
    self.offsets = offsets
    self.neighbours = neighbours
    self.borders = borders
  }

  package var count: Int { offsets.count - 1 }

  package func neighbours(of unit: Int) -> ArraySlice<Int> { neighbours[offsets[unit]..<offsets[unit + 1]] }

  /// The connected pieces of `units`: each piece ascending, pieces in the order of their least unit.
  package func pieces(of units: [Int]) -> [[Int]] {
    var waiting = Set(units)
    var result: [[Int]] = []
    for start in units.sorted() where waiting.remove(start) != nil {
      var piece = [start]
      var next = 0
      while next < piece.count {
        for n in neighbours(of: piece[next]) where waiting.remove(n) != nil { piece.append(n) }
        next += 1
      }
      result.append(piece.sorted())
    }
    return result
  }
}
