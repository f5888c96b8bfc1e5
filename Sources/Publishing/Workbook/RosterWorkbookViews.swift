import CXLSXWriter
import Planner
import Scenario

/// Sheets that only show what the sheets of people hold: a week at a time, a person at a time, and what has changed.
extension WorkbookFile {
  /// A week of everybody, by site, large enough to be read from afar; the cells are those of the sheets of people.
  ///
  /// - Parameter people: for each sheet its name and its people's rows.
  func writeWeek(
    _ days: Range<Int>, _ content: RosterTables, people: [(name: String, rows: [Int])],
    _ styles: WorkbookStyles,
    name: String
  ) throws(WorkbookError) {
    let sheet = try SheetWriter(self, name: name)
    let first = content.dates[days.lowerBound]
    let last = content.dates[days.upperBound - 1]
    try sheet.text(0, 0, "周排班 Week  \(first.text) – \(last.text)", styles.title)
    for (column, label) in ["姓名 Name", "编号 No.", "身份 Role"].enumerated() {
      try sheet.text(1, column, label, styles.header)
    }
    for (offset, day) in days.enumerated() {
      let date = content.dates[day]
      try sheet.text(
        1, 3 + offset, "\(RosterSheetLayout.weekdays[date.weekday - 1]) \(RosterSheetLayout.text(date))",
        date.weekday >= 6 ? styles.weekendHeader : styles.header)
    }
    var row = 2
    for (table, place) in zip(content.sheets, people) {
      let quoted = SheetNames.quoted(place.name) + "!"
      var index = 0
      for group in table.groups {
        try sheet.text(row, 0, group.site, styles.group)
        for column in 1..<3 + days.count { try sheet.text(row, column, "", styles.group) }
        row += 1
        for person in group.people {
          let texts = [person.contact.name, person.id, person.role.title]
          for (column, text) in texts.enumerated() { try sheet.text(row, column, text, styles.text) }
          for (offset, day) in days.enumerated() {
            let duties = person.duties[day]
            let codes = duties.map(content.codes.code)
            let shown = codes.isEmpty && person.isAway[day] ? [DutyCodes.leave] : codes
            let column = RosterSheetLayout.firstDay + day
            let lines = max(1, person.duties.map(\.count).max() ?? 1)
            let cells = (0..<lines).map {
              quoted + SheetWriter.letters(column) + String(place.rows[index] + $0 + 1)
            }
            let formula = cells.map { "IF(\($0)=\"\",\"\",\($0))" }.joined(separator: "&\" \"&")
            let value = shown.joined(separator: " ")
            try sheet.formula(
              row, 3 + offset, lines == 1 ? "=\(formula)" : "=TRIM(\(formula))", value,
              duties.first.flatMap { styles.shifts[$0.shiftID] }
                ?? (shown.isEmpty
                  ? (content.dates[day].weekday >= 6 ? styles.weekendDay : styles.day) : styles.leave))
          }
          row += 1
          index += 1
        }
      }
    }
    try sheet.width(0...0, 15)
    try sheet.width(1...2, 14)
    try sheet.width(3...2 + days.count, 16)
    worksheet_set_default_row(sheet.sheet, 21, 0)
    try sheet.freeze(2, 3)
    try WorkbookError.check(worksheet_repeat_rows(sheet.sheet, 1, 1))
    sheet.protect()
  }

  /// Everybody's duties one below the other, each person on a page of their own, to be filtered by person.
  func writePersons(_ content: RosterTables, _ styles: WorkbookStyles, name: String) throws(WorkbookError) {
    let sheet = try SheetWriter(self, name: name)
    let header = [
      "编号 No.", "姓名 Name", "身份 Role", "日期 Date", "星期 Day", "班次 Shift", "起止 Hours", "岗位 Post", "驻点 Site",
    ]
    for (column, label) in header.enumerated() { try sheet.text(0, column, label, styles.header) }
    let all = content.sheets.flatMap(\.people).sorted { ($0.id, $0.site) < ($1.id, $1.site) }
    var row = 1
    var breaks: [lxw_row_t] = []
    var before: String?
    for person in all where person.duties.contains(where: { !$0.isEmpty }) {
      if let before, before != person.id { breaks.append(lxw_row_t(row)) }
      before = person.id
      for duty in person.duties.joined() {
        let window = content.shifts.first { $0.id == duty.shiftID }?.window
        let texts = [
          person.id, person.contact.name, person.role.title, duty.date.text,
          RosterSheetLayout.weekdays[duty.date.weekday - 1], duty.shiftID,
          window.map { "\($0.start.text)–\($0.end.text)" } ?? "", duty.postID, person.site,
        ]
        for (column, text) in texts.enumerated() {
          try sheet.text(
            row, column, text, column == 5 ? styles.shifts[duty.shiftID] ?? styles.text : styles.text)
        }
        row += 1
      }
    }
    // More breaks than a sheet can have are none: it is filtered then.
    if breaks.count < Int(LXW_BREAKS_MAX), !breaks.isEmpty {
      breaks.append(0)
      try WorkbookError.check(worksheet_set_h_pagebreaks(sheet.sheet, &breaks))
    }
    try sheet.width(0...7, 16)
    try sheet.width(8...8, 28)
    try sheet.freeze(1, 0)
    try WorkbookError.check(worksheet_autofilter(sheet.sheet, 0, 0, lxw_row_t(max(1, row - 1)), 8))
    try WorkbookError.check(worksheet_repeat_rows(sheet.sheet, 0, 0))
  }

  /// What later rosters gave up and took on, the newest first.
  func writeChanges(_ content: RosterTables, _ styles: WorkbookStyles, name: String) throws(WorkbookError) {
    let sheet = try SheetWriter(self, name: name)
    let header = [
      "修订 Revision", "变更 Change", "日期 Date", "班次 Shift", "驻点 Site", "岗位 Post", "身份 Role", "编号 No.", "姓名 Name",
    ]
    for (column, label) in header.enumerated() { try sheet.text(0, column, label, styles.header) }
    let newest = content.changes.enumerated().sorted {
      ($1.element.revision, $0.offset) < ($0.element.revision, $1.offset)
    }
    for (index, (_, change)) in newest.enumerated() {
      let duty = change.duty
      try sheet.number(1 + index, 0, Double(change.revision), styles.number)
      let texts = [
        change.isTaken ? "接班 taken on" : "撤班 given up", duty.date.text, duty.shiftID, change.site,
        duty.postID,
        duty.role.title, duty.staffID, content.book[duty.staffID].name,
      ]
      for (column, text) in texts.enumerated() { try sheet.text(1 + index, column + 1, text, styles.text) }
    }
    try sheet.width(0...3, 14)
    try sheet.width(4...8, 20)
    try sheet.freeze(1, 0)
    try WorkbookError.check(
      worksheet_autofilter(sheet.sheet, 0, 0, lxw_row_t(max(1, content.changes.count)), 8))
    try WorkbookError.check(worksheet_repeat_rows(sheet.sheet, 0, 0))
  }
}
