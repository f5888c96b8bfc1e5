import CGDAL
import Chinese
import Foundation
import Geometry
import PlannerTestSupport
import TestSupport
import Testing
import VectorFiles

@testable import PlanCodec
@testable import Planner
@testable import Publishing
@testable import Scenario

/// A county with a base of two crews' posts and rooms in two townships, all with Chinese names.
private enum FilesCase {
  static let names = [
    "B1": "东关街面警务工作站", "R1": "刘庄/警务室", "R2": "王庄", "R3": "李庄", "T1": "刘庄店镇", "T2": "汇总 Summary",
  ]

  static func problem() -> Problem {
    let shifts = [("白班", "08:00", "20:00"), ("夜班", "20:00", "08:00"), ("desk", "08:30", "17:00")]
    var staff = RosterCase.officers(12)
    staff += (0..<6).map { StaffMember(id: "辅警\($0)", role: .auxiliary, homeUnit: "", fullTime: true) }
    var problem = RosterCase.problem(
      start: "2026-11-28", days: 28, staff: staff, shifts: shifts,
      posts: [
        RosterCase.post("C1-白班", "白班", [.officer: 1, .auxiliary: 2], site: "B1"),
        RosterCase.post("C1-夜班", "夜班", [.officer: 1, .auxiliary: 2], site: "B1"),
        RosterCase.post("R1-desk", "desk", [.officer: 1], site: "R1"),
        RosterCase.post("R2-desk", "desk", [.officer: 1], site: "R2"),
        RosterCase.post("R3-desk", "desk", [.officer: 1], weekdays: [1, 2, 3], site: "R3"),
      ])
    let at = Coordinate(x: 1_150_000_000, y: 334_000_000)
    problem.rooms = [("R1", "T1"), ("R2", "T1"), ("R3", "T2")].map {
      Room(
        id: $0.0, name: "", coordinate: at, status: .existing, townshipCode: $0.1, maxUnits: nil,
        maxHouseholds: nil)
    }
    return problem
  }

  /// One crew's night on two day types.
  static let stops = VectorLayer(
    name: "stops",
    fields: [
      VectorField("day_type", .text(["weekday", "weekday", "weekday", "weekend", "weekend"])),
      VectorField("crew_id", .text(Array(repeating: "C1", count: 5))),
      VectorField("shift_id", .text(Array(repeating: "夜班", count: 5))),
      VectorField("kind", .text(["start", "checkpoint", "end", "start", "end"])),
      VectorField("arrive", .text([nil, at("01T23:55"), at("02T08:00"), nil, at("06T08:00")])),
      VectorField("start", .text([nil, at("02T00:05"), nil, nil, nil])),
      VectorField("depart", .text([at("01T20:00"), at("02T00:10"), nil, at("05T20:00"), nil])),
      VectorField("travel_s", .integer([0, 240, 360, 0, 0])),
      VectorField("distance_m", .real([0, 1500, 3000, 0, 0])),
      VectorField("name", .text(["东关街面警务工作站", "学校", "东关街面警务工作站", "B1", "B1"])),
    ], geometry: .none)

  private static func at(_ time: String) -> String { "2026-12-\(time):00+08:00" }

  static func roster(_ problem: Problem) -> Roster {
    let ids = problem.staff.map(\.id)
    let staffOfSites = [
      "B1": Array(ids[0..<6] + ids[12...]), "R1": Array(ids[6..<8]), "R2": Array(ids[8..<10]),
      "R3": Array(ids[10..<12]),
    ]
    return RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
  }
}

