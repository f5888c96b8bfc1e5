import CXLSXWriter
import Chinese
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
      try sheet.text(
        row, 6, "\(Chinese.wording.text(empty.entry.reason))\n\(empty.entry.reason)", styles.wrapped)
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
