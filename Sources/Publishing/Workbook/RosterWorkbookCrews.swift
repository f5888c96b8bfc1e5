import CXLSXWriter

extension WorkbookFile {
  /// A crew's stops on one shift: one day type below the other, times across.
  func writeCrew(_ crew: CrewStops, _ styles: WorkbookStyles, name: String) throws(WorkbookError) {
    let sheet = try SheetWriter(self, name: name)
    try sheet.text(0, 0, "\(crew.crewID)  \(crew.shiftID)", styles.title)
    let header = [
      "#", "类型 Kind", "地点 Place", "到达 Arrive", "开始 Begin", "离开 Leave", "行驶 Driving (min)", "里程 Distance (km)",
    ]
    for (column, label) in header.enumerated() { try sheet.text(1, column, label, styles.header) }
    var row = 2
    for day in crew.days {
      let first = row + 1
      for (index, stop) in day.stops.enumerated() { try writeStop(stop, index, sheet, first + index, styles) }
      let totals = [
        (6, day.stops.reduce(0) { $0 + $1.minutes }), (7, day.stops.reduce(0) { $0 + $1.kilometres }),
      ]
      for column in header.indices {
        try sheet.text(row, column, column == 0 ? DayTypeName(day.dayType).both : "", styles.total)
      }
      let last = first + day.stops.count - 1
      for (column, value) in totals {
        let range = "\(SheetWriter.reference(first, column)):\(SheetWriter.reference(last, column))"
        try sheet.formula(row, column, "=SUM(\(range))", value, styles.totalTenths)
      }
      row = last + 2
    }
    try sheet.width(0...0, 10)
    try sheet.width(1...1, 18)
    try sheet.width(2...2, 44)
    try sheet.width(3...7, 18)
    try sheet.freeze(2, 0)
    try WorkbookError.check(worksheet_repeat_rows(sheet.sheet, 0, 1))
  }

  private func writeStop(
    _ stop: CrewStops.Stop, _ index: Int, _ sheet: SheetWriter, _ row: Int, _ styles: WorkbookStyles
  ) throws(WorkbookError) {
    try sheet.number(row, 0, Double(index), styles.number)
    let texts = [Self.kinds[stop.kind] ?? stop.kind, stop.name, stop.arrive, stop.begin, stop.leave]
    for (column, text) in texts.enumerated() {
      try sheet.text(row, column + 1, text, column < 2 ? styles.text : styles.day)
    }
    try sheet.number(row, 6, stop.minutes, styles.tenths)
    try sheet.number(row, 7, stop.kilometres, styles.tenths)
  }

  private static var kinds: [String: String] {
    [
      "start": "出发 start", "checkpoint": "必到点 checkpoint", "unit": "微网格 unit", "break": "休息 break",
      "end": "返回 end",
    ]
  }
}
