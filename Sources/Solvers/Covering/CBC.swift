import CCBC
import Synchronization
import Words

extension MixedIntegerProgram {
  /// CBC keeps some of its state in global variables, so that one program is solved at a time.
  private static let turn = Mutex(())

  /// Searches for the best solution with CBC, on one thread and always in the same way.
  ///
  /// - Parameters:
  ///   - start: a solution to begin with.
  ///   - limits: when to stop.
  public func solve(
    from start: [Double]? = nil, limits: MixedIntegerLimits = MixedIntegerLimits()
  ) throws(MixedIntegerError) -> MixedIntegerAnswer {
    precondition(start.map { $0.count == columnCount } ?? true, "a value for every variable")
    guard columnCount > 0 else {
      let holds = allows([])
      return MixedIntegerAnswer(
        values: holds ? [] : nil, objective: holds ? 0 : .infinity, bound: holds ? 0 : .infinity)
    }
    return try Self.turn.withLock { _ throws(MixedIntegerError) in
      let model = try CBCModel(self)
      model.configure(start: start, step: objectiveStep, isTight: isTight, limits: limits)
      return try model.solve(self)
    }
  }
}

/// A program in the hands of CBC, the branch-and-cut solver of COIN-OR (Forrest and others); freed with this value.
private struct CBCModel: ~Copyable {
  private let model: UnsafeMutableRawPointer

  init(_ program: MixedIntegerProgram) throws(MixedIntegerError) {
    guard let model = Cbc_newModel() else {
      throw MixedIntegerError(function: "Cbc_newModel", detail: Message("no model was made"))
    }
    self.model = model
    let entries = ColumnEntries(program)
    Cbc_loadProblem(
      model, Int32(program.columnCount), Int32(program.rowCount), entries.starts, entries.rows,
      entries.coefficients, program.columnBounds.map(\.lowerBound), program.columnBounds.map(\.upperBound),
      program.objective, program.rowBounds.map(\.lowerBound), program.rowBounds.map(\.upperBound))
    for column in program.isInteger.indices where program.isInteger[column] {
      Cbc_setInteger(model, Int32(column))
    }
  }

  deinit { Cbc_deleteModel(model) }

  func configure(start: [Double]?, step: Double, isTight: Bool, limits: MixedIntegerLimits) {
    // Standard output is for results.
    set("log", "0")
    set("randomSeed", "1")
    set("randomCbcSeed", "1")
    set("timeMode", "elapsed")
    // A node can only be of use where it can save a whole step.
    if step > 0 { set("increment", "\(step * 0.999)") }
    if let nodes = limits.nodes { set("maxNodes", "\(nodes)") }
    if let seconds = limits.seconds { set("seconds", "\(max(0.01, seconds))") }
    // Covering relaxations are tight: branching alone proves them in a fraction of the time (a fifth to an eighth).
    if isTight { for part in ["preprocess", "cuts", "heuristics"] { set(part, "off") } }
    if let start {
      Cbc_setMIPStartI(model, Int32(start.count), Array(0..<Int32(start.count)), start)
    }
  }

  private func set(_ name: String, _ value: String) { Cbc_setParameter(model, name, value) }

  /// Solves, and checks what CBC says against the program.
  func solve(_ program: MixedIntegerProgram) throws(MixedIntegerError) -> MixedIntegerAnswer {
    Cbc_solve(model)
    if Cbc_isProvenInfeasible(model) != 0 {
      return MixedIntegerAnswer(values: nil, objective: .infinity, bound: .infinity)
    }
    guard Cbc_isAbandoned(model) == 0 else {
      throw MixedIntegerError(
        function: "Cbc_solve", detail: Message("the search was given up (status \(Cbc_status(model)))"))
    }
    var bound = Cbc_getBestPossibleObjValue(model)
    guard let best = Cbc_bestSolution(model) else {
      return MixedIntegerAnswer(values: nil, objective: .infinity, bound: bound)
    }
    let values = program.isInteger.indices.map { program.isInteger[$0] ? best[$0].rounded() : best[$0] }
    guard program.allows(values) else {
      throw MixedIntegerError(
        function: "Cbc_bestSolution", detail: Message("the solution breaks a row of its program"))
    }
    var objective = program.cost(of: values)
    if program.objectiveStep > 0 {
      // To the nearest multiple, and up to the next one, with room for what arithmetic loses.
      objective = (objective / program.objectiveStep).rounded() * program.objectiveStep
      bound = ((bound / program.objectiveStep) - 1e-4).rounded(.up) * program.objectiveStep
    }
    return MixedIntegerAnswer(values: values, objective: objective, bound: min(bound, objective))
  }
}

/// The entries of a program column by column, as CBC reads them.
private struct ColumnEntries {
  var starts: [CoinBigIndex]
  var rows: [Int32]
  var coefficients: [Double]

  init(_ program: MixedIntegerProgram) {
    var next = [Int](repeating: 0, count: program.columnCount + 1)
    for column in program.columns { next[Int(column) + 1] += 1 }
    for column in 0..<program.columnCount { next[column + 1] += next[column] }
    starts = next.map { CoinBigIndex($0) }
    rows = [Int32](repeating: 0, count: program.columns.count)
    coefficients = [Double](repeating: 0, count: program.columns.count)
    for row in 0..<program.rowCount {
      for entry in program.rowOffsets[row]..<program.rowOffsets[row + 1] {
        let column = Int(program.columns[entry])
        rows[next[column]] = Int32(row)
        coefficients[next[column]] = program.coefficients[entry]
        next[column] += 1
      }
    }
  }
}

/// The version of CBC that is loaded.
package var versionOfCBC: String { String(cString: Cbc_getVersion()) }
