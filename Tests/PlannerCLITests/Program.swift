import Foundation
import Testing

/// The built program, run as a user runs it.
struct Program {
  /// How a run ended, and what it printed.
  struct Run {
    let code: Int32
    let wasKilled: Bool
    let output: String
    let notes: String

    /// The lines of standard error that are errors.
    var errors: [Substring] {
      notes.split(separator: "\n").filter { $0.hasPrefix("planner-cli: ") }
    }
  }

  /// What `PLANNER` names, as a release build that takes a tenth of the time, else the one beside the test bundle.
  static let url: URL = {
    if let path = ProcessInfo.processInfo.environment["PLANNER"] { return URL(fileURLWithPath: path) }
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let places = [bundle.deletingLastPathComponent(), Bundle.main.bundleURL]
    let candidates = places.map { $0.appendingPathComponent("planner-cli") }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? candidates[0]
  }()

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Runs the program in a folder and waits for it.
  ///
  /// - Parameter locale: of which it takes its language.
  static func run(
    _ arguments: [String], in scratch: Scratch, locale: String = "C", columns: Int = 100
  ) throws -> Run {
    try start(arguments, in: scratch, locale: locale, columns: columns).wait()
  }

  /// Runs another program, such as a shell that runs this one as `$CLI`.
  static func run(tool: String, _ arguments: [String], in scratch: Scratch) throws -> Run {
    try start(tool: tool, arguments, in: scratch).wait()
  }

  /// The tool that runs a command on a terminal of its own; `nil` with the reason printed where there is none.
  static func script() throws -> String? {
    let tool = "/usr/bin/script"
    if FileManager.default.isExecutableFile(atPath: tool),
      try run(tool: tool, ["-qec", "true", "/dev/null"], in: Scratch(withTour: false)).code == 0
    {
      return tool
    }
    print("skipped: 'script' of util-linux is not there, or no terminal can be opened")
    return nil
  }

  /// - Parameter tool: another program, which finds this one as `$CLI`.
  static func start(
    tool: String? = nil, _ arguments: [String], in scratch: Scratch, locale: String = "C",
    columns: Int = 100
  ) throws -> Running {
    let process = Process()
    process.executableURL = tool.map { URL(fileURLWithPath: $0) } ?? url
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "COLUMNS": String(columns), "CLI": url.path, "TERM": "xterm", "LC_ALL": locale,
    ]) { $1 }
    let output = Scratch.temporaryFile()
    let notes = Scratch.temporaryFile()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: notes)
    try process.run()
    return Running(process: process, output: output, notes: notes)
  }

  /// A run that has not ended.
  struct Running {
    let process: Process
    let output: URL
    let notes: URL

    /// What standard error holds so far.
    var notesSoFar: String { (try? String(contentsOf: notes, encoding: .utf8)) ?? "" }

    func wait() throws -> Run {
      process.waitUntilExit()
      defer {
        try? FileManager.default.removeItem(at: output)
        try? FileManager.default.removeItem(at: notes)
      }
      return Run(
        code: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
        output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
        notes: String(decoding: try Data(contentsOf: notes), as: UTF8.self))
    }
  }
}
