import Words

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

  /// - Parameter head: what stands above the columns, with a bar between them.
  init(_ head: String, left: Int = 1) {
    self.init(head.cells, left: left)
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var lines: [String] {
    let all = [head] + rows
    let widths = head.indices.map { column in all.map { $0[column].columns }.max() ?? 0 }
    return all.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.columns)
        return column < left ? cell + space : space + cell
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension String {
  /// The head of a table, which is one sentence so that it can be worded as one: "unit | from | to".
  var cells: [String] {
    split(separator: "|", omittingEmptySubsequences: false).map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
