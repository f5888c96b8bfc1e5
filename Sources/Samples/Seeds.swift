import Foundation
import Geometry
import Solvers

/// One point per micro-grid, dense in the town and at the heart of every village, sparse in the fields.
struct Seeds {
  /// The first of each village is its centre.
  private(set) var points: [PlanePoint] = []
  /// The village whose people live at each point.
  private(set) var villages: [Int] = []
  /// For each village the seed at its centre.
  private(set) var centres: [Int] = []

  private var index = PointIndex(cell: 250)

  /// Metres between micro-grids at the heart of a village, and in the fields.
  private static let heartSpacing = 85.0
  private static let fieldSpacing = 180.0
  /// No micro-grid lies farther from its village than this.
  private static let farthestField = 2_500.0

  init(_ settlements: Settlements, outline: Outline, chance: inout SeededGenerator) {
    for (village, centre) in settlements.centres.enumerated() {
      centres.append(points.count)
      add(centre, village)
    }
    let communities = settlements.communities
    for _ in communities..<max(communities, settlements.townSize) {
      let point = place(spacing: 0.8 * 1_000 / 60.0.squareRoot()) { effort in
        let r = settlements.townRadius * pow(chance.unit(), 0.58) * (1 + 0.02 * effort)
        let angle = 2 * Double.pi * chance.unit()
        let town = settlements.town
        let point = PlanePoint(x: town.x + r * cos(angle), y: town.y + r * sin(angle))
        return outline.contains(point, margin: 60) ? point : nil
      }
      add(point ?? settlements.town, nearest(to: point ?? settlements.town, in: 0..<communities))
    }
    for (i, size) in settlements.ruralSizes.enumerated() {
      let village = communities + i
      let heart = Int(Double(size) * 0.72)
      let home = settlements.centres[village]
      // A centre nearer to a field than the village's own lies at most twice as far from the village as the field.
      let rivals = settlements.centres.filter { $0 != home && $0.distance(to: home) < 2 * Self.farthestField }
      for k in 1..<max(1, size) {
        let isHeart = k < heart
        let spread = isHeart ? 58 * Double(heart).squareRoot() : 430
        let point = place(spacing: isHeart ? Self.heartSpacing : Self.fieldSpacing) { effort in
          let reach = spread * (1 + 0.03 * effort)
          let point = PlanePoint(
            x: home.x + reach * chance.normal(), y: home.y + reach * chance.normal())
          guard outline.contains(point, margin: 60) else { return nil }
          if isHeart { return point }
          let far = point.distance(to: home)
          guard far < Self.farthestField else { return nil }
          return rivals.contains { $0.distance(to: point) < far } ? nil : point
        }
        add(point ?? home, village)
      }
    }
  }

  private mutating func add(_ point: PlanePoint, _ village: Int) {
    index.insert(point)
    points.append(point)
    villages.append(village)
  }

  /// The first drawn point that is `spacing` away from all seeds; with every failure the spacing gives way.
  private func place(spacing: Double, draw: (_ effort: Double) -> PlanePoint?) -> PlanePoint? {
    for effort in 0..<400 {
      guard let point = draw(Double(effort)) else { continue }
      let least = max(12, spacing * (1 - Double(effort) / 160))
      if !index.holds(near: point, within: least) { return point }
    }
    return nil
  }

  private func nearest(to point: PlanePoint, in villages: Range<Int>) -> Int {
    var best = villages.lowerBound
    for v in villages where points[centres[v]].distance(to: point) < points[centres[best]].distance(to: point)
    {
      best = v
    }
    return best
  }
}

/// Points in square cells, to ask whether one is near.
struct PointIndex {
  private let cell: Double
  private var cells: [SIMD2<Int32>: [PlanePoint]] = [:]

  init(cell: Double) {
    self.cell = cell
  }

  private func key(_ point: PlanePoint) -> SIMD2<Int32> {
    SIMD2(Int32((point.x / cell).rounded(.down)), Int32((point.y / cell).rounded(.down)))
  }

  mutating func insert(_ point: PlanePoint) { cells[key(point), default: []].append(point) }

  /// Whether a point lies closer than `distance`, which is at most the size of a cell.
  func holds(near point: PlanePoint, within distance: Double) -> Bool {
    let centre = key(point)
    for dy in Int32(-1)...1 {
      for dx in Int32(-1)...1 {
        for other in cells[SIMD2(centre.x + dx, centre.y + dy)] ?? []
        where other.distance(to: point) < distance {
          return true
        }
      }
    }
    return false
  }
}
