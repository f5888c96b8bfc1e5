/// A sign on a map sheet.
struct SheetMarker {
  enum Kind { case room, workstation, base, red, yellow, blue }

  var kind: Kind
  var name: String
  var point: SheetPoint

  var radius: Double {
    switch kind {
    case .room: 1.9
    case .base: 2.1
    case .workstation, .red, .yellow, .blue: 1.2
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
    case .yellow: drawing.circle(point, radius: radius, "fill=\"#d9a213\" \(edge)")
    case .blue: drawing.circle(point, radius: radius, "fill=\"#2c6fc9\" \(edge)")
    }
  }
}

extension SheetMarker.Kind {
  /// What the legend calls it.
  var title: String {
    switch self {
    case .room: "警务室 warning room"
    case .workstation: "警务工作站 workstation"
    case .base: "街面警务工作站 base"
    case .red: "必到点（红）checkpoint, red"
    case .yellow: "必到点（黄）checkpoint, yellow"
    case .blue: "必到点（蓝）checkpoint, blue"
    }
  }
}
