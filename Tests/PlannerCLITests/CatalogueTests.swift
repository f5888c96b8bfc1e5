import Audit
import Chinese
import Foundation
import Grid
import Planner
import Scenario
import Testing
import Tracks
import Words

@testable import planner_cli

/// The parts of the catalogue that no literal of the sources stands for.
@Suite struct CatalogueTests {
  private static func codes(_ name: String) throws -> Set<String> {
    guard let file = Chinese.files.first(where: { $0.name == name }) else { return [] }
    let entries = try JSONSerialization.jsonObject(with: Data(file.json)) as? [String: Any] ?? [:]
    return Set(entries.keys)
  }

  @Test func whatTheParserSaysIsWordedAndNothingElse() throws {
    let said = ParserText.sentences + ParserText.parts + ParserText.placeholders
    #expect(try Self.codes("parser") == Set(said))
  }

  @Test func wordsOfFilesAndOptionsHaveChinese() throws {
    let known = try Self.codes("terms").union(Self.codes("planner-cli")).union(Self.codes("help"))
    let terms =
      Defect.Kind.allCases.map(\.rawValue) + Role.allCases.map(\.rawValue)
      + Checkpoint.Tier.allCases.map(\.rawValue) + RosterCost.Rule.allCases.map(\.rawValue)
      + StopCheck.Verdict.allCases.map(\.rawValue) + ScorecardPolicy.Measure.allCases.map(\.rawValue)
      + ["county", "township", "village", "grid", "microgrid", "weekday", "weekend", "holiday"]
    #expect(Set(terms).subtracting(known) == [])
  }

  /// On a terminal of 80 columns the examples of a help screen stand as they are to be pasted, and are understood; the Chinese
  /// help has the same.
  @Test(arguments: ChineseTests.commands)
  func examplesCanBePasted(command: String) throws {
    let scratch = try Scratch(withTour: false)
    func examples(_ language: String) throws -> [String] {
      let run = try Program.run([command, "--help", "--lang", language], in: scratch, columns: 80)
      #expect(run.code == 0)
      let text = run.output.replacing(/\s*\\\n\s+/, with: " ")
      return text.matches(of: /\n(?:  |Example: |示例：)(planner-cli .*)/).map { String($0.1) }
    }
    let english = try examples("en")
    #expect(!english.isEmpty)
    #expect(try examples("zh") == english)
    // Its files are not there, which is another matter than wrong usage; that it is a plan decides what options mean.
    try FileManager.default.createDirectory(at: scratch.url("plan"), withIntermediateDirectories: true)
    try scratch.write("{}", to: "plan/problem.json")
    for example in english {
      let arguments = example.split(separator: " ").dropFirst().map(String.init)
      let run = try Program.run(arguments, in: scratch)
      #expect([65, 66].contains(run.code) || command == "synth", "\(example): \(run.notes)")
    }
  }

  @Test(arguments: [
    ("一二三四五", 6, ["一二三", "四五"]), ("一二三，四", 6, ["一二", "三，四"]), ("甲（乙丙）丁", 4, ["甲", "（乙", "丙）", "丁"]),
    ("  甲乙 abcd 丙", 8, ["  甲乙", "  abcd", "  丙"]), ("一\n\n二", 10, ["一", "", "二"]),
    ("写 abcdefghij。", 6, ["写", "abcdefghij。"]),
  ])
  func linesBreakAsChineseDoes(text: String, columns: Int, lines: [String]) {
    #expect(text.wrapped(to: columns) == lines)
  }

  @Test func manyAssumptionsAreCounted() {
    func notes(_ count: Int) -> [String] {
      Assumptions((0..<count).map { Message(verbatim: "thing \($0)") }).notes.map(\.english)
    }
    #expect(notes(0) == [] && notes(2) == ["assumed: thing 0", "assumed: thing 1"])
    #expect(notes(30).count == 30 && notes(33).count == 31)
    #expect(notes(33).last == "and 3 more assumptions, listed in summary.json")
  }
}
