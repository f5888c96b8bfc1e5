import Foundation
import Testing

/// What stands where a verb is to write: replaced only where it is the program's own, and kept in what it is otherwise.
@Suite struct ReplacingTests {
  /// The tour shortened, its plan, and layers with a fault.
  static func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.shortenTour()
    try FileManager.default.copyItem(at: MadePlan.short.made.scratch.url("plan"), to: scratch.url("plan"))
    return scratch
  }

  /// Verbs that write a folder, without the folder.
  static let folders: [[String]] = [
    ["synth", "--preset", "tour", "--out"], ["plan", "tour", "--out"], ["repair", "tour", "--out"],
    [
      "grid", "tour/units.village.geojson", "--land-level", "village", "--households-column", "households",
      "--level", "grid=300-500", "--out",
    ],
    ["export", "plan", "--format", "csv", "--out"], ["map", "plan", "--out"], ["gaps", "plan", "--out"],
    ["assign", "tour", "--out"], ["patrol", "tour", "--out"], ["refresh", "plan", "--out"],
    ["assign", "plan", "--more", "1", "--apply", "--out"],
  ]

  private func mode(_ scratch: Scratch, _ name: String) -> mode_t {
    var status = stat()
    return lstat(scratch.url(name).path, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  /// A thesis beside a `problem.json` was once lost.
  @Test(arguments: folders) func aFolderOfOthersIsLeftAsItIs(command: [String]) throws {
    let scratch = try Self.scratch()
    for name in ["problem.json", "scenario.yaml", "moved.csv", "response.csv", "assignments.csv"] {
      try scratch.write("{}", to: "theirs/\(name)")
    }
    try scratch.write("years of work", to: "theirs/photos/thesis.txt")
    let before = try (scratch.files(in: "theirs"), scratch.names())
    let run = try Program.run(command + ["theirs"], in: scratch)
    #expect(run.code == 73 && run.output.isEmpty && run.errors.count == 1, "\(run.notes)")
    #expect(run.errors.first?.contains("theirs: holds '") == true, "\(run.errors)")
    #expect(try (scratch.files(in: "theirs"), scratch.names()) == before)
  }

  /// Files of one's own in a folder that the verb itself wrote.
  @Test(arguments: folders) func ownFilesInAFolderOfTheVerbAreKept(command: [String]) throws {
    let scratch = try Self.scratch()
    #expect(try [0, 1].contains(Program.run(command + ["out"], in: scratch).code))
    let names = [
      "notes.txt", "deep/calendars/a.ics", "roster.csv.bak", "units.lakes.geojson", "crew-notes.gpx",
      "area.notes.svg", "village.x.svg", ".~lock.notes.odt#", "notes.gpkg-wal",
    ]
    for name in names {
      try scratch.write("mine", to: "out/\(name)")
      let before = try scratch.files(in: "out")
      let run = try Program.run(command + ["out"], in: scratch)
      #expect(run.code == 73 && run.errors.count == 1, "\(run.notes)")
      #expect(run.errors.first?.contains("'\(name.split(separator: "/")[0])'") == true, "\(run.errors)")
      #expect(try scratch.files(in: "out") == before)
      try scratch.remove("out/\(name.split(separator: "/")[0])")
    }
    let old = try scratch.names(in: "out")
    let again = try Program.run(command + ["out"], in: scratch)
    #expect([0, 1].contains(again.code), "\(again.notes)")
    #expect(try scratch.names(in: "out") == old)
  }

  /// What QGIS, offices and desktops lay beside the files that they show goes with them.
  @Test func filesOfViewersAreNoStrangers() throws {
    let scratch = try Self.scratch()
    let old = try scratch.names(in: "plan")
    for name in [
      ".~lock.roster.xlsx#", "~$roster.xlsx", "plan.gpkg-wal", "plan.gpkg-shm", "plan.gpkg-journal",
      ".DS_Store", "Thumbs.db", "calendars/desktop.ini",
    ] { try scratch.write("", to: "plan/\(name)") }
    #expect(try Program.run(["refresh", "plan"], in: scratch).code == 0)
    #expect(try scratch.names(in: "plan") == old)
  }

  /// A folder of the version before has no record of its files.
  @Test func anEarlierPlanIsReplacedAndGetsARecord() throws {
    let scratch = try Self.scratch()
    let old = try scratch.names(in: "plan")
    #expect(old.contains(".planner.json"))
    try scratch.remove("plan/.planner.json")
    // A sign that joins what is before it is one of a crew's name all the same.
    try scratch.write("", to: "plan/crew-\u{903}1.gpx")
    try scratch.write("mine", to: "plan/notes.txt")
    #expect(try Program.run(["refresh", "plan"], in: scratch).code == 73)
    try scratch.remove("plan/notes.txt")
    #expect(try Program.run(["refresh", "plan"], in: scratch).code == 0)
    #expect(try scratch.names(in: "plan") == old)
  }

  @Test func onlyAFolderOfItsOwnKindIsReplaced() throws {
    let scratch = try Self.scratch()
    let before = try scratch.files(in: "plan")
    let others = Self.folders.filter {
      !["plan", "patrol", "refresh"].contains($0[0]) && !$0.contains("--apply")
    }
    #expect(others.count == 7)
    for command in others {
      let run = try Program.run(command + ["plan"], in: scratch)
      #expect(run.code == 73, "\(run.notes)")
      #expect(run.errors.first?.contains("plan: is a plan folder, and not ") == true, "\(run.notes)")
    }
    #expect(try scratch.files(in: "plan") == before)
  }

  /// Without its assignments a plan is no folder of routes alone.
  @Test(arguments: ["assignments.csv", "rooms.geojson", "roster.csv"])
  func aPlanThatHasLostATableIsNotRoutedAnew(table: String) throws {
    let scratch = try Self.scratch()
    try scratch.remove("plan/\(table)")
    let before = try scratch.files(in: "plan")
    let stop = try scratch.text("plan/stops.csv").split(separator: "\n")[1]
    let drop = "\(stop.split(separator: ",")[1])@09:20"
    for command in [["patrol", "plan"], ["patrol", "plan", "--drop", drop], ["refresh", "plan"]] {
      let run = try Program.run(command, in: scratch)
      #expect([65, 66].contains(run.code) && run.errors.first?.contains(table) == true, "\(run.notes)")
    }
    #expect(try scratch.files(in: "plan") == before)
  }

  @Test func verbsThatChangeAPlanLookFirst() throws {
    let scratch = try Self.scratch()
    try scratch.write("mine", to: "plan/calendars/notes.txt")
    let before = try scratch.files(in: "plan")
    let commands = [
      ["roster", "plan"], ["refresh", "plan"], ["patrol", "plan"],
      ["assign", "plan", "--more", "1", "--apply"],
    ]
    for command in commands {
      let run = try Program.run(command, in: scratch)
      #expect(run.code == 73 && run.output.isEmpty, "\(command)")
      #expect(run.errors.first?.contains("'calendars/notes.txt'") == true, "\(run.errors)")
    }
    #expect(try scratch.files(in: "plan") == before)
  }

  @Test func modesStay() throws {
    let scratch = try Self.scratch()
    chmod(scratch.url("plan").path, 0o700)
    chmod(scratch.url("plan/calendars").path, 0o750)
    chmod(scratch.url("plan/roster.csv").path, 0o600)
    try scratch.write("old", to: "located.csv")
    chmod(scratch.url("located.csv").path, 0o640)
    #expect(try Program.run(["roster", "plan"], in: scratch).code == 0)
    #expect(mode(scratch, "plan") == 0o700 && mode(scratch, "plan/calendars") == 0o750)
    #expect(mode(scratch, "plan/roster.csv") == 0o600)
    let locate = ["locate", "tour/bases.geojson", "--in", "tour", "--out", "located.csv"]
    #expect(try Program.run(locate, in: scratch).code == 0)
    #expect(mode(scratch, "located.csv") == 0o640)
    #expect(try scratch.text("located.csv") != "old")
  }

  @Test func linksStayAndWhatTheyLeadToIsWritten() throws {
    let scratch = try Self.scratch()
    try FileManager.default.createDirectory(at: scratch.url("store/deep"), withIntermediateDirectories: true)
    try scratch.write("old", to: "store/blob")
    symlink("store/deep", scratch.url("made").path)
    symlink("store/blob", scratch.url("all.kml").path)
    #expect(try Program.run(["synth", "--preset", "tour", "--out", "made"], in: scratch).code == 0)
    #expect(
      try Program.run(["export", "tour", "--format", "kml", "--out", "all.kml"], in: scratch).code == 0)
    for (link, target) in [("made", "store/deep"), ("all.kml", "store/blob")] {
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.url(link).path) == target)
    }
    #expect(try scratch.names(in: "store/deep").contains("scenario.yaml"))
    #expect(try scratch.text("store/blob").contains("<kml"))
    #expect(try scratch.names(in: "store") == ["blob", "deep"])
  }

  @Test(arguments: [
    ["synth", "--preset", "tour", "--out"], ["export", "tour", "--format", "gpkg", "--out"],
    ["locate", "tour/bases.geojson", "--in", "tour", "--out"], ["check", "tour", "--defects"],
  ])
  func aLinkToNothingIsRefused(command: [String]) throws {
    let scratch = try Scratch()
    symlink("gone.gpkg", scratch.url("link.gpkg").path)
    let before = try scratch.names()
    let run = try Program.run(command + ["link.gpkg"], in: scratch)
    #expect(run.code == 73 && run.errors.count == 1 && run.errors.first?.contains("link.gpkg") == true)
    #expect(try scratch.names() == before)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: scratch.url("link.gpkg").path) == "gone.gpkg")
  }

  /// As `ulimit -f` sets it, in blocks of 1,024 bytes.
  @Test func aLimitOnFilesIsAFullDisk() throws {
    let scratch = try Self.scratch()
    let rows = (0..<20_000).map { "call \($0),115.0018226,33.5013137" }
    try scratch.write("call,lon,lat\n" + rows.joined(separator: "\n") + "\n", to: "calls.csv")
    let before = try (scratch.files(in: "plan"), scratch.names())
    var commands = ["csv", "geojson", "gpkg", "kml", "fgb"].map {
      "locate calls.csv --in tour --out located.\($0)"
    }
    commands += [
      "synth --preset tour --out made", "roster plan", "map plan --out maps",
      "export plan --format gpkg --out all.gpkg", "export plan --format shp --out shapes",
      "audit plan --policy tour/policy.yaml --junit audit.xml",
    ]
    for command in commands {
      let limit = command.hasPrefix("locate") ? 300 : command.hasPrefix("audit") ? 1 : 20
      let run = try Program.run(
        tool: "/usr/bin/env", ["bash", "-c", "ulimit -f \(limit); exec \"$CLI\" \(command)"], in: scratch)
      #expect(run.code == 73 && !run.wasKilled, "\(command): \(run.code)")
      #expect(run.errors.count == 1 && run.errors.first?.contains("cannot be written") == true)
      #expect(run.errors.first?.contains(".draft") == false, "\(run.errors)")
      #expect(try (scratch.files(in: "plan"), scratch.names()) == before, "\(command)")
    }
  }

  /// The names of levels name files.
  @Test func levelsThatWouldLeaveTheirFolderAreRefused() throws {
    let names = [
      ("name: village", "name: ../village"), ("name: village", "name: a/b"),
      ("name: grid", "name: Microgrid"),
    ]
    for (old, new) in names {
      let scratch = try Scratch()
      try scratch.replace(old, with: new, in: "tour/scenario.yaml")
      let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
      #expect(run.code == 65 && run.errors.count == 1, "\(run.notes)")
      #expect(run.errors.first?.contains(new.split(separator: " ")[1]) == true, "\(run.errors)")
    }
    let scratch = try Self.scratch()
    try scratch.replace("\"microgrid\"", with: "\"../microgrid\"", in: "plan/problem.json")
    let run = try Program.run(["refresh", "plan"], in: scratch)
    #expect(run.code == 65 && run.errors.first?.contains("'../microgrid'") == true, "\(run.notes)")
  }
}
