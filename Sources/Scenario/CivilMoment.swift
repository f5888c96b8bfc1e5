/// A date and a time of day as a file writes it, with its offset where it has one.
public struct CivilMoment: Sendable, Equatable {
  /// The date as it is written.
  public var date: CivilDate
  /// Since midnight; fractions are dropped.
  public var seconds: Int
  /// Seconds east of UTC; `nil` where the text does not say.
  public var offset: Int?

  /// A date with seconds since its midnight, and seconds east of UTC.
  public init(date: CivilDate, seconds: Int, offset: Int? = nil) {
    self.date = date
    self.seconds = seconds
    self.offset = offset
  }

  /// Reads "2026-12-01T08:30:00+08:00", and what other programs write, such as "2026/12/1 8:30" (`MomentText`); a date
  /// without a time of day is no moment.
  public init?(_ text: some StringProtocol) {
    guard let moment = MomentText(text), let milliseconds = moment.milliseconds else { return nil }
    self.init(date: moment.date, seconds: Int(milliseconds / 1000), offset: moment.offset.map { Int($0) })
  }

  /// Seconds from midnight of `start`, by a clock; a moment without an offset is by that clock already.
  public func seconds(after start: CivilDate, by clock: Clock) -> Int {
    (date - start) * 86_400 + seconds + (offset.map { clock.offset - $0 } ?? 0)
  }
}
