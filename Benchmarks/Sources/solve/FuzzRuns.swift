import Foundation
import Synchronization

/// Runs ranges of cases in processes of their own, starts anew behind a case that crashes or hangs, and counts.
final class FuzzRuns: Sendable {
  private struct Tally {
    /// By kind and outcome.
    var counts: [String: [String: Int]] = [:]
    var findings = 0
  }

  private let tally = Mutex(Tally())
  private let limit: Double

  /// - Parameter limit: seconds of a processor that a case may take.
  init(limit: Double) {
    self.limit = limit
  }

  var findingCount: Int { tally.withLock { $0.findings } }

  func run(_ range: Range<Int>, arguments: (Range<Int>) -> [String]) {
    var rest = range
    while !rest.isEmpty {
      let next = worker(rest, arguments(rest))
      guard next < rest.upperBound else { break }
      rest = (next + 1)..<rest.upperBound
    }
  }

  /// - Returns: the case that the worker ended in; the end of the range when it finished.
  private func worker(_ range: Range<Int>, _ arguments: [String]) -> Int {
    let folder = Self.scratch
    let (progress, output) = (folder.appendingPathComponent("case"), folder.appendingPathComponent("output"))
    let process = Process()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in [progress, output] { try Data().write(to: file) }
      process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = arguments + ["--progress", progress.path]
      process.standardOutput = try FileHandle(forWritingTo: output)
      try process.run()
    } catch {
      found("no worker: \(error)")
      return range.upperBound
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    let hung = watch(process, progress)
    process.waitUntilExit()
    count(output)
    let number = Self.number(in: progress) ?? range.lowerBound
    if number < range.upperBound {
      let how =
        hung
        ? "hangs"
        : "ends the process (\(process.terminationReason == .uncaughtSignal ? "signal" : "exit") \(process.terminationStatus))"
      found("\(number)\t\(how)")
    }
    return number
  }

  /// A new folder, in memory where there is such a place.
  static var scratch: URL {
    let memory = URL(fileURLWithPath: "/dev/shm")
    let place =
      FileManager.default.fileExists(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
    return place.appendingPathComponent("fuzz-\(UUID().uuidString)")
  }

  /// Ends the process when its case stays the same for too long.
  private func watch(_ process: Process, _ progress: URL) -> Bool {
    var (last, since) = (Int?.none, 0.0)
    while process.isRunning {
      usleep(50_000)
      let (now, used) = (Self.number(in: progress), Self.processorSeconds(of: process.processIdentifier))
      if now != last { (last, since) = (now, used) }
      // Before its first case a worker reads the places.
      if used - since > (last == nil ? 10 * limit : limit) {
        kill(process.processIdentifier, SIGKILL)
        return true
      }
    }
    return false
  }

  /// What a process has used of the processors: on a busy machine the clock says little of a hang.
  private static func processorSeconds(of process: Int32) -> Double {
    let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    // Behind the name, which is in brackets: the 12th and 13th number, in hundredths.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 12 ? ((Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)) / 100 : 0
  }

  private static func number(in file: URL) -> Int? {
    (try? String(contentsOf: file, encoding: .utf8)).flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }
  }

  private func count(_ output: URL) {
    for line in ((try? String(contentsOf: output, encoding: .utf8)) ?? "").split(separator: "\n") {
      if line.hasPrefix("!") {
        found(String(line.dropFirst()))
      } else {
        let parts = line.split(separator: "\t")
        if parts.count == 2 {
          tally.withLock { $0.counts[String(parts[0]), default: [:]][String(parts[1]), default: 0] += 1 }
        }
      }
    }
  }

  private func found(_ text: String) {
    tally.withLock { $0.findings += 1 }
    Self.show(text)
  }

  /// Prints lines at once, so that a crash loses none.
  static func show(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
  }

  /// A line for each kind with its outcomes.
  var summary: String {
    tally.withLock { tally in
      var lines = tally.counts.sorted { $0.key < $1.key }.map { kind, outcomes in
        let list = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        return "\(outcomes.values.reduce(0, +))\t\(kind): \(list)"
      }
      let cases = tally.counts.values.reduce(0) { $0 + $1.values.reduce(0, +) }
      lines.append("\(cases) cases, \(tally.findings) findings")
      return lines.joined(separator: "\n")
    }
  }
}
