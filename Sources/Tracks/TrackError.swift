import VectorFiles
import Words

/// Why tracks cannot be audited; each case reads as one sentence that says what to do.
package enum TrackError: Error, Sendable, Worded, CustomStringConvertible {
  case format(FormatError)
  case noColumn(file: String, name: String, known: [String])
  case unknownColumn(file: String, holds: Message, example: String, known: [String])
  case noFixes(file: String)
  case unreadable(file: String, row: Int, column: String, text: String)
  case unordered(file: String, crew: String, share: Double, window: Int)
  case newestFirst(file: String, most: Int)
  case unknownCrews(file: String, crews: [String], known: [String])
  case otherDays(file: String, from: String, to: String, planned: Message)
  case otherPlace(file: String)
  /// Seconds from one fix to the next, on average, and those after which another drive begins.
  case tooSparse(file: String, seconds: Double, most: Double)
  case otherDatum(file: String, metres: Double, datum: Datum, metresThere: Double)
  case otherClock(file: String, hours: Double, met: Int, metThere: Int, stops: Int)

  package var message: Message {
    switch self {
    case .format(let error): error.message
    case .noColumn(let file, let name, let known):
      Message("\(file): has no column '\(name)'; it has \(Message(list: known))")
    case .unknownColumn(let file, let holds, let example, let known):
      Message(
        "\(file): no column has a usual name for \(holds); name it, as in --track-columns \(example); "
          + "there are \(Message(list: known))")
    case .noFixes(let file): Message("\(file): holds no fix; name a file with the places and times of crews")
    case .unreadable(let file, let row, let column, let text):
      Message(
        "\(file): no row has a place and a time that can be read (row \(row), column \(column): '\(text)'); write ISO "
          + "8601 or seconds since 1970, or name other columns with --track-columns")
    case .unordered(let file, let crew, let share, let window):
      Message(
        "\(file): \(Int((share * 100).rounded())) % of the fixes of crew \(crew) come more than \(window) fixes late; "
          + "sort the file by time")
    case .newestFirst(let file, let most):
      Message(
        "\(file): begins with its newest fixes, and holds more than the \(most) that are turned round in memory; sort the "
          + "file by time")
    case .unknownCrews(let file, let crews, let known):
      Message(
        "\(file): its crews (\(Self.some(crews))) are none of the plan's (\(Self.some(known))); name the column that "
          + "holds the plan's ids with --track-columns crew=NAME, or write them into the file")
    case .otherDays(let file, let from, let to, let planned):
      Message(
        "\(file): its fixes are of \(from) to \(to), and the plan is for \(planned); name tracks of those days"
      )
    case .tooSparse(let file, let seconds, let most):
      Message(
        "\(file): its fixes are too far apart in time to tell what was driven: \(Int(seconds.rounded())) s on average, and "
          + "nothing is known of a way after \(Int(most)) s without one; record a fix each minute or more often"
      )
    case .otherPlace(let file):
      Message(
        "\(file): none of its fixes lies in the county; name the right file, or its coordinate system with --track-crs"
      )
    case .otherDatum(let file, let metres, let datum, let metresThere):
      Message(
        "\(file): half of the fixes lie more than \(Int(metres.rounded())) m off the roads, but only "
          + "\(Int(metresThere.rounded())) m if the file is in \(datum.title); say --track-crs \(datum.definition)"
      )
    case .otherClock(let file, let hours, let met, let metThere, let stops):
      Message(
        "\(file): the clock looks \(Self.text(abs(hours))) h \(hours > 0 ? Message("slow") : Message("fast")): \(metThere) of \(stops) "
          + "planned stops are met with \(hours > 0 ? "+" : "")\(Self.text(hours)) h, \(met) without; say "
          + "--track-shift=\(Self.text(hours))")
    }
  }

  /// What reading a file of fixes failed with.
  init(_ error: FormatError, in file: String) {
    if case .noFeatures = error { self = .noFixes(file: file) } else { self = .format(error) }
  }

  /// Whole hours without decimals.
  private static func text(_ hours: Double) -> String {
    Int(exactly: hours).map(String.init) ?? String(hours)
  }

  /// The first few of a list.
  private static func some(_ list: [String]) -> Message {
    let first = Message(list: list.prefix(5))
    return list.count > 5 ? Message("\(first) and \(list.count - 5) more") : first
  }
}
