import Geometry

/// Where on a sheet the map lies, and at which scale.
struct SheetFrame {
  let box: SheetBox
  /// 10,000 for 1:10,000.
  let scale: Int
  private let centre: PlanePoint

  /// The largest round scale at which the land fits into the box.
  init(_ land: some Collection<PlanePoint>, in box: SheetBox) {
    self.box = box
    let (x, y) = Self.ranges(of: land)
    centre = PlanePoint(x: (x.lowerBound + x.upperBound) / 2, y: (y.lowerBound + y.upperBound) / 2)
    // A margin shows the neighbours.
    let needed =
      1000 * 1.08 * max((x.upperBound - x.lowerBound) / box.width, (y.upperBound - y.lowerBound) / box.height)
    var scale = 100
    while Double(scale) < needed { scale = Self.next(scale) }
    self.scale = scale
  }

  private static func ranges(
    of land: some Collection<PlanePoint>
  ) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    var low = land.first ?? PlanePoint(x: 0, y: 0)
    var high = low
    for point in land {
      low = PlanePoint(x: min(low.x, point.x), y: min(low.y, point.y))
      high = PlanePoint(x: max(high.x, point.x), y: max(high.y, point.y))
    }
    return (low.x...high.x, low.y...high.y)
  }

  /// The least rectangle in whole metres that holds land.
  static func extent(of land: some Collection<PlanePoint>) -> PlaneExtent {
    let (x, y) = ranges(of: land)
    return PlaneExtent(
      west: Int(x.lowerBound.rounded(.down)), south: Int(y.lowerBound.rounded(.down)),
      east: Int(x.upperBound.rounded(.up)), north: Int(y.upperBound.rounded(.up)))
  }

  /// What it shows.
  var ground: PlaneExtent {
    let (right, up) = (metres(box.width) / 2, metres(box.height) / 2)
    return Self.extent(of: [
      PlanePoint(x: centre.x - right, y: centre.y - up), PlanePoint(x: centre.x + right, y: centre.y + up),
    ])
  }

  /// 100, 120, 150, 180, …
  private static func next(_ scale: Int) -> Int {
    var power = 100
    while power * 10 <= scale { power *= 10 }
    let steps = [10, 12, 15, 18, 20, 22, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90].map { power * $0 / 10 }
    return steps.first { $0 > scale } ?? power * 10
  }

  func point(_ place: PlanePoint) -> SheetPoint {
    SheetPoint(
      x: box.midX + (place.x - centre.x) * 1000 / Double(scale),
      y: box.midY - (place.y - centre.y) * 1000 / Double(scale))
  }

  /// The place that a point of the sheet shows.
  func place(_ point: SheetPoint) -> PlanePoint {
    PlanePoint(x: centre.x + metres(point.x - box.midX), y: centre.y - metres(point.y - box.midY))
  }

  /// Metres on the ground of a length on the sheet.
  func metres(_ millimetres: Double) -> Double { millimetres * Double(scale) / 1000 }
}

/// The rings of units on a sheet.
struct SheetLand {
  let rings: [[SheetPoint]]

  init(_ unit: Int, of ground: SheetGround, _ frame: SheetFrame) {
    rings = ground.rings(of: unit).map { $0.map(frame.point) }
  }

  var box: SheetBox { SheetBox(around: rings.flatMap { $0 }) }

  /// Points on a coarse lattice over what a frame shows of the land, for a name that may stand anywhere on it.
  func lattice(within frame: SheetBox) -> [SheetPoint] {
    let box = box
    let (left, right) = (max(box.x, frame.x), min(box.maxX, frame.maxX))
    let (top, bottom) = (max(box.y, frame.y), min(box.maxY, frame.maxY))
    guard left < right, top < bottom else { return [] }
    // From the middle outwards.
    let shares = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9]
    return shares.flatMap { down in
      shares.map { across in
        SheetPoint(x: left + (right - left) * across, y: top + (bottom - top) * down)
      }
    }
  }

  /// By the even-odd rule.
  func holds(_ point: SheetPoint) -> Bool {
    var isInside = false
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) where (a.y > point.y) != (b.y > point.y) {
        if point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x { isInside.toggle() }
      }
    }
    return isInside
  }

  /// Which share of a box it fills, by points 3 mm apart.
  func share(of box: SheetBox) -> Double {
    var (inside, all) = (0, 0)
    for x in stride(from: box.x, through: box.maxX, by: 3) {
      for y in stride(from: box.y, through: box.maxY, by: 3) {
        all += 1
        if holds(SheetPoint(x: x, y: y)) { inside += 1 }
      }
    }
    return Double(inside) / Double(all)
  }

  /// Whether it holds the corners and the centre of a box.
  func holds(_ box: SheetBox) -> Bool {
    box.corners.allSatisfy(holds) && holds(SheetPoint(x: box.midX, y: box.midY))
  }
}
