/// Travel times and distances from each of some places to each of others.
public struct TravelTable: Sendable {
  /// How many origins.
  public let rows: Int
  /// How many destinations.
  public let columns: Int
  /// Seconds, row by row; infinite where there is no way.
  public let seconds: [Float]
  /// Metres along the way, beside `seconds`.
  public let metres: [Float]

  /// Of rows times columns seconds and metres, row by row.
  public init(rows: Int, columns: Int, seconds: [Float], metres: [Float]) {
    precondition(seconds.count == rows * columns && metres.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.seconds = seconds
    self.metres = metres
  }

  /// From an origin to a destination; infinite where there is no way.
  @inlinable public func seconds(_ row: Int, _ column: Int) -> Float { seconds[row * columns + column] }
  /// The same in metres.
  @inlinable public func metres(_ row: Int, _ column: Int) -> Float { metres[row * columns + column] }
}
