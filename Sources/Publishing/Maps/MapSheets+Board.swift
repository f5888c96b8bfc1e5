extension MapSheets {
  /// A4, portrait.
  static let portrait = SheetBox(x: 0, y: 0, width: 210, height: 297)
  private static let margin = 12.0
  private static let ink = "fill=\"#1d2a2e\""
  private static let quiet = "fill=\"#5d6b70\""

  /// The board of a grid (网格员公示牌), A4 portrait: where it lies in its village, who answers for it, and its code as a QR code.
  package func board(of grid: Int, in village: Int) -> MapSheet {
    let page = Self.portrait
    let left = Self.margin
    let width = page.width - 2 * left
    let code = hierarchy.levels[gridLevel].codes[grid]
    let gridName = name(of: grid, at: gridLevel)
    var drawing = SheetDrawing(width: page.width, height: page.height)
    var missing: [String] = []

    drawing.rectangle(SheetBox(x: 0, y: 0, width: page.width, height: 30), "fill=\"#14384a\"")
    drawing.text(
      "网格员公示牌", at: SheetPoint(x: left, y: 20), size: 13, "fill=\"#fff\" font-weight=\"700\"")
    if language != .chinese {
      drawing.text(
        "Who answers for this grid", at: SheetPoint(x: page.width - left, y: 19.5), size: 5.4, anchor: .end,
        "fill=\"#cfe0e6\"")
    }
    drawing.text(
      SheetDrawing.fitted(gridName, size: 10, width: width), at: SheetPoint(x: left, y: 44), size: 10,
      "\(Self.ink) font-weight=\"700\"")
    drawing.text(
      SheetDrawing.fitted(place(of: village), size: 4.6, width: width), at: SheetPoint(x: left, y: 52.5),
      size: 4.6, Self.quiet)

    missing += gridMap(grid, in: village, SheetBox(x: left, y: 58, width: 124, height: 106), &drawing)
    let side = SheetBox(x: left + 128, y: 58, width: width - 128, height: 106)
    villageMap(grid, in: village, SheetBox(x: side.x, y: side.y, width: side.width, height: 42), &drawing)
    missing += codePlate(
      code, SheetBox(x: side.x, y: side.y + 45, width: side.width, height: 61), &drawing)

    missing += people(grid, in: village, SheetBox(x: left, y: 171, width: width, height: 84), &drawing)
    emergency(SheetBox(x: 0, y: 259, width: page.width, height: 26), &drawing)
    drawing.text(
      "\(title) · \(date)", at: SheetPoint(x: page.width - left, y: 291.5), size: 3, anchor: .end, Self.quiet)
    return MapSheet(
      file: boardFiles[grid], text: drawing.svg(title: gridName), unlabelled: missing)
  }

  /// "沈丘 · 松井镇 · 福亭庄村".
  func place(of village: Int) -> String {
    let township = townshipOfVillage[village]
    let upper = township >= 0 && townshipLevel < assignLevel ? [name(of: township, at: townshipLevel)] : []
    return ([title] + upper + [name(of: village, at: assignLevel)]).joined(separator: " · ")
  }

  /// The grid with its micro-grids.
  ///
  /// - Returns: those without a label.
  private func gridMap(
    _ grid: Int, in village: Int, _ box: SheetBox, _ drawing: inout SheetDrawing
  ) -> [String] {
    let lowest = hierarchy.levels.count - 1
    let frame = SheetFrame(grounds[gridLevel].points(of: grid), in: box)
    let cells = cellsOfGrid[grid]
    let lands = cells.map { SheetLand($0, of: grounds[lowest], frame) }
    let arrow = SheetBox(x: box.maxX - 15, y: box.y + 2, width: 13, height: 19)
    var labels = SheetLabels(within: box.inset(by: 1))
    labels.reserve(arrow)
    let unlabelled = labelCells(
      cells, lands, of: hierarchy.levels[gridLevel].codes[grid], size: 4, frame, &labels)
    drawing.rectangle(box, "fill=\"#f3f4f1\"")
    drawing.clipped(to: box) { drawing in
      for (_, land) in units(of: gridLevel, near: frame) {
        drawing.polygon(land.rings, "fill=\"#e6e8e4\" stroke=\"#aab3b5\" stroke-width=\"0.3\"")
      }
      for land in lands {
        drawing.polygon(land.rings, "fill=\"#fff6d6\" stroke=\"#8d9a9e\" stroke-width=\"0.3\"")
      }
      drawing.polygon(
        SheetLand(village, of: grounds[assignLevel], frame).rings,
        "fill=\"none\" stroke=\"#1d2a2e\" stroke-width=\"0.6\"")
      drawing.polygon(
        SheetLand(grid, of: grounds[gridLevel], frame).rings,
        "fill=\"none\" stroke=\"#c9302c\" stroke-width=\"1.1\"")
      labels.draw(on: &drawing)
    }
    drawing.rectangle(box, "fill=\"none\" stroke=\"#26363d\" stroke-width=\"0.5\"")
    SheetPage.northArrow(in: arrow, on: &drawing)
    return unlabelled
  }

  /// Where in its village the grid lies.
  private func villageMap(
    _ grid: Int, in village: Int, _ box: SheetBox, _ drawing: inout SheetDrawing
  ) {
    let frame = SheetFrame(
      grounds[assignLevel].points(of: village),
      in: SheetBox(x: box.x, y: box.y, width: box.width, height: box.height - 6))
    drawing.rectangle(box, "fill=\"#f3f4f1\"")
    drawing.clipped(to: box) { drawing in
      for other in gridsOfVillage[village] {
        drawing.polygon(
          SheetLand(other, of: grounds[gridLevel], frame).rings,
          "fill=\"\(other == grid ? "#c9302c" : "#fff")\" stroke=\"#8d9a9e\" stroke-width=\"0.25\"")
      }
      drawing.polygon(
        SheetLand(village, of: grounds[assignLevel], frame).rings,
        "fill=\"none\" stroke=\"#1d2a2e\" stroke-width=\"0.6\"")
    }
    drawing.rectangle(box, "fill=\"none\" stroke=\"#26363d\" stroke-width=\"0.3\"")
    drawing.text(
      SheetDrawing.fitted(label("在村中的位置", "in its village"), size: 3, width: box.width - 2),
      at: SheetPoint(x: box.midX, y: box.maxY - 2), size: 3, anchor: .middle, Self.quiet)
  }

  /// The code as a QR code, and in letters.
  ///
  /// - Returns: the code where it is too long for one.
  private func codePlate(_ code: String, _ box: SheetBox, _ drawing: inout SheetDrawing) -> [String] {
    let side = min(box.width, box.height - 11)
    let plate = SheetBox(x: box.midX - side / 2, y: box.y, width: side, height: side)
    let symbol = QRCode(code)
    symbol?.draw(in: plate, on: &drawing)
    drawing.text(
      label("网格编码", "Grid code"), at: SheetPoint(x: box.midX, y: plate.maxY + 4), size: 3, anchor: .middle,
      Self.quiet)
    drawing.text(
      SheetDrawing.fitted(code, size: 4, width: box.width), at: SheetPoint(x: box.midX, y: plate.maxY + 9),
      size: 4, anchor: .middle, "\(Self.ink) font-weight=\"700\"")
    return symbol == nil ? [code] : []
  }

  /// - Returns: people for whom there is no line.
  private func people(
    _ grid: Int, in village: Int, _ box: SheetBox, _ drawing: inout SheetDrawing
  ) -> [String] {
    let own = workerAnswers(of: cellsOfGrid[grid], within: hierarchy.levels[gridLevel].codes[grid])
    let others = answers(of: village)
    drawing.text(
      label("责任人", "Who answers for it"), at: SheetPoint(x: box.x, y: box.y + 2), size: 5,
      "fill=\"#0b6b8a\" font-weight=\"700\"")
    drawing.text(
      "\(SheetPage.grouped(hierarchy.levels[gridLevel].households[grid])) \(label("户", "households"))",
      at: SheetPoint(x: box.maxX, y: box.y + 2), size: 4, anchor: .end, Self.quiet)
    drawing.line(
      [SheetPoint(x: box.x, y: box.y + 4), SheetPoint(x: box.maxX, y: box.y + 4)],
      "stroke=\"#0b6b8a\" stroke-width=\"0.4\"")
    let top = box.y + 5
    let height = min(10, max(5.2, (box.maxY - top) / Double(own.count + others.count)))
    let room = Int((box.maxY - top) / height + 1e-9)
    // Room, officer and auxiliaries stay: where there are too many people, grid workers are left out.
    let shown = (own.prefix(max(0, room - others.count)) + others).prefix(room)
    for (index, answer) in shown.enumerated() {
      drawing.answer(
        answer,
        in: SheetBox(x: box.x, y: top + Double(index) * height, width: box.width, height: height),
        labelWidth: 48, size: min(5.4, height * 0.62))
    }
    return own.dropFirst(max(0, room - others.count)).compactMap(\.person?.title)
  }

  private func emergency(_ box: SheetBox, _ drawing: inout SheetDrawing) {
    drawing.rectangle(box, "fill=\"#b3261e\"")
    drawing.text(
      "报警求助请拨", at: SheetPoint(x: Self.margin, y: box.y + 12), size: 8, "fill=\"#fff\" font-weight=\"700\"")
    if language != .chinese {
      drawing.text(
        "In an emergency call the police", at: SheetPoint(x: Self.margin, y: box.y + 20), size: 4.6,
        "fill=\"#fff\"")
    }
    drawing.text(
      "110", at: SheetPoint(x: box.maxX - Self.margin, y: box.y + 20.5), size: 22, anchor: .end,
      "fill=\"#fff\" font-weight=\"700\"")
  }
}
