import Grid
import Scenario

extension MapSheets {
  private static let colours = [
    "#1f6f9f", "#b3541e", "#2f7f4f", "#8c3f8a", "#8a6d0f", "#b02e55", "#3c4fb0", "#4d6470",
  ]

  /// The sheet of one patrol area: its land, base, rooms and checkpoints, and the drives of its crews.
  package func area(_ index: Int, on paper: SheetPaper) -> MapSheet {
    let area = areas[index]
    let base = bases.first { $0.id == area.baseID }
    var page = SheetPage(paper, title: "巡区 \(area.id)", subtitle: "\(title) · \(base?.name ?? area.baseID)")
    let frame = SheetFrame(areaGround.points(of: index), in: page.mapBox)
    let land = SheetLand(index, of: areaGround, frame)
    let villages = units(of: assignLevel, near: frame)
    let townships = townshipLevel < assignLevel ? units(of: townshipLevel, near: frame) : []
    let routes = drives.filter { area.crews.contains($0.crewID) }
    let stops = checkpoints.indices.filter { areaOfCheckpoint[$0] == index }.map { checkpoints[$0] }
    let markers =
      stops.map {
        SheetMarker(
          kind: $0.tier == "red" ? .red : $0.tier == "yellow" ? .yellow : .blue, name: "",
          point: frame.point($0.place.point))
      }
      + rooms.indices.filter { areaOfRoom[$0] == index }
      .map { SheetMarker(kind: .room, name: rooms[$0].name, point: frame.point(rooms[$0].point)) }
      + (base.map { [SheetMarker(kind: .base, name: $0.name, point: frame.point($0.point))] } ?? [])

    var labels = SheetLabels(within: page.mapBox.inset(by: 1))
    for box in page.furniture { labels.reserve(box) }
    for marker in markers { labels.reserve(marker.box) }
    var unlabelled: [String] = []
    for marker in markers.reversed() where !marker.name.isEmpty {
      let centres = SheetLabels.centres(beside: marker.point, marker.name, size: 2.6, gap: 2.2)
      if !labels.place([marker.name], size: 2.6, at: centres, style: "fill=\"#14384a\" font-weight=\"700\"") {
        unlabelled.append(marker.name)
      }
    }
    label(
      townships, at: townshipLevel, size: 4.4, style: "fill=\"#26363d\" font-weight=\"700\"", frame, &labels)
    label(villages, at: assignLevel, size: 2.4, style: "fill=\"#5d6b70\"", frame, &labels)

    page.map(frame) { drawing in
      for (_, village) in villages {
        drawing.polygon(village.rings, "fill=\"#e9ebe6\" stroke=\"none\"")
      }
      drawing.polygon(land.rings, "fill=\"#fffdf2\" stroke=\"none\"")
      for (_, village) in villages {
        drawing.polygon(village.rings, "fill=\"none\" stroke=\"#b4bdbf\" stroke-width=\"0.15\"")
      }
      for (_, township) in townships {
        drawing.polygon(township.rings, "fill=\"none\" stroke=\"#6b7a7f\" stroke-width=\"0.4\"")
      }
      for route in routes {
        drawing.line(
          route.path.map(frame.point),
          "stroke=\"\(colour(of: route.crewID, in: area))\" stroke-width=\"0.55\" stroke-opacity=\"0.8\"")
      }
      drawing.polygon(land.rings, "fill=\"none\" stroke=\"#6a3d8f\" stroke-width=\"1\"")
      for marker in markers { marker.draw(on: &drawing) }
      labels.draw(on: &drawing)
    }
    areaPanel(area, base: base, stops: stops, hasRoutes: !routes.isEmpty, &page)
    return MapSheet(file: areaFiles[index], svg: page.svg, unlabelled: unlabelled)
  }

  private func colour(of crew: String, in area: Area) -> String {
    Self.colours[(area.crews.firstIndex(of: crew) ?? 0) % Self.colours.count]
  }

  /// Names of units, where there is room within them.
  private func label(
    _ units: [(unit: Int, land: SheetLand)], at level: Int, size: Double, style: String, _ frame: SheetFrame,
    _ labels: inout SheetLabels
  ) {
    for entry in units {
      _ = labels.place(
        [name(of: entry.unit, at: level)], size: size,
        at: SheetLabels.centres(around: frame.point(anchors[level][entry.unit]), step: size), style: style,
        where: entry.land.holds)
    }
  }

  private func areaPanel(
    _ area: Area, base: Place?, stops: [Checkpoint], hasRoutes: Bool, _ page: inout SheetPage
  ) {
    page.heading("巡区 Patrol area")
    page.entry("工作站 Base", base.map { $0.name.isEmpty ? $0.id : $0.name } ?? area.baseID)
    page.entry("车组 Crews", area.crews.isEmpty ? "–" : area.crews.joined(separator: " "))
    page.entry("户数 Households", SheetPage.grouped(area.households))
    page.entry("微网格 Micro-grids", SheetPage.grouped(area.units))
    page.entry("日工作量 Work a day", "\(area.workload / 3600) h \(area.workload % 3600 / 60) min")
    page.entry("联系电话 Contact", nil)
    page.heading("图例 Legend")
    for kind in [SheetMarker.Kind.base, .room, .red, .yellow, .blue] {
      page.sign(kind.title) { drawing, box in
        SheetMarker(kind: kind, name: "", point: SheetPoint(x: box.midX, y: box.midY)).draw(on: &drawing)
      }
    }
    var lines = [
      ("巡区边界 area border", "#6a3d8f", 1.0), ("乡镇边界 township border", "#6b7a7f", 0.4),
      ("村界 village border", "#b4bdbf", 0.15),
    ]
    if hasRoutes { lines += area.crews.map { ("路线 route \($0)", colour(of: $0, in: area), 0.55) } }
    for (label, colour, width) in lines where page.room > 8 {
      page.sign(label) { drawing, box in
        drawing.line(
          [SheetPoint(x: box.x, y: box.midY), SheetPoint(x: box.maxX, y: box.midY)],
          "stroke=\"\(colour)\" stroke-width=\"\(width)\"")
      }
    }
    page.heading("必到点 Checkpoints (\(stops.count))")
    page.list(stops.map { "\($0.place.id) \($0.place.name)" })
    page.note("\(date) · WGS 84", lines: 1)
  }
}
