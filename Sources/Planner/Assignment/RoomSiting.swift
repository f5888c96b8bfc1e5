import Scenario

/// What is to be best, how many rooms are to be open, where, and what a new one can take.
package struct RoomSiting: Sendable {
  package var model: SitingModel
  /// Rooms open in all, the existing ones included; `nil` chooses: one for eight units, at least one for each
  /// township where rooms serve their own township only, and more where their limits ask for it. Where all are to
  /// be within reach it is the most that may open; with backup, the number that does, or the fewest that do.
  package var count: Int?
  /// The most units and households of a new room; `nil` is no limit.
  package var maxUnits: Int?
  package var maxHouseholds: Int?
  /// Where new rooms may open; `nil` is the anchor of every unit.
  package var places: [PlanInputs.Place]?

  package init(
    model: SitingModel = .median, count: Int? = nil, maxUnits: Int? = nil, maxHouseholds: Int? = nil,
    places: [PlanInputs.Place]? = nil
  ) {
    self.model = model
    self.count = count
    self.maxUnits = maxUnits
    self.maxHouseholds = maxHouseholds
    self.places = places
  }

  /// Units that one room serves where nothing else is said.
  static let unitsPerRoom = 8
}
