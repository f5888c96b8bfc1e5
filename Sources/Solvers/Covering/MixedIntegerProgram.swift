/// A linear program in which some variables are whole numbers: the least `objective · x` with every variable
/// and every row between its bounds.
///
/// Variables and rows are added one after the other and known by their numbers, from 0.
public struct MixedIntegerProgram: Sendable {
  /// The cost of each column.
  public private(set) var objective: [Double] = []
  /// The bounds of each column.
  public private(set) var columnBounds: [ClosedRange<Double>] = []
  /// Of each column whether it must be whole.
  public private(set) var isInteger: [Bool] = []
  /// The bounds of each row.
  public private(set) var rowBounds: [ClosedRange<Double>] = []
  /// Row r holds the entries `rowOffsets[r]..<rowOffsets[r + 1]` of `columns` and `coefficients`.
  public private(set) var rowOffsets = [0]
  /// The column of each coefficient, row by row.
  public private(set) var columns: [Int32] = []
  /// The coefficients, row by row.
  public private(set) var coefficients: [Double] = []
  /// The objective of every solution is a multiple of this; 0 when nothing is known.
  public var objectiveStep = 0.0
  /// Whether the solution without whole numbers is close to the one with them, so that branching alone is the fastest.
  public var isTight = true

  /// A programme without rows and columns.
  public init() {}

  /// How many columns it has.
  public var columnCount: Int { objective.count }
  /// How many rows it has.
  public var rowCount: Int { rowBounds.count }

  /// Adds a variable and returns its number. Its bounds are finite, so that there is always a least objective.
  @discardableResult
  public mutating func addColumn(
    objective: Double, within bounds: ClosedRange<Double> = 0...1, isInteger: Bool
  ) -> Int {
    precondition(bounds.lowerBound.isFinite && bounds.upperBound.isFinite, "a variable is bounded")
    self.objective.append(objective)
    columnBounds.append(bounds)
    self.isInteger.append(isInteger)
    return columnCount - 1
  }

  /// Adds the rule that the sum of coefficient x variable lies within bounds. No column stands twice.
  public mutating func addRow(
    _ entries: some Sequence<(column: Int, coefficient: Double)>, within bounds: ClosedRange<Double>
  ) {
    for entry in entries {
      precondition(columnBounds.indices.contains(entry.column), "the columns of a row are added before it")
      columns.append(Int32(entry.column))
      coefficients.append(entry.coefficient)
    }
    rowOffsets.append(columns.count)
    rowBounds.append(bounds)
  }

  /// What `x` costs.
  public func cost(of x: [Double]) -> Double { zip(objective, x).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Whether `x` keeps within every bound, but for a rounding.
  public func allows(_ x: [Double], tolerance: Double = 1e-6) -> Bool {
    func holds(_ value: Double, _ bounds: ClosedRange<Double>) -> Bool {
      let slack = tolerance * max(1, abs(value))
      return value >= bounds.lowerBound - slack && value <= bounds.upperBound + slack
    }
    return x.indices.allSatisfy { holds(x[$0], columnBounds[$0]) }
      && rowBounds.indices.allSatisfy { row in
        let sum = (rowOffsets[row]..<rowOffsets[row + 1]).reduce(0.0) {
          $0 + coefficients[$1] * x[Int(columns[$1])]
        }
        return holds(sum, rowBounds[row])
      }
  }
}

/// How far a solver may go. With nodes alone the answer does not depend on the machine.
public struct MixedIntegerLimits: Sendable {
  /// Nodes of the search tree.
  public var nodes: Int?
  /// Seconds of wall-clock time.
  public var seconds: Double?

  /// No more than so many nodes and seconds; `nil` is no limit.
  public init(nodes: Int? = nil, seconds: Double? = nil) {
    self.nodes = nodes
    self.seconds = seconds
  }
}

/// What is known of a program after a search.
public struct MixedIntegerAnswer: Sendable {
  /// The best solution found; `nil` where none was.
  public var values: [Double]?
  /// What it costs; infinite without one.
  public var objective: Double
  /// No solution costs less; infinite where it is proven that there is none.
  public var bound: Double

  /// Whether it is proved that nothing satisfies all rows.
  public var isInfeasible: Bool { bound == .infinity }
}
