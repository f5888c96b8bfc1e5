import Foundation
import Testing

/// Whatever is wrong with the input: one sentence that names it, the right exit code, and the earlier plan stays.
@Suite struct BadInputTests {
  /// One way to spoil the tour.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: Int32
    /// What the sentence must name.
    let words: [String]
    let command: [String]
    let spoil: @Sendable (Scratch) throws -> Void

    init(
      _ name: String, _ code: Int32, _ words: [String],
      command: [String] = ["plan", "tour", "--out", "plan"],
      _ spoil: @escaping @Sendable (Scratch) throws -> Void = { _ in }
    ) {
      self.name = name
      self.code = code
      self.words = words
      self.command = command
      self.spoil = spoil
    }

    /// Replaces text in a file of the tour.
    init(
      _ name: String, _ file: String, _ old: String, _ new: String, _ words: [String], code: Int32 = 65,
      command: [String] = ["plan", "tour", "--out", "plan"]
    ) {
      self.init(name, code, words, command: command) { try $0.replace(old, with: new, in: "tour/\(file)") }
    }

    var testDescription: String { name }
  }

  private static let lowest = "units.microgrid.geojson"
  private static let firstCell = "9900010010010101"

  static let scenarios = [
    Case("no such scenario", 66, ["nowhere"], command: ["plan", "nowhere", "--out", "plan"]),
    Case("no scenario.yaml", 66, ["tour", "scenario.yaml"]) { try $0.remove("tour/scenario.yaml") },
    Case("not YAML", 65, ["tour/scenario.yaml"]) { try $0.write("title: [", to: "tour/scenario.yaml") },
    Case("empty scenario", 65, ["tour/scenario.yaml"]) { try $0.write("", to: "tour/scenario.yaml") },
    Case("unknown key", "scenario.yaml", "\nseed: 1", "\nsede: 1", ["line 4", "'sede'"]),
    Case("unknown key inside", "scenario.yaml", "readiness_s", "redyness_s", ["line", "'redyness_s'"]),
    Case("wrong type", "scenario.yaml", "days: 28", "days: many", ["line", "'days'", "whole number"]),
    Case("no window", "scenario.yaml", "\"08:00-16:00\"", "\"8 to 16\"", ["line", "'day'", "08:00-16:00"]),
    Case("unknown level", "scenario.yaml", "assign_level: village", "assign_level: town", ["'assign_level'"]),
    Case(
      "no lowest households", "scenario.yaml",
      "{name: microgrid, source: units.microgrid.geojson, columns: {code: code, name: name, parent: parent, households: households}}",
      "{name: microgrid, source: units.microgrid.geojson, columns: {code: code}}", ["'households'"]),
    Case("unknown column", "scenario.yaml", "speed: maxspeed", "speed: tempo", ["roads.geojson", "'tempo'"]),
  ]

  static let units = [
    Case("no such source", 66, ["units.grid.geojson"]) { try $0.remove("tour/units.grid.geojson") },
    Case("not a vector file", 65, ["units.grid.geojson"]) {
      try $0.write("hello", to: "tour/units.grid.geojson")
    },
    Case("no features", 65, ["units.grid.geojson"]) {
      try $0.write(#"{"type": "FeatureCollection", "features": []}"#, to: "tour/units.grid.geojson")
    },
    Case("unknown level column", 65, ["units.microgrid.geojson", "'people'"]) {
      try $0.editLines(of: "tour/scenario.yaml") { lines in
        for i in lines.indices where lines[i].contains("name: microgrid") {
          lines[i] = lines[i].replacingOccurrences(of: "households: households", with: "households: people")
        }
      }
    },
    Case(
      "repeated code", lowest, "\"code\": \"9900010010010102\"", "\"code\": \"\(firstCell)\"",
      [lowest, "'\(firstCell)'", "'code'", "1, 2"]),
    Case("no code", lowest, "\"code\": \"\(firstCell)\"", "\"code\": null", [lowest, "'code'", "feature 1"]),
    Case(
      "negative households", lowest, "\"households\": 47", "\"households\": -47",
      [lowest, firstCell, "'households'", "-47"]),
    Case(
      "households in words", lowest, "\"households\": 47", "\"households\": \"many\"",
      [lowest, firstCell, "'households'"]),
    Case(
      "no number of households", lowest, "\"households\": 47", "\"households\": null",
      [lowest, firstCell, "'households'"]),
    Case("crossing itself", 65, ["microgrid", "9900010010010102"]) { try crossFirstCells($0) },
    Case("no children", 65, ["grid", "99000100100101"]) {
      try $0.editLines(of: "tour/\(lowest)") {
        $0.removeAll { $0.contains("\"parent\": \"99000100100101\"") }
      }
    },
    Case(
      "unknown parent", lowest, "\"parent\": \"99000100100101\"", "\"parent\": \"nobody\"",
      ["microgrid", firstCell, "'nobody'", "grid"]),
    Case(
      "beyond the earth", lowest, "[ 114.9880485, 33.5115396 ]", "[ 314.9880485, 33.5115396 ]",
      [lowest, "feature", "beyond the earth"]),
    Case("points for polygons", 65, ["bases.geojson", "Point", "polygon"]) {
      try $0.replace("units.grid.geojson", with: "bases.geojson", in: "tour/scenario.yaml")
      try $0.replace(
        "\"id\": \"B1\", \"name\"", with: "\"code\": \"B1\", \"parent\": \"x\", \"households\": 1, \"name\"",
        in: "tour/bases.geojson")
    },
  ]

  static let tables = [
    Case("room outside", 65, ["rooms.geojson", "feature 1", "outside"]) { scratch in
      try scratch.write(
        #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"R1"},"geometry":{"type":"Point","coordinates":[116,33]}}]}"#,
        to: "tour/rooms.geojson")
      try scratch.replace(
        "\nseed: 1", with: "\nseed: 1\nrooms: {source: rooms.geojson}", in: "tour/scenario.yaml")
    },
    Case(
      "unknown base", "crews.csv", "B1-C2,B1,", "B1-C2,B7,", ["crews.csv", "feature 2", "'base'", "'B7'"]),
    Case(
      "unknown shift", "crews.csv", "day;evening;night", "day;dusk",
      ["crews.csv", "feature 1", "'shifts'", "'dusk'"]),
    Case("no speed", "crews.csv", ",80", ",fast", ["crews.csv", "feature 1", "'max_speed_kmh'"]),
    Case(
      "no window", "checkpoints.geojson", "07:00-08:00", "7 to 8",
      ["checkpoints.geojson", "feature 1", "'windows'"]),
    Case(
      "no time of day", "checkpoints.geojson", "07:00-08:00", "07:00-25:00",
      ["checkpoints.geojson", "feature 1", "'windows'"]),
    Case(
      "unknown tier", "checkpoints.geojson", "\"tier\": \"red\"", "\"tier\": \"pink\"",
      ["checkpoints.geojson", "feature 1", "'tier'"]),
    Case(
      "unknown day type", "checkpoints.geojson", "\"day_types\": \"weekday\"", "\"day_types\": \"feast\"",
      ["checkpoints.geojson", "feature 1", "'day_types'", "'feast'"]),
    Case(
      "repeated id", "checkpoints.geojson", "\"id\": \"K002\", \"name\"", "\"id\": \"K001\", \"name\"",
      ["checkpoints.geojson", "'K001'"]),
    Case(
      "a window that ends before it begins", "checkpoints.geojson", "07:00-08:00", "08:00-07:00",
      ["checkpoints.geojson", "feature 1", "'windows'", "08:00-07:00", "12 h"]),
    Case(
      "more visits than its spacing lets fit", "checkpoints.geojson",
      "\"visits_per_day\": 2, \"dwell_s\": 900", "\"visits_per_day\": 9, \"dwell_s\": 900",
      ["checkpoints.geojson", "feature 3", "'visits_per_day'", "at most 4"]),
    Case(
      "three crews together", "checkpoints.geojson", "\"min_gap_s\": 5400",
      "\"crews\": 3, \"min_gap_s\": 5400", ["checkpoints.geojson", "'crews'", "from 1 to 2"]),
    Case(
      "more skills than can be told apart", "checkpoints.geojson", "\"min_gap_s\": 5400",
      "\"skills\": \"\((1...33).map { "s\($0)" }.joined(separator: ";"))\", \"min_gap_s\": 5400",
      ["33 different skills", "at most 32"]),
    Case(
      "a spacing beyond a day", "checkpoints.geojson", "\"min_gap_s\": 5400",
      "\"min_gap_s\": 9223372036854775807",
      ["checkpoints.geojson", "'min_gap_s'", "from 0 to 86400"]),
    Case(
      "a crew without a shift", "crews.csv", "\"day;evening;night\"", "",
      ["crews.csv", "feature 1", "'shifts'"]),
    Case(
      "no day type of the calendar", "scenario.yaml", "\nshifts:",
      "\ncalendar: {feast: [2026-12-25]}\nshifts:",
      ["line", "'feast'", "weekday, weekend"]),
    Case(
      "no dates of the calendar", "scenario.yaml", "\nshifts:",
      "\ncalendar: {weekend: [2026-12-25..2026-12-20]}\nshifts:", ["line", "'weekend'", "dates"]),
    Case(
      "less than no work", "scenario.yaml", "\nshifts:", "\npatrol: {workload: {dwell: -1}}\nshifts:",
      ["line", "'dwell'", "at least 0"]),
    Case(
      "unknown role", "staff.csv", "P00002,officer", "P00002,general", ["staff.csv", "feature 2", "'role'"]),
    Case(
      "a worker of no unit", "grid_workers.csv", "G00002,9", "G00002,8",
      ["grid_workers.csv", "feature 2", "'unit'", "below village"]),
    Case(
      "a worker without a number", "grid_workers.csv", "G00003,", ",",
      ["grid_workers.csv", "feature 3", "'id'"]),
    Case("no date", "staff.csv", "2026-12-23", "2026-13-23", ["staff.csv", "feature 7", "'unavailable'"]),
    Case("no column", "staff.csv", "id,role", "id,rank", ["staff.csv", "'role'"]),
    Case(
      "more than all", "scenario.yaml", "officer_balance: 0.25", "officer_balance: 2",
      ["line", "'officer_balance'", "0 to 1"]),
    Case(
      "a share below none", "scenario.yaml", "station_share: 0.4", "station_share: -0.4",
      ["line", "'station_share'", "0 to 1"]),
    Case(
      "no police", "scenario.yaml", "{county: 6}", "{county: none}", ["line", "'county'", "whole number"]),
    Case(
      "fewer police than none", "stations.geojson", "\"police\": 3", "\"police\": -3",
      ["stations.geojson", "feature 1", "'police'"]),
    Case("attributes of an unknown unit", 65, ["more.csv", "feature 2", "'code'", "'V9'", "village"]) {
      try $0.write("code,town\n990001001001,true\nV9,true\n", to: "tour/more.csv")
      try $0.replace(
        "{source: units.village.geojson, columns: {code: code, town: town}}", with: "{source: more.csv}",
        in: "tour/scenario.yaml")
    },
    Case("no risk", 65, ["more.csv", "feature 1", "'risk'", "above 0"]) {
      try $0.write("code,risk\n990001001001,0\n", to: "tour/more.csv")
      try $0.replace(
        "{source: units.village.geojson, columns: {code: code, town: town}}", with: "{source: more.csv}",
        in: "tour/scenario.yaml")
    },
  ]

  private static let siting = "siting: {rooms: 2, max_units: 12, max_households: null}"
  private static func siting(_ name: String, _ keys: String, _ words: [String]) -> Case {
    Case(name, "scenario.yaml", siting, "siting: {\(keys)}", words)
  }
  private static func point(_ id: String, _ place: String) -> String {
    #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"\#(id)"},"#
      + #""geometry":{"type":"Point","coordinates":[\#(place)]}}]}"#
  }

  static let sitings = [
    siting("unknown model", "model: best", ["line", "'model'", "p-median, p-center, mclp, lscp"]),
    siting("no limit", "model: lscp", ["line", "'within_s'", "missing"]),
    siting("a limit for nothing", "within_s: 300", ["line", "'within_s'"]),
    siting("backup for nothing", "model: mclp, within_s: 300, backup: true", ["line", "'backup'", "lscp"]),
    siting("unknown forbidden unit", "forbidden: [atlantis]", ["line", "'forbidden'", "'atlantis'"]),
    siting("everything forbidden", "forbidden: [\"990001\"]", ["may open", "990001001"]),
    siting("too few to reach all", "model: lscp, within_s: 60, rooms: 2", ["2 rooms are too few", "60 s"]),
    siting("too small", "rooms: 2, max_units: 2", ["2 rooms are too few", "units in 990001001"]),
    Case("candidate outside", 65, ["sites.geojson", "feature 1", "outside"]) { scratch in
      try scratch.write(point("S1", "116,33"), to: "tour/sites.geojson")
      try scratch.replace(
        siting, with: "siting: {candidates: {source: sites.geojson}}", in: "tour/scenario.yaml")
    },
    Case("no candidates", 65, ["sites.geojson"]) { scratch in
      try scratch.write(#"{"type": "FeatureCollection", "features": []}"#, to: "tour/sites.geojson")
      try scratch.replace(
        siting, with: "siting: {candidates: {source: sites.geojson}}", in: "tour/scenario.yaml")
    },
    Case("forbidden existing room", 65, ["'R1'", "forbidden"]) { scratch in
      try scratch.write(point("R1", "114.9880485,33.5115396"), to: "tour/rooms.geojson")
      try scratch.replace(
        siting, with: "siting: {forbidden: [\"990001\"]}\nrooms: {source: rooms.geojson}",
        in: "tour/scenario.yaml")
    },
  ]

  static let others = [
    Case("a folder in the scenario's place", 65, ["scenario.yaml", "cannot be read"]) {
      try $0.remove("tour/scenario.yaml")
      try FileManager.default.createDirectory(
        at: $0.url("tour/scenario.yaml"), withIntermediateDirectories: false)
    },
    Case("check nowhere", 66, ["nowhere"], command: ["check", "nowhere"]),
    Case(
      "check a missing layer", 66, ["b.geojson"], command: ["check", "tour/units.grid.geojson", "b.geojson"]),
    Case(
      "export nowhere", 66, ["nowhere"],
      command: ["export", "nowhere", "--format", "gpkg", "--out", "x.gpkg"]),
    Case(
      "export an unknown layer", 65, ["tour", "'rivers'"],
      command: ["export", "tour", "--format", "gpkg", "--layer", "rivers", "--out", "x.gpkg"]),
    Case("locate nowhere", 66, ["nowhere"], command: ["locate", "tour/bases.geojson", "--in", "nowhere"]),
    Case("locate nothing", 66, ["calls.csv"], command: ["locate", "calls.csv", "--in", "tour"]),
    Case("locate without columns", 65, ["calls.csv"], command: ["locate", "calls.csv", "--in", "tour"]) {
      try $0.write("a,b\n1,2\n", to: "calls.csv")
    },
    Case(
      "locate into an unknown format", 64, ["x.doc"],
      command: ["locate", "tour/bases.geojson", "--in", "tour", "--out", "x.doc"]),
    Case("a broken plan", 65, ["old/problem.json"], command: ["check", "old"]) {
      try $0.write("{", to: "old/problem.json")
    },
  ]

  @Test(arguments: scenarios + units + tables + sitings + others) func isSaidInOneSentence(_ bad: Case) throws
  {
    let scratch = try Scratch()
    try bad.spoil(scratch)
    try scratch.write("{}", to: "plan/problem.json")
    try scratch.write("kept", to: "plan/report.html")
    let before = try scratch.names()
    let run = try Program.run(bad.command, in: scratch)
    #expect(run.code == bad.code && !run.wasKilled)
    #expect(run.output.isEmpty)
    #expect(run.errors.count == 1 && run.notes.hasSuffix("\n"))
    // A hint may follow the error.
    let last = run.errors.last ?? ""
    #expect(last.hasPrefix("planner-cli: "))
    for word in bad.words { #expect(last.contains(word), "\(word) is not in: \(last)") }
    #expect(
      try scratch.files(in: "plan") == ["problem.json": Data("{}".utf8), "report.html": Data("kept".utf8)])
    #expect(try scratch.names() == before)
  }

  /// Swaps two vertices of the second cell.
  private static func crossFirstCells(_ scratch: Scratch) throws {
    try scratch.editLines(of: "tour/\(lowest)") { lines in
      let old = lines[4]
      var vertices = old.components(separatedBy: " ], [ ")
      vertices.swapAt(3, 9)
      lines[4] = vertices.joined(separator: " ], [ ")
    }
  }

  @Test(arguments: [
    ["synth", "--preset", "atlantis", "--out", "x"], ["synth", "--out", "x"], ["plan", "tour"],
    ["plan", "tour", "--out", "x", "--seed", "many"], ["export", "tour", "--format", "doc", "--out", "x"],
    ["export", "tour", "--format", "gpkg", "--to-crs", "mars", "--out", "x.gpkg"],
    ["locate", "tour/bases.geojson", "--in", "tour", "--to-crs", "EPSG:4978"],
    ["fly"], ["check"], ["check", "tour/units.grid.geojson", "--code", "a", "--code", "b"],
  ])
  func wrongUsageIsExplained(arguments: [String]) throws {
    let scratch = try Scratch()
    let run = try Program.run(arguments, in: scratch)
    #expect(run.code == 64)
    #expect(run.output.isEmpty && run.notes.contains("Error:"))
    #expect(try scratch.names() == ["tour"])
  }
}
