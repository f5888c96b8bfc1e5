import Foundation
import Fuzzing
import Testing

/// A short run of the fuzzer on the tour; `solve fuzz` in Benchmarks is the long one, on real places too.
@Suite struct FuzzTests {
  @Test func damagedFilesAndPolygonsAreReadCheckedAndRepaired() throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let tour = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("geodata/tour").path
    let fuzzer = try Fuzzer(seed: 1, tour: tour, data: nil, scratch: scratch.path)
    var outcomes: Set<String> = []
    for number in 0..<600 {
      let outcome = fuzzer.run(number)
      #expect(outcome.findings.isEmpty, "case \(number), \(outcome.kind): \(outcome.findings)")
      outcomes.insert(outcome.outcome)
    }
    #expect(outcomes.isSuperset(of: ["read", "refused", "check refused, repair proved"]))
  }
}
