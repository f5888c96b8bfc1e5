import Foundation
import FoundationXML
import Testing

/// A plan judged by a policy, whole and spoilt.
@Suite struct AuditTests {
  /// A copy of the tour and its plan, to be edited.
  static func copyOfPlan() throws -> Scratch {
    let scratch = try Scratch()
    let made = try MadePlan.tour.made.scratch
    try FileManager.default.copyItem(at: made.url("plan"), to: scratch.url("plan"))
    return scratch
  }

  private static let policy = """
    rules:
      levels_proved: true
      response: [{within_s: 300, share: 0.8}]
      worst_response_s: 3600
      required_visits: 1
      checkpoint_gap_s: {red: 86400}
      units_without_officer: 0
      units_without_auxiliary: 0
      rooms_without_officer: 0
      station_share: 0.4
      community_time_share: 0.8
      duties_filled: 0.98
      min_rest_h: 11
      max_days_in_a_row: 6
      max_hours_per_week: 44

    """

  private struct Document: Decodable {
    struct Rule: Decodable {
      let rule: String
      let value: Double?
      let verdict: String
      let places: [String]
    }

    let passed: Bool
    let rules: [Rule]
  }

  private static func audit(
    _ scratch: Scratch, by policy: String = Self.policy
  ) throws -> (code: Int32, document: Document) {
    try scratch.write(policy, to: "policy.yaml")
    let run = try Program.run(["audit", "plan", "--policy", "policy.yaml", "--json"], in: scratch)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return (run.code, try decoder.decode(Document.self, from: Data(run.output.utf8)))
  }

