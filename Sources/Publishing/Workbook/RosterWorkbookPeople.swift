import CXLSXWriter
import Planner
import Scenario

/// Where things stand on a sheet of people: its writer and its reader share it.
enum RosterSheetLayout {
  static let person = "人员 Person"
  static let legend = "班次 Shift"
  /// Rows of the header; dates stand in the lower one.
  static let header = 1
  static let dates = 2
  static let firstRow = 3
  /// Columns.
  static let name = 0
  static let id = 1
  static let role = 2
  static let firstDay = 3

  static func text(_ date: CivilDate) -> String { "\(date.components.month)/\(date.components.day)" }

  static let weekdays = ["一Mon", "二Tue", "三Wed", "四Thu", "五Fri", "六Sat", "日Sun"]
}

extension WorkbookFile {
  private typealias Layout = RosterSheetLayout

  /// People down in groups by site, dates across; hours, nights and how many are on duty refer to the legend below.
  ///
  /// - Returns: for each person of the sheet the first row, from 0.
  func writeRoster(
    _ table: RosterTables.Sheet, _ content: RosterTables, _ styles: WorkbookStyles, name: String
  ) throws(WorkbookError) -> [Int] {
    let sheet = try SheetWriter(self, name: name)
    let hours = Layout.firstDay + content.dates.count
    try sheet.text(0, 0, "\(table.name)  \(content.title)", styles.title)
    try writeHeader(sheet, content, styles, hours: hours)

    let lines = table.people.map { max(1, $0.duties.map(\.count).max() ?? 1) }
    let lastPerson = Layout.firstRow + lines.reduce(0, +) + table.groups.count - 1
    let shifts = content.shifts.filter { shift in table.codes.contains { $0.shift.id == shift.id } }
    let legend = lastPerson + 2 + 2 * shifts.count + 1
    var row = Layout.firstRow
    var rows: [Int] = []
    var index = 0
    for group in table.groups {
      try sheet.text(row, Layout.name, group.site, styles.group)
      try sheet.text(row, Layout.id, group.siteID, styles.group)
      for column in Layout.role..<hours + 3 { try sheet.text(row, column, "", styles.group) }
      row += 1
      for person in group.people {
        rows.append(row)
        let own = row..<row + lines[index]
        try writePerson(sheet, person, rows: own, content, styles)
        try writeTotals(
          sheet, content, styles, person, rows: own, columns: Layout.firstDay..<hours, legend: legend + 1,
          codes: table.codes.count)
        row += lines[index]
        index += 1
      }
    }
    try writeOnDuty(
      sheet, table, content, styles, shifts: shifts, row: row + 1, people: Layout.firstRow..<row,
      legend: legend + 1)
    try writeLegend(sheet, table, styles, row: legend)
    try sheet.width(Layout.name...Layout.name, 15)
    try sheet.width(Layout.id...Layout.id, 13)
    try sheet.width(Layout.role...Layout.role, 14)
    if hours > Layout.firstDay { try sheet.width(Layout.firstDay...hours - 1, 6.6) }
    try sheet.width(hours...hours + 1, 7)
    try sheet.width(hours + 2...hours + 2, 22)
    // Tall enough to be read from the wall.
    worksheet_set_default_row(sheet.sheet, 21, 0)
    try sheet.freeze(Layout.firstRow, Layout.firstDay)
    try WorkbookError.check(worksheet_repeat_rows(sheet.sheet, 1, 2))
    return rows
  }

  private func writeHeader(
    _ sheet: SheetWriter, _ content: RosterTables, _ styles: WorkbookStyles, hours: Int
  ) throws(WorkbookError) {
    for (column, label) in ["姓名 Name", Layout.person, "身份 Role"].enumerated() {
      try sheet.text(Layout.header, column, label, styles.header)
      try sheet.text(Layout.dates, column, "", styles.header)
    }
    for (index, date) in content.dates.enumerated() {
      let format = date.weekday >= 6 ? styles.weekendHeader : styles.header
      try sheet.text(
        Layout.header, Layout.firstDay + index, Layout.weekdays[date.weekday - 1], format)
      try sheet.text(Layout.dates, Layout.firstDay + index, Layout.text(date), format)
    }
    for (offset, label) in [("工时", "Hours"), ("夜班", "Nights"), ("电话", "Phone")].enumerated() {
      try sheet.text(Layout.header, hours + offset, label.0, styles.header)
      try sheet.text(Layout.dates, hours + offset, label.1, styles.header)
    }
  }

