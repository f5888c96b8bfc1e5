import Foundation
import Fuzzing
import Testing

/// A short run of the fuzzer on the tour; `solve fuzz` in Benchmarks is the long one, on real places too.
@Suite struct FuzzTests {
  @Test func undamagedFilesAreRead() throws {
    let shared = Self.root.appendingPathComponent("../shared/data").standardizedFileURL.path
    let isAtHand = FileManager.default.fileExists(atPath: shared)
    if !isAtHand { print("\(shared) is not there: only the tour's files are tried") }
    try Self.withScratch { scratch in
      let fuzzer = try Fuzzer(
        seed: 1, tour: Self.tour, data: isAtHand ? shared : nil, scratch: scratch)
      #expect(fuzzer.refusals().isEmpty)
    }
  }

  @Test func damagedFilesAndPolygonsAreReadCheckedAndRepaired() throws {
    try Self.withScratch { scratch in
      let fuzzer = try Fuzzer(seed: 1, tour: Self.tour, data: nil, scratch: scratch)
      var outcomes: Set<String> = []
      for number in 0..<600 {
        let outcome = fuzzer.run(number)
        #expect(outcome.findings.isEmpty, "case \(number), \(outcome.kind): \(outcome.findings)")
        outcomes.insert(outcome.outcome)
      }
      #expect(outcomes.isSuperset(of: ["read", "refused", "check refused, repair proved"]))
    }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let tour = root.appendingPathComponent("geodata/tour").path

  private static func withScratch(_ body: (String) throws -> Void) throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    try body(scratch.path)
  }
}
