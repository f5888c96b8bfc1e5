import Foundation
import Testing

/// Output that cannot be written, or would replace what is not the program's: nothing half written or lost.
@Suite struct CannotWriteTests {
  static let places: [[String]] = [
    ["plan", "tour", "--out"], ["synth", "--preset", "tour", "--out"],
    ["export", "tour", "--format", "geojson", "--out"],
  ]

  @Test(arguments: places) func aFolderWithOtherFilesIsLeftAsItIs(command: [String]) throws {
    let scratch = try Scratch()
    try scratch.write("mine", to: "taken/notes.txt")
    try refuses(command + ["taken"], naming: "'notes.txt'", in: scratch)
    #expect(try scratch.files(in: "taken") == ["notes.txt": Data("mine".utf8)])
  }

  @Test(arguments: places) func aFileIsLeftAsItIs(command: [String]) throws {
    let scratch = try Scratch()
    try scratch.write("mine", to: "taken")
    try refuses(command + ["taken"], naming: "taken", in: scratch)
    try refuses(command + ["taken/inside"], naming: "taken/inside", in: scratch)
    #expect(try scratch.text("taken") == "mine")
  }

  /// Nobody, root included, can make a folder in `/proc`.
  @Test(arguments: places + [["locate", "tour/bases.geojson", "--in", "tour", "--out"]])
  func aFolderThatTakesNoFiles(command: [String]) throws {
    try refuses(command + ["/proc/planner/out.csv"], naming: "/proc/planner/out.csv", in: Scratch())
  }

  private func refuses(_ command: [String], naming place: String, in scratch: Scratch) throws {
    let before = try scratch.names()
    let run = try Program.run(command, in: scratch)
    #expect(run.code == 73 && run.output.isEmpty)
    #expect(run.errors.count == 1 && run.errors.first?.contains(place) == true)
    #expect(try scratch.names() == before)
  }

  @Test func aFullDiskKeepsWhatWasThere() throws {
    let scratch = try Scratch()
    try scratch.shortenTour()
    try FileManager.default.createDirectory(at: scratch.url("disk"), withIntermediateDirectories: false)
    let mount = try Program.run(
      tool: "/usr/bin/env", ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", "disk"], in: scratch)
    guard mount.code == 0 else {
      print(
        "skipped: a small disk cannot be mounted here (\(mount.notes.split(separator: "\n").first ?? ""))")
      return
    }
    defer { _ = try? Program.run(tool: "/usr/bin/env", ["umount", "disk"], in: scratch) }
    try scratch.write("{}", to: "disk/plan/problem.json")
    try scratch.write("old", to: "disk/located.csv")
    let before = try scratch.names(in: "disk")
    // 4,000 points in a file that grows by as many rows of codes.
    let rows = (0..<4000).map { "call \($0),115.0018226,33.5013137" }
    try scratch.write("call,lon,lat\n" + rows.joined(separator: "\n") + "\n", to: "calls.csv")
    let commands = [
      ["plan", "tour", "--out", "disk/plan"], ["synth", "--preset", "tour", "--out", "disk/made"],
      ["export", "tour", "--format", "geojson", "--out", "disk/layers"],
      ["export", "tour", "--format", "gpkg", "--out", "disk/all.gpkg"],
      ["export", "tour", "--format", "kml", "--out", "disk/all.kml"],
      ["locate", "calls.csv", "--in", "tour", "--out", "disk/located.csv"],
    ]
    for command in commands {
      let run = try Program.run(command, in: scratch)
      #expect(run.code == 73, "\(command[0])")
      #expect(run.output.isEmpty)
      #expect(run.errors.count == 1 && run.errors.first?.contains(command.last ?? "") == true)
      #expect(run.errors.first?.contains("No space left") == true)
      #expect(run.errors.first?.contains(".draft") == false, "a user cannot know drafts")
      #expect(try scratch.names(in: "disk") == before)
    }
    #expect(try scratch.files(in: "disk/plan") == ["problem.json": Data("{}".utf8)])
    #expect(try scratch.text("disk/located.csv") == "old")
  }

  @Test(arguments: [
    // A reader that is gone, where the signal for that is ignored and where it is not.
    ("trap '' PIPE; \"$CLI\" check tour | head -0; exit ${PIPESTATUS[0]}", [73]),
    ("\"$CLI\" check tour | head -0; exit ${PIPESTATUS[0]}", [128 + SIGPIPE, 0]),
    ("\"$CLI\" check tour > /dev/full", [73]), ("\"$CLI\" check tour >&-", [73]),
    ("\"$CLI\" check tour 2>&-", [0]), ("\"$CLI\" check nowhere 2>&-", [66]),
    ("\"$CLI\" locate tour/bases.geojson --in tour > /dev/full", [73]),
  ])
  func standardOutputThatTakesNothing(script: String, codes: [Int32]) throws {
    let run = try Program.run(tool: "/usr/bin/env", ["bash", "-c", script], in: Scratch())
    #expect(codes.contains(run.code), "\(run.code)")
    #expect(!run.notes.contains("Fatal"))
    #expect(run.errors.count == (run.code == 73 ? 1 : 0))
  }

  @Test func anEarlierSampleOrExportIsReplaced() throws {
    let scratch = try Scratch(withTour: false)
    for seed in ["1", "2"] {
      #expect(
        try Program.run(["synth", "--preset", "tour", "--out", "s", "--seed", seed], in: scratch).code == 0)
      #expect(
        try Program.run(["export", "s", "--format", "csv", "--out", "layers"], in: scratch).code == 0)
      let layer = try scratch.text("layers/units.village.csv")
      let name = layer.split(separator: "\n")[1].split(separator: ",")[1]
      #expect(try scratch.text("s/units.village.geojson").contains("\"\(name)\""))
    }
    #expect(try scratch.names() == ["layers", "s"])
  }
}