@Suite struct RosterWorkbookTests {
  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("roster-\(UUID().uuidString).xlsx").path
  }

  /// Reads the file back with GDAL, which shares nothing with the library that wrote it: rows of texts by sheet.
  private func read(_ path: String) -> [(name: String, rows: [[String]])] {
    GDALAllRegister()
    guard let dataset = GDALOpenEx(path, UInt32(GDAL_OF_VECTOR), nil, nil, nil) else { return [] }
    defer { GDALClose(dataset) }
    return (0..<GDALDatasetGetLayerCount(dataset)).map { index in
      let layer = GDALDatasetGetLayer(dataset, index)
      var rows: [[String]] = []
      while let feature = OGR_L_GetNextFeature(layer) {
        rows.append(
          (0..<OGR_F_GetFieldCount(feature)).map { String(cString: OGR_F_GetFieldAsString(feature, $0)) })
        OGR_F_Destroy(feature)
      }
      return (String(cString: OGR_L_GetName(layer)), rows)
    }
  }

  @Test func theWallShowsEveryDutyAndItsTotals() throws {
    let problem = FilesCase.problem()
    let roster = FilesCase.roster(problem)
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try RosterWorkbook.write(
      roster: roster, problem: problem, siteNames: FilesCase.names, stops: FilesCase.stops, to: path)
    let sheets = read(path)
    #expect(
      sheets.map(\.name) == [
        "汇总 Summary", "东关街面警务工作站", "刘庄店镇", "汇总 Summary (2)", "第1周 Week 1", "第2周 Week 2", "第3周 Week 3",
        "第4周 Week 4",
        "第5周 Week 5", "个人 Persons", "C1 夜班", "缺岗 Unfilled",
      ])
    try #require(sheets.count == 12)

    var shown = 0
    for sheet in sheets[1...3] {
      for row in sheet.rows where problem.staff.contains(where: { $0.id == row[1] }) {
        let duties = roster.duties.filter { $0.staffID == row[1] }
        shown += duties.count
        for day in 0..<28 {
          let duty = duties.first { $0.date == problem.horizon.start + day }
          #expect(row[3 + day] == duty?.shiftID ?? "")
        }
        let hours = duties.reduce(0.0) { $0 + ($1.shiftID == "desk" ? 8.5 : 12) }
        #expect(Double(row[31]) == hours)
        #expect(Int(Double(row[32]) ?? -1) == duties.filter { $0.shiftID == "夜班" }.count)
      }
    }
    #expect(shown == roster.duties.count)
    #expect(shown > 150)

    let empty = roster.unfilled.reduce(0) { $0 + $1.missing }
    #expect(empty > 0)
    #expect(sheets[11].rows.reduce(0.0) { $0 + (Double($1[5]) ?? 0) } == Double(empty))
    #expect(
      sheets[11].rows.last?[6]
        == roster.unfilled.last.map { "\(Chinese.wording.text($0.reason))\n\($0.reason)" })
    let total = sheets[0].rows.first { $0[0] == "合计 Total" }
    #expect(total.map { Double($0[4]) } == Double(roster.duties.count))
    #expect(total.map { Double($0[5]) } == Double(empty))

    let crew = sheets[10].rows
    #expect(crew[0][0] == "C1  夜班")
    #expect(crew[2][0] == "工作日 weekday" && Double(crew[2][6]) == 10 && Double(crew[2][7]) == 4.5)
    #expect(crew[3][2...5] == ["东关街面警务工作站", "", "", "20:00"])
    #expect(crew[4][2...5] == ["学校", "23:55", "00:05 +1", "00:10 +1"])
    #expect(crew[7][0] == "周末 weekend")
  }

  @Test func sameRosterGivesTheSameBytes() throws {
    let problem = FilesCase.problem()
    let roster = FilesCase.roster(problem)
    let paths = [temporaryPath(), temporaryPath()]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    var files: [Data] = []
    for path in paths {
      try RosterWorkbook.write(
        roster: roster, problem: problem, siteNames: FilesCase.names, stops: FilesCase.stops, to: path)
      files.append(try Data(contentsOf: URL(fileURLWithPath: path)))
      // A clock that runs into the file shows after a second.
      if files.count == 1 { Thread.sleep(forTimeInterval: 1.1) }
    }
    #expect(files[0] == files[1])
    var other = roster
    other.duties.removeLast()
    try RosterWorkbook.write(
      roster: other, problem: problem, siteNames: FilesCase.names, stops: FilesCase.stops, to: paths[1])
    #expect(try Data(contentsOf: URL(fileURLWithPath: paths[1])) != files[0])
  }

  @Test func twoDutiesOnOneDateGetTwoLines() {
    let problem = FilesCase.problem()
    let date = problem.horizon.start
    let duties = ["C1-白班", "C1-夜班"].map {
      Roster.Duty(date: date, shiftID: String($0.dropFirst(3)), postID: $0, role: .officer, staffID: "O10")
    }
    let tables = RosterTables(roster: Roster(duties: duties, unfilled: []), problem: problem, siteNames: [:])
    #expect(tables.sheets.map(\.people.count) == [1])
    #expect(tables.sheets[0].people[0].duties[0] == duties)
    #expect(tables.totals(tables.sheets[0].people[0]).hours == 24)
  }

  @Test func anUnwritablePathIsSaid() {
    let problem = FilesCase.problem()
    #expect {
      try RosterWorkbook.write(
        roster: Roster(duties: [], unfilled: []), problem: problem, siteNames: [:], stops: FilesCase.stops,
        to: "/nowhere/at/all.xlsx"
      )
    } throws: { error in
      guard case WorkbookError.cannotSave(let path, let reason) = error else { return false }
      return path == "/nowhere/at/all.xlsx" && !reason.english.isEmpty
    }
  }

  @Test func sheetNamesAreValidAndUnique() {
    var names = SheetNames()
    let wanted = [
      "a/b", "A_B", "a_b", "", "'", "History", String(repeating: "长", count: 40),
      String(repeating: "长", count: 41),
      String(repeating: "👮‍♂️", count: 20), "x\u{7}y[1]:*?\\", "'quoted'",
    ]
    let given = wanted.map { names.next($0) }
    #expect(Set(given.map { $0.lowercased() }).count == wanted.count)
    for name in given {
      #expect((1...31).contains(name.utf16.count))
      #expect(!name.contains { "[]:*?/\\'".contains($0) })
      #expect(name.lowercased() != "history")
    }
    #expect(given[0] == "a_b")
    #expect(given[1] == "A_B (2)")
    #expect(given[10] == "quoted")
  }

  @Test func formulasNameSheetsWhateverTheirQuotesAreJoinedTo() {
    for (name, quoted) in [
      ("王庄", "'王庄'"), ("a'b", "'a''b'"), ("a'\u{301}b", "'a''\u{301}b'"), ("\u{600}'", "'\u{600}'''"),
    ] {
      #expect(Array(SheetNames.quoted(name).unicodeScalars) == Array(quoted.unicodeScalars))
    }
  }

  @Test func sheetsAndCellsTakeHostileTexts() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try WorkbookFile(path: path)
    var names = SheetNames()
    try SheetWriter(file, name: names.next("")).text(0, 0, "texts", nil)
    let texts = HostileTexts.all.enumerated().filter { $0.offset % 7 == 0 }.map(\.element)
    for text in texts + [String(repeating: "e" + String(repeating: "\u{301}", count: 9), count: 9000)] {
      let name = names.next(text)
      #expect((1...31).contains(name.utf16.count) && !name.unicodeScalars.contains("\u{FFFF}"))
      let sheet = try SheetWriter(file, name: name)
      try sheet.text(0, 0, "texts", nil)
      try sheet.text(1, 0, "x" + text, nil)
    }
    try file.describe(title: HostileTexts.all.joined(), created: 1)
    try file.close(path: path)
    let first = VectorSource(path: path, layer: "Sheet")
    #expect(try texts.count > 900 && !VectorLayer.columns(of: first).isEmpty)
  }
}

