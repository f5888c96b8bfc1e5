import Foundation
import TestSupport
import Testing

/// Staff have names and numbers to call where a county gives them, wherever the plan shows people; `--redacted` leaves them
/// and their ids out of everything that is written.
@Suite struct RedactionTests {
  /// Texts of which each stands for one thing that is known of one person, and which occur nowhere else.
  private static func marks(_ id: String) -> [String: String] {
    let number = id.dropFirst()
    return [
      "id": "ZJ\(number)", "name": "王安\(number)", "phone": "139\(number)777", "callsign": "鹰\(number)",
      "team": "猎户\(number.suffix(1))",
    ]
  }

  /// The short tour, whose people have all of it, with wishes, given duties and a past.
  private static func county() throws -> (scratch: Scratch, ids: [String]) {
    let scratch = try Scratch()
    try scratch.shortenTour()
    var ids: [String] = []
    for (file, wanted) in [
      ("staff", ["name", "phone", "callsign", "team"]), ("grid_workers", ["name", "phone"]),
    ] {
      try scratch.editLines(of: "tour/\(file).csv") { lines in
        lines[0] += "," + wanted.joined(separator: ",")
        for row in lines.indices.dropFirst() where !lines[row].isEmpty {
          let comma = try #require(lines[row].firstIndex(of: ","))
          let id = String(lines[row][..<comma])
          let marks = marks(id)
          ids.append(id)
          lines[row] =
            "\(marks["id"] ?? "")\(lines[row][comma...]),"
            + wanted.map { marks[$0] ?? "" }.joined(separator: ",")
        }
      }
    }
    try scratch.editLines(of: "tour/volunteers.csv") { lines in
      for row in lines.indices.dropFirst() where !lines[row].isEmpty {
        let comma = try #require(lines[row].firstIndex(of: ","))
        let id = String(lines[row][..<comma])
        ids.append(id)
        lines[row] = "\(marks(id)["id"] ?? "")\(lines[row][comma...])"
      }
    }
    let (a, b, gone) = (marks("P00011")["id"] ?? "", marks("P00021")["id"] ?? "", marks("P99999")["id"] ?? "")
    try scratch.write("staff,date,shift,wish,weight\n\(a),2026-12-02,,off,30\n", to: "tour/requests.csv")
    try scratch.write(
      "staff,date,post\n\(b),2026-12-03,B1-C1-day\n\(b),2026-12-03,B1-C1-night\n", to: "tour/pinned.csv")
    try scratch.write(
      "date,shift_id,start,end,staff_id\n"
        + [a, gone].map { "2026-11-30,day,2026-11-30T08:00:00+08:00,2026-11-30T16:00:00+08:00,\($0)\n" }
        .joined(),
      to: "tour/history.csv")
    try scratch.editLines(of: "tour/scenario.yaml") {
      $0 += [
        "requests: {source: requests.csv}", "pinned: {source: pinned.csv}", "history: {source: history.csv}",
      ]
    }
    return (scratch, ids + ["P99999"])
  }

  /// What a folder or a file says, whatever its format, packed or not.
  private static func said(_ scratch: Scratch, _ name: String) throws -> [String: Data] {
    var isFolder: ObjCBool = false
    let path = scratch.url(name).path
    #expect(FileManager.default.fileExists(atPath: path, isDirectory: &isFolder))
    var files =
      isFolder.boolValue ? try scratch.files(in: name) : [name: try Data(contentsOf: scratch.url(name))]
    for (file, data) in files {
      files[file] = data + Data(file.utf8)
      guard file.hasSuffix(".xlsx") || file.hasSuffix(".kmz") else { continue }
      let inside = bytesInArchive(isFolder.boolValue ? "\(path)/\(file)" : path)
      #expect(inside.count > 1000)
      files[file] = inside + Data(file.utf8)
    }
    return files
  }

