import CCBC

/// A linear program that grows column by column, in the hands of Clp, the simplex code of COIN-OR (Forrest and others);
/// freed with this value.
final class LinearProgram {
  private let model: OpaquePointer
  private(set) var rowCount: Int

  /// Rows without columns, each with the least and the most that it may come to.
  init(rows: [(least: Double, most: Double)]) {
    // It is made by `new`, which gives no null.
    guard let model = Clp_newModel() else { preconditionFailure("Clp_newModel made no model") }
    self.model = OpaquePointer(model)
    rowCount = rows.count
    Clp_setLogLevel(model, 0)
    Clp_resize(model, Int32(rows.count), 0)
    Clp_chgRowLower(model, rows.map(\.least))
    Clp_chgRowUpper(model, rows.map(\.most))
  }

  deinit { Clp_deleteModel(UnsafeMutableRawPointer(model)) }

  /// Columns of amounts from 0 up, each with its price and its entries.
  func add(_ columns: [(price: Double, entries: [(row: Int32, value: Double)])]) {
    guard !columns.isEmpty else { return }
    var starts: [CoinBigIndex] = [0]
    for column in columns {
      starts.append(starts[starts.count - 1] + CoinBigIndex(column.entries.count))
    }
    let entries = columns.flatMap(\.entries)
    Clp_addColumns(
      UnsafeMutableRawPointer(model), Int32(columns.count),
      [Double](repeating: 0, count: columns.count),
      [Double](repeating: .infinity, count: columns.count), columns.map(\.price), starts,
      entries.map(\.row),
      entries.map(\.value))
  }

  /// Rows over the columns that are there.
  func add(rows: [(least: Double, most: Double, entries: [(column: Int32, value: Double)])]) {
    guard !rows.isEmpty else { return }
    var starts: [CoinBigIndex] = [0]
    for row in rows { starts.append(starts[starts.count - 1] + CoinBigIndex(row.entries.count)) }
    let entries = rows.flatMap(\.entries)
    Clp_addRows(
      UnsafeMutableRawPointer(model), Int32(rows.count), rows.map(\.least), rows.map(\.most),
      starts,
      entries.map(\.column), entries.map(\.value))
    rowCount += rows.count
  }

  func remove(rows: [Int32]) {
    Clp_deleteRows(UnsafeMutableRawPointer(model), Int32(rows.count), rows)
    rowCount -= rows.count
  }

  func remove(_ columns: [Int32]) {
    Clp_deleteColumns(UnsafeMutableRawPointer(model), Int32(columns.count), columns)
  }

  /// The least price; `nil` when the simplex gave up, or has no columns to begin with.
  func minimise() -> Double? {
    guard Clp_numberColumns(UnsafeMutableRawPointer(model)) > 0 else { return nil }
    _ = Clp_primal(UnsafeMutableRawPointer(model), 0)
    guard Clp_status(UnsafeMutableRawPointer(model)) == 0 else { return nil }
    return Clp_objectiveValue(UnsafeMutableRawPointer(model))
  }

  /// The price of each row.
  var duals: [Double] {
    Array(
      UnsafeBufferPointer(
        start: Clp_dualRowSolution(UnsafeMutableRawPointer(model)), count: rowCount))
  }

  /// How much of each column is taken.
  var amounts: [Double] {
    let count = Int(Clp_numberColumns(UnsafeMutableRawPointer(model)))
    return Array(
      UnsafeBufferPointer(
        start: Clp_primalColumnSolution(UnsafeMutableRawPointer(model)), count: count))
  }

  /// What taking one of each column more would add.
  var reducedPrices: [Double] {
    let count = Int(Clp_numberColumns(UnsafeMutableRawPointer(model)))
    return Array(
      UnsafeBufferPointer(
        start: Clp_dualColumnSolution(UnsafeMutableRawPointer(model)), count: count))
  }
}
