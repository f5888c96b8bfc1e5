import Scenario

extension MapSheets {
  /// The sheet of one patrol area: its land, base, rooms and checkpoints, and the drives of its crews.
  package func area(_ index: Int, on paper: SheetPaper) -> MapSheet {
    let area = areas[index]
    let base = bases.first { $0.id == area.baseID }
    let name = area.name.isEmpty ? area.id : "\(area.id) \(area.name)"
    var page = SheetPage(paper, title: "巡区 \(name)", subtitle: "\(title) · \(base?.name ?? area.baseID)")
    let frame = SheetFrame(areaGround.points(of: index), in: page.mapBox)
    let land = SheetLand(index, of: areaGround, frame)
    let stops = stops(of: index)
    let inset = AreaInset(
      for: stops.map { frame.point($0.checkpoint.place.point) }, on: land,
      of: frame)
    page.placeScaleBar { box in
      if inset?.box.meets(box) == true { return .infinity }
      return (inset?.extent.meets(box) == true ? 1 : 0) + land.share(of: box)
    }
    let view = AreaView(
      self, area: index, stops, in: frame, taken: page.furniture + (inset.map { [$0.box] } ?? []),
      elsewhere: inset?.extent)
    var unlabelled = view.unlabelled
    page.map(frame) { drawing in
      view.draw(on: &drawing)
      guard let inset else { return }
      drawing.rectangle(
        inset.extent, "fill=\"none\" stroke=\"#1d2a2e\" stroke-width=\"0.35\" stroke-dasharray=\"1.2 0.8\"")
      unlabelled += draw(inset, of: index, stops, on: &drawing)
    }
    areaPanel(area, base: base, stops: stops, &page)
    return MapSheet(file: areaFiles[index], text: page.svg, unlabelled: unlabelled)
  }

  /// The checkpoints in an area: red ones first.
  private func stops(of area: Int) -> [AreaView.Stop] {
    let own = checkpoints.indices.filter { areaOfCheckpoint[$0] == area }.map { checkpoints[$0] }
    let ranked = [SheetMarker.Kind.red, .yellow, .blue].flatMap { kind in own.filter { $0.kind == kind } }
    return ranked.enumerated().map { AreaView.Stop(number: $0 + 1, checkpoint: $1) }
  }

  /// - Returns: what it names nowhere for want of room.
  private func draw(
    _ inset: AreaInset, of area: Int, _ stops: [AreaView.Stop], on drawing: inout SheetDrawing
  ) -> [String] {
    let title = "\(label("放大", "enlarged")) 1 : \(SheetPage.grouped(inset.frame.scale))"
    let shown = stops.filter { inset.frame.box.holds(inset.frame.point($0.checkpoint.place.point)) }
    let view = AreaView(self, area: area, shown, in: inset.frame, taken: [])
    drawing.rectangle(inset.box, "fill=\"#1d2a2e\"")
    drawing.text(
      title, at: SheetPoint(x: inset.box.x + 1.5, y: inset.frame.box.y - 1.2), size: 2.6, "fill=\"#fff\"")
    drawing.rectangle(inset.frame.box, "fill=\"#f3f4f1\"")
    drawing.clipped(to: inset.frame.box) { view.draw(on: &$0) }
    drawing.rectangle(inset.box, "fill=\"none\" stroke=\"#1d2a2e\" stroke-width=\"0.5\"")
    return view.unlabelled
  }

  private func areaPanel(_ area: Area, base: Place?, stops: [AreaView.Stop], _ page: inout SheetPage) {
    page.heading(label("巡区", "Patrol area"))
    page.entry(label("街面警务工作站", "Base"), base.map { $0.name.isEmpty ? $0.id : $0.name } ?? area.baseID)
    page.entry(label("车组", "Crews"), area.crews.isEmpty ? "–" : area.crews.joined(separator: " "))
    page.entry(label("户数", "Households"), SheetPage.grouped(area.households))
    page.entry(label("微网格", "Micro-grids"), SheetPage.grouped(area.units))
    page.entry(label("日工作量", "Work a day"), duration(area.workload))
    page.entry(label("联系电话", "Contact"), nil)
    page.heading(label("图例", "Legend"))
    for kind in [SheetMarker.Kind.base, .room] {
      page.sign(title(of: kind)) { drawing, box in
        SheetMarker(kind: kind, name: "", point: SheetPoint(x: box.midX, y: box.midY)).draw(on: &drawing)
      }
    }
    var lines = [
      (label("巡区边界", "area border"), "stroke=\"#6a3d8f\" stroke-width=\"1\""),
      (label("乡镇边界", "township border"), "stroke=\"#6b7a7f\" stroke-width=\"0.4\""),
      (label("村界", "village border"), "stroke=\"#bcc4c6\" stroke-width=\"0.3\""),
    ]
    let driven = Set(drives.map(\.crewID))
    for (index, crew) in area.crews.enumerated() where driven.contains(crew) {
      lines.append(("\(label("路线", "route")) \(crew)", RouteStyle(ofCrew: index).stroke))
    }
    for (label, stroke) in lines where page.room > 40 {
      page.sign(label) { drawing, box in
        drawing.line([SheetPoint(x: box.x, y: box.midY), SheetPoint(x: box.maxX, y: box.midY)], stroke)
      }
    }
    page.heading("\(label("必到点", "Checkpoints")) (\(stops.count))")
    page.signs([.red, .yellow, .blue].map { ($0, title(of: $0)) })
    page.list(
      stops.map { "\($0.number) \($0.checkpoint.place.name) \($0.checkpoint.place.id)" },
      short: stops.map { "\($0.number) \($0.checkpoint.place.name)" })
    page.note("\(date) · WGS 84", lines: 1)
  }

  /// "7 h 05 min".
  private func duration(_ seconds: Int) -> String {
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60)
    return language == .chinese ? "\(hours) 小时 \(minutes) 分" : "\(hours) h \(minutes) min"
  }
}
