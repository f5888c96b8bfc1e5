/// Sets of small numbers, one to a row, as bits.
struct BitRows: Sendable {
  let rows: Int
  let columns: Int
  private let words: Int
  private var bits: [UInt64]

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    words = max(1, (columns + 63) / 64)
    bits = [UInt64](repeating: 0, count: rows * words)
  }

  subscript(row: Int, column: Int) -> Bool {
    bits[row * words + column >> 6] & (1 << UInt64(column & 63)) != 0
  }

  mutating func insert(_ column: Int, in row: Int) {
    bits[row * words + column >> 6] |= 1 << UInt64(column & 63)
  }

  /// How many numbers a row holds.
  func count(_ row: Int) -> Int {
    (row * words..<(row + 1) * words).reduce(0) { $0 + bits[$1].nonzeroBitCount }
  }

  /// Whether every number of row a is in row b.
  func isSubset(_ a: Int, of b: Int) -> Bool {
    bits.withUnsafeBufferPointer { bits in
      for w in 0..<words where bits[a * words + w] & ~bits[b * words + w] != 0 { return false }
      return true
    }
  }

  /// Whether row a stands before row b in an order in which equal rows stand together.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    for w in 0..<words {
      let (x, y) = (bits[a * words + w], bits[b * words + w])
      if x != y { return x < y }
    }
    return false
  }

  func isEqual(_ a: Int, _ b: Int) -> Bool { !precedes(a, b) && !precedes(b, a) }

  /// The numbers of a row, ascending.
  func members(_ row: Int) -> [Int] {
    var result: [Int] = []
    for w in 0..<words {
      var word = bits[row * words + w]
      while word != 0 {
        result.append(w * 64 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
    return result
  }

  /// Some of the rows and columns, in the order given.
  func keeping(rows keptRows: [Int], columns keptColumns: [Int]) -> BitRows {
    var result = BitRows(rows: keptRows.count, columns: keptColumns.count)
    for (r, row) in keptRows.enumerated() {
      for (c, column) in keptColumns.enumerated() where self[row, column] { result.insert(c, in: r) }
    }
    return result
  }

  var transposed: BitRows {
    var result = BitRows(rows: columns, columns: rows)
    for row in 0..<rows { for column in members(row) { result.insert(row, in: column) } }
    return result
  }
}
