import Foundation

/// The paper of a map sheet, landscape.
package enum SheetPaper: String, Sendable, CaseIterable {
  case a4
  case a3

  var width: Double { self == .a4 ? 297 : 420 }
  var height: Double { self == .a4 ? 210 : 297 }
}

/// The parts that every map sheet has: title, map, and beside it a panel with what the map says of whom.
struct SheetPage {
  private static let margin = 8.0
  private static let panelWidth = 66.0

  private(set) var drawing: SheetDrawing
  /// Of the map.
  let mapBox: SheetBox
  private let panel: SheetBox
  private var nextLine: Double
  /// Where the scale bar stands.
  private var scaleBox: SheetBox
  private let title: String

  init(_ paper: SheetPaper, title: String, subtitle: String) {
    self.title = title
    drawing = SheetDrawing(width: paper.width, height: paper.height)
    let top = Self.margin + 12
    let height = paper.height - top - Self.margin
    panel = SheetBox(
      x: paper.width - Self.margin - Self.panelWidth, y: top, width: Self.panelWidth, height: height)
    mapBox = SheetBox(x: Self.margin, y: top, width: panel.x - 4 - Self.margin, height: height)
    scaleBox = SheetBox(x: mapBox.x + 2, y: mapBox.maxY - 14, width: 64, height: 12)
    nextLine = panel.y + 4
    drawing.text(
      title, at: SheetPoint(x: Self.margin, y: Self.margin + 7.5), size: 7,
      "fill=\"#1d2a2e\" font-weight=\"700\"")
    drawing.text(
      subtitle, at: SheetPoint(x: paper.width - Self.margin, y: Self.margin + 7), size: 3.6, anchor: .end,
      "fill=\"#5d6b70\"")
  }

  /// A map alone, as large as its paper, on a page with others.
  ///
  /// - Parameter name: what its ids begin with.
  init(mapOnly box: SheetBox, title: String, name: String) {
    self.title = title
    drawing = SheetDrawing(width: box.width, height: box.height, name: name)
    mapBox = box.inset(by: 0.3)
    panel = SheetBox(x: box.maxX, y: box.y, width: 0, height: box.height)
    scaleBox = SheetBox(x: mapBox.x + 2, y: mapBox.maxY - 14, width: 64, height: 12)
    nextLine = panel.maxY
  }

  var svg: String { drawing.svg(title: title) }

  /// What `draw` adds is seen on the map only; then the frame, the north arrow and the scale bar.
  mutating func map(_ frame: SheetFrame, _ draw: (inout SheetDrawing) -> Void) {
    drawing.rectangle(mapBox, "fill=\"#f3f4f1\"")
    drawing.clipped(to: mapBox, draw)
    drawing.rectangle(mapBox, "fill=\"none\" stroke=\"#26363d\" stroke-width=\"0.5\"")
    Self.northArrow(in: furniture[0], on: &drawing)
    scaleBar(frame)
  }

  /// Moves the scale bar from the lower left corner of the map to another where that costs less.
  mutating func placeScaleBar(_ cost: (SheetBox) -> Double) {
    let (left, right) = (mapBox.x + 2, mapBox.maxX - 2 - scaleBox.width)
    let corners = [(left, scaleBox.y), (right, scaleBox.y), (left, mapBox.y + 2)].map {
      SheetBox(x: $0.0, y: $0.1, width: scaleBox.width, height: scaleBox.height)
    }
    scaleBox = corners.min { cost($0) < cost($1) } ?? scaleBox
  }

  /// Where the north arrow and the scale bar lie: no label may.
  var furniture: [SheetBox] {
    [
      SheetBox(x: mapBox.maxX - 15, y: mapBox.y + 2, width: 13, height: 19),
      scaleBox,
    ]
  }

  // MARK: Furniture

  static func northArrow(in box: SheetBox, on drawing: inout SheetDrawing) {
    drawing.rectangle(box, "fill=\"#fff\" fill-opacity=\"0.85\"")
    let tip = SheetPoint(x: box.midX, y: box.y + 6.5)
    let (left, right) = (SheetPoint(x: tip.x - 3.4, y: tip.y + 11), SheetPoint(x: tip.x + 3.4, y: tip.y + 11))
    let notch = SheetPoint(x: tip.x, y: tip.y + 8)
    drawing.polygon([[tip, left, notch]], "fill=\"#26363d\" stroke=\"#26363d\" stroke-width=\"0.3\"")
    drawing.polygon([[tip, right, notch]], "fill=\"#fff\" stroke=\"#26363d\" stroke-width=\"0.3\"")
    drawing.text("北 N", at: SheetPoint(x: tip.x, y: box.y + 4.6), size: 3.8, anchor: .middle)
  }

