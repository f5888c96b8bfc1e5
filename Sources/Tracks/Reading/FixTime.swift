import Scenario

/// Moments as files of fixes write them.
enum FixTime {
  /// Milliseconds since 1970-01-01 00:00 UTC; `nil` for what is no moment.
  ///
  /// Read are dates with a time (`MomentText`), and seconds, milliseconds or microseconds since 1970, told apart by
  /// their size.
  ///
  /// - Parameter clock: holds for a date without an offset.
  static func milliseconds(_ text: UnsafeRawBufferPointer, clock: Clock) -> Int64? {
    var scan = ByteScan(text)
    scan.skipBlanks()
    let start = scan.place
    guard let number = scan.number() else { return nil }
    let digits = scan.place - start
    guard digits != 4 || scan.isAtEnd, digits != 14 else { return moment(text, clock) }
    // Up to 11 digits are seconds until the year 5138.
    let scale: Int64
    switch digits {
    case ...11: scale = 1
    case ...13: scale = 1000
    case 16: scale = 1_000_000
    default: return nil
    }
    let thousandths = scan.take(oneOf: ".,") == nil ? 0 : scan.thousandths()
    guard let thousandths, scan.isAtEnd else { return nil }
    return scale == 1 ? number * 1000 + thousandths : number * 1000 / scale
  }

  private static func moment(_ text: UnsafeRawBufferPointer, _ clock: Clock) -> Int64? {
    guard let moment = MomentText(text), let milliseconds = moment.milliseconds else { return nil }
    return Int64(moment.date.days) * 86_400_000 + milliseconds
      - (moment.offset ?? Int64(clock.offset)) * 1000
  }
}
