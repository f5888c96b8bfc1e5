import Foundation
import Geometry
import Planner
import Scenario
import VectorFiles

/// The map of one round on a page of its own, north up: the way in order, its required visits, and what it passes.
struct RoundMap {
  /// As much of an A4 page as leaves room for the key, and for labels that found none.
  private static let box = SheetBox(x: 0, y: 0, width: 186, height: 244)

  private let sheet: RoundSheet
  private let route: Route
  private let stops: [SheetPoint]
  private let way: WayLine
  private let frame: SheetFrame
  private var page: SheetPage
  private var labels: SheetLabels

  init(_ sheet: RoundSheet) {
    self.sheet = sheet
    route = sheet.route
    let dayType = DayTypeName(route.dayType)
    page = SheetPage(
      mapOnly: Self.box, title: "\(route.crewID) \(route.shiftID) \(dayType.chinese ?? dayType.own)",
      name: "m\(sheet.number)-")
    let plane = sheet.book.ground.plane
    let (path, places) = (plane.project(sheet.way.path), plane.project(route.stops.map(\.coordinate)))
    let frame = SheetFrame(path + places, in: page.mapBox)
    self.frame = frame
    stops = places.map(frame.point)
    way = WayLine(path.map(frame.point))
    labels = SheetLabels(within: page.mapBox.inset(by: 1))
  }

  var html: String {
    var map = self
    let unplaced = map.draw()
    let list =
      unplaced.isEmpty
      ? ""
      : "<p class=\"key\">\(RoundSheet.both("图上未标", "not labelled on the map"))</p>"
        + "<ul class=\"unplaced\">\(unplaced.map { "<li>\(Escaping.xml($0))</li>" }.joined())</ul>"
    return map.page.svg + Self.key + list
  }

  private static let key =
    "<p class=\"key\">"
    + [
      ("base", "驻点", "base"), ("red", "红", "red"), ("yellow", "黄", "yellow"), ("blue", "蓝", "blue"),
      ("dot", "顺访", "place passed"),
    ].map { "<span><s class=\"\($0.0)\"></s>\(RoundSheet.both($0.1, $0.2))</span>" }.joined()
    + "<span>\(RoundSheet.both("路线由浅到深，靠右行", "the way from light to dark, on its right side"))</span></p>"

  // MARK: Places

  /// What stands at one place: several visits of a day have one sign.
  private struct Place {
    var kind: SheetMarker.Kind
    var name: String
    var point: SheetPoint
    var numbers: [Int]

    var text: String { numbers.map(String.init).joined(separator: "·") }
  }

  private var places: [Place] {
    var places: [Place] = []
    for (number, stop) in route.stops.enumerated() {
      let kind: SheetMarker.Kind
      switch (stop.kind, sheet.book.checkpoint(stop)?.tier) {
      case (.start, _), (.end, _), (.break, _): kind = .base
      case (_, .red): kind = .red
      case (_, .yellow): kind = .yellow
      case (_, .blue): kind = .blue
      case (_, nil): continue
      }
      let name = sheet.book.name(of: stop)
      if let known = places.firstIndex(where: {
        $0.kind == kind && $0.name == name && $0.point == stops[number]
      }) {
        if kind != .base { places[known].numbers.append(number) }
      } else {
        places.append(
          Place(kind: kind, name: name, point: stops[number], numbers: kind == .base ? [] : [number]))
      }
    }
    // A base is large, and drawn first.
    return places.filter { $0.kind == .base } + places.filter { $0.kind != .base }
  }

  // MARK: Drawing

  /// - Returns: what found no room.
  private mutating func draw() -> [String] {
    let places = places
    let markers = places.map { SheetMarker(kind: $0.kind, name: $0.name, point: $0.point) }
    let passed = route.stops.indices.filter { route.stops[$0].kind == .unit }
    let land = sheet.book.ground.land(in: frame)
    for box in page.furniture + markers.map(\.box) { labels.reserve(box) }
    let lane = way.shifted(by: 0.35)
    let samples = lane.samples(each: 1.5).map(\.point)
    func cover(_ box: SheetBox) -> Int { samples.count { box.holds($0) } }

    let named = places.map { place in
      SheetLabels.Point(
        point: place.point,
        texts: place.kind == .base ? [place.name] : ["\(place.text) \(place.name)", place.text], size: 3.1,
        gap: 1.7, style: "fill=\"#111\" font-weight=\"700\"")
    }
    let forms = labels.place(named, cost: cover)
    let unplaced = places.indices.compactMap { index -> String? in
      let (place, form) = (places[index], forms[index])
      if form == 0 { return nil }
      return place.kind == .base ? place.name : "\(place.text) \(place.name)"
    }
    labelStreets(cover)
    let numbered = passed.map { number in
      SheetLabels.Point(
        point: stops[number], texts: ["\(number)"], size: 2, gap: 0.7, style: "fill=\"#444\"")
    }
    _ = labels.place(numbered, cost: cover)
    for number in passed { labels.reserve(SheetBox(around: [stops[number]]).inset(by: -0.7)) }
    for entry in land.reversed() {
      labels.place(entry, at: entry.anchor, cost: cover)
    }

    let (labels, dots, scale) = (labels, passed.map { stops[$0] }, frame.scale)
    page.map(frame) { drawing in
      for entry in land where entry.isTownship {
        drawing.polygon(entry.rings, "fill=\"#fbfaf5\" stroke=\"#b9bbb2\" stroke-width=\"0.4\"")
      }
      // Of a wide frame the borders of villages would be a mesh that hides the way.
      for entry in land where !entry.isTownship && scale <= 30_000 {
        drawing.polygon(entry.rings, "fill=\"none\" stroke=\"#d4d5cc\" stroke-width=\"0.2\"")
      }
      lane.draw(on: &drawing)
      for dot in dots {
        drawing.circle(dot, radius: 0.5, "fill=\"#333\" stroke=\"#fff\" stroke-width=\"0.2\"")
      }
      for marker in markers { marker.draw(on: &drawing) }
      labels.draw(on: &drawing)
    }
    return unplaced
  }

