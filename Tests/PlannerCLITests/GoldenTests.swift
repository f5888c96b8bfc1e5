import Foundation
import Testing
import VectorFiles

/// What the program prints, word by word.
@Suite struct GoldenTests {
  /// The subcommands that the program's own help lists.
  private static let commands: [String] = {
    guard let scratch = try? Scratch(withTour: false), let run = try? Program.run(["--help"], in: scratch)
    else { return [] }
    let lines = run.output.components(separatedBy: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst()
    return lines.prefix { !$0.isEmpty }.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
  }()

  @Test func helpOfTheProgram() throws {
    let run = try Program.run(["--help"], in: Scratch(withTour: false))
    #expect(run.code == 0 && run.notes.isEmpty)
    try expectGolden(run.output, "program--help")
  }

  @Test func everyCommandHasHelpWithAnExample() throws {
    #expect(Set(Self.commands).isSuperset(of: ["synth", "check", "plan", "locate", "export"]))
    for command in Self.commands {
      let run = try Program.run([command, "--help"], in: Scratch(withTour: false))
      #expect(run.code == 0 && run.notes.isEmpty)
      #expect(run.output.contains("planner-cli \(command) "))
      #expect(run.output.contains("Example"))
      try expectGolden(run.output, "\(command)--help")
    }
  }

  @Test func synthOfTheTour() throws {
    let scratch = try Scratch(withTour: false)
    let run = try Program.run(["synth", "--preset", "tour", "--out", "made"], in: scratch)
    #expect(run.code == 0 && run.notes.isEmpty)
    try expectGolden(run.output, "synth-tour")
    // The record of its files is not kept with the sample.
    try scratch.remove("made/.planner.json")
    let kept = try Scratch()
    #expect(try scratch.files(in: "made") == kept.files(in: "tour"))
  }

  @Test func checkOfTheTour() throws {
    let run = try Program.run(["check", "tour"], in: Scratch())
    #expect(run.code == 0 && run.notes.isEmpty)
    try expectGolden(run.output, "check-tour")
  }

  @Test(arguments: [[], ["--json"]]) func checkOfADamagedTour(options: [String]) throws {
    let scratch = try Scratch()
    try scratch.editLines(of: "tour/units.microgrid.geojson") { lines in
      lines[20] = try Self.shiftingOneVertex(of: lines[20])
      let copy = lines[60].replacingOccurrences(
        of: #""code": "([0-9]+)""#, with: #""code": "$1x""#, options: .regularExpression)
      #expect(copy != lines[60])
      lines.insert(copy, at: 61)
      lines.remove(at: 100)
    }
    let run = try Program.run(["check", "tour"] + options, in: scratch)
    #expect(run.code == 1)
    try expectGolden(run.output, "check-damaged" + options.joined())
  }

  /// Moves the sixth vertex of a feature by 0.0002 degrees to the north.
  private static func shiftingOneVertex(of line: String) throws -> String {
    let vertex = try NSRegularExpression(pattern: #"\[ ([0-9.]+), ([0-9.]+) \]"#)
    let matches = vertex.matches(in: line, range: NSRange(line.startIndex..., in: line))
    guard matches.count > 6, let range = Range(matches[5].range(at: 2), in: line),
      let latitude = Double(line[range])
    else { throw Scratch.NotThere(text: "a sixth vertex", file: line) }
    return line.replacingCharacters(in: range, with: String(format: "%.7f", latitude + 0.0002))
  }

  @Test func planOfTheTour() throws {
    let run = try MadePlan.tour.made.run
    #expect(run.code == 0)
    #expect(run.notes.contains("made in "))
    let summary = try JSONSerialization.jsonObject(
      with: Data(MadePlan.tour.made.scratch.text("plan/summary.json").utf8))
    let assumed = (summary as? [String: Any])?["assumed"] as? [String] ?? []
    let notes = run.notes.split(separator: "\n").filter { $0.hasPrefix("assumed: ") }
    #expect(!assumed.isEmpty && notes.map { $0.dropFirst(9) } == assumed.map { $0[...] })
    try expectGolden(run.output, "plan-tour")
  }

  private static let points = """
    call,lon,lat
    a school,115.0018226,33.5013137
    "a market, at night",114.9986033,33.4962734
    a vertex of a border,114.9880485,33.5115396
    outside,116.5,33.5

    """

  @Test func locateInTheTour() throws {
    let scratch = try Scratch()
    try scratch.write(Self.points, to: "calls.csv")
    let run = try Program.run(["locate", "calls.csv", "--in", "tour"], in: scratch)
    #expect(run.code == 0)
    #expect(run.notes.contains("1 of them outside"))
    try expectGolden(run.output, "locate-scenario")
    let file = try Program.run(["locate", "calls.csv", "--in", "tour", "--out", "located.csv"], in: scratch)
    #expect(file.code == 0 && file.output.isEmpty)
    #expect(try scratch.text("located.csv") == run.output)
  }

  @Test func locateInAPlan() throws {
    let scratch = try Scratch(withTour: false)
    try scratch.write(Self.points, to: "calls.csv")
    let plan = try MadePlan.tour.made.scratch.url("plan").path
    let run = try Program.run(["locate", "calls.csv", "--in", plan], in: scratch)
    #expect(run.code == 0)
    try expectGolden(run.output, "locate-plan")
  }

  @Test(arguments: VectorFormat.allCases) func exportOfAPlan(format: VectorFormat) throws {
    let scratch = try Scratch(withTour: false)
    let made = try MadePlan.tour.made.scratch
    try FileManager.default.copyItem(at: made.url("plan"), to: scratch.url("plan"))
    let ending = format.rawValue
    let out = format.holdsManyLayers ? "all.\(ending)" : "all"
    let all = try Program.run(["export", "plan", "--format", ending, "--out", out], in: scratch)
    #expect(all.code == 0 && all.notes.isEmpty)
    try expectGolden(all.output, "export-\(ending)")

    let file = "rooms.\(ending)"
    let one = try Program.run(
      ["export", "plan", "--format", ending, "--layer", "rooms", "--out", file], in: scratch)
    #expect(one.code == 0)
    let source = VectorSource(path: scratch.url(file).path, pointColumns: ["lon", "lat"])
    let layer = try VectorLayer(reading: source, columns: ["id"], as: .point)
    let kept = try VectorLayer(
      reading: VectorSource(path: scratch.url("plan/rooms.geojson").path), columns: ["id"], as: .point)
    guard case .points(let written) = layer.geometry, case .points(let expected) = kept.geometry else {
      Issue.record("not points")
      return
    }
    #expect(written.count > 2)
    if format == .flatGeobuf {
      // It sorts its features for its index.
      #expect(Set(written) == Set(expected))
      #expect(Set(layer["id"]?.texts ?? []) == Set(kept["id"]?.texts ?? []))
    } else {
      #expect(written == expected)
      #expect(layer["id"]?.texts == kept["id"]?.texts)
    }
    if format == .shapefile { #expect(try scratch.shownNames(in: file).count == 5) }
    if format == .csv { try expectGolden(try scratch.text(file), "export-rooms.csv") }
  }
}
