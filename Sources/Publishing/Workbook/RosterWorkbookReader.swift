import Planner
import Scenario
import VectorFiles
import Words

/// Reads what a hand wrote into `roster.xlsx`, or into a workbook made of it.
///
/// Only sheets of people are read; each cell is held against the plan, and what differs is an edit. Nothing is passed
/// over: a cell that means nothing, a row of nobody and a person whose row is gone are told, and leave the plan as it is.
package struct RosterWorkbookReader {
  /// Something that says nothing which the plan could take.
  package struct Unread: Sendable, Equatable {
    package var sheet: String
    /// "D7"; empty where it is not of one cell.
    package var cell: String
    package var text: String
    package var reason: Message
  }

  package private(set) var edits: [RosterEdit] = []
  package private(set) var unread: [Unread] = []
  /// Cells that could mean several posts, and what they were taken for.
  package private(set) var guessed: [Unread] = []

  private typealias Layout = RosterSheetLayout
  private struct Key: Hashable {
    var siteID: String
    var staffID: String
  }

  private let tables: RosterTables
  private let roles: [String: Role]
  private let current: [Key: RosterTables.Person]
  private let sites: Set<String>
  private var empty: Set<RosterPlace>
  private var seen: Set<Key> = []

  private struct RosterPlace: Hashable {
    var postID: String
    var date: CivilDate
    var role: Role
  }

  /// - Parameter path: of an .xlsx file.
  package init(_ path: String, of plan: Plan) throws(FormatError) {
    tables = RosterTables(roster: plan.roster, problem: plan.problem, siteNames: plan.siteNames)
    roles = Dictionary(plan.problem.staff.map { ($0.id, $0.role) }, uniquingKeysWith: { first, _ in first })
    current = Dictionary(
      tables.sheets.flatMap(\.groups).flatMap { group in
        group.people.map { (Key(siteID: group.siteID, staffID: $0.id), $0) }
      }, uniquingKeysWith: { first, _ in first })
    sites = Set(tables.sheets.flatMap(\.groups).map(\.siteID))
    empty = Set(plan.roster.unfilled.map { RosterPlace(postID: $0.postID, date: $0.date, role: $0.role) })
    let sheets = try WorkbookSheet.all(in: path)
    var isRoster = false
    for sheet in sheets
    where sheet.rows.dropFirst(Layout.header).first.map({ Self.cell($0, Layout.id) }) == Layout.person {
      isRoster = true
      read(sheet)
    }
    guard isRoster else {
      throw .unreadable(
        file: path, layer: sheets.first?.name ?? "",
        detail: Message("it has no sheet of people as roster.xlsx has"))
    }
    for (key, person) in current.sorted(by: {
      ($0.key.siteID, $0.key.staffID) < ($1.key.siteID, $1.key.staffID)
    })
    where !seen.contains(key) && person.duties.contains(where: { !$0.isEmpty }) {
      unread.append(
        Unread(
          sheet: "", cell: "", text: key.staffID,
          reason: Message("has no row at \(key.siteID); all duties stay"))
      )
    }
    edits.sort { ($0.date, $0.siteID, $0.staffID) < ($1.date, $1.siteID, $1.staffID) }
  }

  private static func cell(_ row: [String], _ column: Int) -> String {
    row.indices.contains(column) ? row[column].trimmed : ""
  }

  // MARK: Sheets

  private mutating func read(_ sheet: WorkbookSheet) {
    let columns = dateColumns(sheet)
    var siteID = ""
    var row = Layout.firstRow
    while row < sheet.rows.count {
      let cells = sheet.rows[row]
      let (name, id, role) = (
        Self.cell(cells, Layout.name), Self.cell(cells, Layout.id), Self.cell(cells, Layout.role)
      )
      // Below the people stand sums and the legend.
      if id.isEmpty, name.hasPrefix("在岗") { break }
      if name == RosterSheetLayout.legend { break }
      let lines = row..<end(of: row, in: sheet)
      if id.isEmpty {
        for (column, _) in columns where !Self.cell(cells, column).isEmpty {
          tell(sheet, row, column, Message("stands in a row without a person"))
        }
      } else if role.isEmpty && sites.contains(id) {
        siteID = id
      } else if roles[id] == nil {
        tell(sheet, row, Layout.id, Message("is nobody on the staff; the row is left out"))
      } else if siteID.isEmpty {
        tell(sheet, row, Layout.id, Message("stands under no site; the row is left out"))
      } else if !seen.insert(Key(siteID: siteID, staffID: id)).inserted {
        tell(sheet, row, Layout.id, Message("has a row at \(siteID) already; this one is left out"))
      } else {
        readPerson(id, at: siteID, sheet, lines, columns)
      }
      row = lines.upperBound
    }
  }

  /// A person's further duties of a date stand in rows without a name, number and role.
  private func end(of first: Int, in sheet: WorkbookSheet) -> Int {
    var end = first + 1
    guard !Self.cell(sheet.rows[first], Layout.id).isEmpty else { return end }
    while end < sheet.rows.count {
      let cells = sheet.rows[end]
      guard (Layout.name...Layout.role).allSatisfy({ Self.cell(cells, $0).isEmpty }),
        cells.dropFirst(Layout.firstDay).contains(where: { !$0.trimmed.isEmpty })
      else { break }
      end += 1
    }
    return end
  }

  /// Where the dates stand, by what is written above them.
  private mutating func dateColumns(_ sheet: WorkbookSheet) -> [(column: Int, date: Int)] {
    let header = sheet.rows.indices.contains(Layout.dates) ? sheet.rows[Layout.dates] : []
    let dates = Dictionary(
      tables.dates.enumerated().map { (RosterSheetLayout.text($1), $0) },
      uniquingKeysWith: { first, _ in first })
    var found: [(column: Int, date: Int)] = []
    for (offset, _) in tables.dates.enumerated() {
      let column = Layout.firstDay + offset
      if let date = dates[Self.cell(header, column)] {
        found.append((column, date))
      } else {
        tell(sheet, Layout.dates, column, Message("is no date of the plan; its column is left out"))
      }
    }
    return found
  }

  private mutating func tell(_ sheet: WorkbookSheet, _ row: Int, _ column: Int, _ reason: Message) {
    unread.append(
      Unread(
        sheet: sheet.name, cell: "\(SheetWriter.letters(column))\(row + 1)",
        text: sheet.rows.indices.contains(row) ? Self.cell(sheet.rows[row], column) : "", reason: reason))
  }

  // MARK: Cells

  private mutating func readPerson(
    _ id: String, at siteID: String, _ sheet: WorkbookSheet, _ rows: Range<Int>,
    _ columns: [(column: Int, date: Int)]
  ) {
    let person = current[Key(siteID: siteID, staffID: id)]
    for (column, index) in columns {
      let held = person?.duties[index] ?? []
      var edit = RosterEdit(siteID: siteID, staffID: id, date: tables.dates[index], places: [])
      var isClear = true
      for row in rows {
        switch tables.codes.meaning(of: Self.cell(sheet.rows[row], column), at: siteID) {
        case .nothing: break
        case .leave: edit.isLeave = true
        case .places(let places):
          let place = choose(places, held, edit, roles[id] ?? .officer)
          if places.count > 1, !held.contains(where: { $0.place == place }) {
            guessed.append(
              Unread(
                sheet: sheet.name, cell: "\(SheetWriter.letters(column))\(row + 1)",
                text: Self.cell(sheet.rows[row], column), reason: Message("is read as \(place.postID)")))
          }
          edit.places.append(place)
        case .unknown:
          tell(sheet, row, column, Message("is no shift of \(siteID); what stood there stays"))
          isClear = false
        }
      }
      if edit.isLeave, !edit.places.isEmpty {
        tell(sheet, rows.lowerBound, column, Message("is leave and a duty at once; what stood there stays"))
        isClear = false
      }
      let isAway = person?.isAway[index] ?? false
      guard isClear, Set(edit.places) != Set(held.map(\.place)) || edit.isLeave != (isAway && held.isEmpty)
      else { continue }
      edits.append(edit)
    }
  }

  /// Of several posts the one that the person has that day, else one that has an empty place, else the first.
  private mutating func choose(
    _ places: [RosterEdit.Place], _ held: [Roster.Duty], _ edit: RosterEdit, _ role: Role
  ) -> RosterEdit.Place {
    let open = places.filter { !edit.places.contains($0) }
    if let own = open.first(where: { place in held.contains { $0.place == place } }) { return own }
    let free = open.first {
      empty.remove(RosterPlace(postID: $0.postID, date: edit.date, role: role)) != nil
    }
    return free ?? open.first ?? places[0]
  }
}
