import Geometry
import Scenario

/// A place from which help comes: a room, or the base of crews.
package struct CoverSource: Sendable {
  package enum Kind: String, Sendable { case room, base }

  package var id: String
  package var kind: Kind
  package var coordinate: Coordinate
  /// The shifts in which someone is there.
  package var shiftIDs: Set<String>
}

extension CoverSource {
  /// The rooms of a problem, with the shifts of their posts, then each base of its crews with theirs.
  package static func all(of problem: Problem, rooms: [Room]) -> [CoverSource] {
    var shifts: [String: Set<String>] = [:]
    for post in problem.posts { shifts[post.siteID, default: []].insert(post.shiftID) }
    var bases: [String: CoverSource] = [:]
    var order: [String] = []
    for crew in problem.crews {
      if bases[crew.baseID] == nil { order.append(crew.baseID) }
      bases[
        crew.baseID,
        default: CoverSource(id: crew.baseID, kind: .base, coordinate: crew.base, shiftIDs: [])
      ].shiftIDs.formUnion(crew.shiftIDs)
    }
    return rooms.map {
      CoverSource(id: $0.id, kind: .room, coordinate: $0.coordinate, shiftIDs: shifts[$0.id] ?? [])
    } + order.compactMap { bases[$0] }
  }
}
