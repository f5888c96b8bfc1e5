/// A part of a patrol area's map that is drawn larger in a corner, since its checkpoints would lie on one another.
struct AreaInset {
  /// Where it stands on the sheet, with its title above the map.
  let box: SheetBox
  /// What it shows, where the map shows it.
  let extent: SheetBox
  let frame: SheetFrame

  /// Checkpoints nearer than this are on one another, in millimetres.
  private static let close = 4.0
  /// Crowded checkpoints within this distance are shown together.
  private static let reach = 15.0
  private static let titleHeight = 4.4
  /// The fewest that are worth it.
  private static let fewest = 4

  /// - Parameters:
  ///   - stops: the checkpoints on the map.
  ///   - land: that of the area.
  ///   - map: the frame of the map.
  /// - Returns: `nil` where nothing is crowded, or where there is no corner for it.
  init?(for stops: [SheetPoint], on land: SheetLand, of map: SheetFrame) {
    let crowd = Self.crowd(of: stops)
    guard crowd.count >= Self.fewest else { return nil }
    let extent = SheetBox(around: crowd).inset(by: -4)
    self.extent = extent
    let longest = max(extent.width, extent.height)
    let corners = [0.6, 0.54, 0.48, 0.42, 0.36].map { $0 * map.box.height }.flatMap { size in
      Self.corners(
        width: max(size * 0.6, size * extent.width / longest),
        height: max(size * 0.6, size * extent.height / longest),
        of: map.box)
    }
    let costs = corners.map { corner -> (box: SheetBox, cost: Double) in
      let hidden = stops.count { corner.inset(by: -2).holds($0) }
      return (corner, corner.meets(extent) || hidden > 0 ? .infinity : land.share(of: corner))
    }
    // The largest that hides nothing, or else the one that hides least.
    guard let best = costs.min(by: { $0.cost < $1.cost }), best.cost < 0.4 else { return nil }
    box = best.box
    frame = SheetFrame(
      extent.corners.map(map.place),
      in: SheetBox(
        x: box.x, y: box.y + Self.titleHeight, width: box.width, height: box.height - Self.titleHeight))
    guard Double(map.scale) >= 1.4 * Double(frame.scale) else { return nil }
  }

  /// The most checkpoints that crowd in one place.
  private static func crowd(of stops: [SheetPoint]) -> [SheetPoint] {
    var left = stops.filter { stop in stops.count { $0.distance(to: stop) < close } > 1 }
    var largest: [SheetPoint] = []
    while let first = left.popLast() {
      var group = [first]
      var next = 0
      while next < group.count {
        let from = group[next]
        group += left.filter { $0.distance(to: from) < reach }
        left.removeAll { $0.distance(to: from) < reach }
        next += 1
      }
      if group.count > largest.count { largest = group }
    }
    return largest
  }

  /// The corners that the north arrow leaves.
  private static func corners(width: Double, height: Double, of map: SheetBox) -> [SheetBox] {
    let (left, right) = (map.x + 2, map.maxX - 2 - width)
    let (top, bottom) = (map.y + 2, map.maxY - 2 - height)
    return [(left, bottom), (right, bottom), (left, top)].map {
      SheetBox(x: $0.0, y: $0.1, width: width, height: height)
    }
  }
}
