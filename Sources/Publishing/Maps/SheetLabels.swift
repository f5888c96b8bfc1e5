/// Texts on a map that leave each other room: each new one avoids what is there.
struct SheetLabels {
  /// A text that found its place.
  struct Label {
    var text: String
    var box: SheetBox
    var size: Double
    var style: String
  }

  private(set) var labels: [Label] = []
  private(set) var taken: [SheetBox] = []
  let frame: SheetBox

  init(within frame: SheetBox) { self.frame = frame }

  /// Keeps a place free of text, such as that of a marker.
  mutating func reserve(_ box: SheetBox) { taken.append(box) }

  /// Whether nothing is in a place yet.
  func isFree(_ box: SheetBox) -> Bool { frame.holds(box) && !taken.contains(where: box.meets) }

  /// Puts lines of text, one below the other, at the first of some centres at which they meet nothing else.
  ///
  /// - Parameters:
  ///   - size: of the type, in millimetres.
  ///   - isGood: whether the box that they fill will do.
  /// - Returns: false when there is no room.
  mutating func place(
    _ lines: [String], size: Double, at centres: [SheetPoint], style: String,
    where isGood: (SheetBox) -> Bool = { _ in true }
  ) -> Bool {
    for centre in centres {
      let box = Self.box(lines, size: size, at: centre)
      guard isFree(box), isGood(box) else { continue }
      taken.append(box)
      for (index, line) in lines.enumerated() {
        let own = SheetDrawing.width(of: line) * size
        labels.append(
          Label(
            text: line,
            box: SheetBox(
              x: centre.x - own / 2, y: box.y + Double(index) * size * 1.2, width: own, height: size * 1.2),
            size: size, style: style))
      }
      return true
    }
    return false
  }

  /// What lines of text fill around a centre.
  static func box(_ lines: [String], size: Double, at centre: SheetPoint) -> SheetBox {
    let width = (lines.map(SheetDrawing.width).max() ?? 0) * size
    let height = Double(lines.count) * size * 1.2
    return SheetBox(x: centre.x - width / 2, y: centre.y - height / 2, width: width, height: height)
  }

  /// Places beside a marker: right, left, above, below, and at its corners.
  static func centres(beside point: SheetPoint, _ text: String, size: Double, gap: Double) -> [SheetPoint] {
    let across = SheetDrawing.width(of: text) * size / 2 + gap
    let up = size * 0.6 + gap
    return directions.map { SheetPoint(x: point.x + $0.x * across, y: point.y + $0.y * up) }
  }

  /// Places at a point and around it, farther and farther.
  static func centres(around point: SheetPoint, step: Double) -> [SheetPoint] {
    var centres = [point]
    for ring in 1...3 {
      let reach = Double(ring) * step
      centres += directions.map { SheetPoint(x: point.x + $0.x * reach, y: point.y + $0.y * reach) }
    }
    return centres
  }

  private static let directions: [SheetPoint] = [
    SheetPoint(x: 1, y: 0), SheetPoint(x: -1, y: 0), SheetPoint(x: 0, y: -1), SheetPoint(x: 0, y: 1),
    SheetPoint(x: 1, y: -1), SheetPoint(x: 1, y: 1), SheetPoint(x: -1, y: -1), SheetPoint(x: -1, y: 1),
  ]

  func draw(on drawing: inout SheetDrawing) {
    for label in labels {
      drawing.text(
        label.text, at: SheetPoint(x: label.box.midX, y: label.box.y + label.size * 0.98), size: label.size,
        anchor: .middle,
        "\(label.style) stroke=\"#fff\" stroke-width=\"\(SheetDrawing.number(label.size * 0.22))\" "
          + "paint-order=\"stroke\"")
    }
  }
}
