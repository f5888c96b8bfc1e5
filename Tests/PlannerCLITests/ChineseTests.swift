import Foundation
import Testing

/// What the program says to those whose system speaks Chinese.
@Suite struct ChineseTests {
  private static let locale = "zh_CN.UTF-8"
  static let commands = [
    "synth", "check", "repair", "grid", "plan", "assign", "compare", "patrol", "gaps", "audit", "roster",
    "refresh", "locate", "export", "map", "verify",
  ]

  private static func run(_ arguments: [String], in scratch: Scratch) throws -> Program.Run {
    try Program.run(arguments, in: scratch, locale: locale)
  }

  // MARK: Help

  @Test func helpOfTheProgram() throws {
    let run = try Self.run(["--help"], in: Scratch(withTour: false))
    #expect(run.code == 0 && run.notes.isEmpty)
    #expect(Self.commands.allSatisfy { run.output.contains("\n  \($0) ") })
    #expect(Latin.words(in: run.output).subtracting(Self.commands) == [])
    try expectGolden(run.output, "zh-program--help")
  }

  @Test(arguments: commands) func helpOfACommandHoldsNoEnglish(command: String) throws {
    let scratch = try Scratch(withTour: false)
    let run = try Self.run([command, "--help"], in: scratch)
    #expect(run.code == 0 && run.notes.isEmpty)
    #expect(Latin.words(in: run.output).subtracting(Self.commands) == [])
    #expect(run.output.split(separator: "\n").allSatisfy { Self.width($0) <= 100 || $0.hasPrefix("用法：") })
    #expect(try Self.run(["help", command], in: scratch).output == run.output)
    #expect(try Program.run([command, "--help", "--lang", "zh"], in: scratch).output == run.output)
    if command == "plan" { try expectGolden(run.output, "zh-plan--help") }
  }

  private static func width(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }

  /// The column of what options do stands where it stands in English, and no line begins with closing punctuation.
  @Test func helpIsAligned() throws {
    let run = try Self.run(["audit", "--help"], in: Scratch(withTour: false))
    let lines = run.output.components(separatedBy: "\n").drop { $0 != "选项：" }.dropFirst()
    for line in lines where line.hasPrefix("  ") {
      var column = 0
      let rest = line.drop { character in
        column += Self.width(Substring(String(character)))
        return column < 26
      }.dropFirst()
      #expect(rest.isEmpty || !rest.hasPrefix(" "), "\(line)")
      let text = line.drop { $0 == " " }
      #expect(!"，。：；、）”".contains(text.first ?? "x"), "\(line)")
    }
  }

  @Test func versionAndScriptsStayAsTheyAre() throws {
    let scratch = try Scratch(withTour: false)
    #expect(try Self.run(["--version"], in: scratch).output == Program.run(["--version"], in: scratch).output)
    let dump = try Self.run(["--experimental-dump-help"], in: scratch)
    #expect(dump.code == 0)
    #expect(try JSONSerialization.jsonObject(with: Data(dump.output.utf8)) is [String: Any])
    for shell in ["bash", "zsh", "fish"] {
      let arguments = ["--generate-completion-script", shell]
      let english = try Program.run(arguments + ["--lang", "en"], in: scratch)
      #expect(english.code == 0)
      #expect(try Self.run(arguments + ["--lang", "en"], in: scratch).output == english.output)
    }
  }

  // MARK: Wrong arguments

