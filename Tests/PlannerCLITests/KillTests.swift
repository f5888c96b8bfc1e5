import Foundation
import Testing

/// Runs that are killed at any moment: what they were to write is whole, old or new, and the next run leaves nothing of
/// them. `scripts/check-kills.sh` runs many more.
@Suite(.serialized) struct KillTests {
  private struct Verb {
    let command: [String]
    /// What it writes.
    let target: String
    /// What stood there, and what stands there after a run that nobody disturbed.
    var old: [String: Data] = [:]
    var new: [String: Data] = [:]
    var seconds = 0.0
  }

  private static let wanted = ProcessInfo.processInfo.environment["PLANNER_KILLS"].flatMap { Int($0) }

  private static let quick = [
    (["synth", "--preset", "tour", "--seed", "5", "--out", "made"], "made"),
    (["export", "plan", "--format", "csv", "--redacted", "--out", "layers"], "layers"),
    (["export", "plan", "--format", "gpkg", "--redacted", "--out", "all.gpkg"], "all.gpkg"),
    (["repair", "tour", "--out", "repaired"], "repaired"),
    (["roster", "plan", "--sick", "SICK"], "plan"),
  ]
  private static let slow = [
    (["plan", "tour", "--seed", "9", "--out", "plan"], "plan"),
    (["refresh", "plan", "--out", "fresh"], "fresh"),
    (["patrol", "plan", "--seed", "7"], "plan"),
    (["assign", "plan", "--more", "1", "--apply"], "plan"),
    (["map", "plan", "--paper", "a3", "--out", "maps"], "maps"),
    (["gaps", "plan", "--limit", "120", "--out", "gaps"], "gaps"),
    (["locate", "tour/checkpoints.geojson", "--in", "plan", "--out", "located.csv"], "located.csv"),
    (
      [
        "grid", "tour/units.village.geojson", "--land-level", "village", "--households-column", "households",
        "--level", "grid=200-300", "--out", "grids",
      ], "grids"
    ),
  ]

  /// The bytes of a file or of all files of a folder; of the summary without the times noted in it.
  private func bytes(_ target: String, in scratch: Scratch) throws -> [String: Data] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: scratch.url(target).path, isDirectory: &isFolder) else {
      return [:]
    }
    guard isFolder.boolValue else { return ["": try Data(contentsOf: scratch.url(target))] }
    return try StalenessTests.files(of: scratch.url(target).path)
  }

  /// Puts the scratch as it was: only what the verb writes may differ.
  private func restore(_ verb: Verb, _ scratch: Scratch) throws {
    let (kept, place) = (scratch.url("kept/\(verb.target)"), scratch.url(verb.target))
    if FileManager.default.fileExists(atPath: place.path) { try FileManager.default.removeItem(at: place) }
    if FileManager.default.fileExists(atPath: kept.path) {
      try FileManager.default.copyItem(at: kept, to: place)
    }
  }

  private func prepared(_ scratch: Scratch, _ command: [String], _ target: String) throws -> Verb {
    var verb = Verb(command: command, target: target)
    verb.old = try bytes(target, in: scratch)
    let start = ContinuousClock.now
    let run = try Program.run(command, in: scratch)
    verb.seconds = start.duration(to: .now) / .seconds(1)
    #expect([0, 1].contains(run.code), "\(command): \(run.notes)")
    verb.new = try bytes(target, in: scratch)
    #expect(verb.old != verb.new && !verb.new.isEmpty)
    try restore(verb, scratch)
    return verb
  }

  /// When a run is killed.
  private enum Moment: CaseIterable { case any, whileADraftIsThere, justAfterTheSwap }

  private func identity(_ path: String) -> ino_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_ino : 0
  }

  private func wait(for moment: Moment, _ running: Program.Running, _ verb: Verb, _ scratch: Scratch) {
    let place = scratch.url(verb.target).path
    let before = identity(place)
    switch moment {
    case .any: usleep(UInt32(Double.random(in: 0...verb.seconds) * 1e6))
    case .whileADraftIsThere:
      while running.process.isRunning, scratch.drafts().isEmpty { usleep(200) }
      usleep(UInt32(Double.random(in: 0...verb.seconds / 3) * 1e6))
    case .justAfterTheSwap: while running.process.isRunning, identity(place) == before {}
    }
  }

  @Test func whatIsThereIsWholeAndNothingStays() throws {
    let scratch = try ReplacingTests.scratch()
    let duty = try #require(
      scratch.text("plan/roster.csv").split(separator: "\n").dropFirst().first?.split(separator: ","))
    for out in [
      ["synth", "--preset", "tour", "--out", "made"],
      ["export", "plan", "--format", "csv", "--out", "layers"],
    ] {
      #expect(try Program.run(out, in: scratch).code == 0)
    }
    try scratch.write("old", to: "all.gpkg")
    for name in ["plan", "made", "layers", "all.gpkg"] {
      try FileManager.default.createDirectory(at: scratch.url("kept"), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: scratch.url(name), to: scratch.url("kept/\(name)"))
    }
    var verbs = try (Self.quick + (Self.wanted == nil ? [] : Self.slow)).map { command, target in
      try prepared(scratch, command.map { $0 == "SICK" ? "\(duty[6])@\(duty[0])" : $0 }, target)
    }
    let names = try scratch.names()
    verbs.shuffle()
    var (killed, stayedOld, becameNew, left) = (0, 0, 0, 0)
    let count = Self.wanted ?? 20
    for number in 0..<count {
      let verb = verbs[number % verbs.count]
      let running = try Program.start(verb.command, in: scratch)
      wait(for: Moment.allCases[number / verbs.count % 3], running, verb, scratch)
      kill(running.process.processIdentifier, SIGKILL)
      let run = try running.wait()
      killed += run.wasKilled ? 1 : 0
      let there = try bytes(verb.target, in: scratch)
      #expect(there == verb.old || there == verb.new, "\(verb.command): neither the old nor the new")
      if there == verb.old { stayedOld += 1 } else { becameNew += 1 }
      left += scratch.drafts().isEmpty ? 0 : 1
      // The next run, of whatever verb, clears up.
      let next = try Program.run(
        ["locate", "tour/bases.geojson", "--in", "tour", "--out", "next.csv"], in: scratch)
      #expect(next.code == 0)
      try scratch.remove("next.csv")
      try restore(verb, scratch)
      #expect(try scratch.names() == names, "\(verb.command)")
    }
    #expect(killed > 0 && stayedOld > 0 && becameNew > 0)
    print(
      "\(count) runs of \(verbs.count) verbs, \(killed) killed: \(stayedOld) targets old, \(becameNew) new, none else; "
        + "\(left) left a draft, which the next run removed")
  }
}
