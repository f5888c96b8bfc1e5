import Geometry
import VectorFiles

/// The land that crews show themselves on in their spare time.
package struct PresenceGround: Sendable {
  package var areas: [PatrolArea]
  /// Of the lowest level, unit by unit.
  package var codes: [String]
  package var anchors: [Coordinate]
  package var households: [Int]
  /// The plane in which nearness is measured.
  package var plane: LocalPlane
  /// Least seconds at each unit.
  package var dwell: Int
  /// How often each unit was visited in plans before this one: units seen less come first.
  package var visits: [Int]
  /// Land that crews are to come by before any other.
  package var standards: [PresenceStandard] = []

  package init(
    areas: [PatrolArea], codes: [String], anchors: [Coordinate], households: [Int], plane: LocalPlane,
    dwell: Int,
    visits: [Int]? = nil
  ) {
    let visits = visits ?? [Int](repeating: 0, count: codes.count)
    precondition(
      anchors.count == codes.count && households.count == codes.count && visits.count == codes.count,
      "one value per unit")
    self.areas = areas
    self.codes = codes
    self.anchors = anchors
    self.households = households
    self.plane = plane
    self.dwell = dwell
    self.visits = visits
  }

  /// What a further visit to a unit is worth: its households, shared by all its visits.
  static func prize(households: Int, visits: Int) -> Double {
    Double(1 + max(0, households)) / Double(1 + visits)
  }
}
