import Geometry
import VectorFiles

/// The part of a hierarchy that a repair works on: the units of the lowest level that lie at defects or beside those that
/// do, and all units of the levels above.
///
/// All other units of the lowest level keep their land in any case, so those of one parent are joined to one unit that is
/// protected: what is repaired beside it must leave it as it is.
struct RepairSite {
  /// Its lowest level has the units that take part, in their order, and behind them the joined ones.
  let hierarchy: Hierarchy
  let shapes: [PolygonSet]
  let protected: [[Bool]]
  /// The units of the whole lowest level that take part.
  private let members: [Int]
  private let whole: PolygonSet

  /// Where more than this share of the lowest level takes part, the rest may as well.
  private static let mostMembers = 0.75

  /// `nil` where all of the hierarchy is to be worked on.
  ///
  /// - Parameters:
  ///   - evidence: what the polygons as they are now show.
  ///   - strips: narrow bare land that is open to the outside.
  ///   - reach: in lattice units, how far a vertex may move.
  init?(
    of hierarchy: Hierarchy, _ evidence: ProofEvidence, strips: [[Coordinate]], protected: [[Bool]],
    reach: Int32
  ) {
    let search = DefectSurroundings(hierarchy, evidence, strips: strips, reach: reach)
    let lowest = hierarchy.lowest
    let shapes = evidence.shapes[evidence.shapes.count - 1]
    guard let surrounded = search.units else { return nil }
    let table = EdgeTable(shapes)
    let isMember = Self.withNeighbours(surrounded, shapes, table)
    let members = isMember.indices.filter { isMember[$0] }
    guard Double(members.count) <= Self.mostMembers * Double(lowest.count) else { return nil }
    guard let rest = Self.rest(isMember, lowest.parents, shapes, table) else { return nil }

    var local = PolygonSet()
    for unit in members { local.appendUnit(unit, of: shapes) }
    for (_, polygons) in rest { local.appendUnit(polygons) }
    func values<Value>(_ all: [Value], _ joined: Value) -> [Value] {
      members.map { all[$0] } + rest.map { _ in joined }
    }
    let level = Level(
      name: lowest.name, codes: values(lowest.codes, ""), names: values(lowest.names, ""),
      parents: members.map { lowest.parents[$0] } + rest.map(\.parent),
      households: values(lowest.households, 0),
      shapes: local, areas: values(lowest.areas, 0), anchors: values(lowest.anchors, Coordinate(x: 0, y: 0)),
      isDissolved: lowest.isDissolved)
    self.hierarchy = Hierarchy(levels: hierarchy.levels.dropLast() + [level], plane: hierarchy.plane)
    self.shapes = evidence.shapes.dropLast() + [local]
    self.protected = protected.dropLast() + [values(protected[protected.count - 1], true)]
    self.members = members
    whole = shapes
  }

  /// The polygons of the whole hierarchy, those of the site as they have become.
  func merged(_ repaired: [PolygonSet]) -> [PolygonSet] {
    let lowest = repaired[repaired.count - 1]
    var result = PolygonSet()
    var next = 0
    for unit in 0..<whole.count {
      if next < members.count, members[next] == unit {
        result.appendUnit(next, of: lowest)
        next += 1
      } else {
        result.appendUnit(unit, of: whole)
      }
    }
    return repaired.dropLast() + [result]
  }

  private static func withNeighbours(_ units: [Bool], _ shapes: PolygonSet, _ table: EdgeTable) -> [Bool] {
    var result = units
    for unit in units.indices where units[unit] {
      shapes.forEachEdge(ofUnit: unit) { a, b in
        guard let (edge, forward) = table.edge(a, b) else { return }
        let twin = edge.side(forward: !forward)
        if twin >= 0 { result[Int(twin)] = true }
      }
    }
    return result
  }

  /// The units that take no part, joined by their parents; `nil` where their edges do not close.
  private static func rest(
    _ isMember: [Bool], _ parents: [Int], _ shapes: PolygonSet, _ table: EdgeTable
  ) -> [(parent: Int, polygons: [[[Coordinate]]])]? {
    var rims: [Int: [DirectedEdge]] = [:]
    for unit in isMember.indices where !isMember[unit] {
      shapes.forEachEdge(ofUnit: unit) { a, b in
        guard let (edge, forward) = table.edge(a, b) else { return }
        let twin = Int(edge.side(forward: !forward))
        if twin < 0 || isMember[twin] || parents[twin] != parents[unit] {
          rims[parents[unit], default: []].append(DirectedEdge(from: a, to: b))
        }
      }
    }
    var result: [(parent: Int, polygons: [[[Coordinate]]])] = []
    for (parent, rim) in rims.sorted(by: { $0.key < $1.key }) {
      guard let polygons = RingLinker.polygons(from: rim) else { return nil }
      result.append((parent, polygons))
    }
    return result
  }
}
