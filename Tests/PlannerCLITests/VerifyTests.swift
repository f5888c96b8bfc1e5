import Foundation
import Testing
import VectorFiles

@testable import Verification

/// What `verify` and `scripts/verify.py` accept, and what they refuse.
@Suite struct VerifyTests {
  private static let isLong = ProcessInfo.processInfo.environment["PLANNER_CHANGED_DIGITS"] != nil
  /// How many changes of single digits are tried.
  private static let changes =
    ProcessInfo.processInfo.environment["PLANNER_CHANGED_DIGITS"].flatMap(Int.init) ?? 300

  private static let script = Program.root.appendingPathComponent("scripts/verify.py").path

  /// A copy of the files of the tour's plan that are answers or certificates.
  private static func copy() throws -> (scratch: Scratch, names: [String]) {
    let made = try MadePlan.tour.made.scratch
    let scratch = try Scratch(withTour: false)
    try FileManager.default.createDirectory(
      at: scratch.url("plan/certificates"), withIntermediateDirectories: true)
    let names = try digests(in: made).keys.sorted()
    for name in names + ["certificates/index.json"] {
      try FileManager.default.copyItem(at: made.url("plan/\(name)"), to: scratch.url("plan/\(name)"))
    }
    return (scratch, names)
  }

  private static func index(in scratch: Scratch) throws -> [String: Any] {
    let data = try Data(contentsOf: scratch.url("plan/certificates/index.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private static func digests(in scratch: Scratch) throws -> [String: String] {
    try #require(try index(in: scratch)["files"] as? [String: String])
  }

  /// Makes the index name the file as it stands.
  private static func sign(_ name: String, in scratch: Scratch) throws {
    var index = try index(in: scratch)
    var files = try digests(in: scratch)
    files[name] = try PlanFiles(scratch.url("plan").path).digest(name)
    index["files"] = files
    try JSONSerialization.data(withJSONObject: index).write(to: scratch.url("plan/certificates/index.json"))
  }

  /// Whether a plan is refused, or cannot be read.
  private static func isRefused(_ scratch: Scratch) -> Bool {
    guard let verification = try? Verification(ofPlan: scratch.url("plan").path) else { return true }
    return !verification.holds
  }

  @Test(arguments: MadePlan.allCases) func everyClaimOfAPlanIsAccepted(plan: MadePlan) throws {
    let scratch = try plan.made.scratch
    let run = try Program.run(["verify", "plan"], in: scratch)
    #expect(run.code == 0, "\(run.output)\(run.notes)")
    let verification = try Verification(ofPlan: scratch.url("plan").path)
    #expect(verification.verdicts.allSatisfy { $0.state == .accepted }, "\(run.output)")
    #expect(
      Set(verification.verdicts.map(\.claim)) == [
        "files", "land", "assignment", "rooms", "areas", "area_borders", "routes", "visits", "travel",
        "roster",
        "duties", "roster_cost",
      ])
    let python = try Program.run(tool: "/usr/bin/env", ["python3", Self.script, "plan"], in: scratch)
    #expect(python.code == 0 && !python.output.contains("not certified"), "\(python.output)\(python.notes)")
  }

  /// Short enough to be read by whoever is to trust it, and of nothing but the language itself.
  @Test(arguments: ["verify", "verify_rules"]) func theProgramInPythonIsShort(name: String) throws {
    let text = try String(
      contentsOf: Program.root.appendingPathComponent("scripts/\(name).py"), encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 401)
    let imports = text.matches(of: /(?m)^(?:import|from) (\w+)/).map { String($0.1) }
    #expect(
      Set(imports).isSubset(of: [
        "collections", "csv", "datetime", "fractions", "hashlib", "json", "math", "sys", "verify_rules",
      ]))
  }

