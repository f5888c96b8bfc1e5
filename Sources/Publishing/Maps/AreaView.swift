import Scenario

/// What a frame shows of a patrol area: its land among the townships, the drives of its crews, signs and names.
struct AreaView {
  /// A checkpoint with the number that the panel lists it by.
  struct Stop {
    var number: Int
    var checkpoint: MapSheets.Checkpoint
  }

  let frame: SheetFrame
  private let land: SheetLand
  private let villages: [(unit: Int, land: SheetLand)]
  private let townships: [(unit: Int, land: SheetLand)]
  private let routes: [(style: RouteStyle, path: [SheetPoint])]
  private var markers: [SheetMarker] = []
  /// From the places of checkpoints to their signs.
  private var leaders: [[SheetPoint]] = []
  private var labels: SheetLabels
  /// Names and numbers for which there was no room.
  private(set) var unlabelled: [String] = []

  /// - Parameters:
  ///   - taken: boxes that no name may touch.
  ///   - elsewhere: a part of the sheet whose names stand in an inset.
  init(
    _ sheets: MapSheets, area: Int, _ stops: [Stop], in frame: SheetFrame, taken: [SheetBox],
    elsewhere: SheetBox? = nil
  ) {
    self.frame = frame
    land = SheetLand(area, of: sheets.areaGround, frame)
    villages = sheets.units(of: sheets.assignLevel, near: frame)
    townships =
      sheets.townshipLevel < sheets.assignLevel ? sheets.units(of: sheets.townshipLevel, near: frame) : []
    let crews = sheets.areas[area].crews
    routes = sheets.drives.compactMap { drive in
      crews.firstIndex(of: drive.crewID).map { (RouteStyle(ofCrew: $0), drive.path.map(frame.point)) }
    }
    labels = SheetLabels(within: frame.box.inset(by: 1))
    for box in taken { labels.reserve(box) }
    func isHere(_ point: SheetPoint) -> Bool { frame.box.holds(point) && elsewhere?.holds(point) != true }

    var places = sheets.bases.filter { $0.id == sheets.areas[area].baseID }.map {
      (SheetMarker.Kind.base, $0)
    }
    places += sheets.rooms.indices.filter { sheets.areaOfRoom[$0] == area }.map { (.room, sheets.rooms[$0]) }
    let signs = places.map { SheetMarker(kind: $0, name: $1.name, point: frame.point($1.point)) }
    for sign in signs { labels.reserve(sign.box) }
    addStops(stops.filter { isHere(frame.point($0.checkpoint.place.point)) })
    for stop in stops where elsewhere?.holds(frame.point(stop.checkpoint.place.point)) == true {
      markers.append(sign(of: stop, numbered: false))
    }
    markers += signs.reversed()
    for sign in signs where isHere(sign.point) {
      let centres = SheetLabels.centres(beside: sign.point, sign.name, size: 2.6, gap: 2.4)
      if !labels.place([sign.name], size: 2.6, at: centres, style: "fill=\"#14384a\" font-weight=\"700\"") {
        unlabelled.append(sign.name)
      }
    }
    nameUnits(sheets, isHere)
  }

  private func sign(of stop: Stop, numbered isNumbered: Bool) -> SheetMarker {
    SheetMarker(
      kind: stop.checkpoint.kind, name: "", number: isNumbered ? stop.number : nil,
      point: frame.point(stop.checkpoint.place.point))
  }

  /// Signs with their numbers in them; where one would lie on another, a line leads from its place to the sign beside it.
  private mutating func addStops(_ stops: [Stop]) {
    var crowded: [Stop] = []
    for stop in stops {
      let sign = sign(of: stop, numbered: true)
      guard labels.isFree(sign.box) else {
        crowded.append(stop)
        continue
      }
      labels.reserve(sign.box)
      markers.append(sign)
    }
    for stop in crowded {
      var sign = sign(of: stop, numbered: true)
      let place = sign.point
      let free = SheetLabels.centres(around: place, step: 2.1 * sign.radius).first {
        sign.point = $0
        return labels.isFree(sign.box)
      }
      if let free {
        labels.reserve(sign.box)
        leaders.append([place, free])
        markers.append(sign)
      } else {
        markers.append(self.sign(of: stop, numbered: false))
        unlabelled.append(String(stop.number))
      }
    }
  }