  @Test func nothingThatIsWrittenRedactedTellsOfAnyone() throws {
    let (scratch, ids) = try Self.county()
    let marks = Set(ids.flatMap { Self.marks($0).values })
    #expect(marks.count > 150)
    func run(_ words: String...) throws {
      let result = try Program.run(words, in: scratch)
      #expect(result.code == 0, "\(words): \(result.notes)")
    }
    try run("plan", "tour", "--out", "plan")
    let duty = try scratch.text("plan/roster.csv").split(separator: "\n")[1].split(separator: ",")
    try run("roster", "plan", "--sick", "\(duty[6])@\(duty[0])")
    let points = try scratch.text("plan/stops.csv").split(separator: "\n")[1...40].map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[9...10].joined(separator: ",")
    }
    try scratch.write((["lon,lat"] + points).joined(separator: "\n"), to: "points.csv")

    // Names stand where people look, if nothing is said.
    let open = try Self.said(scratch, "plan")
    for file in ["report.html", "roster.xlsx", "roster.ics", "problem.json", "roster.csv"] {
      let text = String(decoding: open[file] ?? Data(), as: UTF8.self)
      #expect(marks.contains { $0.hasPrefix("王安") && text.contains($0) }, "\(file)")
    }
    try run("locate", "points.csv", "--in", "plan", "--out", "open.csv")
    #expect(try scratch.text("open.csv").contains("王安"))

    try run("plan", "tour", "--redacted", "--out", "made")
    try run("refresh", "plan", "--redacted", "--out", "fresh")
    try run("roster", "plan", "--redacted", "--out", "rostered")
    let village = try scratch.text("plan/assignments.csv").split(separator: "\n")[1].prefix { $0 != "," }
    try run("map", "plan", "--redacted", "--village", String(village), "--out", "maps")
    for words in [["--redacted", "--out", "cards"], ["--out", "open-cards"]] {
      let drawn = try Program.run(
        ["map", "plan", "--boards", "--cards", "--village", String(village)] + words, in: scratch)
      #expect(drawn.code == 0, "\(drawn.notes)")
    }
    #expect(
      try Self.said(scratch, "open-cards").allSatisfy { file, data in
        file.hasPrefix(".") || String(decoding: data, as: UTF8.self).contains("139")
      })
    try run("locate", "points.csv", "--in", "plan", "--redacted", "--out", "located.csv")
    var outputs = ["made", "fresh", "rostered", "maps", "cards", "located.csv"]
    for format in ["csv", "gpkg"] {
      let out = "all.\(format)"
      try run("export", "plan", "--format", format, "--redacted", "--out", out)
      outputs.append(out)
    }
    for output in outputs {
      for (file, data) in try Self.said(scratch, output) {
        let text = String(decoding: data, as: UTF8.self)
        #expect(marks.filter(text.contains).sorted() == [], "\(output) \(file)")
      }
    }
    #expect(try scratch.text("located.csv").contains("officer-"))
    #expect(try scratch.text("fresh/roster_changes.csv").contains("given up"))
    // It is the same plan: as many duties, on the same days.
    func days(_ folder: String) throws -> [String] {
      try scratch.text("\(folder)/roster.csv").split(separator: "\n").dropFirst().map {
        $0.split(separator: ",")[..<6].joined(separator: ",")
      }
    }
    #expect(try days("fresh") == days("plan"))
    try run("refresh", "fresh", "--scenario", "tour", "--out", "again")
    #expect(try scratch.text("again/roster.csv") == scratch.text("fresh/roster.csv"))
  }

  @Test func aPlanKeepsItsPeople() throws {
    let scratch = try MadePlan.short.made.scratch
    for words in [["refresh", "plan", "--redacted"], ["roster", "plan", "--redacted"]] {
      let result = try Program.run(words, in: scratch)
      #expect(result.code == 64 && result.notes.contains("--out"), "\(result.notes)")
    }
  }
}