  /// A name along each street, where there is room: of the longest of its parts first, and a second one far away.
  private mutating func labelStreets(_ cover: (SheetBox) -> Int) {
    for street in way.streets(sheet.way.turns) {
      var placed: [SheetPoint] = []
      let spots = street.parts.sorted { $0.length > $1.length }.flatMap { part in
        part.samples(each: max(4, part.length / 7))
      }
      for spot in spots where placed.count < 2 {
        guard placed.allSatisfy({ $0.distance(to: spot.point) > 70 }) else { continue }
        if labels.place(street: street.name, beside: spot, cost: cover) { placed.append(spot.point) }
      }
    }
  }
}

extension WayLine {
  /// From light to dark, so that what comes later is told from what came before, with arrows.
  fileprivate func draw(on drawing: inout SheetDrawing) {
    let shades = 24
    drawing.line(points, "stroke=\"#fff\" stroke-width=\"0.9\"")
    func colour(_ share: Double) -> String {
      let (from, to) = ([111.0, 183, 222], [16.0, 38, 92])
      let parts = zip(from, to).map { Int(($0 + ($1 - $0) * share).rounded()) }
      return "rgb(\(parts[0]),\(parts[1]),\(parts[2]))"
    }
    for shade in 0..<shades {
      let (from, to) = (Double(shade) / Double(shades), Double(shade + 1) / Double(shades))
      drawing.line(
        part(from * length, to * length),
        "stroke=\"\(colour(Double(shade) / Double(shades - 1)))\" stroke-width=\"0.5\"")
    }
    for (index, arrow) in samples(each: 16).enumerated() {
      let (point, along) = arrow
      let corners = [(1.3, 0.0), (-0.9, 0.95), (-0.4, 0), (-0.9, -0.95)].map { ahead, aside in
        SheetPoint(
          x: point.x + along.x * ahead - along.y * aside, y: point.y + along.y * ahead + along.x * aside)
      }
      drawing.polygon(
        [corners],
        "fill=\"\(colour((Double(index) + 0.5) * 16 / length))\" stroke=\"#fff\" stroke-width=\"0.15\"")
    }
  }
}

extension SheetLabels {
  /// Writes a street's name beside a spot on it: across, or character below character where it runs north and Chinese.
  fileprivate mutating func place(
    street name: String, beside spot: (point: SheetPoint, along: SheetPoint), cost: (SheetBox) -> Int
  ) -> Bool {
    let size = 2.7
    let runsUp = abs(spot.along.y) > abs(spot.along.x)
    let isChinese = name.unicodeScalars.allSatisfy { $0.value >= 0x2E80 }
    let lines = runsUp && isChinese ? name.map(String.init) : [name]
    let box = Self.box(lines, size: size, at: spot.point)
    let reach = (runsUp ? box.width : box.height) / 2 + 0.8
    let centres = [-reach, reach].map { aside in
      SheetPoint(x: spot.point.x + (runsUp ? aside : 0), y: spot.point.y + (runsUp ? 0 : aside))
    }
    return place(lines, size: size, at: centres, style: "fill=\"#7a3b10\"") { cost($0) < 2 }
  }

  /// Writes the name of pale land, where there is room.
  fileprivate mutating func place(
    _ unit: RoundGround.Unit, at anchor: SheetPoint, cost: (SheetBox) -> Int
  ) {
    guard frame.holds(anchor) else { return }
    let size = unit.isTownship ? 3.6 : 2.3
    _ = place(
      [unit.name], size: size, at: Self.centres(around: anchor, step: size),
      style: "fill=\"\(unit.isTownship ? "#6d6d66" : "#9a9a92")\""
    ) { cost($0) < 2 }
  }
}