  @Test(arguments: [
    ["nowhere"], ["--nowhere"], ["plan"], ["plan", "tour"], ["plan", "tour", "--out"],
    ["plan", "tour", "--outt", "x"], ["plan", "tour", "--seed", "x", "--out", "y"],
    ["plan", "tour", "other", "--out", "x"], ["plan", "tour", "other", "another", "--out", "x"],
    ["check"], ["check", "--json=3", "tour"], ["check", "tour", "--only", "flaw"], ["check", "tour", "-q"],
    ["map", "plan", "--out", "x", "--paper", "a9"], ["export", "plan", "--out", "x", "--format", "pdf"],
    ["audit", "plan", "--policy", "p", "--by", "year"], ["plan", "tour", "--out", "x", "--lang", "fr"],
    ["--generate-completion-script", "csh"],
    // What the commands themselves say.
    ["assign", "tour", "--more", "0"], ["assign", "tour", "--apply"],
    ["assign", "tour", "--change-price", "3"],
    ["gaps", "plan", "--step", "7"], ["gaps", "plan", "--within", "x"], ["gaps", "plan", "--since", "x"],
    ["audit", "plan", "--policy", "p", "--calls", "a", "--demand", "b"],
    ["audit", "plan", "--policy", "p", "--track-columns", "x"], ["repair", "tour"],
    ["repair", "tour", "--out", "x", "--overlap", "priority"], ["roster", "plan", "--redacted"],
    ["roster", "plan", "--sick", "x"], ["patrol", "tour", "--drop", "x"], ["patrol", "tour"],
    ["synth", "--preset", "x", "--out", "y"], ["grid", "x", "--level", "y", "--out", "z"],
    ["check", "a", "b", "--code", "x", "--code", "y", "--code", "z"],
  ])
  func wrongArgumentsAreExplained(arguments: [String]) throws {
    let scratch = try Scratch()
    let run = try Self.run(arguments, in: scratch)
    let english = try Program.run(arguments, in: scratch)
    #expect(run.code == 64 && english.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.notes.hasPrefix("错误：") && english.notes.hasPrefix("Error: "))
    #expect(run.notes.contains("\n用法：planner-cli "))
    #expect(run.notes.hasSuffix(" --help。\n"))
    let given = Set(arguments.flatMap { Latin.words(in: $0) })
    let told = Latin.words(in: run.notes).subtracting(Self.commands).subtracting(given)
    #expect(told.subtracting(Latin.kindsOfDefects) == [], "\(run.notes)")
  }

  // MARK: Results

  private static func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try FileManager.default.copyItem(at: MadePlan.tour.made.scratch.url("plan"), to: scratch.url("plan"))
    try scratch.write("id,lon,lat\n1,115.0018226,33.5013137\n2,116.5,33.5\n", to: "points.csv")
    return scratch
  }

  @Test(arguments: [
    ("zh-check-tour", ["check", "tour"]), ("zh-assign-explain", ["assign", "plan", "--explain", "禾原楼村"]),
    ("zh-assign-change", ["assign", "plan", "--remove", "R-990001001006", "--add", "990001001008"]),
    ("zh-gaps-tour", ["gaps", "plan"]), ("zh-audit-tour", ["audit", "plan", "--policy", "tour/policy.yaml"]),
    ("zh-compare-tour", ["compare", "plan", "plan"]),
    ("zh-locate-plan", ["locate", "points.csv", "--in", "plan"]),
    ("zh-roster-tour", ["roster", "plan", "--sick", "P00001@2026-12-03", "--dry-run"]),
    ("zh-repair-tour", ["repair", "tour", "--dry-run"]),
  ])
  func prints(golden: String, arguments: [String]) throws {
    let run = try Self.run(arguments, in: Self.scratch())
    #expect(run.code == 0)
    try expectGolden(run.output + "--\n" + run.notes, golden)
  }

  @Test func planOfTheTour() throws {
    let run = try Self.run(["plan", "tour", "--out", "plan"], in: Scratch())
    #expect(run.code == 0)
    let notes = run.notes.replacing(/编制用时 .*/, with: "编制用时 …")
    try expectGolden(run.output + "--\n" + notes, "zh-plan-tour")
  }

  @Test func filesAreTheSameInEveryLanguage() throws {
    let scratch = try Self.scratch()
    for arguments in [["gaps", "plan"], ["assign", "plan", "--explain", "all"], ["check", "tour"]] {
      let english = try Program.run(arguments + ["--json"], in: scratch)
      #expect(try Self.run(arguments + ["--json"], in: scratch).output == english.output)
    }
    try #expect(Self.run(["gaps", "plan", "--out", "zh"], in: scratch).code == 0)
    try #expect(Program.run(["gaps", "plan", "--out", "en"], in: scratch).code == 0)
    #expect(try scratch.files(in: "zh") == scratch.files(in: "en"))
  }
}
