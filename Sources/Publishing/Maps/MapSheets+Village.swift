import Foundation
import Scenario

extension MapSheets {
  /// The sheet of one unit of the assignment level: its micro-grids, and who answers for them.
  package func village(_ unit: Int, on paper: SheetPaper) -> MapSheet {
    let level = hierarchy.levels[assignLevel]
    let code = level.codes[unit]
    let township = townshipOfVillage[unit]
    var page = SheetPage(
      paper, title: name(of: unit, at: assignLevel),
      subtitle: "\(title) · \(township >= 0 ? name(of: township, at: townshipLevel) : "") · \(code)")
    let frame = SheetFrame(grounds[assignLevel].points(of: unit), in: page.mapBox)
    let lowest = hierarchy.levels.count - 1
    let cells = cellsOfVillage[unit]
    let lands = cells.map { SheetLand($0, of: grounds[lowest], frame) }
    let neighbours = units(of: assignLevel, near: frame)

    var labels = SheetLabels(within: page.mapBox.inset(by: 1))
    for box in page.furniture { labels.reserve(box) }
    let markers = villageMarkers(unit, frame)
    for marker in markers { labels.reserve(marker.box) }
    for marker in markers where !marker.name.isEmpty {
      _ = labels.place(
        [marker.name], size: 3, at: SheetLabels.centres(beside: marker.point, marker.name, size: 3, gap: 2.4),
        style: "fill=\"#14384a\" font-weight=\"700\"")
    }
    let unlabelled = labelCells(cells, lands, of: code, size: 2.8, frame, &labels)
    for (other, land) in neighbours where other != unit {
      _ = labels.place(
        [name(of: other, at: assignLevel)], size: 3, at: land.lattice(within: frame.box),
        style: "fill=\"#7a878b\"", where: land.holds)
    }

    page.map(frame) { drawing in
      for (other, land) in neighbours where other != unit {
        drawing.polygon(land.rings, "fill=\"#e9ebe6\" stroke=\"#aab3b5\" stroke-width=\"0.25\"")
      }
      for land in lands {
        drawing.polygon(land.rings, "fill=\"#fffdf2\" stroke=\"#8d9a9e\" stroke-width=\"0.2\"")
      }
      for grid in gridLevel < lowest ? gridsOfVillage[unit] : [] {
        drawing.polygon(
          SheetLand(grid, of: grounds[gridLevel], frame).rings,
          "fill=\"none\" stroke=\"#3d6f80\" stroke-width=\"0.45\"")
      }
      drawing.polygon(
        SheetLand(unit, of: grounds[assignLevel], frame).rings,
        "fill=\"none\" stroke=\"#1d2a2e\" stroke-width=\"0.9\"")
      for marker in markers { marker.draw(on: &drawing) }
      labels.draw(on: &drawing)
    }
    villagePanel(unit, cells: cells, unlabelled: unlabelled, &page)
    return MapSheet(file: villageFiles[unit], text: page.svg, unlabelled: unlabelled)
  }

  /// Rooms and bases that the frame shows, and the unit's workstation.
  private func villageMarkers(_ unit: Int, _ frame: SheetFrame) -> [SheetMarker] {
    let station = frame.point(anchors[assignLevel][unit])
    var markers = rooms.map { SheetMarker(kind: .room, name: $0.name, point: frame.point($0.point)) }
    // A room that stands at the workstation covers its sign.
    if !markers.contains(where: {
      $0.box.meets(SheetMarker(kind: .workstation, name: "", point: station).box)
    }) {
      markers.append(SheetMarker(kind: .workstation, name: "", point: station))
    }
    markers += bases.map { SheetMarker(kind: .base, name: $0.name, point: frame.point($0.point)) }
    return markers.filter { frame.box.inset(by: 2).holds($0.box) }
  }

  /// Labels the micro-grids with the end of their code and their households, in type as large as there is room for.
  ///
  /// - Returns: codes of those for which there was no room.
  func labelCells(
    _ cells: [Int], _ lands: [SheetLand], of code: String, size: Double, _ frame: SheetFrame,
    _ labels: inout SheetLabels
  ) -> [String] {
    let lowest = hierarchy.lowest
    let anchors = cells.map { frame.point(self.anchors[hierarchy.levels.count - 1][$0]) }
    var unlabelled: [String] = []
    // The smallest have the fewest places to choose from.
    let order = cells.indices.sorted { (lowest.areas[cells[$0]], $0) < (lowest.areas[cells[$1]], $1) }
    for index in order {
      let cell = cells[index]
      let short = ending(of: lowest.codes[cell], within: code)
      let wanted = [
        ([short, "\(lowest.households[cell]) 户"], size), ([short], size), ([short], size * 0.8),
        ([short], size * 0.6),
      ]
      let isPlaced = wanted.contains { lines, size in
        labels.place(
          lines, size: size, at: SheetLabels.centres(around: anchors[index], step: size * 0.8),
          style: "fill=\"#1d2a2e\"", where: lands[index].holds)
      }
      if !isPlaced { unlabelled.append(short) }
    }
    return unlabelled.sorted()
  }

