import Foundation
import Geometry

/// Plain and slow answers, independent of the code under test.
package enum Oracle {
  /// Square metres in one square lattice unit at a latitude, from the ellipsoid's two radii of curvature (WGS 84).
  package static func squareMetres(atLatitude degrees: Double) -> Double {
    let a = 6_378_137.0
    let f = 1 / 298.257223563
    let e2 = f * (2 - f)
    let phi = degrees * .pi / 180
    let w = 1 - e2 * sin(phi) * sin(phi)
    let meridian = a * (1 - e2) / pow(w, 1.5)
    let vertical = a / w.squareRoot()
    let unit = Double.pi / 180 / 1e7
    return unit * unit * meridian * vertical * cos(phi)
  }

  /// Twice the area between the ring and the axis, by trapezoids: nothing but sums of products of the coordinates.
  package static func trapezoids(_ ring: some Collection<Coordinate>) -> Int128 {
    zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
      sum + (Int128(edge.0.x) - Int128(edge.1.x)) * (Int128(edge.0.y) + Int128(edge.1.y))
    }
  }

  /// How often a closed ring winds about a point; `nil` when the point is on it. Each edge turns by the octants of
  /// its ends as seen from the point.
  package static func winding(of ring: some Collection<Coordinate>, about p: Coordinate) -> Int? {
    var quarters = 0
    for (a, b) in zip(ring, ring.dropFirst()) {
      let (ax, ay) = (Int128(a.x) - Int128(p.x), Int128(a.y) - Int128(p.y))
      let (bx, by) = (Int128(b.x) - Int128(p.x), Int128(b.y) - Int128(p.y))
      let cross = ax * by - ay * bx
      if cross == 0 && ax * bx + ay * by <= 0 { return nil }
      func quarter(_ x: Int128, _ y: Int128) -> Int {
        x > 0 ? (y >= 0 ? 0 : 3) : x < 0 ? (y > 0 ? 1 : 2) : (y > 0 ? 1 : 3)
      }
      var turn = quarter(bx, by) - quarter(ax, ay)
      if turn == 3 { turn = -1 } else if turn == -3 { turn = 1 }
      if turn.magnitude == 2 { turn = cross > 0 ? 2 : -2 }
      quarters += turn
    }
    return quarters / 4
  }

  /// Whether a unit holds a point; `nil` on its border. Holes run clockwise, so windings add up to 1 on land.
  package static func holds(_ unit: Int, of set: PolygonSet, _ point: Coordinate) -> Bool? {
    var sum = 0
    for ring in set.rings(ofUnit: unit) {
      guard let turns = winding(of: set.coordinates[set.range(ofRing: ring)], about: point) else {
        return nil
      }
      sum += turns
    }
    return sum != 0
  }

  /// The areas, in square lattice units, of what GEOS finds in common, missing and beyond.
  package struct Faults {
    /// By pair of children, the lesser first.
    package var overlaps: [[Int]: Double] = [:]
    /// By parent.
    package var gaps: [Int: Double] = [:]
    /// By child.
    package var outside: [Int: Double] = [:]

    /// The parents concerned.
    package func parents(_ parentOf: [Int], above least: Double) -> Set<Int> {
      Set(overlaps.filter { $0.value > least }.keys.joined().map { parentOf[$0] })
        .union(gaps.filter { $0.value > least }.keys)
        .union(outside.filter { $0.value > least }.keys.map { parentOf[$0] })
    }
  }

  package static func faults(of nest: Nest) throws -> Faults {
    let children = nest.children
    return try withGEOS { context -> Faults in
      var result = Faults()
      for a in 0..<children.count {
        let shape = try context.madeValid(context.shape(ofUnit: a, in: children))
        for b in (a + 1)..<max(a + 1, children.count)
        where children.box(of: a).intersects(children.box(of: b)) {
          let other = try context.madeValid(context.shape(ofUnit: b, in: children))
          let shared = try context.area(of: context.intersection(shape, other))
          if shared > 0 { result.overlaps[[a, b]] = shared }
        }
        let land = try context.shape(ofUnit: nest.parentOf[a], in: nest.parents)
        let beyond = try context.area(of: context.difference(shape, land))
        if beyond > 0 { result.outside[a] = beyond }
      }
      for parent in 0..<nest.parents.count {
        let members = (0..<children.count).filter { nest.parentOf[$0] == parent }
        let union = try context.union(of: members) { child, context throws(GEOSError) in
          try context.madeValid(context.shape(ofUnit: child, in: children))
        }
        let missing = try context.area(
          of: context.difference(context.shape(ofUnit: parent, in: nest.parents), union))
        if missing > 0 { result.gaps[parent] = missing }
      }
      return result
    }
  }

  /// The parents whose children's edges, forwards less backwards, are not their own.
  package static func unequalParents(of nest: Nest) -> [Int] {
    struct Edge: Hashable { var from, to: Coordinate }
    func edges(_ unit: Int, _ set: PolygonSet) -> [Edge] {
      set.rings(ofUnit: unit).flatMap { ring in
        let vertices = set.coordinates[set.range(ofRing: ring)]
        return zip(vertices, vertices.dropFirst()).map { Edge(from: $0, to: $1) }
      }
    }
    var sums = [[Edge: Int]](repeating: [:], count: nest.parents.count)
    func add(_ edge: Edge, _ sign: Int, to parent: Int) {
      let forward = edge.from < edge.to
      let key = forward ? edge : Edge(from: edge.to, to: edge.from)
      sums[parent][key, default: 0] += forward ? sign : -sign
    }
    for child in 0..<nest.children.count {
      for edge in edges(child, nest.children) { add(edge, 1, to: nest.parentOf[child]) }
    }
    for parent in 0..<nest.parents.count {
      for edge in edges(parent, nest.parents) { add(edge, -1, to: parent) }
    }
    return sums.indices.filter { sums[$0].values.contains { $0 != 0 } }
  }
}
