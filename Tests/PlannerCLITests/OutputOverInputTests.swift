import Foundation
import Testing

/// No file that a run reads is replaced by what it writes, whatever name it has.
@Suite struct OutputOverInputTests {
  /// Each verb that writes a single file, with `OUT` for the file, and the inputs that it is pointed at.
  static let cases: [(command: String, inputs: [String])] = [
    (
      "audit plan --policy tour/policy.yaml --junit OUT",
      ["tour/policy.yaml", "tour/scenario.yaml", "tour/roads.geojson", "plan/stops.csv", "plan/report.html"]
    ),
    (
      "check tour --defects OUT",
      ["tour/units.village.geojson", "tour/crews.csv", "tour/scenario.yaml", "lakes.geojson"]
    ),
    ("check plan --defects OUT", ["plan/units.grid.geojson", "plan/roster.csv"]),
    ("locate calls.csv --in tour --out OUT", ["calls.csv", "tour/bases.geojson", "tour/staff.csv"]),
    ("locate calls.csv --in plan --out OUT", ["plan/roster.csv", "plan/assignments.csv"]),
    ("locate tour/bases.geojson --in tour --out OUT", ["tour/bases.geojson", "tour/roads.geojson"]),
    (
      "export tour --format geojson --layer units.village --out OUT",
      ["tour/units.village.geojson", "tour/units.grid.geojson", "tour/checkpoints.geojson"]
    ),
    ("export plan --format csv --layer roster --out OUT", ["plan/roster.csv", "plan/problem.json"]),
    ("repair land.gpkg --layer units.village --out OUT", ["land.gpkg"]),
  ]

  @Test(arguments: cases.indices) func isRefused(number: Int) throws {
    let (command, inputs) = Self.cases[number]
    let scratch = try ReplacingTests.scratch()
    let village = ["export", "tour", "--format", "gpkg", "--layer", "units.village", "--out", "land.gpkg"]
    #expect(try Program.run(village, in: scratch).code == 0)
    try scratch.write("call,lon,lat\n1,115.0018226,33.5013137\n", to: "calls.csv")
    try FileManager.default.copyItem(
      at: scratch.url("tour/units.grid.geojson"), to: scratch.url("lakes.geojson"))
    for input in inputs {
      // The file itself, a link to it, and another name of it, which all end alike.
      let ending = (input as NSString).pathExtension
      symlink(input, scratch.url("link.\(ending)").path)
      link(scratch.url(input).path, scratch.url("hard.\(ending)").path)
      let before = try (scratch.files(in: "tour"), scratch.files(in: "plan"), scratch.names())
      for out in [input, "./\(input)", "link.\(ending)", "hard.\(ending)"] {
        var words = command.replacing("OUT", with: out).split(separator: " ").map(String.init)
        if input == "lakes.geojson" { words += ["--allowed", input] }
        let run = try Program.run(words, in: scratch)
        // An ending that the verb does not write is wrong usage.
        let isNoFormat = run.errors.first?.contains("names no format") == true
        #expect(isNoFormat || run.code == 73 && run.errors.count == 1, "\(words): \(run.code) \(run.notes)")
        #expect(isNoFormat || run.errors.first?.contains("reads") == true, "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(
          try (scratch.files(in: "tour"), scratch.files(in: "plan"), scratch.names()) == before, "\(words)")
      }
      for name in ["link", "hard"] { try scratch.remove("\(name).\(ending)") }
    }
  }

  /// A folder is replaced as a whole, with files that were not named.
  @Test func aFolderThatHoldsAnInputIsKept() throws {
    let scratch = try Scratch()
    func run(_ words: String) throws -> Program.Run {
      try Program.run(words.split(separator: " ").map(String.init), in: scratch)
    }
    #expect(try run("repair tour --out repaired").code == 0)
    #expect(try run("export tour --format geojson --out layers").code == 0)
    #expect(try run("assign tour --out rooms").code == 0)
    for name in ["moved", "sited"] {
      try FileManager.default.copyItem(at: scratch.url("tour"), to: scratch.url(name))
    }
    try scratch.write(
      scratch.text("tour/scenario.yaml").replacing("source: units.", with: "source: ../layers/units."),
      to: "moved/scenario.yaml")
    try scratch.write(
      scratch.text("tour/scenario.yaml") + "\nrooms: {source: ../rooms/rooms.geojson}\n",
      to: "sited/scenario.yaml")
    let cases = [
      ("repair repaired --out repaired", "repaired"),
      ("repair repaired/units.village.geojson --out repaired", "repaired"),
      ("export moved --format geojson --out layers", "layers"), ("assign sited --out rooms", "rooms"),
    ]
    for (words, folder) in cases {
      let before = try scratch.files(in: folder)
      let refused = try run(words)
      #expect(refused.code == 73 && refused.errors.count == 1 && refused.output.isEmpty, "\(words)")
      #expect(refused.errors.first?.contains("which this run reads") == true, "\(words): \(refused.notes)")
      #expect(try scratch.files(in: folder) == before && scratch.drafts() == [], "\(words)")
      #expect(try [0, 1].contains(run(words + "-2").code), "\(words)")
    }
  }

  @Test func aNewFileInAFolderOfInputsIsNone() throws {
    let scratch = try Scratch()
    let command = ["locate", "tour/bases.geojson", "--in", "tour", "--out", "tour/located.csv"]
    for _ in 0..<2 { #expect(try Program.run(command, in: scratch).code == 0) }
    #expect(try scratch.names(in: "tour").contains("located.csv"))
  }
}