  /// How many grid workers there are and the first and last of them; `nil`, a line to write on, where none is named.
  private func workerText(_ cells: [Int]) -> String? {
    let names = Set(cells.flatMap { workers[$0] }).sorted().map { person($0).title }
    guard let first = names.first, let last = names.last else { return nil }
    return names.count < 4 ? names.joined(separator: " ") : "\(names.count): \(first) … \(last)"
  }

  private func villagePanel(_ unit: Int, cells: [Int], unlabelled: [String], _ page: inout SheetPage) {
    let level = hierarchy.levels[assignLevel]
    let code = level.codes[unit]
    let township = townshipOfVillage[unit]
    page.heading(label("责任链", "Chain of responsibility"))
    page.entry(label("派出所", "Station"), township >= 0 ? name(of: township, at: townshipLevel) : "–")
    page.entry(label("警务室", "Room"), roomText(of: unit))
    let officer = assignment.officerOfUnit[unit]
    page.entry(label("社区民警", "Officer"), officer.isEmpty ? "–" : person(officer).title)
    let auxiliaries = assignment.auxiliariesOfUnit[unit].map { person($0).title }
    page.entry(label("辅警", "Auxiliary"), auxiliaries.isEmpty ? "–" : auxiliaries.joined(separator: " "))
    page.entry(label("网格员", "Grid workers"), workerText(cells))
    let called = ([officer] + assignment.auxiliariesOfUnit[unit]).compactMap { person($0).phone }
    page.entry(label("联系电话", "Contact"), called.isEmpty ? nil : called.joined(separator: " · "))
    page.heading(label("本村", "This village"))
    page.entry(label("户数", "Households"), SheetPage.grouped(level.households[unit]))
    page.entry(label("微网格", "Micro-grids"), String(cells.count))
    page.entry(label("面积", "Area"), String(format: "%.2f km²", level.areas[unit] / 1e6))
    page.heading(label("图例", "Legend"))
    for kind in [SheetMarker.Kind.room, .workstation, .base] {
      page.sign(title(of: kind)) { drawing, box in
        SheetMarker(kind: kind, name: "", point: SheetPoint(x: box.midX, y: box.midY)).draw(on: &drawing)
      }
    }
    let lines = [
      (label("本村边界", "village border"), "#1d2a2e", 0.9), (label("网格边界", "grid border"), "#3d6f80", 0.45),
      (label("微网格边界", "micro-grid border"), "#8d9a9e", 0.2),
      (label("邻村边界", "neighbours' borders"), "#aab3b5", 0.25),
    ]
    for (label, colour, width) in lines {
      page.sign(label) { drawing, box in
        drawing.line(
          [SheetPoint(x: box.x, y: box.midY), SheetPoint(x: box.maxX, y: box.midY)],
          "stroke=\"\(colour)\" stroke-width=\"\(width)\"")
      }
    }
    page.note(
      label(
        "微网格以编码末位和户数标注；全码以 \(code) 开头。", "Micro-grids show the end of their code and their households."),
      lines: 4)
    if !unlabelled.isEmpty {
      page.note("\(label("未标注", "not labelled")): \(unlabelled.joined(separator: " "))", lines: 3)
    }
    page.note("\(date) · WGS 84", lines: 1)
  }

  /// The name of a unit's room, how far off it is as the crow flies, and in which direction.
  func roomText(of unit: Int) -> String {
    let room = assignment.roomOfUnit[unit]
    guard room >= 0 else { return "–" }
    let (from, name) = (anchors[assignLevel][unit], rooms[room].name)
    let (east, north) = (rooms[room].point.x - from.x, rooms[room].point.y - from.y)
    let metres = from.distance(to: rooms[room].point)
    guard metres >= 50 else { return name }
    let directions = [
      ("东", "E"), ("东北", "NE"), ("北", "N"), ("西北", "NW"), ("西", "W"), ("西南", "SW"), ("南", "S"), ("东南", "SE"),
    ]
    let sector = Int((atan2(north, east) / (.pi / 4)).rounded() + 8) % 8
    let (chinese, english) = directions[sector]
    return "\(name)（\(label(chinese, english)) \(String(format: "%.1f", metres / 1000)) km）"
  }
}
