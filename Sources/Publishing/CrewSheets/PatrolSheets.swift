import Foundation
import Geometry
import PlanCodec
import Planner
import Scenario
import VectorFiles

extension PatrolBook {
  /// A page to be printed: a sheet for each route with its stops, the streets in between, and a map. A sheet is as many A4
  /// pages as its stops take, and each says whose it is.
  func sheets() -> String {
    let pages = routes.indices.map(sheet).joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="zh"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(Escaping.xml(title))</title>
      <style>
      @page { size: A4; margin: 12mm }
      body { font-family: sans-serif; margin: 0 }
      section { width: 186mm; break-after: page }
      section:last-child { break-after: auto }
      h1 { font-size: 14pt; margin: 0 0 1mm } p { font-size: 9pt; margin: 0 0 2mm }
      table { border-collapse: collapse; width: 100%; font-size: 9pt }
      thead { display: table-header-group }
      tr { break-inside: avoid }
      td, th { border-bottom: 0.2mm solid #999; padding: 0.2em 0.4em; text-align: left; vertical-align: top;
        overflow-wrap: anywhere }
      td:nth-child(-n+4) { white-space: nowrap }
      .required { font-weight: bold }
      figure { margin: 4mm 0 0; break-inside: avoid } svg { display: block; width: 186mm; height: 80mm }
      </style></head><body>
      \(pages)
      </body></html>

      """
  }

  private func sheet(_ index: Int) -> String {
    let route = routes[index]
    let times = RouteTimes(problem)
    func clock(_ seconds: Int) -> String { TimeOfDay(seconds: (seconds % 86_400 + 86_400) % 86_400).text }
    let date = times.text(route.stops[0].depart, of: route).map { String($0.prefix(10)) } ?? ""
    let crew = problem.crews.first { $0.id == route.crewID }
    let kilometres = route.stops.reduce(0) { $0 + $1.distance } / 1000
    let rows = route.stops.enumerated().map { number, stop -> String in
      let isRequired = stop.kind == .checkpoint || stop.kind == .street
      return "<tr\(isRequired ? " class=\"required\"" : "")><td>\(number)</td><td>\(clock(stop.start))</td>"
        + "<td>\(clock(stop.depart))</td><td>\(Self.words[stop.kind] ?? "")</td><td>\(Escaping.xml(name(of: stop)))</td>"
        + "<td>\(Escaping.xml(streets(to: number, of: index)))</td></tr>"
    }
    let whose =
      "车组 \(Escaping.xml(route.crewID)) · \(Escaping.xml(route.shiftID)) · \(Escaping.xml(route.dayType))"
    return """
      <section><h1>\(Escaping.xml(title)) · 车组 \(Escaping.xml(route.crewID)) · \(Escaping.xml(route.shiftID))</h1>
      <p>\(Escaping.xml(route.dayType)) · \(date) · \(clock(route.stops[0].depart))–\(clock(route.stops[route.stops.count - 1].arrive)) · \
      街面警务工作站 \(Escaping.xml(crew?.baseID ?? "")) · \(String(format: "%.1f", kilometres)) km</p>
      <table><thead><tr><th colspan="6">\(whose)</th></tr>
      <tr><th>#</th><th>到 at</th><th>离 until</th><th></th><th>地点 place</th><th>经 by way of</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table>
      <figure><p>\(whose)</p>\(map(index))</figure></section>
      """
  }

  private static let words: [Route.Stop.Kind: String] = [
    .start: "出发 start", .checkpoint: "必到点 visit", .street: "街道 street", .unit: "巡逻 patrol",
    .break: "休息 break", .end: "返回 end",
  ]

  /// The named streets on the way to a stop.
  private func streets(to stop: Int, of index: Int) -> String {
    var names: [String] = []
    for stretch in ways[index].turns where stretch.stop == stop && !stretch.street.isEmpty {
      if names.last != stretch.street { names.append(stretch.street) }
    }
    return names.joined(separator: " → ")
  }

  /// The way and its stops, north up.
  private func map(_ index: Int) -> String {
    let route = routes[index]
    let line = ways[index].path
    let (west, east) = (line.map(\.x).min() ?? 0, line.map(\.x).max() ?? 0)
    let (south, north) = (line.map(\.y).min() ?? 0, line.map(\.y).max() ?? 0)
    let shrink = cos(Double(south) * 1e-7 * .pi / 180)
    let width = max(1, Double(east - west) * shrink)
    let height = max(1, Double(north - south))
    let scale = min(178 / width, 72 / height)
    func place(_ c: Coordinate) -> (x: String, y: String) {
      (
        String(format: "%.1f", 4 + Double(c.x - west) * shrink * scale),
        String(format: "%.1f", 4 + Double(north - c.y) * scale)
      )
    }
    let points = line.map { c in "\(place(c).x),\(place(c).y)" }.joined(separator: " ")
    let marks = route.stops.enumerated().dropFirst().dropLast().map { number, stop in
      let (x, y) = place(stop.coordinate)
      return
        "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"0.8\"/><text x=\"\(x)\" y=\"\(y)\" dx=\"1\" dy=\"-1\">\(number)</text>"
    }
    return
      "<svg viewBox=\"0 0 186 80\" font-size=\"3\"><polyline points=\"\(points)\" fill=\"none\" stroke=\"#36c\" "
      + "stroke-width=\"0.5\"/>\(marks.joined())</svg>"
  }
}
