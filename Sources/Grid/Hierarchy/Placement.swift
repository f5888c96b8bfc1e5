import Geometry
import Solvers
import Words

/// A unit's parent as found by place: the one with which it shares the most land.
public struct Placement: Sendable, Hashable, Worded, CustomStringConvertible {
  /// The name of the unit's level.
  public let level: String
  /// The code of the unit.
  public let code: String
  /// The code of the parent that was found.
  public let parent: String
  /// The share of the unit's land inside its parent, 0 to 1.
  public let share: Double
  /// The other parents that hold some of its land, the most first.
  public let runnersUp: [RunnerUp]

  /// Another parent in which some of the unit's land lies.
  public struct RunnerUp: Sendable, Hashable {
    /// The code of that parent.
    public let parent: String
    /// The share of the unit's land, 0 to 1.
    public let share: Double
  }

  /// For each of some children the parents with which it shares land, the most first, as shares of its land.
  static func ranked(
    _ rows: [Int], of children: PolygonSet, in parents: PolygonSet
  ) throws(GEOSError) -> [[(parent: Int, share: Double)]] {
    let children = children.mending(try UnitValidity.invalidUnits(in: children).map(\.unit))
    let parents = parents.mending(try UnitValidity.invalidUnits(in: parents).map(\.unit))
    let index = BoxIndex(rows.map { children.box(of: $0) })
    let results = concurrentMap(Array(0..<parents.count)) { parent in
      Result { () throws(GEOSError) in
        try shares(of: index.meeting(parents.box(of: parent)).map { rows[$0] }, children, in: parent, parents)
      }
    }
    var sharesOf: [Int: [(parent: Int, share: Double)]] = [:]
    for (parent, result) in results.enumerated() {
      for (row, share) in try result.get() { sharesOf[row, default: []].append((parent, share)) }
    }
    return rows.map { row in
      (sharesOf[row] ?? []).sorted { ($1.share, $0.parent) < ($0.share, $1.parent) }
    }
  }

  /// For those of some children that share land with a parent the share of their own.
  private static func shares(
    of rows: [Int], _ children: PolygonSet, in parent: Int, _ parents: PolygonSet
  ) throws(GEOSError) -> [(row: Int, share: Double)] {
    if rows.isEmpty { return [] }
    return try withGEOS { context throws(GEOSError) in
      let land = try context.shape(ofUnit: parent, in: parents)
      let extent = try PreparedShape(context.shape(ofUnit: parent, in: parents), in: context)
      var result: [(row: Int, share: Double)] = []
      for row in rows {
        let shape = try context.shape(ofUnit: row, in: children)
        if try extent.covers(shape, context) {
          result.append((row, 1))
          continue
        }
        let area = try context.area(of: context.intersection(land, shape))
        if area > 0 { result.append((row, min(1, area / (try context.area(of: shape))))) }
      }
      return result
    }
  }
}

extension Placement {
  /// The share of its land below which a unit's parent is not sure.
  public static let sureShare = 0.99

  /// Whether so much of the land lies in the parent that no other is likely.
  public var isSure: Bool { share >= Self.sureShare }

  /// One sentence.
  public var message: Message {
    let shares = ([RunnerUp(parent: parent, share: share)] + runnersUp.prefix(3)).map {
      Message("share_in_parent", "\($0.share.percent) in \($0.parent)")
    }.joined(separator: ", ")
    return runnersUp.count > 3
      ? Message("\(level) \(code): \(shares) and \(runnersUp.count - 3) more")
      : Message("\(level) \(code): \(shares)")
  }
}

extension Placement {
  /// One sentence on how sure the places are; `nil` when nothing was placed.
  public static func summary(of placements: [Placement]) -> Message? {
    guard let least = placements.min(by: { $0.share < $1.share }) else { return nil }
    let percent = (least.share * 1000).rounded() / 10
    return Message(
      "parents_by_place",
      "\(placements.count) parents are found by place, the least sure for \(least.level) \(least.code): "
        + "\(percent) % of it lies in \(least.parent)")
  }
}