  @Test func aChangedDigitIsRefused() throws {
    let (scratch, names) = try Self.copy()
    var chance = SystemRandomNumberGenerator()
    for _ in 0..<Self.changes {
      let name = try #require(names.randomElement(using: &chance))
      let file = scratch.url("plan/\(name)")
      let before = try Data(contentsOf: file)
      // When and how fast a plan was made is no answer.
      let lines = name == "summary.json" ? ["\n  \"generated\"", "\n  \"timings\""] : []
      let timed = lines.compactMap { line -> Range<Int>? in
        guard let start = before.range(of: Data(line.utf8))?.lowerBound,
          let end = before[start...].range(of: Data((line.contains("timings") ? "}" : ",").utf8))?.upperBound
        else { return nil }
        return start..<end
      }
      let digits = before.indices.filter { place in
        (48...57).contains(before[place]) && !timed.contains { $0.contains(place) }
      }
      guard let place = digits.randomElement(using: &chance) else { continue }
      var after = before
      after[place] = 48 + (before[place] - 48 + UInt8.random(in: 1...9, using: &chance)) % 10
      try after.write(to: file)
      // Whatever else is refused, the file is not as it was written.
      #expect(throws: (any Error).self, "\(name), byte \(place)") {
        _ = try FilesClaim.check(PlanFiles(scratch.url("plan").path))
      }
      try before.write(to: file)
    }
    #expect(!Self.isRefused(scratch))
  }

  /// A change that matters: the file, what stands before a digit of it, and how many digits follow.
  private static let telling: [(file: String, before: String)] = [
    ("assignments.csv", #"\n\d+,"#), ("assignments.csv", #",R-"#), ("assignments.csv", #",P\d+(;P\d+)*,"#),
    ("stops.csv", #"\+08:00,\d{4}-\d\d-\d\dT"#), ("stops.csv", #"T\d\d:\d\d:\d\d\+08:00,\d+\.\d+,\d+\.\d+,"#),
    ("stops.csv", #"(day|evening|night),"#), ("stops.csv", #"checkpoint,K"#),
    ("roster.csv", #"\n\d{4}-\d\d-"#),
    ("roster.csv", #",P"#), ("roster.csv", #"T"#), ("calendar.csv", #"\n\d{4}-\d\d-"#),
    ("units.village.geojson", #"\[ \d+\."#), ("units.microgrid.geojson", #"\[ \d+\.\d+, \d+\."#),
    ("units.microgrid.geojson", #""parent": ""#), ("units.grid.geojson", #""code": ""#),
    ("patrol_areas.geojson", #""workload_s": "#), ("patrol_areas.geojson", #"\[ \d+\."#),
    ("routes.geojson", #""travel_s": "#), ("routes.geojson", #""dwell_s": "#),
    ("rooms.geojson", #""kind": "room"[^}]*"households": "#),
    ("problem.json", #""dwell_s" : (?=\d+,\s+"id" : "K)"#),
    ("summary.json", #""soft_cost" : "#), ("summary.json", #""duties_needed" : "#),
    ("summary.json", #""visits_required" : "#), ("summary.json", #""lower_bound" : "#),
    ("summary.json", #""objective" : "#), ("certificates/rooms.json", #""bound":"#),
    ("certificates/rooms.json", #""travel":\["#), ("certificates/travel-weekday.json", #""bound":"#),
    ("certificates/travel-weekend.json", #""legs":\["#), ("certificates/area_borders.json", #""land":\["#),
    ("certificates/area_borders.json", #""scale":"#), ("certificates/duties.json", #""bound":"#),
  ]

  /// Whoever changes an answer can make the index name it; what is added up anew still tells.
  @Test func aChangeThatMattersIsRefusedWhateverTheDigestsSay() throws {
    let (scratch, _) = try Self.copy()
    var chance = SystemRandomNumberGenerator()
    var tried = 0
    for turn in 0..<(Self.isLong ? Self.changes : Self.telling.count) {
      let (name, before) = Self.telling[turn % Self.telling.count]
      let file = scratch.url("plan/\(name)")
      let text = try String(contentsOf: file, encoding: .utf8)
      let pattern = try Regex(before)
      let matches = text.ranges(of: pattern).filter {
        $0.upperBound < text.endIndex && text[$0.upperBound].isNumber
      }
      guard let place = matches.randomElement(using: &chance)?.upperBound else { continue }
      // The first digit of a number is its greatest.
      let digit = try #require(text[place].wholeNumberValue)
      let other = (digit + Int.random(in: 1...9, using: &chance)) % 10
      let after = text.replacingCharacters(in: place..<text.index(after: place), with: "\(other)")
      try after.write(to: file, atomically: false, encoding: .utf8)
      try? Self.sign(name, in: scratch)
      #expect(Self.isRefused(scratch), "\(name), \(before)\(digit) to \(other)")
      tried += 1
      if turn % 6 == 0 {
        let python = try Program.run(tool: "/usr/bin/env", ["python3", Self.script, "plan"], in: scratch)
        #expect([1, 65].contains(python.code), "\(name), \(before)\(digit) to \(other): \(python.output)")
      }
      try text.write(to: file, atomically: false, encoding: .utf8)
      try Self.sign(name, in: scratch)
    }
    #expect(tried > 25 && !Self.isRefused(scratch))
  }

  /// What no plan can be below is not to be raised, in whatever files it stands.
  @Test(arguments: ["rooms", "travel-weekday", "area_borders", "duties"]) func aHigherBoundIsRefused(
    name: String
  ) throws {
    let (scratch, _) = try Self.copy()
    let certificate = scratch.url("plan/certificates/\(name).json")
    let text = try String(contentsOf: certificate, encoding: .utf8)
    let bound = try #require(text.firstMatch(of: /"bound":(\d+)/).flatMap { Int($0.1) })
    let higher = text.replacing("\"bound\":\(bound)", with: "\"bound\":\(bound + 1)")
    try higher.write(to: certificate, atomically: false, encoding: .utf8)
    let summary = scratch.url("plan/summary.json")
    var document = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: summary)) as? [String: Any])
    var answers = try #require(document["optimisations"] as? [[String: Any]])
    let kind = name.prefix { $0 != "-" }
    for index in answers.indices where answers[index]["kind"] as? String == String(kind) {
      let scale = kind == "rooms" ? 1e6 : kind == "area_borders" ? 1000 : 1
      answers[index]["lower_bound"] = Double(bound + 1) / scale
    }
    document["optimisations"] = answers
    try JSONSerialization.data(withJSONObject: document, options: [.prettyPrinted, .sortedKeys]).write(
      to: summary)
    for file in ["summary.json", "certificates/\(name).json"] { try Self.sign(file, in: scratch) }
    let verification = try Verification(ofPlan: scratch.url("plan").path)
    #expect(verification.verdicts.contains { $0.claim == String(kind) && $0.state == .refused })
  }

  /// Whatever is paid for units and ends of visits, what follows is no more than what is travelled.
  @Test func noPricesProveMoreThanThePlanTravels() throws {
    let (scratch, _) = try Self.copy()
    var chance = SystemRandomNumberGenerator()
    for (name, most) in [("rooms", 755_231_851_822 + 7_997), ("travel-weekday", 1136)] {
      let file = scratch.url("plan/certificates/\(name).json")
      let original = try Data(contentsOf: file)
      for turn in 0..<12 {
        var document = try #require(try JSONSerialization.jsonObject(with: original) as? [String: Any])
        var numbers = try #require(document["numbers"] as? [String: [Int]])
        numbers["prices"] = numbers["prices"]?.map { price in
          // Ways that cost more than a unit pays are not told, so that it may pay less only.
          name == "rooms"
            ? price - Int.random(in: 0...max(0, price / (turn + 1)), using: &chance)
            : price + Int.random(in: -200_000...200_000, using: &chance) / (turn + 1)
        }
        (document["numbers"], document["bound"]) = (numbers, -1)
        try JSONSerialization.data(withJSONObject: document).write(to: file)
        let plan = try PlanFiles(scratch.url("plan").path)
        let routes = RoutesClaim(plan)
        _ = try routes.check()
        do {
          _ = try name == "rooms" ? RoomsClaim.check(plan) : TravelClaim.check(plan, "weekday", routes)
          Issue.record("a bound of -1 is accepted")
        } catch VerificationError.refused(let reason) {
          let found = try #require(
            reason.english.split(separator: " ").last.flatMap { Int($0) }, "\(reason.english)")
          #expect(found <= most && (turn < 10 || found > 0))
        }
      }
      try original.write(to: file)
    }
  }

  @Test(arguments: [
    ("problem.json", "{"), ("problem.json", "[[[[[[[["), ("summary.json", "{\"audit\": 1e999}"),
    ("certificates/index.json", "{\"format\": 2}"), ("stops.csv", "a,\"b"), ("calendar.csv", ""),
    ("units.county.geojson", "{\"features\": [{}]}"),
    ("certificates/rooms.json", "{\"argument\": \"prices\"}"),
    ("problem.json", ""),
  ]) func aHostileFileIsRefusedInOneSentence(name: String, text: String) throws {
    let (scratch, _) = try Self.copy()
    try text.write(to: scratch.url("plan/\(name)"), atomically: false, encoding: .utf8)
    let run = try Program.run(["verify", "plan"], in: scratch)
    #expect([1, 65].contains(run.code), "\(run.output)\(run.notes)")
    #expect(run.code == 1 || run.errors.count == 1 && run.output.isEmpty)
    let python = try Program.run(tool: "/usr/bin/env", ["python3", Self.script, "plan"], in: scratch)
    #expect([1, 65].contains(python.code) && !python.notes.contains("Traceback"), "\(python.notes)")
  }

  @Test func aPlanThatWasChangedByAVerbIsAccepted() throws {
    let scratch = try Scratch(withTour: false)
    try FileManager.default.copyItem(at: MadePlan.tour.made.scratch.url(""), to: scratch.url("made"))
    for arguments in [
      ["roster", "made/plan", "--sick", "P00023@2026-12-03"],
      ["patrol", "made/plan", "--drop", "B1-C1@14:20"],
    ] {
      #expect(try Program.run(arguments, in: scratch).code == 0)
      let run = try Program.run(["verify", "made/plan"], in: scratch)
      #expect(run.code == 0, "\(arguments[0]): \(run.output)\(run.notes)")
    }
  }
}