  @Test func theCleanPlanKeepsEveryRule() throws {
    let (code, document) = try Self.audit(Self.copyOfPlan())
    #expect(code == 0 && document.passed)
    #expect(
      document.rules.count == 14 && document.rules.allSatisfy { $0.verdict == "pass" && $0.value != nil })
  }

  /// A micro-grid's worker goes, the audit and `locate` miss him, and a worker of the grid around it stands in.
  @Test func aMicroGridWithoutWorkerIsNamed() throws {
    let scratch = try Self.copyOfPlan()
    let cell = "9900010010010102"
    try scratch.replace(
      "\"unit_code\" : \"\(cell)\"", with: "\"unit_code\" : \"elsewhere\"", in: "plan/problem.json")
    let policy = "rules: {grids_without_worker: 0}"
    let (code, document) = try Self.audit(scratch, by: policy)
    #expect(code == 1)
    let breaches = document.rules.filter { $0.verdict == "breach" }
    #expect(breaches.map(\.rule) == ["grids_without_worker"])
    #expect(breaches.first?.value == 1 && breaches.first?.places == [cell])

    try scratch.replace("\"elsewhere\"", with: "\"\(cell.dropLast(2))\"", in: "plan/problem.json")
    #expect(try Self.audit(scratch, by: policy).code == 0)
    try scratch.write("call,lon,lat\na school,115.0018226,33.5013137\n", to: "calls.csv")
    let located = try Program.run(["locate", "calls.csv", "--in", "plan"], in: scratch)
    let lines = located.output.split(separator: "\n").map { $0.split(separator: ",") }
    let row = Dictionary(
      zip(lines[0].map(String.init), lines[1].map(String.init)), uniquingKeysWith: { a, _ in a })
    let workers = try Self.workers(scratch)
    #expect(row["grid_worker_ids"] != nil && row["grid_worker_ids"] == workers[row["microgrid"] ?? ""])
  }

  private static func workers(_ scratch: Scratch) throws -> [String: String] {
    struct Problem: Decodable {
      struct Worker: Decodable {
        let id: String
        let unitCode: String
      }
      let gridWorkers: [Worker]
    }
    let data = Data(try scratch.text("plan/problem.json").utf8)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let workers = try decoder.decode(Problem.self, from: data).gridWorkers
    return Dictionary(workers.map { ($0.unitCode, $0.id) }, uniquingKeysWith: { a, _ in a })
  }

  @Test func tenPlantedBreachesAreNamedWithTheirValues() throws {
    let scratch = try Self.copyOfPlan()
    let planted = try Self.plant(in: scratch)
    let (code, document) = try Self.audit(scratch)
    #expect(code == 1 && !document.passed)
    let breaches = document.rules.filter { $0.verdict == "breach" }
    #expect(breaches.map(\.rule).sorted() == planted.map(\.rule).sorted())
    #expect(planted.count == 10)
    for plant in planted {
      let breach = try #require(breaches.first { $0.rule == plant.rule })
      #expect(breach.value == plant.value, "\(plant.rule)")
      if let place = plant.place { #expect(breach.places.contains(place), "\(plant.rule)") }
    }

    let junit = try Program.run(
      ["audit", "plan", "--policy", "policy.yaml", "--junit", "audit.xml"], in: scratch)
    #expect(junit.code == 1)
    let parsed = XMLCount()
    let parser = XMLParser(data: Data(try scratch.text("audit.xml").utf8))
    parser.delegate = parsed
    #expect(parser.parse())
    #expect(
      parsed.counts["testcase"] == 14 && parsed.counts["failure"] == 10 && parsed.counts["skipped"] == nil)
    #expect(junit.output.components(separatedBy: "BREACH").count == 11)
  }

  private final class XMLCount: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      counts[name, default: 0] += 1
    }
  }

  /// Spoils a plan in ten ways; what each breaks, and the value and a place that the audit must tell.
  private static func plant(in scratch: Scratch) throws -> [(rule: String, value: Double?, place: String?)] {
    var planted: [(rule: String, value: Double?, place: String?)] = []
    // One vertex off the border: a level is no partition any more.
    try scratch.editLines(of: "plan/units.microgrid.geojson") { lines in
      let number = try NSRegularExpression(pattern: #"11[45]\.[0-9]{6}([0-9])"#)
      let index = try #require(lines.firstIndex { $0.contains("\"Feature\"") })
      let line = lines[index]
      let match = try #require(
        number.matches(in: line, range: NSRange(line.startIndex..., in: line)).dropFirst().first)
      let range = try #require(Range(match.range(at: 1), in: line))
      lines[index] = line.replacingCharacters(in: range, with: line[range] == "5" ? "4" : "5")
    }
    planted.append(("levels_proved", 1, "microgrid"))
    // Too long to get ready: nobody is reached in time.
    try scratch.replace("\"readiness_s\" : 60", with: "\"readiness_s\" : 400", in: "plan/problem.json")
    planted.append(("response", 0, "990001001"))
    // Two auxiliaries for every village.
    try scratch.replace("\"min_per_unit\" : 1", with: "\"min_per_unit\" : 2", in: "plan/problem.json")
    let villages = try rows(scratch, "assignments.csv")
    planted.append(
      (
        "units_without_auxiliary", Double(villages.count { $0[4].split(separator: ";").count < 2 }),
        villages.first { $0[4].split(separator: ";").count < 2 }?[0]
      ))
    // A village loses its officer; its room has others.
    try edit(scratch, "assignments.csv") { rows in rows[0][3] = "" }
    planted.append(("units_without_officer", 1, villages[0][0]))
    // Visits that nobody makes.
    let stops = try rows(scratch, "stops.csv")
    let red = try #require(
      stops.map { $0[5] }.filter { $0.hasPrefix("K") }.sorted().first)
    try edit(scratch, "stops.csv") { rows in rows.removeAll { $0[5] == red } }
    planted.append(("checkpoint_gap_s", nil, red))
    func visits(_ dayType: String, _ isMeant: (String) -> Bool) -> Int {
      stops.count { $0[0] == dayType && $0[4] == "checkpoint" && isMeant($0[5]) }
    }
    let made = 20 * visits("weekday") { $0 != red } + 8 * visits("weekend") { $0 != red }
    let lost = 20 * visits("weekday") { $0 == red } + 8 * visits("weekend") { $0 == red }
    planted.append(("required_visits", Double(made) / Double(made + lost), red))
    // The county has more police, and none of the others serve at stations.
    try scratch.replace("\"county_police\" : 6", with: "\"county_police\" : 16", in: "plan/problem.json")
    let problem = try #require(
      try JSONSerialization.jsonObject(with: Data(scratch.text("plan/problem.json").utf8)) as? [String: Any])
    let stations = try #require(problem["stations"] as? [[String: Any]])
    let police = stations.reduce(0) { $0 + ($1["police"] as? Int ?? 0) }
    planted.append(("station_share", Double(police) / 16, nil))
    planted += try plantInRoster(scratch)
    return planted
  }

  /// The least share of an officer's duties that stays at his room's desk.
  private static func worstShare(_ duties: [[String]], desk: [Int], moved: Set<Int>) throws -> Double {
    let officers = Dictionary(grouping: desk) { duties[$0][6] }
    return try #require(
      officers.values.map { own in Double(own.count { !moved.contains($0) }) / Double(own.count) }.min())
  }

  private static func plantInRoster(
    _ scratch: Scratch
  ) throws -> [(rule: String, value: Double?, place: String?)] {
    var planted: [(rule: String, value: Double?, place: String?)] = []
    let duties = try rows(scratch, "roster.csv")
    // The officers of rooms ride with a crew instead, every other time.
    let desk = duties.indices.filter { duties[$0][4].hasSuffix("-desk") }
    let crewPost = try #require(duties.first { $0[4].hasSuffix("-day") })[4]
    let moved = Set(desk.enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
    planted.append(
      (
        "community_time_share", try worstShare(duties, desk: desk, moved: moved),
        duties[try #require(moved.min())][6]
      ))
    // Someone with hours to spare comes again in the evening of a day's duty.
    var hours: [String: Int] = [:]
    for duty in duties where duty[0] <= "2026-12-06" { hours[duty[6], default: 0] += 8 }
    let tired = try #require(
      duties.firstIndex { $0[1] == "day" && $0[0] <= "2026-12-06" && hours[$0[6], default: 0] <= 32 })
    try edit(scratch, "roster.csv") { rows in
      for index in moved { rows[index][4] = crewPost }
      var extra = rows[tired]
      extra[1] = "evening"
      rows.append(extra)
    }
    planted.append(("min_rest_h", 0, duties[tired][6]))
    // What the officers left is empty, and that they are too many elsewhere fills nothing.
    #expect(try rows(scratch, "unfilled.csv").isEmpty)
    let filled = Double(duties.count - moved.count) / Double(duties.count)
    planted.append(("duties_filled", filled, duties[try #require(moved.min())][4]))
    return planted
  }

  private static func rows(_ scratch: Scratch, _ name: String) throws -> [[String]] {
    try scratch.text("plan/\(name)").split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  private static func edit(_ scratch: Scratch, _ name: String, _ change: (inout [[String]]) -> Void) throws {
    let head = try scratch.text("plan/\(name)").split(whereSeparator: \.isNewline).first ?? ""
    var rows = try rows(scratch, name)
    change(&rows)
    let lines = [String(head)] + rows.map { $0.joined(separator: ",") }
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "plan/\(name)")
  }

  @Test func datesLimitWhatIsJudged() throws {
    let scratch = try Self.copyOfPlan()
    let policy = scratch.url("tour/policy.yaml").path
    let run = try Program.run(
      ["audit", "plan", "--policy", policy, "--since", "2026-12-07", "--until", "2026-12-09", "--by", "day"],
      in: scratch)
    #expect(run.code == 0)
    let days = run.output.split(separator: "\n").filter { $0.hasPrefix("2026-12-") }
    #expect(days.map { String($0.prefix(10)) } == ["2026-12-07", "2026-12-08", "2026-12-09"])
    let threes = try Program.run(["audit", "plan", "--policy", policy, "--by", "three-days"], in: scratch)
    #expect(threes.output.split(separator: "\n").count { $0.hasPrefix("2026-12-") } == 10)
  }

  /// What is wrong, the exit code, and what the sentence must name.
  static let badInputs: [(arguments: [String], code: Int32, words: [String])] = [
    (
      ["audit", "plan", "--policy", "unknown.yaml"], 65,
      ["unknown.yaml", "line 2", "'respons'", "levels_proved"]
    ),
    (["audit", "plan", "--policy", "nowhere.yaml"], 66, ["nowhere.yaml"]),
    (["audit", "plan", "--policy", "good.yaml", "--since", "2026-11-30"], 65, ["2026-11-30", "2026-12-28"]),
    (
      ["audit", "plan", "--policy", "good.yaml", "--since", "2026-12-09", "--until", "2026-12-08"], 65,
      ["2026-12-09", "after"]
    ),
    (
      ["audit", "plan", "--policy", "good.yaml", "--calls", "early.csv"], 65,
      ["call a", "before", "2026-12-01"]
    ),
    (["gaps", "plan", "--calls", "late.csv"], 65, ["call b", "after", "--replications"]),
    (["gaps", "plan", "--calls", "empty.csv"], 65, ["empty.csv", "no features"]),
    (["gaps", "plan", "--calls", "untimed.csv"], 65, ["untimed.csv", "'time'"]),
    (
      ["gaps", "plan", "--calls", "vague.csv"], 65,
      ["vague.csv", "feature 1", "'time'", "2026-12-01T08:30:00"]
    ),
    (["gaps", "plan", "--calls", "far.csv"], 65, ["no call lies in the county"]),
    (["gaps", "plan", "--demand", "demand.csv"], 65, ["demand.csv", "feature 1", "'unit'", "nowhere"]),
    (["gaps", "tour"], 65, ["tour", "no plan folder"]),
    (["gaps", "plan", "--scenario", "gone"], 66, ["gone"]),
    (["gaps", "plan", "--step", "7"], 64, ["--step 7"]),
    (["gaps", "plan", "--calls", "far.csv", "--columns", "when=time"], 64, ["--columns when=time"]),
  ]

  @Test(arguments: badInputs.indices) func whatIsWrongIsOneSentence(index: Int) throws {
    let scratch = try Self.copyOfPlan()
    try scratch.write("rules:\n  respons: 3\n", to: "unknown.yaml")
    try scratch.write(Self.policy, to: "good.yaml")
    let head = "id,time,lon,lat\n"
    try scratch.write(head + "a,2026-11-30T23:59:59,115,33.5\n", to: "early.csv")
    try scratch.write(head + "b,2026-12-29T08:00:00,115,33.5\n", to: "late.csv")
    try scratch.write(head, to: "empty.csv")
    try scratch.write("id,lon,lat\nc,115,33.5\n", to: "untimed.csv")
    try scratch.write(head + "d,last night,115,33.5\n", to: "vague.csv")
    try scratch.write(head + "e,2026-12-02T08:00:00,116,33.5\n", to: "far.csv")
    try scratch.write("unit,hour,calls\nnowhere,8,1.5\n", to: "demand.csv")
    let (arguments, code, words) = Self.badInputs[index]
    let run = try Program.run(arguments, in: scratch)
    #expect(run.code == code)
    #expect(run.output.isEmpty)
    if code != 64 { #expect(run.errors.count == 1) }
    for word in words { #expect(run.notes.contains(word), "\(arguments): \(run.notes)") }
  }

  @Test func callsAreRunAndTold() throws {
    let scratch = try Self.copyOfPlan()
    var text = "number,received,x,y\n"
    for index in 0..<30 {
      text +=
        "n\(index),2026-12-0\(1 + index % 5)T\(10 + index % 12):15:0\(index % 10),115.00\(index % 4),33.50\(index % 3)\n"
    }
    try scratch.write(text + "far,2026-12-03T08:00:00,116,33.5\n", to: "calls.csv")
    let columns = ["--calls", "calls.csv", "--columns", "id=number,time=received,lon=x,lat=y"]
    let run = try Program.run(["gaps", "plan", "--out", "gaps"] + columns, in: scratch)
    #expect(run.code == 0)
    #expect(run.notes.contains("1 of 31 calls lie outside the county and are left out: far"))
    #expect(run.output.contains("30 calls as they came in"))
    let answers = try scratch.text("gaps/answers.csv").split(separator: "\n")
    #expect(answers.count == 31 && answers.dropFirst().allSatisfy { $0.contains(",990001001") })
    let response = try scratch.text("gaps/response.csv").split(separator: "\n")
    #expect(response.count == 201)

    let drawn = try Program.run(["gaps", "plan", "--replications", "3", "--json"] + columns, in: scratch)
    #expect(drawn.code == 0)
    #expect(drawn.output.contains("\"half_width95\""))
    let again = try Program.run(["gaps", "plan", "--replications", "3", "--json"] + columns, in: scratch)
    #expect(again.output == drawn.output)

    try scratch.write("rules: {call_wait_s: 0, crew_utilisation: 1}\n", to: "policy.yaml")
    let audit = try Program.run(["audit", "plan", "--policy", "policy.yaml"] + columns, in: scratch)
    #expect(audit.output.contains("crew_utilisation"))
    // The run is told as 'gaps' tells it.
    for more in [[], ["--replications", "3"]] {
      let arguments = columns + more + ["--json"]
      let judged = try Program.run(["audit", "plan", "--policy", "policy.yaml"] + arguments, in: scratch)
      let told = try Program.run(["gaps", "plan", "--within", "60"] + arguments, in: scratch)
      func calls(_ text: String) throws -> [String: Any] {
        let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(document?["calls"] as? [String: Any])
      }
      var (here, there) = (try calls(judged.output), try calls(told.output))
      #expect((here["crews"] as? [[String: Any]])?.count == 2)
      #expect((here["mean_wait_s"] as? [String: Double])?["half_width95"] != nil || more.isEmpty)
      // The limits are those of the policy, or of the option.
      for key in ["within"] {
        here[key] = nil
        there[key] = nil
      }
      #expect(NSDictionary(dictionary: here) == NSDictionary(dictionary: there))
    }
    let unjudged = try Program.run(["audit", "plan", "--policy", "policy.yaml"], in: scratch)
    #expect(
      unjudged.code == 0 && unjudged.output.contains("not judged") && unjudged.output.contains("--calls"))
  }

  @Test func aPlanReadBackSaysWhatItSaidWhenItWasMade() throws {
    let scratch = try Self.copyOfPlan()
    #expect(try Program.run(["gaps", "plan", "--out", "gaps"], in: scratch).code == 0)
    let table = try scratch.text("gaps/response.csv").split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let columns = try ["code", "response_s", "weekday_visits", "weekday_max_revisit_s"].map {
      try #require(table[0].firstIndex(of: $0))
    }
    let said = try scratch.text("plan/units.microgrid.geojson").split(separator: "\n").filter {
      $0.contains("\"response_s\"")
    }
    #expect(said.count == 200 && table.count == 201)
    for (line, row) in zip(said, table.dropFirst()) {
      for (name, column) in zip(["code", "response_s", "visits", "max_revisit_s"], columns) {
        let part = try #require(
          line.range(of: "\"\(name)\": ").map { line[$0.upperBound...].prefix { $0 != "," && $0 != " " } })
        let value = part.filter { $0 != "\"" }
        #expect(row[column] == (value == "null" ? "" : value), "\(name) of \(row[0])")
      }
    }
  }

  @Test func whatIsToldOfTheTourStays() throws {
    let scratch = try Self.copyOfPlan()
    let gaps = try Program.run(["gaps", "plan", "--limit", "300"], in: scratch)
    #expect(gaps.code == 0)
    try expectGolden(gaps.output, "gaps-tour")
    let audit = try Program.run(["audit", "plan", "--policy", "tour/policy.yaml"], in: scratch)
    #expect(audit.code == 0)
    try expectGolden(audit.output, "audit-tour")
  }
}
