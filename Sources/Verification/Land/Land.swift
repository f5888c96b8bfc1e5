import Foundation
import Words

/// The land of a plan: for each level the directed edges of its units.
///
/// The edges of a simple ring that runs counter-clockwise go once around each point inside and around no other. Where the
/// edges of a unit's children add up to its own, each of its points is therefore in exactly one of them, whoever drew them.
final class Land {
  private let plan: PlanFiles
  /// For each unit of the lowest level, in the order of the file, its directed edges; none before they are proved.
  private(set) var edgesOfUnit: [Set<LatticeEdge>] = []

  init(_ plan: PlanFiles) { self.plan = plan }

  /// The rings of a feature.
  static func rings(of feature: Document) throws -> [LatticeRing] {
    let geometry = try feature.member("geometry")
    let polygons: [Document]
    switch try geometry.text("type") {
    case "Polygon": polygons = [try geometry.member("coordinates")]
    case "MultiPolygon": polygons = try geometry.list("coordinates")
    default: throw geometry.unreadable(Message("a unit is no polygon"))
    }
    var rings: [LatticeRing] = []
    for polygon in polygons {
      for (number, ring) in try polygon.list.enumerated() {
        var points: [LatticePoint] = []
        for point in try ring.list { points.append(try LatticePoint(point)) }
        guard points.count > 3, points.first == points.last else {
          throw geometry.unreadable(Message("a ring is not closed"))
        }
        let first = rings.first?.points[0] ?? points[0]
        guard points.allSatisfy({ max(abs($0.x - first.x), abs($0.y - first.y)) <= LatticePoint.widest })
        else {
          throw geometry.unreadable(Message("a number is beyond measure"))
        }
        rings.append(LatticeRing(points: points, isExterior: number == 0))
      }
    }
    guard !rings.isEmpty else { throw geometry.unreadable(Message("a unit is no polygon")) }
    return rings
  }

  /// Edge sums, level by level.
  func prove() throws -> Message? {
    let audit = try plan.summary.member("audit").member("levels_proved")
    guard case .bool(true) = audit.value else {
      throw VerificationError.refused(Message("the summary does not call the levels proved"))
    }
    var above: [String: Set<LatticeEdge>] = [:]
    var (units, count) = (0, 0)
    for (depth, level) in plan.levels.enumerated() {
      var own: [String: Set<LatticeEdge>] = [:]
      var sums: [String: Set<LatticeEdge>] = [:]
      edgesOfUnit = []
      for feature in try plan.features("units.\(level)") {
        let properties = try feature.member("properties")
        let code = try properties.text("code")
        let isOutermost = depth == 0 || depth == plan.levels.count - 1
        let edges = try edges(of: feature, code, area: properties.double("area_m2"), isChecked: isOutermost)
        let parent = depth == 0 ? "" : try properties.text("parent")
        try require(own.updateValue(edges, forKey: code) == nil, Message("unit \(code) stands there twice"))
        let before = sums[parent]?.count ?? 0
        sums[parent, default: []].formUnion(edges)
        try require(
          sums[parent]?.count == before + edges.count,
          Message("unit \(code) has an edge that another unit beside it has, too"))
        edgesOfUnit.append(edges)
        count += edges.count
      }
      for (parent, edges) in sums where depth > 0 {
        let left = edges.filter { !edges.contains($0.reversed) }
        try require(
          left == above[parent],
          Message("the units of level \(Message(term: level)) in \(parent) do not add up to it"))
      }
      try require(
        depth == 0 || sums.count == above.count,
        Message("a unit has none of level \(Message(term: level)) in it"))
      try require(
        try plan.summary.member("counts").int("units_\(level)") == own.count,
        Message("there are \(own.count) units of level \(Message(term: level))"))
      units += own.count
      above = own
    }
    return Message("\(units) units with \(count) edges add up, level by level")
  }

  /// The directed edges of a unit whose rings run as they must.
  private func edges(
    of feature: Document, _ code: String, area: Double, isChecked: Bool
  ) throws -> Set<LatticeEdge> {
    let rings = try Self.rings(of: feature)
    var edges = Set<LatticeEdge>()
    var expected = 0
    for ring in rings {
      let land = ring.twiceLand
      try require(
        ring.isExterior ? land > 0 : land < 0, Message("a ring of unit \(code) runs the wrong way round"))
      expected += ring.points.count - 1
      edges.formUnion(ring.edges)
      try require(!isChecked || ring.isSimple, Message("two edges of unit \(code) meet"))
    }
    try require(edges.count == expected, Message("two edges of unit \(code) meet"))
    for (number, ring) in rings.enumerated() where isChecked && rings.count > 1 {
      for edge in ring.edges {
        var turns = 0
        for (other, ring) in rings.enumerated() where other != number {
          guard let found = ring.windings(around: edge) else {
            throw VerificationError.refused(Message("two edges of unit \(code) meet"))
          }
          turns += found
        }
        try require(
          turns == (ring.isExterior ? 0 : 1),
          Message("parts of unit \(code) overlap, or a hole lies outside them"))
      }
    }
    // A degree of longitude is shorter further north: in the middle it is as long as on average.
    let metres = rings.reduce(0.0) { sum, ring in
      let (east, north) = Self.metres(at: ring.centre)
      return sum + Double(ring.twiceLand) / 2 * east * north
    }
    try require(
      abs(metres - area) <= 1 + 2e-3 * metres, Message("the land of unit \(code) is not \(area) m2"))
    return edges
  }

  /// Metres of 1e-7 degree of longitude and of latitude at a latitude (WGS 84), for what is compared within a tolerance.
  static func metres(at y: Int) -> (east: Double, north: Double) {
    let (phi, square) = (Double(y) * 1e-7 * Double.pi / 180, 0.00669437999014)
    let w = 1 - square * sin(phi) * sin(phi)
    let scale = 1e-7 * Double.pi / 180 * 6_378_137
    return (scale * cos(phi) / w.squareRoot(), scale * (1 - square) / (w * w.squareRoot()))
  }
}
