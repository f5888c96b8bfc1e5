/// Columns of text, the first ones to the left and numbers to the right.
struct TextTable {
  private let head: [String]
  private let left: Int
  private(set) var rows: [[String]] = []

  /// - Parameter left: how many columns are words.
  init(_ head: [String], left: Int = 1) {
    self.head = head
    self.left = left
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var lines: [String] {
    let all = [head] + rows
    let widths = head.indices.map { column in all.map { Self.width($0[column]) }.max() ?? 0 }
    return all.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - Self.width(cell))
        return column < left ? cell + space : space + cell
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Columns on a terminal: Chinese characters take two, blocks one.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }
}
