import Foundation
import Testing

/// A progress line on a terminal, and only there.
@Suite struct ProgressTests {
  /// A scenario that fails in its second step, so that the test is quick.
  private static func brokenTour() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.editLines(of: "tour/units.microgrid.geojson") { lines in
      var vertices = lines[4].components(separatedBy: " ], [ ")
      vertices.swapAt(3, 9)
      lines[4] = vertices.joined(separator: " ], [ ")
    }
    return scratch
  }

  @Test func onATerminalTheLineIsShownAndCleared() throws {
    guard let script = try Program.script() else { return }
    let run = try Program.run(
      tool: script, ["-qec", "\"$CLI\" plan tour --out plan", "/dev/null"], in: Self.brokenTour())
    #expect(run.code == 65)
    let clear = "\r\u{1B}[K"
    #expect(run.output.contains("\(clear)read\(clear)prove\(clear)planner-cli: level microgrid"))
    #expect(run.output.hasSuffix("\r\n"))
  }

  @Test func elsewhereEachStepIsALine() throws {
    let run = try Program.run(["plan", "tour", "--out", "plan"], in: Self.brokenTour())
    #expect(run.notes.hasPrefix("read\nprove\nplanner-cli: "))
    #expect(!run.notes.contains("\u{1B}"))
  }
}
