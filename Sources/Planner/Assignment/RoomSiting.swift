/// How many rooms are to be open, and what a new one can take.
public struct RoomSiting: Sendable {
  /// Rooms open in all, the existing ones included; `nil` chooses: one for eight units, at least one for each
  /// township where rooms serve their own township only, and more where their limits ask for it.
  public var count: Int?
  /// The most units and households of a new room; `nil` is no limit.
  public var maxUnits: Int?
  public var maxHouseholds: Int?

  public init(count: Int? = nil, maxUnits: Int? = nil, maxHouseholds: Int? = nil) {
    self.count = count
    self.maxUnits = maxUnits
    self.maxHouseholds = maxHouseholds
  }

  /// Units that one room serves where nothing else is said.
  static let unitsPerRoom = 8
}
