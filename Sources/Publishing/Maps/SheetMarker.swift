import Scenario

/// A sign on a map sheet; signs of one colour have a shape of their own, too, for copies in black and white.
struct SheetMarker {
  enum Kind { case room, workstation, base, red, yellow, blue }

  var kind: Kind
  var name: String
  /// Stands within the sign, which is larger for it.
  var number: Int?
  var point: SheetPoint

  init(kind: Kind, name: String, number: Int? = nil, point: SheetPoint) {
    self.kind = kind
    self.name = name
    self.number = number
    self.point = point
  }

  var radius: Double {
    switch kind {
    case .room: 1.9
    case .base: 2.1
    case .workstation: 1.2
    case .red, .yellow, .blue: number == nil ? 1.2 : 1.8
    }
  }

  var box: SheetBox {
    SheetBox(x: point.x - radius, y: point.y - radius, width: 2 * radius, height: 2 * radius)
  }

  func draw(on drawing: inout SheetDrawing) {
    let edge = "stroke=\"#fff\" stroke-width=\"0.4\""
    switch kind {
    case .room: drawing.circle(point, radius: radius, "fill=\"#14384a\" \(edge)")
    case .workstation:
      drawing.circle(point, radius: radius, "fill=\"#fff\" stroke=\"#14384a\" stroke-width=\"0.5\"")
    case .base: drawing.rectangle(box, "fill=\"#6a3d8f\" \(edge)")
    case .red: drawing.circle(point, radius: radius, "fill=\"#c9302c\" \(edge)")
    // Tiers have a shape each, since many printers know no colours.
    case .yellow:
      let reach = radius * 1.2
      let corners = [(0, -reach), (reach, 0), (0, reach), (-reach, 0)].map {
        SheetPoint(x: point.x + $0.0, y: point.y + $0.1)
      }
      drawing.polygon([corners], "fill=\"#f0b51c\" stroke=\"#7a5600\" stroke-width=\"0.3\"")
    case .blue:
      drawing.circle(point, radius: radius - 0.2, "fill=\"#fff\" stroke=\"#2c6fc9\" stroke-width=\"0.7\"")
    }
    guard let number else { return }
    drawing.text(
      String(number), at: SheetPoint(x: point.x, y: point.y + 0.76), size: number < 100 ? 2.1 : 1.7,
      anchor: .middle, "fill=\"\(kind == .red ? "#fff" : "#1d2a2e")\" font-weight=\"700\"")
  }
}

extension SheetMarker.Kind {
  init(_ tier: Checkpoint.Tier) {
    switch tier {
    case .red: self = .red
    case .yellow: self = .yellow
    case .blue: self = .blue
    }
  }

  /// What the legend calls it.
  var title: (chinese: String, english: String) {
    switch self {
    case .room: ("警务室", "warning room")
    case .workstation: ("警务工作站", "workstation")
    case .base: ("街面警务工作站", "base")
    case .red: ("红", "red")
    case .yellow: ("黄", "yellow")
    case .blue: ("蓝", "blue")
    }
  }
}
