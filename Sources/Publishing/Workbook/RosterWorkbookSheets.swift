import CXLSXWriter
import Planner
import Scenario

extension WorkbookFile {
  /// What each site needs and has.
  func writeSummary(_ content: RosterTables, _ styles: WorkbookStyles, name: String) throws(WorkbookError) {
    let sheet = try SheetWriter(self, name: name)
    try sheet.text(0, 0, "排班表 Roster  \(content.title)", styles.title)
    let header = [
      "编号 Site", "驻点 Name", "身份 Role", "需要 Needed", "已排 Filled", "缺 Unfilled", "排满率 Share filled",
    ]
    for (column, label) in header.enumerated() { try sheet.text(2, column, label, styles.header) }
    let first = 3
    for (index, balance) in content.balances.enumerated() {
      let row = first + index
      try sheet.text(row, 0, balance.siteID, styles.text)
      try sheet.text(row, 1, balance.site, styles.text)
      try sheet.text(row, 2, balance.role.title, styles.text)
      try sheet.number(row, 3, Double(balance.needed), styles.number)
      try sheet.number(row, 4, Double(balance.filled), styles.number)
      try writeShare(sheet, row, balance.needed, balance.filled, styles, styles.number)
    }
    let row = first + content.balances.count
    let needed = content.balances.reduce(0) { $0 + $1.needed }
    let filled = content.balances.reduce(0) { $0 + $1.filled }
    for (column, label) in ["合计 Total", "", ""].enumerated() {
      try sheet.text(row, column, label, styles.total)
    }
    for (column, value) in [(3, needed), (4, filled)] {
      let range =
        "\(SheetWriter.reference(first, column)):\(SheetWriter.reference(max(first, row - 1), column))"
      if content.balances.isEmpty {
        try sheet.number(row, column, 0, styles.total)
      } else {
        try sheet.formula(row, column, "=SUM(\(range))", Double(value), styles.total)
      }
    }
    try writeShare(sheet, row, needed, filled, styles, styles.total)
    try sheet.width(0...1, 24)
    try sheet.width(2...6, 18)
    try sheet.freeze(first, 0)
    try WorkbookError.check(worksheet_repeat_rows(sheet.sheet, 2, 2))
  }

  private func writeShare(
    _ sheet: SheetWriter, _ row: Int, _ needed: Int, _ filled: Int, _ styles: WorkbookStyles,
    _ format: WorkbookStyles.Format
  ) throws(WorkbookError) {
    let (need, have) = (SheetWriter.reference(row, 3), SheetWriter.reference(row, 4))
    try sheet.formula(row, 5, "=\(need)-\(have)", Double(needed - filled), format)
    let share = needed > 0 ? Double(filled) / Double(needed) : 1
    try sheet.formula(row, 6, "=IF(\(need)>0,\(have)/\(need),1)", share, styles.percent)
  }

  /// People down, dates across; hours and nights refer to the legend below.
  func writeRoster(
    _ table: RosterTables.Sheet, _ content: RosterTables, _ styles: WorkbookStyles, name: String
  ) throws(WorkbookError) {
    let sheet = try SheetWriter(self, name: name)
    let firstDay = 3
    let hours = firstDay + content.dates.count
    try sheet.text(0, 0, "\(table.name)  \(content.title)", styles.title)
    for (column, label) in ["驻点 Site", "人员 Person", "身份 Role"].enumerated() {
      try sheet.text(1, column, label, styles.header)
      try sheet.text(2, column, "", styles.header)
    }
    for (index, date) in content.dates.enumerated() {
      let format = date.weekday >= 6 ? styles.weekendHeader : styles.header
      let weekdays = [
        "一Mon", "二Tue", "三Wed", "四Thu", "五Fri", "六Sat", "日Sun",
      ]
      try sheet.text(1, firstDay + index, weekdays[date.weekday - 1], format)
      try sheet.text(2, firstDay + index, "\(date.components.month)/\(date.components.day)", format)
    }
    for (offset, label) in [("工时", "Hours"), ("夜班", "Nights")].enumerated() {
      try sheet.text(1, hours + offset, label.0, styles.header)
      try sheet.text(2, hours + offset, label.1, styles.header)
    }

    let lines = table.people.map { max(1, $0.shifts.map(\.count).max() ?? 1) }
    let legend = 3 + lines.reduce(0, +) + 2
    var row = 3
    for (person, count) in zip(table.people, lines) {
      for line in 0..<count {
        try sheet.text(row + line, 0, line == 0 ? person.site : "", styles.text)
        try sheet.text(row + line, 1, line == 0 ? person.called : "", styles.text)
        try sheet.text(row + line, 2, line == 0 ? person.role.title : "", styles.text)
        for (index, shifts) in person.shifts.enumerated() {
          let empty = content.dates[index].weekday >= 6 ? styles.weekendDay : styles.day
          let shift = line < shifts.count ? shifts[line] : ""
          try sheet.text(row + line, firstDay + index, shift, styles.shifts[shift] ?? empty)
        }
      }
      try writeTotals(
        sheet, content, styles, person, rows: row..<row + count, columns: firstDay..<hours, legend: legend + 1
      )
      row += count
    }
    try writeLegend(sheet, content, styles, row: legend)
    try sheet.width(0...0, 18)
    try sheet.width(1...1, 13)
    try sheet.width(2...2, 14)
    if hours > firstDay { try sheet.width(firstDay...hours - 1, 6.6) }
    try sheet.width(hours...hours + 1, 7)
    // Tall enough to be read from the wall.
    worksheet_set_default_row(sheet.sheet, 21, 0)
    try sheet.freeze(3, firstDay)
    try WorkbookError.check(worksheet_repeat_rows(sheet.sheet, 1, 2))
  }

