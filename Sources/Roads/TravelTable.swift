/// Travel times and distances from each of some places to each of others.
public struct TravelTable: Sendable {
  public let rows: Int
  public let columns: Int
  /// Seconds, row by row; infinite where there is no way.
  public let seconds: [Float]
  /// Metres along the way, beside `seconds`.
  public let metres: [Float]

  public init(rows: Int, columns: Int, seconds: [Float], metres: [Float]) {
    precondition(seconds.count == rows * columns && metres.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.seconds = seconds
    self.metres = metres
  }

  @inlinable public func seconds(_ row: Int, _ column: Int) -> Float { seconds[row * columns + column] }
  @inlinable public func metres(_ row: Int, _ column: Int) -> Float { metres[row * columns + column] }
}