@Suite struct RosterCalendarTests {
  /// Unfolded content lines, after a look at what RFC 5545 asks of the raw ones.
  private func lines(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == 10 { #expect(index > 0 && bytes[index - 1] == 13) }
    }
    let raw = bytes.split(separator: 10).map { $0.last == 13 ? $0.dropLast() : $0 }
    #expect(raw.allSatisfy { $0.count <= 75 })
    #expect(raw.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
    var unfolded: [[UInt8]] = []
    for line in raw {
      if line.first == 32, !unfolded.isEmpty {
        unfolded[unfolded.count - 1] += line.dropFirst()
      } else {
        unfolded.append(Array(line))
      }
    }
    return unfolded.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func everyDutyIsAnEventOnTheBureausClock() {
    let problem = FilesCase.problem()
    let roster = FilesCase.roster(problem)
    let calendar = RosterCalendar(roster: roster, problem: problem, siteNames: FilesCase.names)
    let text = calendar.text
    let lines = lines(text)
    #expect(lines.first == "BEGIN:VCALENDAR")
    #expect(lines.last == "END:VCALENDAR")
    #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == roster.duties.count)
    #expect(roster.duties.count > 100)
    #expect(Set(lines.filter { $0.hasPrefix("UID:") }).count == roster.duties.count)
    #expect(lines.filter { $0 == "DTSTAMP:20261127T160000Z" }.count == roster.duties.count)
    let nights = roster.duties.filter { $0.date.text == "2026-11-30" && $0.shiftID == "夜班" }.count
    #expect(nights > 0)
    #expect(lines.filter { $0 == "DTSTART;TZID=Asia/Shanghai:20261130T200000" }.count == nights)
    #expect(lines.filter { $0 == "DTEND;TZID=Asia/Shanghai:20261201T080000" }.count >= nights)
    #expect(lines.contains("LOCATION:东关街面警务工作站"))
    #expect(text == RosterCalendar(roster: roster, problem: problem, siteNames: FilesCase.names).text)
    #expect(calendar.texts.map(\.staffID) == Set(roster.duties.map(\.staffID)).sorted())
    let all = Set(lines.filter { $0.hasPrefix("UID:") })
    for (person, own) in calendar.texts {
      let uids = Set(self.lines(own).filter { $0.hasPrefix("UID:") })
      #expect(uids.count == roster.duties.count { $0.staffID == person } && uids.isSubset(of: all))
    }
  }

  @Test func textIsEscapedFoldedAndKept() {
    var problem = FilesCase.problem()
    problem.posts[0].siteID = "odd"
    let duty = Roster.Duty(
      date: problem.horizon.start, shiftID: "白班", postID: "C1-白班", role: .officer, staffID: "a;b,c\\d\ne")
    let name = String(repeating: "警务室👮", count: 30)
    let lines = lines(
      RosterCalendar(
        roster: Roster(duties: [duty], unfilled: []), problem: problem, siteNames: ["odd": name]
      ).text)
    #expect(lines.contains("LOCATION:" + name))
    #expect(lines.contains("X-GRID-PLANNER-STAFF:a\\;b\\,c\\\\d\\ne"))
    #expect(lines.contains { $0.hasPrefix("SUMMARY:a\\;b\\,c\\\\d\\ne: ") })
  }

  @Test func uidsTellApartIdsThatJoinAlike() {
    let problem = FilesCase.problem()
    let duties = [("a_b", "c"), ("a", "b_c"), ("a%5Fb", "c")].map { pair in
      Roster.Duty(
        date: problem.horizon.start, shiftID: "desk", postID: pair.0, role: .officer, staffID: pair.1)
    }
    let text = RosterCalendar(
      roster: Roster(duties: duties, unfilled: []), problem: problem, siteNames: [:]
    ).text
    #expect(Set(lines(text).filter { $0.hasPrefix("UID:") }).count == 3)
  }

  @Test func whatIsGivenUpStaysAsACancelledEvent() {
    let problem = FilesCase.problem()
    func duty(_ person: String, _ day: Int) -> Roster.Duty {
      Roster.Duty(
        date: problem.horizon.start + day, shiftID: "白班", postID: "C1-白班", role: .officer, staffID: person)
    }
    let first = Roster(duties: [duty("A", 0), duty("A", 1)], unfilled: [])
    let second = Roster(duties: [duty("A", 0), duty("B", 1)], unfilled: [])
    var revisions = RosterRevisions()
    func events(_ roster: Roster) -> [String] {
      let text = RosterCalendar(roster: roster, problem: problem, siteNames: [:], revisions: revisions).text
      let all = lines(text)
      let values = ["UID:", "SEQUENCE:", "STATUS:"].map { name in
        all.filter { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
      }
      return values[0].indices.map { index in
        let parts = values[0][index].split(separator: "@")[0].split(separator: "_")
        return "\(parts[0].suffix(2)) \(parts[4]) \(values[1][index]) \(values[2][index])"
      }
    }
    #expect(events(first) == ["28 A 0 CONFIRMED", "29 A 0 CONFIRMED"])
    revisions.note(from: first, to: second)
    #expect(events(second) == ["28 A 0 CONFIRMED", "29 B 1 CONFIRMED", "29 A 1 CANCELLED"])
    revisions.note(from: second, to: first)
    #expect(events(first) == ["28 A 0 CONFIRMED", "29 A 2 CONFIRMED", "29 B 2 CANCELLED"])
    revisions.note(from: first, to: first)
    #expect(revisions.latest == 2, "nothing changed")
  }
}
