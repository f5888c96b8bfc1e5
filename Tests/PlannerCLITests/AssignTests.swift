import Foundation
import Testing

/// `assign`, `compare` and plans made from earlier ones, as a user runs them.
@Suite struct AssignTests {
  private static let first = "990001001004"

  /// A scratch with the tour and a plan of it.
  private static func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try FileManager.default.copyItem(at: MadePlan.tour.made.scratch.url("plan"), to: scratch.url("plan"))
    return scratch
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  @Test(arguments: [
    ("assign-tour", ["assign", "tour"]),
    ("assign-explain", ["assign", "plan", "--explain", "all"]),
    ("assign-change", ["assign", "plan", "--remove", "R-990001001006", "--add", "990001001008"]),
    (
      "assign-move", ["assign", "plan", "--move", "R-990001001006=115.0018226,33.5013137", "--within", "150"]
    ),
    ("assign-more", ["assign", "plan", "--more", "3"]),
    ("assign-curve", ["assign", "tour", "--curve", "8", "--within", "120"]),
    ("assign-earlier", ["assign", "tour", "--earlier", "plan"]),
  ])
  func prints(golden: String, arguments: [String]) throws {
    let scratch = try Self.scratch()
    let run = try Program.run(arguments, in: scratch)
    #expect(run.code == 0)
    try expectGolden(run.output, golden)
    let json = try Program.run(arguments + ["--json"], in: scratch)
    #expect(json.code == 0)
    #expect(try !Self.object(json.output).isEmpty)
    #expect(try scratch.names() == ["plan", "tour"])
  }

