import Geometry

/// For each site the corners of the land nearest to it, counter-clockwise and not closed.
///
/// Neighbouring cells share their corners exactly. The outermost cells end at a box about as far outside the
/// sites as these are wide. A site that stands where an earlier one does gets no corners. At least two different
/// sites are needed for any cell.
public func voronoiCells(of sites: [PlanePoint]) throws(GEOSError) -> [[PlanePoint]] {
  guard sites.count >= 2 else { return sites.map { _ in [] } }
  let polygons = try withGEOS { context throws(GEOSError) in try context.voronoi(of: sites) }
  let order = sites.indices.sorted { (sites[$0].x, $0) < (sites[$1].x, $1) }
  var result = [[PlanePoint]](repeating: [], count: sites.count)
  for polygon in polygons {
    var ring = polygon.rings[0].dropLast().map { PlanePoint(x: $0.x, y: $0.y) }
    if isClockwise(ring) { ring.reverse() }
    guard let west = ring.map(\.x).min(), let east = ring.map(\.x).max(), let south = ring.map(\.y).min(),
      let north = ring.map(\.y).max()
    else { continue }
    var i = order.partitioningIndex { sites[$0].x >= west }
    while i < order.count, sites[order[i]].x <= east {
      let site = sites[order[i]]
      if south <= site.y, site.y <= north, contains(ring, site) {
        result[order[i]] = ring
        break
      }
      i += 1
    }
  }
  return result
}

private func isClockwise(_ ring: [PlanePoint]) -> Bool {
  var sum = 0.0
  for i in ring.indices {
    let a = ring[i]
    let b = ring[(i + 1) % ring.count]
    sum += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y)
  }
  return sum < 0
}

/// Whether a convex counter-clockwise ring holds a point.
private func contains(_ ring: [PlanePoint], _ point: PlanePoint) -> Bool {
  for i in ring.indices {
    let a = ring[i]
    let b = ring[(i + 1) % ring.count]
    if (b.x - a.x) * (point.y - a.y) - (point.x - a.x) * (b.y - a.y) < 0 { return false }
  }
  return true
}

extension Array {
  /// The first index from which on `belongs` holds, in an array where it holds from some index on.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
