import VectorFiles

extension MapSheets {
  private static let across = 2
  private static let down = 4
  private static let cardWidth = 95.0
  private static let cardHeight = 68.0
  private static let origin = SheetPoint(
    x: (portrait.width - Double(across) * cardWidth) / 2, y: (portrait.height - Double(down) * cardHeight) / 2
  )

  /// The contact cards (便民联系卡) of a village, one for each of its micro-grids: a page to be printed, with eight cards on
  /// each sheet of A4, and marks to cut them by.
  package func cards(of village: Int) -> MapSheet {
    let cells = cellsOfVillage[village]
    var missing: [String] = []
    let perPage = Self.across * Self.down
    let pages = stride(from: 0, to: cells.count, by: perPage).map { start -> String in
      var drawing = SheetDrawing(width: Self.portrait.width, height: Self.portrait.height)
      for (place, cell) in cells[start..<min(start + perPage, cells.count)].enumerated() {
        let box = SheetBox(
          x: Self.origin.x + Double(place % Self.across) * Self.cardWidth,
          y: Self.origin.y + Double(place / Self.across) * Self.cardHeight, width: Self.cardWidth,
          height: Self.cardHeight)
        missing += card(of: cell, in: village, box, &drawing)
      }
      cuttingMarks(&drawing)
      return drawing.svg(title: name(of: village, at: assignLevel))
    }
    let title = Escaping.xml("便民联系卡 \(name(of: village, at: assignLevel))")
    let text = """
      <!DOCTYPE html>
      <html lang="zh"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      @page { size: A4; margin: 0 }
      body { margin: 0 } svg { display: block; break-after: page } svg:last-child { break-after: auto }
      </style></head><body>
      \(pages.joined())</body></html>

      """
    return MapSheet(file: cardFiles[village], text: text, unlabelled: missing)
  }

  /// - Returns: the code where it is too long for a QR code, and people for whom there is no line.
  private func card(of cell: Int, in village: Int, _ card: SheetBox, _ drawing: inout SheetDrawing)
    -> [String]
  {
    let lowest = hierarchy.levels.count - 1
    let code = hierarchy.lowest.codes[cell]
    let inner = card.inset(by: 4)
    let band = SheetBox(x: inner.x, y: inner.y, width: inner.width, height: 9)
    let (ink, quiet) = ("fill=\"#1d2a2e\"", "fill=\"#5d6b70\"")
    drawing.rectangle(band, "fill=\"#14384a\"")
    drawing.text(
      "便民联系卡", at: SheetPoint(x: band.x + 2.5, y: band.y + 6.3), size: 4.6,
      "fill=\"#fff\" font-weight=\"700\"")
    if language != .chinese {
      drawing.text(
        "Contact card", at: SheetPoint(x: band.x + 28, y: band.y + 6.1), size: 3, "fill=\"#cfe0e6\"")
    }
    drawing.text(
      "\(label("报警", "Police")) 110", at: SheetPoint(x: band.maxX - 2.5, y: band.y + 6.3), size: 4.2,
      anchor: .end,
      "fill=\"#fff\" font-weight=\"700\"")

    let side = 21.0
    let symbol = QRCode(code)
    symbol?.draw(
      in: SheetBox(x: inner.maxX - side, y: band.maxY + 1, width: side, height: side), on: &drawing)
    let room = inner.width - side - 2
    drawing.text(
      SheetDrawing.fitted(name(of: cell, at: lowest), size: 4.6, width: room),
      at: SheetPoint(x: inner.x, y: band.maxY + 7), size: 4.6, "\(ink) font-weight=\"700\"")
    drawing.text(
      SheetDrawing.fitted(place(of: village), size: 3, width: room),
      at: SheetPoint(x: inner.x, y: band.maxY + 12), size: 3, quiet)
    drawing.text(
      SheetDrawing.fitted("\(label("编码", "Code")) \(code)", size: 3, width: room),
      at: SheetPoint(x: inner.x, y: band.maxY + 16.6), size: 3, quiet)
    drawing.text(
      "\(SheetPage.grouped(hierarchy.lowest.households[cell])) \(label("户", "households"))",
      at: SheetPoint(x: inner.x, y: band.maxY + 21.2), size: 3, quiet)

    let all = workerAnswers(of: [cell], within: code) + answers(of: village)
    let top = band.maxY + side + 1.5
    let height = min(6.8, max(4.6, (inner.maxY - top) / Double(all.count)))
    let lines = Int((inner.maxY - top) / height + 1e-9)
    for (index, answer) in all.prefix(lines).enumerated() {
      drawing.answer(
        answer,
        in: SheetBox(x: inner.x, y: top + Double(index) * height, width: inner.width, height: height),
        labelWidth: 31, size: min(3.6, height * 0.62))
    }
    return (symbol == nil ? [code] : []) + all.dropFirst(lines).compactMap(\.person?.title)
  }

  /// Where the cards meet: lines in the margin, and crosses between them.
  private func cuttingMarks(_ drawing: inout SheetDrawing) {
    let (left, top) = (Self.origin.x, Self.origin.y)
    let (right, bottom) = (Self.portrait.width - left, Self.portrait.height - top)
    let style = "stroke=\"#5d6b70\" stroke-width=\"0.15\""
    let columns = (0...Self.across).map { left + Double($0) * Self.cardWidth }
    let rows = (0...Self.down).map { top + Double($0) * Self.cardHeight }
    for x in columns {
      drawing.line([SheetPoint(x: x, y: top - 7), SheetPoint(x: x, y: top - 2)], style)
      drawing.line([SheetPoint(x: x, y: bottom + 2), SheetPoint(x: x, y: bottom + 7)], style)
    }
    for y in rows {
      drawing.line([SheetPoint(x: left - 7, y: y), SheetPoint(x: left - 2, y: y)], style)
      drawing.line([SheetPoint(x: right + 2, y: y), SheetPoint(x: right + 7, y: y)], style)
    }
    for x in columns.dropFirst().dropLast() {
      for y in rows.dropFirst().dropLast() {
        drawing.line([SheetPoint(x: x - 1.5, y: y), SheetPoint(x: x + 1.5, y: y)], style)
        drawing.line([SheetPoint(x: x, y: y - 1.5), SheetPoint(x: x, y: y + 1.5)], style)
      }
    }
  }
}