  @Test func aPlanAsItStandsIsWhatItsFilesSay() throws {
    let scratch = try Self.scratch()
    let fresh = try Self.object(try Program.run(["assign", "tour", "--json"], in: scratch).output)
    let kept = try Self.object(try Program.run(["assign", "plan", "--json"], in: scratch).output)
    let (a, b) = (fresh["plan"] as? [String: Any] ?? [:], kept["plan"] as? [String: Any] ?? [:])
    #expect(a["objective"] as? Double == b["objective"] as? Double && (a["objective"] as? Double ?? 0) > 0)
    #expect(a["rooms"] as? NSArray == b["rooms"] as? NSArray)
    // An edited plan is priced as it was edited, with what it breaks.
    try scratch.editLines(of: "plan/assignments.csv") { lines in
      for i in lines.indices {
        lines[i] = lines[i].replacingOccurrences(of: "R-990001001006", with: "R-990001001004")
      }
    }
    let edited = try Self.object(try Program.run(["assign", "plan", "--json"], in: scratch).output)
    let plan = edited["plan"] as? [String: Any] ?? [:]
    #expect((plan["objective"] as? Double ?? 0) > (b["objective"] as? Double ?? .infinity))
    #expect(
      (plan["objective"] as? Double ?? 0) > (edited["lower_bound_with_these_rooms"] as? Double ?? .infinity))
  }

  @Test func theFilesHoldWhatIsAsked() throws {
    let scratch = try Self.scratch()
    let run = try Program.run(
      ["assign", "tour", "--earlier", "plan", "--curve", "4", "--out", "rooms"], in: scratch)
    #expect(run.code == 0)
    #expect(
      try scratch.shownNames(in: "rooms") == [
        "assignments.csv", "curve.csv", "curve.svg", "explanations.csv", "moves.csv", "rooms.geojson",
        "townships.csv",
      ])
    #expect(try scratch.text("rooms/explanations.csv") == scratch.text("plan/explanations.csv"))
    #expect(try scratch.text("rooms/curve.csv").split(separator: "\n").count == 5)
    #expect(try scratch.text("rooms/moves.csv").split(separator: "\n").count == 1)
    let picture = try scratch.text("rooms/curve.svg")
    #expect(picture.hasPrefix("<svg ") && picture.contains("<polyline points=") && !picture.contains("nan"))
    // The folder may be written again, but no other one.
    #expect(try Program.run(["assign", "plan", "--out", "rooms"], in: scratch).code == 0)
    #expect(try Program.run(["assign", "plan", "--out", "tour"], in: scratch).code == 73)
  }

  @Test func aPlanMadeFromAnEarlierOneListsItsMoves() throws {
    let scratch = try Scratch()
    try FileManager.default.copyItem(at: MadePlan.short.made.scratch.url("plan"), to: scratch.url("plan"))
    try scratch.shortenTour()
    try scratch.replace("rooms: 2", with: "rooms: 1", in: "tour/scenario.yaml")
    let run = try Program.run(["plan", "tour", "--earlier", "plan", "--out", "next"], in: scratch)
    #expect(run.code == 0)
    let moves = try scratch.text("next/moves.csv").split(separator: "\n")
    #expect(moves.count > 1 && moves.count < 8)
    #expect(moves.dropFirst().allSatisfy { $0.contains("its room is closed") })
    #expect(run.output.contains("changes   \(moves.count - 1) of 8 units"))
    let compared = try Program.run(["compare", "plan", "next"], in: scratch)
    #expect(compared.code == 0)
    #expect(compared.output.contains("\(moves.count - 1) of 8 units to another room"))
    try expectGolden(compared.output, "compare-tour")
    let json = try Self.object(try Program.run(["compare", "plan", "next", "--json"], in: scratch).output)
    let moved = (json["moves"] as? [[String: Any]] ?? []).filter { $0["changes_room"] as? Bool == true }
    #expect(moved.count == moves.count - 1)
    // A plan is the same as itself.
    let same = try Self.object(try Program.run(["compare", "next", "next", "--json"], in: scratch).output)
    #expect((same["moves"] as? NSArray)?.count == 0 && same["households_later"] as? Int == 0)
  }

  @Test func plansOfDifferentLandAreNotCompared() throws {
    let scratch = try Self.scratch()
    try FileManager.default.copyItem(at: scratch.url("plan"), to: scratch.url("other"))
    for name in ["units.village.geojson", "units.grid.geojson"] {
      try scratch.editLines(of: "other/\(name)") { lines in
        for i in lines.indices {
          lines[i] = lines[i].replacingOccurrences(of: "\"\(Self.first)\"", with: "\"990001001999\"")
        }
      }
    }
    try scratch.replace("\n\(Self.first),", with: "\n990001001999,", in: "other/assignments.csv")
    let run = try Program.run(["compare", "plan", "other"], in: scratch)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.errors.count == 1)
    #expect(run.notes.contains("plans of different land") && run.notes.contains(Self.first))
  }

  /// Who asks for one unit is answered in the first line, whether by its code or by its name.
  @Test func aUnitIsExplainedByItsNameToo() throws {
    let scratch = try Self.scratch()
    let byCode = try Program.run(["assign", "plan", "--explain", "990001001002"], in: scratch)
    let byName = try Program.run(["assign", "plan", "--explain", "禾原楼村"], in: scratch)
    #expect(byCode.code == 0 && byCode.output == byName.output)
    #expect(
      byCode.output.hasPrefix(
        "990001001002 禾原楼村 belongs to R-990001001004, 167 s, because it is the nearest room\n"))
    let layer = "tour/units.village.geojson"
    try scratch.editLines(of: layer) { lines in
      for i in lines.indices { lines[i] = lines[i].replacingOccurrences(of: "福沙圩村", with: "禾原楼村") }
    }
    let several = try Program.run(["assign", "plan", "--explain", "禾原楼村"], in: scratch)
    #expect(several.code == 65 && several.output.isEmpty)
    #expect(several.errors.count == 1)
    #expect(several.notes.contains("are called '禾原楼村': 990001001002, 990001001003"))
  }

  /// What is said of a plan that is spoilt, or of what it does not have.
  @Test(arguments: [
    (["assign", "nowhere"], 66, "nowhere"),
    (["assign", "plan", "--explain", "V7"], 65, "'V7'"),
    (["assign", "plan", "--remove", "R-1"], 65, "'R-1'"),
    (["assign", "plan", "--add", "V7"], 65, "'V7'"),
    (["assign", "plan", "--add", "116.5,33.5"], 65, "outside the county"),
    (["assign", "plan", "--add", "990001001004"], 65, "stands room R-990001001004"),
    (["assign", "plan", "--remove", "R-990001001004", "--remove", "R-990001001006"], 65, "no room"),
    (["assign", "plan", "--more", "7"], 65, "only 6 places"),
    (["assign", "tour", "--earlier", "nowhere"], 66, "nowhere"),
    (["assign", "tour", "--earlier", "tour"], 65, "no plan folder"),
    (["assign", "plan", "--scenario", "nowhere"], 66, "nowhere"),
    (["compare", "plan", "nowhere"], 66, "nowhere"),
    (["compare", "plan", "tour"], 65, "no plan folder"),
    (["plan", "tour", "--earlier", "tour", "--out", "x"], 65, "no plan folder"),
  ])
  func badInputIsNamed(arguments: [String], code: Int32, words: String) throws {
    let scratch = try Self.scratch()
    let run = try Program.run(arguments, in: scratch)
    #expect(run.code == code && run.output.isEmpty)
    #expect(run.errors.count == 1 && (run.errors.first ?? "").contains(words), "\(run.notes)")
    #expect(try scratch.names() == ["plan", "tour"])
  }

  @Test func aPlanThatLacksAFileOrContradictsItselfIsNamed() throws {
    let scratch = try Self.scratch()
    try scratch.replace("R-990001001006", with: "R-0", in: "plan/assignments.csv")
    for arguments in [
      ["assign", "plan"], ["compare", "plan", "plan"], ["assign", "tour", "--earlier", "plan"],
    ] {
      let run = try Program.run(arguments, in: scratch)
      #expect(run.code == 65 && run.notes.contains("assignments.csv: unit 990001001003 names room 'R-0'"))
    }
    try scratch.editLines(of: "plan/assignments.csv") { $0.remove(at: 3) }
    #expect(try Program.run(["assign", "plan"], in: scratch).notes.contains("990001001003"))
    #expect(try Program.run(["compare", "plan", "plan"], in: scratch).code == 65)
    try scratch.remove("plan/assignments.csv")
    for arguments in [["assign", "plan"], ["compare", "plan", "plan"]] {
      let run = try Program.run(arguments, in: scratch)
      #expect(run.code == 66 && run.notes.contains("assignments.csv"))
    }
    let gone = try Self.scratch()
    try gone.remove("tour")
    let run = try Program.run(["assign", "plan"], in: gone)
    #expect(run.code == 66 && run.notes.contains("tour/scenario.yaml") && run.notes.contains("--scenario"))
  }

  @Test(arguments: [
    ["assign", "plan", "--earlier", "plan"], ["assign", "tour", "--scenario", "tour"],
    ["assign", "tour", "--change-price", "5"], ["assign", "plan", "--move", "R-1"],
    ["assign", "plan", "--add", "a,b"], ["assign", "plan", "--more", "0"], ["compare", "plan"],
    ["assign", "tour", "--earlier", "plan", "--change-price", "-5"],
  ])
  func wrongUsageIsExplained(arguments: [String]) throws {
    let run = try Program.run(arguments, in: Self.scratch())
    #expect(run.code == 64 && run.output.isEmpty && run.notes.contains("Error:"))
  }
}