  private mutating func scaleBar(_ frame: SheetFrame) {
    let box = scaleBox
    drawing.rectangle(box, "fill=\"#fff\" fill-opacity=\"0.85\"")
    let longest = frame.metres(46)
    var power = 1.0
    while power * 10 <= longest { power *= 10 }
    let metres = [power * 5, power * 2, power].first { $0 <= longest } ?? power
    let half = metres / 2 * 1000 / Double(frame.scale)
    let y = box.y + 5.5
    for part in 0..<2 {
      drawing.rectangle(
        SheetBox(x: box.x + 4 + Double(part) * half, y: y, width: half, height: 1.4),
        "fill=\"\(part == 0 ? "#26363d" : "#fff")\" stroke=\"#26363d\" stroke-width=\"0.25\"")
    }
    let inKilometres = metres >= 1000
    let marks = [0, metres / 2, metres].map { inKilometres ? $0 / 1000 : $0 }
    for (index, mark) in marks.enumerated() {
      drawing.text(
        SheetDrawing.number(mark) + (index == 2 ? (inKilometres ? " km" : " m") : ""),
        at: SheetPoint(x: box.x + 4 + Double(index) * half, y: y - 1), size: 2.8,
        anchor: index == 2 ? .start : .middle)
    }
    drawing.text("1 : \(Self.grouped(frame.scale))", at: SheetPoint(x: box.x + 4, y: y + 5), size: 2.8)
  }

  /// "12,500".
  static func grouped(_ number: Int) -> String {
    var text = String(number)
    var at = text.count - 3
    while at > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: at))
      at -= 3
    }
    return text
  }

  // MARK: Panel

  /// How many millimetres of the panel are free.
  var room: Double { panel.maxY - nextLine }

  mutating func heading(_ text: String) {
    nextLine += 2.5
    drawing.text(
      text, at: SheetPoint(x: panel.x, y: nextLine), size: 3.6, "fill=\"#0b6b8a\" font-weight=\"700\"")
    drawing.line(
      [SheetPoint(x: panel.x, y: nextLine + 1.4), SheetPoint(x: panel.maxX, y: nextLine + 1.4)],
      "stroke=\"#c9d2d4\" stroke-width=\"0.25\"")
    nextLine += 6.4
  }

  /// A label and its value; without a value a line to write on.
  mutating func entry(_ label: String, _ value: String?) {
    drawing.text(label, at: SheetPoint(x: panel.x, y: nextLine), size: 3, "fill=\"#5d6b70\"")
    let start = panel.x + 31
    if let value {
      for line in Self.wrapped(value, size: 3.2, width: panel.maxX - start, lines: 3) {
        drawing.text(line, at: SheetPoint(x: start, y: nextLine), size: 3.2)
        nextLine += 4.6
      }
    } else {
      drawing.line(
        [SheetPoint(x: start, y: nextLine + 0.8), SheetPoint(x: panel.maxX, y: nextLine + 0.8)],
        "stroke=\"#8a979b\" stroke-width=\"0.25\"")
      nextLine += 6.2
    }
  }

  /// Small texts in two columns, or short ones in three where that is too little; then how many are left out. A millimetre stays
  /// free for what follows.
  mutating func list(_ texts: [String], short: [String]) {
    let columns = texts.count <= 2 * Int(max(0, room - 9) / 3.7) ? 2 : 3
    let (lineHeight, size) = columns == 2 ? (3.7, 2.6) : (3.4, 2.35)
    let lines = Int(max(0, room - 9) / lineHeight)
    let width = panel.width / Double(columns)
    let shown = (columns == 2 ? texts : short).prefix(lines * columns)
    for (index, text) in shown.enumerated() {
      drawing.text(
        SheetDrawing.fitted(text, size: size, width: width - 1),
        at: SheetPoint(
          x: panel.x + Double(index % columns) * width, y: nextLine + Double(index / columns) * lineHeight),
        size: size, "fill=\"#3b494e\"")
    }
    nextLine += Double((shown.count + columns - 1) / columns) * lineHeight
    if shown.count < texts.count { note("… +\(texts.count - shown.count)", lines: 1) }
  }

  /// Small text over the whole width.
  mutating func note(_ text: String, lines: Int) {
    for line in Self.wrapped(text, size: 2.6, width: panel.width, lines: lines) {
      drawing.text(line, at: SheetPoint(x: panel.x, y: nextLine), size: 2.6, "fill=\"#5d6b70\"")
      nextLine += 3.7
    }
  }

  /// A line of the legend: `draw` makes the sign in a box 8 by 4 mm.
  mutating func sign(_ label: String, _ draw: (inout SheetDrawing, SheetBox) -> Void) {
    draw(&drawing, SheetBox(x: panel.x, y: nextLine - 3.2, width: 8, height: 4))
    drawing.text(
      SheetDrawing.fitted(label, size: 3, width: panel.width - 11),
      at: SheetPoint(x: panel.x + 11, y: nextLine), size: 3)
    nextLine += 5.2
  }

  /// Signs side by side in one line, with their titles.
  mutating func signs(_ signs: [(kind: SheetMarker.Kind, title: String)]) {
    for (index, sign) in signs.enumerated() {
      let left = panel.x + panel.width * Double(index) / Double(signs.count)
      SheetMarker(kind: sign.kind, name: "", point: SheetPoint(x: left + 1.5, y: nextLine - 1)).draw(
        on: &drawing)
      drawing.text(sign.title, at: SheetPoint(x: left + 4, y: nextLine), size: 2.8)
    }
    nextLine += 4.8
  }

  private static func wrapped(_ text: String, size: Double, width: Double, lines: Int) -> [String] {
    var result: [String] = []
    var line = ""
    for character in text {
      if SheetDrawing.width(of: line + String(character)) * size > width {
        // Words are kept whole where the line has a space.
        if character != " ", let space = line.lastIndex(of: " "), line[space...].count < line.count {
          result.append(String(line[..<space]))
          line = String(line[line.index(after: space)...])
        } else {
          result.append(line)
          line = ""
        }
      }
      if !(line.isEmpty && character == " ") { line.append(character) }
    }
    result.append(line)
    guard result.count > lines else { return result }
    let rest = result[(lines - 1)...].joined(separator: " ")
    return result.prefix(lines - 1) + [SheetDrawing.fitted(rest + "…", size: size, width: width)]
  }
}