  private func writePerson(
    _ sheet: SheetWriter, _ person: RosterTables.Person, rows: Range<Int>, _ content: RosterTables,
    _ styles: WorkbookStyles
  ) throws(WorkbookError) {
    for (line, row) in rows.enumerated() {
      let texts = [person.contact.name, person.id, person.role.title]
      for (column, text) in texts.enumerated() {
        try sheet.text(row, column, line == 0 ? text : "", styles.text)
      }
      for (index, duties) in person.duties.enumerated() {
        let column = Layout.firstDay + index
        if line < duties.count {
          let duty = duties[line]
          try sheet.text(row, column, content.codes.code(duty), styles.shifts[duty.shiftID] ?? styles.day)
        } else if person.isAway[index], line == 0 {
          try sheet.text(row, column, DutyCodes.leave, styles.leave)
        } else {
          try sheet.text(
            row, column, "", content.dates[index].weekday >= 6 ? styles.weekendDay : styles.day)
        }
      }
      let reached = [person.contact.phone, person.contact.callsign].filter { !$0.isEmpty }
      let phone = Layout.firstDay + person.duties.count + 2
      try sheet.text(row, phone, line == 0 ? reached.joined(separator: " · ") : "", styles.text)
    }
  }

  private func writeTotals(
    _ sheet: SheetWriter, _ content: RosterTables, _ styles: WorkbookStyles, _ person: RosterTables.Person,
    rows: Range<Int>, columns: Range<Int>, legend: Int, codes: Int
  ) throws(WorkbookError) {
    let totals = content.totals(person)
    let values = [totals.hours, Double(totals.nights)]
    for (offset, value) in values.enumerated() {
      let column = columns.upperBound + offset
      if codes == 0 || columns.isEmpty {
        try sheet.number(rows.lowerBound, column, value, styles.number)
      } else {
        let days = Self.range(rows, columns)
        // The legend holds hours in its third column and nights in its fourth.
        let weights = Self.range(legend..<legend + codes, 2 + offset..<3 + offset)
        try sheet.formula(
          rows.lowerBound, column,
          "=SUMPRODUCT(COUNTIF(\(days),\(Self.range(legend..<legend + codes, 0..<1)))*\(weights))",
          value, styles.number)
      }
      for row in rows.dropFirst() { try sheet.text(row, column, "", styles.number) }
    }
  }

  /// For each shift how many are on duty, and how many are wanted.
  private func writeOnDuty(
    _ sheet: SheetWriter, _ table: RosterTables.Sheet, _ content: RosterTables, _ styles: WorkbookStyles,
    shifts: [Shift], row: Int, people: Range<Int>, legend: Int
  ) throws(WorkbookError) {
    let codes = legend..<legend + table.codes.count
    for (index, shift) in shifts.enumerated() {
      let rows = (row + 2 * index, row + 2 * index + 1)
      for (at, label) in [(rows.0, "在岗 On duty"), (rows.1, "需要 Needed")] {
        try sheet.text(at, 0, label, styles.total)
        try sheet.text(at, 1, "", styles.total)
        try sheet.text(at, 2, shift.id, styles.shifts[shift.id])
      }
      for date in content.dates.indices {
        let column = Layout.firstDay + date
        let held = table.people.reduce(0) { $0 + $1.duties[date].count { $0.shiftID == shift.id } }
        let count = "COUNTIF(\(Self.range(people, column..<column + 1)),\(Self.range(codes, 0..<1)))"
        // The fifth column of the legend holds the shift.
        let isShift = "(\(Self.range(codes, 4..<5))=\(SheetWriter.reference(rows.0, 2)))"
        try sheet.formula(rows.0, column, "=SUMPRODUCT(\(count)*\(isShift))", Double(held), styles.number)
        try sheet.number(
          rows.1, column, Double(content.needed(table, shift.id, on: date)), styles.number)
      }
    }
  }

  private func writeLegend(
    _ sheet: SheetWriter, _ table: RosterTables.Sheet, _ styles: WorkbookStyles, row: Int
  ) throws(WorkbookError) {
    for (column, label) in [Layout.legend, "时间 Time", "工时 Hours", "夜班", "班次"].enumerated() {
      try sheet.text(row, column, label, styles.header)
    }
    for (index, entry) in table.codes.enumerated() {
      let line = row + 1 + index
      let window = entry.shift.window
      try sheet.text(line, 0, entry.code, styles.shifts[entry.shift.id])
      try sheet.text(line, 1, "\(window.start.text)–\(window.end.text)", styles.text)
      try sheet.number(line, 2, Double(window.duration) / 3600, styles.number)
      try sheet.number(line, 3, window.touchesNight ? 1 : 0, styles.number)
      try sheet.text(line, 4, entry.shift.id, styles.text)
    }
    let line = row + 1 + table.codes.count
    try sheet.text(line, 0, DutyCodes.leave, styles.leave)
    try sheet.text(line, 1, "休假 leave", styles.text)
  }

  private static func range(_ rows: Range<Int>, _ columns: Range<Int>) -> String {
    "\(SheetWriter.reference(rows.lowerBound, columns.lowerBound)):"
      + SheetWriter.reference(rows.upperBound - 1, columns.upperBound - 1)
  }
}
