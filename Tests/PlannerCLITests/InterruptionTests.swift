import Foundation
import Testing

/// Ctrl-C ends a command at once and leaves nothing half done.
@Suite(.serialized) struct InterruptionTests {
  @Test func aSearchThatIsStoppedKeepsTheEarlierPlan() throws {
    try interrupts(["plan", "tour", "--out", "out"], with: SIGINT) { running, _ in
      running.notesSoFar.contains("routes\n")
    }
  }

  @Test func aPlanThatIsHalfWrittenIsRemoved() throws {
    try interrupts(["plan", "tour", "--out", "out"], with: SIGINT) { _, scratch in
      Self.draftHolds("units.county.geojson", in: scratch)
    }
  }

  @Test func aSampleThatIsHalfWrittenIsRemoved() throws {
    try interrupts(["synth", "--preset", "chuanhui", "--out", "made"], with: SIGTERM) { _, scratch in
      Self.draftHolds("units.county.geojson", in: scratch)
    }
  }

  @Test func anExportThatIsHalfWrittenIsRemoved() throws {
    let made = try Scratch(withTour: false)
    #expect(try Program.run(["synth", "--preset", "chuanhui", "--out", "big"], in: made).code == 0)
    try interrupts(["export", "big", "--format", "geojson", "--out", "layers"], with: SIGHUP, made: made) {
      Self.draftHolds("units.county.geojson", in: $1)
    }
  }

  private static func draftHolds(_ file: String, in scratch: Scratch) -> Bool {
    scratch.drafts().contains { draft in
      (try? scratch.names(in: "\(draft)/new").first).map { folder in
        FileManager.default.fileExists(atPath: scratch.url("\(draft)/new/\(folder)/\(file)").path)
      } ?? false
    }
  }

  /// Sends a signal at the moment that `isTime` tells.
  private func interrupts(
    _ command: [String], with signal: Int32, made: Scratch? = nil,
    isTime: (Program.Running, Scratch) -> Bool
  ) throws {
    let scratch = try made ?? Scratch()
    if made == nil { try scratch.shortenTour() }
    try scratch.write("{}", to: "out/problem.json")
    let before = try scratch.names()
    // A test that runs in the background of a script would hand on that it ignores Ctrl-C.
    let running = try Program.start(
      tool: "/usr/bin/env", ["--default-signal=INT,TERM,HUP", Program.url.path] + command, in: scratch)
    while running.process.isRunning, !isTime(running, scratch) { usleep(500) }
    kill(running.process.processIdentifier, signal)
    let run = try running.wait()
    #expect(run.wasKilled && run.code == signal, "code \(run.code)")
    #expect(run.output.isEmpty && run.errors.isEmpty)
    #expect(try scratch.names() == before)
    #expect(try scratch.files(in: "out") == ["problem.json": Data("{}".utf8)])
  }
}