  /// Names of townships, and of the area's own villages where there is room: off the borders, and off the routes if they can.
  private mutating func nameUnits(_ sheets: MapSheets, _ isHere: (SheetPoint) -> Bool) {
    let border = SheetTrace(land.rings, within: frame.box)
    let drives = SheetTrace(routes.map(\.path), within: frame.box)
    for (unit, own) in townships {
      let anchor = frame.point(sheets.anchors[sheets.townshipLevel][unit])
      let style = "fill=\"\(land.holds(anchor) ? "#1d2a2e" : "#8a9498")\" font-weight=\"700\""
      let centres =
        SheetLabels.centres(around: anchor, step: 4.2).filter(isHere) + own.lattice(within: frame.box)
      _ = labels.place(
        [sheets.name(of: unit, at: sheets.townshipLevel)], size: 4.2, at: centres, style: style,
        where: { own.holds($0) && !border.crosses($0) })
    }
    for (unit, own) in villages {
      let anchor = frame.point(sheets.anchors[sheets.assignLevel][unit])
      guard land.holds(anchor), isHere(anchor) else { continue }
      let (centres, name) = (
        SheetLabels.centres(around: anchor, step: 1.8), sheets.name(of: unit, at: sheets.assignLevel)
      )
      let style = "fill=\"#49575c\""
      for keepsOffRoutes in [true, false] {
        let isPlaced = labels.place(
          [name], size: 2.3, at: centres, style: style,
          where: { own.holds($0) && !border.crosses($0) && !(keepsOffRoutes && drives.crosses($0)) })
        if isPlaced { break }
      }
    }
  }

  func draw(on drawing: inout SheetDrawing) {
    for (_, village) in villages { drawing.polygon(village.rings, "fill=\"#e6e8e4\" stroke=\"none\"") }
    drawing.polygon(land.rings, "fill=\"#fffdf2\" stroke=\"none\"")
    for (_, village) in villages {
      drawing.polygon(village.rings, "fill=\"none\" stroke=\"#bcc4c6\" stroke-width=\"0.15\"")
    }
    for (_, township) in townships {
      drawing.polygon(township.rings, "fill=\"none\" stroke=\"#6b7a7f\" stroke-width=\"0.4\"")
    }
    for (_, path) in routes { drawing.line(path, "stroke=\"#fff\" stroke-width=\"1.2\"") }
    for (style, path) in routes { drawing.line(path, style.stroke) }
    drawing.polygon(land.rings, "fill=\"none\" stroke=\"#6a3d8f\" stroke-width=\"1\" stroke-opacity=\"0.85\"")
    for leader in leaders {
      drawing.line(leader, "stroke=\"#1d2a2e\" stroke-width=\"0.3\"")
      drawing.circle(leader[0], radius: 0.6, "fill=\"#1d2a2e\"")
    }
    for marker in markers { marker.draw(on: &drawing) }
    labels.draw(on: &drawing)
  }
}

/// How a crew's drives are drawn: by colour, and by dashes where there is none.
struct RouteStyle {
  private static let colours = [
    "#1f6f9f", "#b3541e", "#2f7f4f", "#8c3f8a", "#8a6d0f", "#b02e55", "#3c4fb0", "#4d6470",
  ]
  private static let dashes = ["", "2.2 1.4", "0.1 1.2", "3.4 1.2 0.1 1.2"]

  let stroke: String

  init(ofCrew crew: Int) {
    let dashes = Self.dashes[crew % Self.dashes.count]
    stroke =
      "stroke=\"\(Self.colours[crew % Self.colours.count])\" stroke-width=\"0.65\""
      + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"")
  }
}
