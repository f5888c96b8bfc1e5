import CLinux
import Foundation
import Synchronization
import Testing

/// Plans that are read while others take their place: every answer is of one of them. `scripts/check-kills.sh` reads many
/// more times.
@Suite(.serialized) struct SwapReadTests {
  private static let reads =
    ProcessInfo.processInfo.environment["PLANNER_SWAP_READS"].flatMap { Int($0) } ?? 12

  /// Verbs that read a plan, and what of their answer is compared: what is printed, and a folder.
  private static let verbs: [[String]] = [
    ["compare", "one", "plan", "--json"], ["export", "plan", "--format", "csv", "--out", "answer"],
    ["check", "plan", "--json"], ["map", "plan", "--out", "answer"],
    ["export", "plan", "--format", "csv", "--township", "990001001", "--out", "answer"],
    ["gaps", "plan", "--json"],
  ]

  private struct Answer: Equatable {
    let code: Int32
    let output: String
    let files: [String: Data]
  }

  private func answer(_ command: [String], in scratch: Scratch) throws -> Answer {
    let run = try Program.run(command, in: scratch)
    let files = command.last == "answer" ? try scratch.files(in: "answer") : [:]
    if command.last == "answer" { try scratch.remove("answer") }
    #expect([0, 1].contains(run.code), "\(command): \(run.notes)")
    return Answer(code: run.code, output: run.output, files: files)
  }

  @Test func everyAnswerIsOfOnePlan() throws {
    let scratch = try ReplacingTests.scratch()
    let manager = FileManager.default
    try manager.copyItem(at: scratch.url("plan"), to: scratch.url("one"))
    // Another number of grids, of rooms and of stops; explanations and gaps that the one has and the other not.
    try scratch.replace("days: 7", with: "days: 9", in: "tour/scenario.yaml")
    try scratch.editLines(of: "tour/units.microgrid.geojson") { lines in
      for index in lines.indices {
        lines[index] = lines[index].replacing(/"households": ([0-9]+)/) { "\"households\": \($0.1)0" }
      }
    }
    let made = try Program.run(
      ["plan", "tour", "--earlier", "one", "--seed", "4", "--out", "two"], in: scratch)
    #expect(made.code == 0, "\(made.notes)")
    var answers: [[Answer]] = []
    for plan in ["one", "two"] {
      try manager.removeItem(at: scratch.url("plan"))
      try manager.copyItem(at: scratch.url(plan), to: scratch.url("plan"))
      answers.append(try Self.verbs.map { try answer($0, in: scratch) })
    }
    #expect(zip(answers[0], answers[1]).allSatisfy { $0 != $1 })

    let isDone = Mutex(false)
    let swaps = Mutex(0)
    let thread = Thread {
      var number = 0
      while !isDone.withLock({ $0 }) {
        let new = scratch.url("new").path
        try? FileManager.default.copyItem(atPath: scratch.url(["one", "two"][number % 2]).path, toPath: new)
        if renameat2(AT_FDCWD, new, AT_FDCWD, scratch.url("plan").path, 2) == 0 { swaps.withLock { $0 += 1 } }
        try? FileManager.default.removeItem(atPath: new)
        number += 1
        usleep(.random(in: 1_000...400_000))
      }
      isDone.withLock { $0 = false }
    }
    thread.start()
    var counts = [0, 0]
    for number in 0..<Self.reads {
      let verb = number % Self.verbs.count
      let found = try answer(Self.verbs[verb], in: scratch)
      let plan = (0..<2).first { answers[$0][verb] == found }
      #expect(plan != nil, "\(Self.verbs[verb]): an answer of neither plan")
      if let plan { counts[plan] += 1 }
    }
    isDone.withLock { $0 = true }
    while isDone.withLock({ $0 }) { usleep(1000) }
    #expect(swaps.withLock { $0 } > 0 && counts[0] + counts[1] == Self.reads)
    print(
      "\(Self.reads) answers under \(swaps.withLock { $0 }) swaps: \(counts[0]) of the one plan, \(counts[1]) of the other, "
        + "\(Self.reads - counts[0] - counts[1]) of neither")
  }
}
