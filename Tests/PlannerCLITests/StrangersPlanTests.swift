import Foundation
import Testing

/// Plans of scenarios that are right but unusual, and numbers that no county has.
@Suite struct StrangersPlanTests {
  /// Numbers out of all measure, by the text of the tour that they stand in the place of, and the word that names them.
  static let numbers: [(file: String, old: String, new: String, word: String)] = [
    ("scenario.yaml", "days: 28", "days: 9223372036854775807", "'days'"),
    ("scenario.yaml", "days: 28", "days: 1000000000", "'days' must be a whole number from 1 to 400"),
    ("scenario.yaml", "max_units: 12", "max_units: 9223372036854775807", "'max_units'"),
    ("scenario.yaml", "readiness_s: 60", "readiness_s: 100000000000000", "'readiness_s'"),
    ("scenario.yaml", "gap_response_s: 900", "gap_response_s: 9000000000", "'gap_response_s'"),
    ("scenario.yaml", "[60, 180, 300]", "[60, 9223372036854775807]", "'response_s'"),
    ("scenario.yaml", "{officer: 1, auxiliary: 3}", "{officer: 900000000, auxiliary: 3}", "'officer'"),
    (
      "scenario.yaml", "min_auxiliaries_per_unit: 1", "min_auxiliaries_per_unit: 1000000",
      "'min_auxiliaries_per_unit'"
    ),
    ("scenario.yaml", "max_hours_per_week: 44", "max_hours_per_week: 1e300", "'max_hours_per_week'"),
    ("scenario.yaml", "seed: 1\n", "seed: 1\npatrol: {workload: {household_s: 1e17}}\n", "'household_s'"),
    (
      "scenario.yaml", "seed: 1\n", "seed: 1\ntravel: {speed_kmh: 1e-7}\n",
      "'speed_kmh' must be a number from 1 to 300"
    ),
    ("scenario.yaml", "siting: {rooms: 2", "siting: {model: mclp, within_s: 1e300, rooms: 2", "'within_s'"),
    (
      "crews.csv", "\"day;evening;night\",80", "\"day;evening;night\",1e-320",
      "'max_speed_kmh' must be a number from 1 to 300"
    ),
    ("crews.csv", "\"day;evening;night\",80", "\"day;evening;night\",1e300", "'max_speed_kmh'"),
    ("checkpoints.geojson", "\"dwell_s\": 600", "\"dwell_s\": 9223372036854775807", "'dwell_s'"),
  ]

