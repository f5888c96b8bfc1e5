import ArgumentParser
import Foundation
import Fuzzing

struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Try the readers, the check and the repair on random damage to real files and polygons.",
    discussion: """
      Cases run in processes of their own, so that a crash or a hang ends one case only; both are named with the \
      case's number, as is every broken promise. Exit code 1 when there was any.

      Examples:
        solve fuzz --cases 100000 --data ../shared/data
        solve fuzz --only 4711 --data ../shared/data
      """)

  @Option(help: "How many cases to try.")
  var cases = 1000

  @Option(help: "The number of the first.")
  var first = 0

  @Option(help: "Another seed makes other cases.")
  var seed: UInt64 = 1

  @Option(help: "Try this case alone, in this process.")
  var only: Int?

  @Option(help: "The sample county that the project keeps.")
  var tour = "geodata/tour"

  @Option(help: "A folder of real places, as the data for tests has them.")
  var data: String?

  @Option(help: "Seconds of a processor that a case may take.")
  var limit = 20.0

  @Option(help: "How many processes run at once.")
  var workers = 2

  @Option(help: .hidden)
  var progress: String?

  func run() throws {
    if let only {
      let outcome = try withFuzzer { $0.run(only) }
      print("\(outcome.kind): \(outcome.outcome)")
      for line in [outcome.sentence].compactMap({ $0 }) + outcome.findings { print(line) }
      if !outcome.findings.isEmpty { throw ExitCode(1) }
    } else if let progress {
      try work(writing: progress)
    } else {
      try supervise()
    }
  }

  /// Gives a fuzzer a folder for its files: a worker's is removed by who started it, should it crash.
  private func withFuzzer<Result>(_ body: (Fuzzer) throws -> Result) throws -> Result {
    let scratch = progress.map { $0 + ".files" } ?? FuzzRuns.scratch.path
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    return try body(Fuzzer(seed: seed, tour: tour, data: data, scratch: scratch))
  }

  /// Runs cases one after another; the file holds the number of the one that is running, then of the next.
  private func work(writing progress: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: progress))
    func note(_ number: Int) throws {
      try file.seek(toOffset: 0)
      try file.write(
        contentsOf: Data(String(number).padding(toLength: 20, withPad: " ", startingAt: 0).utf8))
    }
    try withFuzzer { fuzzer in
      for number in first..<(first + cases) {
        try note(number)
        let outcome = fuzzer.run(number)
        let findings = outcome.findings.map { "!\(number)\t\(outcome.kind)\t\($0)" }
        FuzzRuns.show((["\(outcome.kind)\t\(outcome.outcome)"] + findings).joined(separator: "\n"))
      }
    }
    try note(first + cases)
  }

  private func supervise() throws {
    let runs = FuzzRuns(limit: limit)
    let share = (cases + workers - 1) / workers
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let start = first + worker * share
      runs.run(start..<min(start + share, first + cases)) { range in
        [
          "fuzz", "--first", "\(range.lowerBound)", "--cases", "\(range.count)", "--seed", "\(seed)",
          "--tour", tour,
        ]
          + (data.map { ["--data", $0] } ?? [])
      }
    }
    print(runs.summary)
    if runs.findingCount > 0 { throw ExitCode(1) }
  }
}
