import Foundation

/// Results go to standard output; notes, progress and errors to standard error.
enum Console {
  static func result(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  static func error(_ text: String) {
    note("planner-cli: \(text)")
  }

  /// Clears the step that was shown.
  static func endProgress() {
    if isatty(STDERR_FILENO) == 1 { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }

  /// Shows the step that is running on a terminal; elsewhere a line for each step.
  static func progress() -> @Sendable (String) -> Void {
    let isTerminal = isatty(STDERR_FILENO) == 1
    return { text in
      if isTerminal {
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
      } else {
        note(text)
      }
    }
  }
}
