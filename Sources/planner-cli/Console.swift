import Foundation
import Synchronization
import VectorFiles
import Words

/// Results go to standard output; notes, progress and errors to standard error.
enum Console {
  static func result(_ text: String) throws(OutputError) {
    try result(Data((Escaping.terminal(text) + "\n").utf8))
  }

  static func result(_ bytes: Data) throws(OutputError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch { throw OutputError(detail: Drafts.reason(of: error)) }
  }

  static func note(_ text: String) {
    endProgress()
    show(Escaping.terminal(text) + "\n")
  }

  static func note(_ message: Message) { note(words(message)) }

  static func error(_ text: String) {
    note("planner-cli: \(text)")
  }

  /// Who does not listen to notes cannot be told that they fail.
  private static func show(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// The width of the terminal: as the environment says, else as the terminal itself does.
  static var columns: Int {
    if let given = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }) { return given }
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  // MARK: Progress

  private static let stepIsShown = Mutex(false)

  /// Shows the step that is running, by the name that a room of the house gives it.
  static func step(_ name: String) { progress(words(Message(term: name))) }

  /// Shows the step that is running on a terminal; elsewhere a line for each step.
  static func progress(_ step: String) {
    guard isatty(STDERR_FILENO) == 1 else { return note(step) }
    stepIsShown.withLock { $0 = true }
    show("\r\u{1B}[K\(step)")
  }

  /// Shows how far a step is, on a terminal only.
  static func progressOnTerminal(_ text: String) {
    if isatty(STDERR_FILENO) == 1 { progress(text) }
  }

  /// Clears the step that is shown.
  static func endProgress() {
    let wasShown = stepIsShown.withLock { isShown in
      defer { isShown = false }
      return isShown
    }
    if wasShown { show("\r\u{1B}[K") }
  }
}

/// Standard output did not take a result.
struct OutputError: Error, Worded, CustomStringConvertible {
  let detail: Message

  var message: Message { Message("standard output: cannot be written (\(detail))") }
}
