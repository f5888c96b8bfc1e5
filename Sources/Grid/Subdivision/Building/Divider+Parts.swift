import Geometry

/// A unit of one or several polygons that a division made.
struct DividedParts {
  var parts: [DividedLand]
  var points: [HouseholdPoint]
}

extension Divider {
  /// Divides land of several polygons: each gets its share of the units, and one too small for a unit of its own
  /// goes to the nearest unit.
  mutating func divide(
    parts: [DividedLand], _ points: [HouseholdPoint], _ targets: [UnitTarget]
  ) -> [DividedParts] {
    var pointsOf = [[HouseholdPoint]](repeating: [], count: parts.count)
    for point in points {
      // A household may lie a lattice unit off the land, whose outline cuts have moved.
      pointsOf[parts.firstIndex { $0.holds(point.place) } ?? 0].append(point)
    }
    let sums = pointsOf.map { $0.reduce(0) { $0 + $1.households } }
    let total = max(1, sums.reduce(0, +))
    var counts = sums.map { Int((Double(targets.count * $0) / Double(total)).rounded()) }
    while counts.reduce(0, +) != targets.count {
      let more = counts.reduce(0, +) < targets.count
      let load = { (i: Int) in Double(sums[i]) / (Double(counts[i]) + 0.5) }
      let choice = counts.indices.filter { more || counts[$0] > 0 }
        .max { (more ? load($0) : -load($0)) < (more ? load($1) : -load($1)) }
      guard let choice else { break }
      counts[choice] += more ? 1 : -1
    }
    var result: [DividedParts] = []
    var next = 0
    for i in parts.indices where counts[i] > 0 {
      let share = Array(targets[next..<(next + counts[i])])
      next += counts[i]
      result += divide(parts[i], pointsOf[i], share).map {
        DividedParts(parts: [$0.piece], points: $0.points)
      }
    }
    for i in parts.indices where counts[i] == 0 {
      let here = Box(parts[i].rings[0]).centre
      let scale = scale
      let distance = { (unit: DividedParts) in scale.distance(here, Box(unit.parts[0].rings[0]).centre) }
      guard let nearest = result.indices.min(by: { distance(result[$0]) < distance(result[$1]) }) else {
        continue
      }
      result[nearest].parts.append(parts[i])
      result[nearest].points += pointsOf[i]
    }
    return result
  }
}

extension DividedLand {
  /// The polygons of a unit.
  static func parts(ofUnit unit: Int, in shapes: PolygonSet) -> [DividedLand] {
    shapes.polygons(of: unit).map { polygon in
      DividedLand(
        rings: shapes.rings(of: polygon).map {
          Array(shapes.coordinates[shapes.range(ofRing: $0)].dropLast())
        })
    }
  }

  /// The centroid of the exterior.
  var centroid: RealPoint {
    guard let origin = rings[0].first, var a = rings[0].last else { return RealPoint(x: 0, y: 0) }
    var (sumX, sumY, doubled) = (0.0, 0.0, 0.0)
    for b in rings[0] {
      let (ax, ay) = (Double(a.x) - Double(origin.x), Double(a.y) - Double(origin.y))
      let (bx, by) = (Double(b.x) - Double(origin.x), Double(b.y) - Double(origin.y))
      let cross = ax * by - bx * ay
      sumX += (ax + bx) * cross
      sumY += (ay + by) * cross
      doubled += cross
      a = b
    }
    guard doubled != 0 else { return RealPoint(origin) }
    return RealPoint(
      x: Double(origin.x) + sumX / (3 * doubled), y: Double(origin.y) + sumY / (3 * doubled))
  }
}

extension PolygonSet {
  /// The same polygons with every ring begun at its least vertex: how they were linked no longer shows.
  var withRingsFromLeastVertex: PolygonSet {
    var result = PolygonSet()
    for unit in 0..<count {
      result.appendUnit(
        polygons(of: unit).map { polygon in
          rings(of: polygon).map { ring in
            let open = coordinates[range(ofRing: ring)].dropLast()
            guard let least = open.indices.min(by: { open[$0] < open[$1] }) else { return [] }
            return Array(open[least...] + open[..<least])
          }
        })
    }
    return result
  }
}
