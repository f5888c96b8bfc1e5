import Foundation
import Testing

/// Compares a text with the file that was recorded for it. A file that is missing is written, and the test fails once.
func expectGolden(_ text: String, _ name: String, _ location: SourceLocation = #_sourceLocation) throws {
  let file = Program.root.appendingPathComponent("Tests/PlannerCLITests/Golden/\(name).txt")
  guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name).txt: read it, and run again", sourceLocation: location)
    return
  }
  #expect(text == golden, "differs from Golden/\(name).txt", sourceLocation: location)
}
