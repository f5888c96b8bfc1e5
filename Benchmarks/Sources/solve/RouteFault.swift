/// Why a file is no routing instance.
enum RouteFault: Error, CustomStringConvertible {
  case unreadable
  case unknownForm
  case missing(String)
  case rowCount(String, count: Int, needed: Int)
  case shortRow(String, row: Int, needed: Int)
  case badNumber(String, row: Int)
  case noSuchNode(String, row: Int)
  case windowEndsFirst(String, row: Int)

  var description: String {
    switch self {
    case .unreadable: "the file cannot be read as UTF-8 text"
    case .unknownForm: "neither VRPLIB text (.vrp) nor Solomon's nor Cordeau's periodic text"
    case .missing(let name): "\(name) is missing"
    case .rowCount(let name, let count, let needed): "\(name) has \(count) rows, not \(needed)"
    case .shortRow(let name, let row, let needed): "\(name), row \(row): fewer than \(needed) numbers"
    case .badNumber(let name, let row): "\(name), row \(row): a number is missing, negative or too large"
    case .noSuchNode(let name, let row): "\(name), row \(row): there is no such node"
    case .windowEndsFirst(let name, let row): "\(name), row \(row): the window ends before it begins"
    }
  }
}

/// The rows of one section, each with as many numbers as are needed.
struct RouteRows {
  let name: String
  private let rows: [[Double]]

  init(_ name: String, _ rows: [[Double]], count: Int? = nil, width: Int) throws(RouteFault) {
    if let count, rows.count != count { throw .rowCount(name, count: rows.count, needed: count) }
    if let short = rows.firstIndex(where: { $0.count < width }) {
      throw .shortRow(name, row: short + 1, needed: width)
    }
    self.name = name
    self.rows = rows
  }

  var count: Int { rows.count }

  /// All the numbers of a row.
  subscript(row: Int) -> [Double] { rows[row] }

  /// Coordinates.
  func points(_ x: Int, scale: Double) throws(RouteFault) -> [(x: Double, y: Double)] {
    let most = Double(1 << 27) / scale
    var points: [(x: Double, y: Double)] = []
    for (index, row) in rows.enumerated() {
      guard abs(row[x]) < most, abs(row[x + 1]) < most else { throw .badNumber(name, row: index + 1) }
      points.append((row[x], row[x + 1]))
    }
    return points
  }

  /// A column of amounts: from 0 to less than 2^29 when scaled, and whole.
  func amounts(_ column: Int, scale: Double = 1) throws(RouteFault) -> [Int] {
    var amounts: [Int] = []
    for index in rows.indices { amounts.append(try amount(index, column, scale: scale)) }
    return amounts
  }

  func amount(_ row: Int, _ column: Int, scale: Double = 1) throws(RouteFault) -> Int {
    let value = (rows[row][column] * scale).rounded()
    guard value >= 0, value < Double(1 << 29) else { throw .badNumber(name, row: row + 1) }
    return Int(value)
  }

  func windows(_ column: Int, scale: Double) throws(RouteFault) -> [ClosedRange<Int>] {
    let (opens, closes) = (try amounts(column, scale: scale), try amounts(column + 1, scale: scale))
    if let row = opens.indices.first(where: { opens[$0] > closes[$0] }) {
      throw .windowEndsFirst(name, row: row + 1)
    }
    return zip(opens, closes).map { $0...$1 }
  }

  /// A column of nodes, which count from 1.
  func nodes(_ column: Int, of count: Int) throws(RouteFault) -> [Int] {
    let numbers = try amounts(column)
    if let row = numbers.firstIndex(where: { !(1...count).contains($0) }) {
      throw .noSuchNode(name, row: row + 1)
    }
    return numbers.map { $0 - 1 }
  }
}