  private func writeTotals(
    _ sheet: SheetWriter, _ content: RosterTables, _ styles: WorkbookStyles, _ person: RosterTables.Person,
    rows: Range<Int>, columns: Range<Int>, legend: Int
  ) throws(WorkbookError) {
    let totals = content.totals(person)
    let values = [totals.hours, Double(totals.nights)]
    for (offset, value) in values.enumerated() {
      let column = columns.upperBound + offset
      if content.shifts.isEmpty || columns.isEmpty {
        try sheet.number(rows.lowerBound, column, value, styles.number)
      } else {
        let days =
          "\(SheetWriter.reference(rows.lowerBound, columns.lowerBound)):"
          + SheetWriter.reference(rows.upperBound - 1, columns.upperBound - 1)
        let last = legend + content.shifts.count - 1
        let ids = "\(SheetWriter.reference(legend, 0)):\(SheetWriter.reference(last, 0))"
        // The legend holds hours in its third column and nights in its fourth.
        let weights =
          "\(SheetWriter.reference(legend, 2 + offset)):\(SheetWriter.reference(last, 2 + offset))"
        try sheet.formula(
          rows.lowerBound, column, "=SUMPRODUCT(COUNTIF(\(days),\(ids))*\(weights))", value, styles.number)
      }
      for row in rows.dropFirst() { try sheet.text(row, column, "", styles.number) }
    }
  }

  private func writeLegend(
    _ sheet: SheetWriter, _ content: RosterTables, _ styles: WorkbookStyles, row: Int
  ) throws(WorkbookError) {
    for (column, label) in ["班次 Shift", "时间 Time", "工时 Hours", "夜班"].enumerated() {
      try sheet.text(row, column, label, styles.header)
    }
    for (index, shift) in content.shifts.enumerated() {
      let line = row + 1 + index
      try sheet.text(line, 0, shift.id, styles.shifts[shift.id])
      try sheet.text(line, 1, "\(shift.window.start.text)–\(shift.window.end.text)", styles.text)
      try sheet.number(line, 2, Double(shift.window.duration) / 3600, styles.number)
      try sheet.number(line, 3, shift.window.touchesNight ? 1 : 0, styles.number)
    }
  }

  /// Every empty place with its reason.
  func writeUnfilled(_ content: RosterTables, _ styles: WorkbookStyles, name: String) throws(WorkbookError) {
    let sheet = try SheetWriter(self, name: name)
    let header = [
      "日期 Date", "班次 Shift", "驻点 Site", "岗位 Post", "身份 Role", "缺 Missing", "原因 Reason",
    ]
    for (column, label) in header.enumerated() { try sheet.text(0, column, label, styles.header) }
    for (index, empty) in content.unfilled.enumerated() {
      let row = 1 + index
      let texts = [
        empty.entry.date.text, empty.entry.shiftID, empty.site, empty.entry.postID, empty.entry.role.title,
      ]
      for (column, text) in texts.enumerated() { try sheet.text(row, column, text, styles.text) }
      try sheet.number(row, 5, Double(empty.entry.missing), styles.number)
      try sheet.text(row, 6, empty.entry.reason, styles.wrapped)
    }
    try sheet.width(0...1, 12)
    try sheet.width(2...3, 22)
    try sheet.width(4...5, 16)
    try sheet.width(6...6, 80)
    try sheet.freeze(1, 0)
    let last = lxw_row_t(exactly: max(1, content.unfilled.count)) ?? 1
    try WorkbookError.check(worksheet_autofilter(sheet.sheet, 0, 0, last, 6))
    try WorkbookError.check(worksheet_repeat_rows(sheet.sheet, 0, 0))
  }
}
