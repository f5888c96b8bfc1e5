import Foundation
import Planner

/// What a number of rooms buys, as a picture: mean travel with its bound, and the share of households within a
/// limit, each in a panel of its own.
package struct CurveChart: Sendable {
  private static let width = 640.0
  private static let height = 220.0
  private static let margin = 56.0

  private let points: [RoomCurvePoint]
  private let households: Int
  private let limit: Int

  package init(_ points: [RoomCurvePoint], households: Int, within limit: Int) {
    self.points = points
    self.households = households
    self.limit = limit
  }

  /// An SVG file.
  package var svg: String {
    let share = points.map { households > 0 ? 100 * Double($0.within) / Double(households) : 0 }
    let mean = points.map(\.travel.mean)
    let total = 2 * (Self.height + Self.margin)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(Self.width + 2 * Self.margin)) \(number(total))" \
      font-family="sans-serif" font-size="12">
      <rect width="100%" height="100%" fill="#fff"/>
      \(panel(at: 24, "mean travel in seconds by number of rooms; dashed: no choice of rooms is below", [
        (mean, "#0b5cad", ""), (points.map(\.meanBound), "#0b5cad", " stroke-dasharray=\"4 3\""),
      ]))
      \(panel(at: 24 + Self.height + Self.margin, "households within \(limit) s, in %", [(share, "#b3541e", "")]))
      </svg>

      """
  }

  private func panel(
    at top: Double, _ title: String, _ lines: [(values: [Double], colour: String, style: String)]
  ) -> String {
    let all = lines.flatMap(\.values)
    let (least, most) = (all.min() ?? 0, all.max() ?? 1)
    let span = max(most - least, 1e-9)
    let rooms = points.map { Double($0.rooms) }
    let (first, last) = (rooms.first ?? 0, rooms.last ?? 1)
    func x(_ rooms: Double) -> Double {
      Self.margin + (last > first ? (rooms - first) / (last - first) : 0.5) * Self.width
    }
    func y(_ value: Double) -> Double { top + 8 + (1 - (value - least) / span) * (Self.height - 24) }
    var parts = ["<text x=\"\(number(Self.margin))\" y=\"\(number(top - 6))\">\(title)</text>"]
    for step in 0...4 {
      let value = least + span * Double(step) / 4
      parts.append(
        "<line x1=\"\(number(Self.margin))\" x2=\"\(number(Self.margin + Self.width))\" y1=\"\(number(y(value)))\" "
          + "y2=\"\(number(y(value)))\" stroke=\"#ddd\"/><text x=\"\(number(Self.margin - 6))\" "
          + "y=\"\(number(y(value) + 4))\" text-anchor=\"end\">\(number(value))</text>")
    }
    for step in Set((0...4).map { (first + (last - first) * Double($0) / 4).rounded() }).sorted() {
      parts.append(
        "<text x=\"\(number(x(step)))\" y=\"\(number(top + Self.height))\" text-anchor=\"middle\">\(Int(step))</text>"
      )
    }
    for line in lines {
      let way = zip(rooms, line.values).map { "\(number(x($0))),\(number(y($1)))" }.joined(separator: " ")
      parts.append(
        "<polyline points=\"\(way)\" fill=\"none\" stroke=\"\(line.colour)\" stroke-width=\"2\"\(line.style)/>"
      )
    }
    return parts.joined(separator: "\n")
  }

  private func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
