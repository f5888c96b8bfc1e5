import Foundation
import VectorFiles

/// A point of a sheet, millimetres from its upper left corner.
struct SheetPoint: Hashable, Sendable {
  var x: Double
  var y: Double

  func distance(to other: SheetPoint) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}

/// A rectangle of a sheet, in millimetres.
struct SheetBox: Hashable, Sendable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  init(x: Double, y: Double, width: Double, height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// The least one that holds some points.
  init(around points: some Sequence<SheetPoint>) {
    var (left, top, right, bottom) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
    for point in points {
      (left, right) = (min(left, point.x), max(right, point.x))
      (top, bottom) = (min(top, point.y), max(bottom, point.y))
    }
    self.init(x: left, y: top, width: right - left, height: bottom - top)
  }

  var midX: Double { x + width / 2 }
  var midY: Double { y + height / 2 }
  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var corners: [SheetPoint] {
    [(x, y), (maxX, y), (maxX, maxY), (x, maxY)].map { SheetPoint(x: $0.0, y: $0.1) }
  }

  func holds(_ point: SheetPoint) -> Bool {
    point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY
  }

  func meets(_ other: SheetBox) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  func holds(_ other: SheetBox) -> Bool {
    other.x >= x && other.y >= y && other.maxX <= maxX && other.maxY <= maxY
  }

  /// From its nearest point.
  func distance(to point: SheetPoint) -> Double {
    let (across, down) = (max(x - point.x, 0, point.x - maxX), max(y - point.y, 0, point.y - maxY))
    return (across * across + down * down).squareRoot()
  }

  func inset(by margin: Double) -> SheetBox {
    SheetBox(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }
}

extension SheetBox {
  /// The least one that holds points; a point at the corner of the sheet where there are none.
  init(around points: some Collection<SheetPoint>) {
    var low = points.first ?? SheetPoint(x: 0, y: 0)
    var high = low
    for point in points {
      low = SheetPoint(x: min(low.x, point.x), y: min(low.y, point.y))
      high = SheetPoint(x: max(high.x, point.x), y: max(high.y, point.y))
    }
    self.init(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
  }
}

/// An SVG drawing that is being made; one unit is a millimetre.
struct SheetDrawing {
  /// Fonts with Chinese of the systems that a sheet may be printed on, then whatever is there.
  static let fonts =
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    + "'WenQuanYi Micro Hei','SimHei',sans-serif"

  private let width: Double
  private let height: Double
  private let name: String
  private var parts: [String] = []
  private var clips = 0

  /// - Parameter name: what its ids begin with, unlike that of other drawings on the same page.
  init(width: Double, height: Double, name: String = "") {
    self.width = width
    self.height = height
    self.name = name
  }

  func svg(title: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.number(width))mm" height="\(Self.number(height))mm" \
    viewBox="0 0 \(Self.number(width)) \(Self.number(height))" font-family="\(Self.fonts)" stroke-linejoin="round" \
    stroke-linecap="round">
    <title>\(Escaping.xml(title))</title>
    <rect width="100%" height="100%" fill="#fff"/>
    \(parts.joined(separator: "\n"))
    </svg>

    """
  }

  // MARK: Shapes

  mutating func rectangle(_ box: SheetBox, _ style: String) {
    parts.append(
      "<rect x=\"\(Self.number(box.x))\" y=\"\(Self.number(box.y))\" width=\"\(Self.number(box.width))\" "
        + "height=\"\(Self.number(box.height))\" \(style)/>")
  }

  mutating func circle(_ centre: SheetPoint, radius: Double, _ style: String) {
    parts.append(
      "<circle cx=\"\(Self.number(centre.x))\" cy=\"\(Self.number(centre.y))\" r=\"\(Self.number(radius))\" \(style)/>"
    )
  }

  mutating func line(_ points: [SheetPoint], _ style: String) {
    guard points.count > 1 else { return }
    parts.append("<path d=\"\(Self.way(points))\" fill=\"none\" \(style)/>")
  }

  /// Rings, filled by the even-odd rule.
  mutating func polygon(_ rings: [[SheetPoint]], _ style: String) {
    guard !rings.isEmpty else { return }
    let way = rings.map { Self.way($0) + "Z" }.joined()
    parts.append("<path d=\"\(way)\" fill-rule=\"evenodd\" \(style)/>")
  }

  /// A path with a unit of its own, so many millimetres, from a point.
  mutating func path(_ path: String, at point: SheetPoint, scale: Double, _ style: String) {
    parts.append(
      "<path transform=\"translate(\(Self.number(point.x)) \(Self.number(point.y))) scale(\(Self.number(scale)))\" "
        + "d=\"\(path)\" \(style)/>")
  }

  /// What `draw` adds is seen within the box only.
  mutating func clipped(to box: SheetBox, _ draw: (inout SheetDrawing) -> Void) {
    clips += 1
    parts.append(
      "<clipPath id=\"\(name)clip\(clips)\"><rect x=\"\(Self.number(box.x))\" y=\"\(Self.number(box.y))\" "
        + "width=\"\(Self.number(box.width))\" height=\"\(Self.number(box.height))\"/></clipPath>"
        + "<g clip-path=\"url(#\(name)clip\(clips))\">")
    draw(&self)
    parts.append("</g>")
  }

  // MARK: Text

  enum Anchor: String { case start, middle, end }

  /// Text with its baseline at a point.
  mutating func text(
    _ text: String, at point: SheetPoint, size: Double, anchor: Anchor = .start,
    _ style: String = "fill=\"#1d2a2e\""
  ) {
    parts.append(
      "<text x=\"\(Self.number(point.x))\" y=\"\(Self.number(point.y))\" font-size=\"\(Self.number(size))\" "
        + "text-anchor=\"\(anchor.rawValue)\" \(style)>\(Escaping.xml(text))</text>")
  }

  /// How wide text will be at most, in sizes of its type: Chinese fills a square, other letters less.
  static func width(of text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 1 : $1.properties.isUppercase ? 0.72 : 0.6) }
  }

  /// Text cut so that it is no wider.
  static func fitted(_ text: String, size: Double, width: Double) -> String {
    guard Self.width(of: text) * size > width else { return text }
    var short = text
    while !short.isEmpty, Self.width(of: short + "…") * size > width { short.removeLast() }
    return short + "…"
  }

  // MARK: Writing

  /// Points that would lie within a tenth of a millimetre of the one before are left out.
  private static func way(_ points: [SheetPoint]) -> String {
    var text = ""
    var last: SheetPoint?
    for (index, point) in points.enumerated() {
      if let last, index < points.count - 1, abs(last.x - point.x) + abs(last.y - point.y) < 0.1 { continue }
      text += "\(last == nil ? "M" : "L")\(number(point.x)) \(number(point.y))"
      last = point
    }
    return text
  }

  static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
