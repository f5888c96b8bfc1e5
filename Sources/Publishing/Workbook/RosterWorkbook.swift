import Planner
import Scenario
import VectorFiles
import Words

/// `roster.xlsx`: the roster as it hangs on the wall, written by libxlsxwriter.
///
/// The first sheet sums up what each site needs and has. Then follow a sheet per base and a sheet per township with
/// its rooms: people down, dates across, the shift and vehicle in the cell, and hours and nights of each person and how many are on
/// duty as formulas, so that they stay true when someone edits the roster by hand; `RosterWorkbookReader` takes such
/// edits back. Sheets per week show the same cells, one lists the duties of each person, one what has changed. A sheet
/// per crew and shift lists its stops with their times. The last sheet lists what is unfilled.
///
/// Known limit: the formulas count shifts with `COUNTIF`, which takes ids that differ only in case for the same
/// and `*`, `?` and `~` in an id for wildcards. The values stored beside them are right in any case.
package enum RosterWorkbook {
  /// Writes the workbook; the same roster gives the same bytes.
  ///
  /// - Parameters:
  ///   - roster: what hangs on the wall.
  ///   - problem: with its people, posts and shifts.
  ///   - siteNames: names by `Post.siteID` and by township code; a site without one is called by its id.
  ///   - stops: the table of a plan.
  ///   - revisions: what later rosters changed.
  ///   - path: the file.
  package static func write(
    roster: Roster, problem: Problem, siteNames: [String: String], stops: VectorLayer,
    revisions: RosterRevisions = RosterRevisions(), to path: String
  ) throws(WorkbookError) {
    let start = problem.horizon.start
    let last = start + max(0, problem.horizon.days - 1)
    let file = try WorkbookFile(path: path)
    try file.describe(title: "Roster \(start.text) to \(last.text)", created: start.days * 86_400)
    let styles = try WorkbookStyles(file, shifts: problem.shifts)
    let content = RosterTables(roster: roster, problem: problem, siteNames: siteNames, revisions: revisions)
    var names = SheetNames()
    try file.writeSummary(content, styles, name: names.next("汇总 Summary"))
    // The list comes last; its name is taken first, so that no site can have it.
    let unfilledName = names.next("缺岗 Unfilled")
    var people: [(name: String, rows: [Int])] = []
    for sheet in content.sheets {
      let name = names.next(sheet.name)
      people.append((name, try file.writeRoster(sheet, content, styles, name: name)))
    }
    for (index, days) in content.weeks.enumerated() {
      try file.writeWeek(
        days, content, people: people, styles, name: names.next("第\(index + 1)周 Week \(index + 1)"))
    }
    try file.writePersons(content, styles, name: names.next("个人 Persons"))
    if !content.changes.isEmpty {
      try file.writeChanges(content, styles, name: names.next("变更 Changes"))
    }
    for crew in CrewStops.sheets(of: stops) {
      try file.writeCrew(crew, styles, name: names.next("\(crew.crewID) \(crew.shiftID)"))
    }
    try file.writeUnfilled(content, styles, name: unfilledName)
    try file.close(path: path)
  }
}

/// Why a workbook could not be written.
package enum WorkbookError: Error, Equatable, Worded, CustomStringConvertible {
  /// The library had no memory left.
  case outOfMemory
  case sheetRefused(name: String)
  /// A cell, format or page setting was refused, say because there are more dates than a sheet has columns.
  case contentRefused(reason: Message)
  case cannotSave(path: String, reason: Message)

  package var message: Message {
    switch self {
    case .outOfMemory: Message("There is not enough memory for the workbook.")
    case .sheetRefused(let name): Message("The workbook cannot hold a sheet named “\(name)”.")
    case .contentRefused(let reason):
      Message("Something in the roster does not fit into a workbook: \(reason)")
    case .cannotSave(let path, let reason): Message("\(path) cannot be written: \(reason)")
    }
  }
}

/// Sheet names that Excel accepts: at most 31 UTF-16 units, none of `[]:*?/\`, no quote at an end, none twice.
struct SheetNames {
  private var taken: Set<String> = ["history"]

  /// As formulas name a sheet: in quotes, and those within it doubled, whatever is joined to them.
  static func quoted(_ name: String) -> String {
    let inner = name.unicodeScalars.flatMap { $0 == "'" ? [$0, $0] : [$0] }
    return "'" + String(String.UnicodeScalarView(inner)) + "'"
  }

  mutating func next(_ wanted: String) -> String {
    let cleaned = Escaping.plainXML(wanted).unicodeScalars.map { scalar -> Unicode.Scalar in
      let forbidden = scalar.value < 32 || scalar.value == 127 || "[]:*?/\\".unicodeScalars.contains(scalar)
      return forbidden ? "_" : scalar
    }
    let base = String.UnicodeScalarView(cleaned).trimmed
    var number = 1
    while true {
      let suffix = number == 1 ? "" : " (\(number))"
      let start = (base.isEmpty ? "Sheet".unicodeScalars : base).shortened(to: 31 - suffix.utf16.count)
      let name = String(start) + suffix
      if taken.insert(name.lowercased()).inserted { return name }
      number += 1
    }
  }
}

extension String.UnicodeScalarView {
  /// Without quotes and blanks at its ends. To the library a quote is one whatever is joined to it.
  fileprivate var trimmed: Self {
    func isDropped(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == " " }
    return Self(drop(while: isDropped).reversed().drop(while: isDropped).reversed())
  }

  /// The longest beginning that has at most so many UTF-16 units.
  fileprivate func shortened(to limit: Int) -> Self {
    var length = 0
    let whole = prefix { scalar in
      length += UTF16.width(scalar)
      return length <= limit
    }
    // What was inside may now be the end.
    return Self(whole).trimmed
  }
}
