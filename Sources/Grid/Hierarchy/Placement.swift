/// A unit's parent as found by place: the one with which it shares the most land.
public struct Placement: Sendable, Hashable {
  public let level: String
  public let code: String
  public let parent: String
  /// The share of the unit's land inside its parent, 0 to 1.
  public let share: Double
  /// The next best parent and its share.
  public let runnerUp: String?
  public let runnerUpShare: Double

  /// Finds the parent of every child.
  static func find(
    children: PolygonSet, codes: [String], level: String, parents: PolygonSet, parentCodes: [String],
    above: String
  ) throws(HierarchyError) -> [Placement] {
    do {
      let shared = try sharedAreas(children, parents)
      var result: [Placement] = []
      for (child, areas) in shared.enumerated() {
        let ranked = areas.sorted { ($1.area, $0.parent) < ($0.area, $1.parent) }
        guard let best = ranked.first, best.area > 0 else {
          throw HierarchyError.nowhere(level: level, code: codes[child], above: above)
        }
        let second = ranked.dropFirst().first { $0.area > 0 }
        let whole = children.rings(ofUnit: child).reduce(0.0) {
          $0 + Double(PolygonSet.doubledArea(of: children.coordinates[children.range(ofRing: $1)])) / 2
        }
        result.append(
          Placement(
            level: level, code: codes[child], parent: parentCodes[best.parent],
            share: min(1, best.area / whole),
            runnerUp: second.map { parentCodes[$0.parent] },
            runnerUpShare: second.map { $0.area / whole } ?? 0))
      }
      return result
    } catch let error as GEOSError {
      throw .geometry(level: level, error)
    } catch let error as HierarchyError {
      throw error
    } catch {
      preconditionFailure("only the two errors above are thrown")
    }
  }

  /// For each child the area, in square lattice units, that it shares with each parent whose box it meets.
  private static func sharedAreas(
    _ children: PolygonSet, _ parents: PolygonSet
  ) throws(GEOSError) -> [[(parent: Int, area: Double)]] {
    let parentBoxes = (0..<parents.count).map { parents.box(of: $0) }
    let childBoxes = (0..<children.count).map { children.box(of: $0) }
    var pairs = [[Int]](repeating: [], count: parents.count)
    BoxPairs.forEach(parentBoxes + childBoxes) { a, b in
      if a < parents.count && b >= parents.count { pairs[a].append(b - parents.count) }
    }
    return try withGEOS { context throws(GEOSError) in
      var result = [[(parent: Int, area: Double)]](repeating: [], count: children.count)
      for parent in 0..<parents.count {
        let land = try context.madeValid(context.shape(ofUnit: parent, in: parents))
        for child in pairs[parent].sorted() {
          let shape = try context.madeValid(context.shape(ofUnit: child, in: children))
          result[child].append((parent, try context.area(of: context.intersection(land, shape))))
        }
      }
      return result
    }
  }
}

extension Placement {
  /// One sentence on how sure the places are; `nil` when nothing was placed.
  public static func summary(of placements: [Placement]) -> String? {
    guard let least = placements.min(by: { $0.share < $1.share }) else { return nil }
    let percent = (least.share * 1000).rounded() / 10
    return
      "\(placements.count) parents are found by place, the least sure for \(least.level) \(least.code): "
      + "\(percent) % of it lies in \(least.parent)"
  }
}
