import Chinese
import Foundation
import Testing

/// What the program calls proved is the value of the function that proved it, and all verbs say the same of one input.
@Suite struct ClaimTests {
  /// Words that claim, in string literals of the sources: they may stand where proofs are made, and nowhere else.
  @Test func noStringSaysProvedButTheProof() throws {
    let sources = Program.root.appendingPathComponent("Sources")
    let names = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
      $0.hasSuffix(".swift")
    }
    #expect(names.count > 300)
    var claims = Set<String>()
    for name in names.sorted() {
      let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
      var isQuoted = false
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let code = line.trimmingCharacters(in: .whitespaces)
        if !isQuoted && code.hasPrefix("//") { continue }
        // Parts between quotes; whole lines of texts that run over several.
        let parts =
          code.components(separatedBy: "\"\"\"").count == 2 ? [code] : code.components(separatedBy: "\"")
        let literals = isQuoted ? [code] : parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        if literals.contains(where: { $0.firstMatch(of: /(?i)\b(un)?proved\b/) != nil }) {
          claims.insert(name)
        }
        if code.components(separatedBy: "\"\"\"").count == 2 { isQuoted.toggle() }
      }
    }
    #expect(
      claims == [
        "Grid/Coverage/Proof.swift", "Verification/Claims/AreasClaim.swift", "Verification/Land/Land.swift",
      ])
  }

  /// In Chinese, too: what claims a proof is worded for what the proof says or what holds plans against theirs, or
  /// describes a verb.
  @Test func noChineseSaysProvedButTheProofs() throws {
    let proof = try String(
      contentsOf: Program.root.appendingPathComponent("Sources/Grid/Coverage/Proof.swift"), encoding: .utf8)
    var claims = 0
    for file in Chinese.files {
      let entries = try JSONSerialization.jsonObject(with: Data(file.json)) as? [String: Any] ?? [:]
      for (code, words) in entries where "\(words)".contains("证明") {
        claims += 1
        let isDescription =
          file.name == "help" && (code.hasPrefix("Prove that ") || code == "verify.discussion")
        let english = code.split(separator: /\{\d+\}/).max { $0.count < $1.count } ?? ""
        #expect(
          isDescription || file.name == "verification" || proof.contains(english),
          "\(file.name).json: \(code)")
      }
    }
    #expect(claims > 5)
  }

  private static func polygon(_ points: [(Double, Double)], hole: [(Double, Double)] = []) -> String {
    let rings = [points, hole.reversed()].filter { !$0.isEmpty }.map { points in
      "["
        + (points + points.prefix(1)).map { "[\(115 + $0.0 / 100),\(33 + $0.1 / 100)]" }.joined(
          separator: ",") + "]"
    }
    return "[\(rings.joined(separator: ","))]"
  }

  private static func box(_ w: Double, _ s: Double, _ e: Double, _ n: Double) -> [(Double, Double)] {
    [(w, s), (e, s), (e, n), (w, n)]
  }

  /// Land that is wrong in one way, or in none: villages of two townships.
  private static let lands: [(name: String, villages: [String: String], isSound: Bool)] = [
    (
      "sound",
      [
        "411001": polygon(box(0, 0, 1, 1)), "411002": polygon(box(1, 0, 2, 1)),
        "412001": polygon(box(2, 0, 3, 1)),
      ], true
    ),
    (
      "a village within another",
      [
        "411001": polygon(box(0, 0, 2, 1), hole: box(0.5, 0.4, 0.9, 0.6)),
        "411002": polygon(box(0.5, 0.4, 0.9, 0.6)),
        "412001": polygon(box(2, 0, 3, 1)),
      ], true
    ),
    (
      "a village within another, and narrower than its hole",
      [
        "411001": polygon(box(0, 0, 2, 1), hole: box(0.5, 0.4, 0.9, 0.6)),
        "411002": polygon(box(0.5, 0.4, 0.8999, 0.6)), "412001": polygon(box(2, 0, 3, 1)),
      ], false
    ),
    (
      "overlap between townships",
      [
        "411001": polygon(box(0, 0, 1, 1)), "411002": polygon(box(1, 0, 2.2, 1)),
        "412001": polygon(box(2, 0, 3, 1)),
      ],
      false
    ),
    (
      "overlap within a township",
      [
        "411001": polygon(box(0, 0, 1.1, 1)), "411002": polygon(box(1, 0, 2, 1)),
        "412001": polygon(box(2, 0, 3, 1)),
      ],
      false
    ),
    (
      "strip between townships",
      [
        "411001": polygon(box(0, 0, 1, 1)), "411002": polygon(box(1, 0, 1.99999, 1)),
        "412001": polygon(box(2, 0, 3, 1)),
      ],
      false
    ),
    (
      "crack of a lattice unit within a township",
      [
        "411001": polygon([(0, 0), (1, 0), (1, 0.5), (1, 1), (0, 1)]),
        "411002": polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1.00001, 0.5)]),
        "412001": polygon(box(2, 0, 3, 1)),
      ], false
    ),
    (
      "vertex that one side lacks",
      [
        "411001": polygon(box(0, 0, 1, 1)), "411002": polygon([(1, 0), (2, 0), (2, 0.5), (2, 1), (1, 1)]),
        "412001": polygon(box(2, 0, 3, 1)),
      ], false
    ),
  ]

  private func write(_ land: Int, to scratch: Scratch) throws {
    let features = Self.lands[land].villages.sorted { $0.key < $1.key }.map { code, rings in
      #"{"type":"Feature","properties":{"code":"\#(code)","name":"\#(code)","hh":300},"geometry":{"type":"Polygon","coordinates":\#(rings)}}"#
    }
    try scratch.write(
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ",\n"))]}"#, to: "s/v.geojson")
    try scratch.write(
      """
      levels:
        - {name: township, dissolve: {prefix: 3}}
        - {name: village, source: v.geojson, columns: {code: code, name: name, households: hh}, parent: {prefix: 3}}
      assign_level: village
      township_level: township
      horizon: {days: 7}
      """, to: "s/scenario.yaml")
    try scratch.write("rules:\n  levels_proved: true\n", to: "policy.yaml")
  }

  @Test(arguments: lands.indices) func allVerbsSayTheSame(land: Int) throws {
    let (name, _, isSound) = Self.lands[land]
    let scratch = try Scratch(withTour: false)
    try write(land, to: scratch)
    let check = try Program.run(["check", "s"], in: scratch)
    #expect(check.code == (isSound ? 0 : 1), "\(name)")
    #expect(check.output.contains("\nproved: ") == isSound, "\(name)")
    let json = try Program.run(["check", "s", "--json"], in: scratch)
    let verdict = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(verdict["proved"] as? Bool == isSound, "\(name)")
    let levels = try #require(verdict["levels"] as? [[String: Any]])
    #expect(levels.allSatisfy { $0["proved"] as? Bool == true } == isSound, "\(name)")

    let plan = try Program.run(["plan", "s", "--out", "p"], in: scratch)
    #expect(plan.code == 0 && plan.output.contains("every level proved") == isSound, "\(name) \(plan.notes)")
    let text = try scratch.text("p/summary.json")
    let summary = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let audit = try #require(summary["audit"] as? [String: Any])
    #expect(audit["levels_proved"] as? Bool == isSound, "\(name)")
    let rule = try Program.run(["audit", "p", "--policy", "policy.yaml"], in: scratch)
    #expect(rule.code == (isSound ? 0 : 1), "\(name)")
    #expect(try Program.run(["check", "p"], in: scratch).code == (isSound ? 0 : 1), "\(name)")

    let grid = try Program.run(
      ["grid", "s/v.geojson", "--households-column", "hh", "--level", "grid=80-130", "--out", "g"],
      in: scratch)
    #expect(grid.output.contains("every level proved") == isSound, "\(name) \(grid.notes)")
    #expect(try Program.run(["check", "g"], in: scratch).code == (isSound ? 0 : 1), "\(name)")

    let repair = try Program.run(["repair", "s", "--out", "r"], in: scratch)
    #expect(repair.code == 0 && repair.output.contains("\nproved: "), "\(name) \(repair.output)")
    #expect(try Program.run(["check", "r"], in: scratch).code == 0, "\(name)")
  }

  @Test func whatIsNoPolygonNamesTheWayOut() throws {
    let scratch = try Scratch(withTour: false)
    try write(0, to: scratch)
    try scratch.replace(
      "[115.01,33.0],[115.01,33.01]", with: "[115.01,33.01],[115.01,33.0]", in: "s/v.geojson")
    let plan = try Program.run(["plan", "s", "--out", "p"], in: scratch)
    #expect(plan.code == 65 && plan.errors.count == 1)
    #expect(plan.notes.contains("'planner-cli check'") && plan.notes.contains("'planner-cli repair'"))
    let policy = try Program.run(["assign", "s"], in: scratch)
    #expect(policy.code == 65 && policy.notes.contains("'planner-cli repair'"))
  }

  /// A remark that is asked for counts: the exit code, the words and the JSON say so.
  @Test func sizesThatCountAreNotProvedBeside() throws {
    let scratch = try Scratch(withTour: false)
    try write(0, to: scratch)
    let options = ["check", "s", "--size", "village=1-2", "--only", "size-out-of-range"]
    let run = try Program.run(options, in: scratch)
    #expect(run.code == 1 && run.output.contains("not proved") && !run.output.contains("\nproved"))
    let json = try Program.run(options + ["--json"], in: scratch)
    #expect(json.code == 1 && json.output.contains("\"proved\" : false"))
  }

  /// What `grid` was asked for stands in its scenario, and in the plan that is made of it.
  @Test func sizesThatWereAskedForAreKept() throws {
    let scratch = try Scratch(withTour: false)
    try write(0, to: scratch)
    let grid = try Program.run(
      [
        "grid", "s/v.geojson", "--households-column", "hh", "--level", "grid=80-130@100", "--level",
        "microgrid=10-25", "--out", "g",
      ],
      in: scratch)
    #expect(grid.code == 0)
    #expect(try scratch.text("g/scenario.yaml").contains("size: 80-130"))
    #expect(try !Program.run(["check", "g"], in: scratch).output.contains("size out of range"))
    #expect(
      try Program.run(["check", "g", "--size", "grid=1-2"], in: scratch).output.contains("should be 1 to 2"))
    #expect(try Program.run(["plan", "g", "--out", "p"], in: scratch).code == 0)
    #expect(try !Program.run(["check", "p"], in: scratch).output.contains("size out of range"))
    try scratch.replace("size: 80-130", with: "size: 130-80", in: "g/scenario.yaml")
    let wrong = try Program.run(["check", "g"], in: scratch)
    #expect(wrong.code == 65 && wrong.notes.contains("'size' must be"))
  }
}
