import Foundation
import Synchronization
import VectorFiles

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

  static func error(_ text: String) {
    note("planner-cli: \(text)")
  }

  /// Who does not listen to notes cannot be told that they fail.
  private static func show(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  // MARK: Progress

  private static let stepIsShown = Mutex(false)

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
struct OutputError: Error, CustomStringConvertible {
  let detail: String

  var description: String { "standard output: cannot be written (\(detail))" }
}