  @Test(arguments: numbers.indices) func numbersOutOfAllMeasureAreRefused(number: Int) throws {
    let (file, old, new, word) = Self.numbers[number]
    let scratch = try Scratch()
    try scratch.replace(old, with: new, in: "tour/\(file)")
    let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.errors.count == 1 && run.errors.joined().contains(word), "\(run.errors)")
    #expect(try !scratch.names().contains("plan"))
  }

  @Test func optionsOutOfAllMeasureAreRefused() throws {
    let scratch = try Scratch(withTour: false)
    let commands = [
      ["assign", "tour", "--within", "9223372036854775807"], ["gaps", "plan", "--limit", "9000000000000"],
      ["gaps", "plan", "--within", "60,9223372036854775807"],
      ["gaps", "plan", "--demand", "d.csv", "--replications", "9223372036854775807"],
      ["audit", "plan", "--policy", "p.yaml", "--tracks", "t.csv", "--track-shift", "nan"],
      ["synth", "--preset", "tour", "--checkpoints", "9000000000000", "--out", "s"],
    ]
    for command in commands { #expect(try Program.run(command, in: scratch).code == 64, "\(command)") }
  }

  // MARK: Calendars

  private struct Event: Equatable {
    var start: String
    var sequence: Int
    var isCancelled: Bool
  }

  private static func events(_ file: String, _ scratch: Scratch) throws -> [String: Event] {
    let text = try scratch.text(file).replacing("\r\n ", with: "")
    var events: [String: Event] = [:]
    for part in text.components(separatedBy: "BEGIN:VEVENT").dropFirst() {
      var values: [String: String] = [:]
      for line in part.components(separatedBy: "\r\n") {
        guard let colon = line.firstIndex(of: ":") else { continue }
        values[String(line[..<colon].prefix { $0 != ";" })] = String(line[line.index(after: colon)...])
      }
      events[values["UID"] ?? ""] = Event(
        start: values["DTSTART"] ?? "", sequence: Int(values["SEQUENCE"] ?? "") ?? -1,
        isCancelled: values["STATUS"] == "CANCELLED")
    }
    return events
  }

  @Test func calendarsFollowFromPlanToPlan() throws {
    let scratch = try Scratch()
    try scratch.shortenTour()
    func plan(_ options: [String]) throws -> Program.Run {
      let run = try Program.run(["plan", "tour"] + options, in: scratch)
      #expect(run.code == 0)
      return run
    }
    _ = try plan(["--out", "p"])
    let first = try Self.events("p/roster.ics", scratch)
    #expect(first.count > 10 && first.values.allSatisfy { $0.sequence == 0 && !$0.isCancelled })

    // An hour later; what was told before is corrected, what is gone is cancelled.
    try scratch.replace("day: \"08:00-16:00\"", with: "day: \"09:00-17:00\"", in: "tour/scenario.yaml")
    _ = try plan(["--earlier", "p", "--out", "q"])
    let second = try Self.events("q/roster.ics", scratch)
    for (uid, event) in first {
      guard let now = second[uid] else {
        Issue.record("\(uid) is gone without a word")
        continue
      }
      #expect(now.sequence > event.sequence)
      #expect(now.isCancelled ? now.start == event.start : now.start > event.start, "\(uid)")
    }
    // Nothing new: nothing is told anew.
    _ = try plan(["--earlier", "q", "--out", "r"])
    #expect(try Self.events("r/roster.ics", scratch) == second)

    // A shift of another name: the duties of the old one are cancelled at the hours they had.
    try scratch.replace("day: \"09:00-17:00\"", with: "late: \"09:00-17:00\"", in: "tour/scenario.yaml")
    try scratch.replace("shift: day", with: "shift: late", in: "tour/scenario.yaml")
    try scratch.write("id,base,shifts\nB1-C1,B1,late\n", to: "tour/crews.csv")
    _ = try plan(["--earlier", "q", "--out", "s"])
    let third = try Self.events("s/roster.ics", scratch)
    let ended = second.filter { !$0.value.isCancelled }
    #expect(!ended.isEmpty)
    for (uid, event) in ended {
      let now = third[uid]
      #expect(now?.isCancelled == true && now?.start == event.start, "\(uid)")
      #expect(now.map { $0.sequence > event.sequence } == true, "\(uid)")
    }
    // A plan over another, made from nothing, says that its calendars have no past.
    let anew = try plan(["--out", "p"])
    #expect(anew.notes.contains("calendars start anew"))
  }

  // MARK: Nights and people

  @Test func theNightBeforeTheFirstDayIsOnTheRoadInItsSmallHours() throws {
    let scratch = try Scratch()
    try scratch.shortenTour()
    try scratch.replace(
      "shifts: {day: \"08:00-16:00\"", with: "shifts: {day: \"08:00-16:00\", night: \"22:00-06:00\"",
      in: "tour/scenario.yaml")
    try scratch.write("id,base,shifts\nB1-C1,B1,day;night\n", to: "tour/crews.csv")
    let cell = try #require(
      scratch.text("tour/bases.geojson").firstMatch(of: /"coordinates": *\[ *([0-9.]+), *([0-9.]+)/))
    // Half an hour after midnight of each date, and once when nobody is on the road.
    let days = (1...7).map { "night\($0),2026-12-0\($0)T00:30:00,\(cell.1),\(cell.2)" }
    try scratch.write(
      "id,time,lon,lat\n" + days.joined(separator: "\n") + "\nday,2026-12-01T07:00:00,\(cell.1),\(cell.2)\n",
      to: "calls.csv")
    #expect(try Program.run(["plan", "tour", "--out", "plan"], in: scratch).code == 0)
    let run = try Program.run(["gaps", "plan", "--calls", "calls.csv", "--json"], in: scratch)
    let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let calls = try #require(document?["calls"] as? [String: Any])
    let answers = try #require(calls["answers"] as? [[String: Any]])
    #expect(answers.count == 8)
    for answer in answers {
      let wait = try #require(answer["wait_s"] as? Double)
      let isNight = (answer["id"] as? String)?.hasPrefix("night") == true
      #expect(isNight ? wait < 1500 : wait > 1800, "\(answer)")
    }

    // As many calls as there are none of.
    let code = try #require(
      scratch.text("tour/units.microgrid.geojson").firstMatch(of: /"code": *"([0-9]+)"/)
    ).1
    try scratch.write("unit,hour,calls\n\(code),8,1000000\n", to: "demand.csv")
    let many = try Program.run(["gaps", "plan", "--demand", "demand.csv"], in: scratch)
    #expect(many.code == 65 && many.errors.joined().contains("calls would be drawn in all"), "\(many.errors)")
  }

  @Test func peopleWhoAreMadeUpAreToldBesideTheDutiesTheyFill() throws {
    let scratch = try Scratch()
    try scratch.shortenTour()
    let made = try MadePlan.short.made.run
    #expect(!made.output.contains("made up"))
    try scratch.editLines(of: "tour/staff.csv") { lines in
      lines.removeAll { $0.contains(",B1,") || $0.hasSuffix(",B1") }
    }
    let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
    #expect(run.code == 0)
    let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("roster") })
    #expect(line.contains("duties filled; ") && line.hasSuffix("of its people are made up"), "\(line)")
    #expect(try scratch.text("plan/problem.json").contains("\"made_up\" : true"))
  }
}
