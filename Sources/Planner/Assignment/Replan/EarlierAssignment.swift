import Grid
import Scenario
import Solvers

/// The rooms of an earlier plan and the units that each served, from which a new plan is to change little.
public struct EarlierAssignment: Sendable {
  /// The rooms that were open.
  public var rooms: [Room]
  /// By code of the unit an index into `rooms`.
  public var roomOfUnit: [String: Int]
  /// What a unit that changes hands counts as, whatever its size: so many seconds of travel more for each household
  /// of a unit of mean size.
  public var changeSeconds: Double

  /// `changeSeconds` where nothing is said.
  public static let usualChangeSeconds = 300.0

  /// Of an assignment and the price of a change.
  public init(
    rooms: [Room], roomOfUnit: [String: Int], changeSeconds: Double = Self.usualChangeSeconds
  ) {
    self.rooms = rooms
    self.roomOfUnit = roomOfUnit
    self.changeSeconds = changeSeconds
  }

  /// The assignment of a plan.
  public init(_ plan: Plan, changeSeconds: Double = Self.usualChangeSeconds) {
    self.init(
      rooms: plan.rooms,
      roomOfUnit: Dictionary(
        zip(plan.assignedUnits.codes, plan.assignment.roomOfUnit), uniquingKeysWith: { first, _ in first }),
      changeSeconds: changeSeconds)
  }

  /// What a unit that changes hands counts as, in household-seconds.
  func price(among units: Level) -> Double {
    units.count > 0 ? changeSeconds * Double(units.households.reduce(0, +)) / Double(units.count) : 0
  }
}

/// An earlier assignment in terms of the sites of a new one.
struct EarlierSites {
  /// For each unit the site of its earlier room; -1 where that is gone, `nil` where the unit had none.
  let siteOfUnit: [Int?]
  let households: [Int]
  /// The sites whose room was open.
  let open: [Int]
  let price: Double

  init(_ earlier: EarlierAssignment, _ sites: RoomSites) {
    let byID = Dictionary(
      zip(sites.rooms.map(\.id), sites.rooms.indices), uniquingKeysWith: { first, _ in first })
    let byPlace = Dictionary(
      zip(sites.coordinates, 0..<sites.count), uniquingKeysWith: { first, _ in first })
    let siteOfRoom = earlier.rooms.map { byID[$0.id] ?? byPlace[$0.coordinate] }
    open = Set(siteOfRoom.compactMap { $0 }).sorted()
    siteOfUnit = sites.units.codes.map { code in
      earlier.roomOfUnit[code].map { siteOfRoom[$0] ?? -1 }
    }
    households = sites.units.households
    price = earlier.price(among: sites.units)
  }

  /// The costs with the price of a change on every site but a unit's earlier one.
  ///
  /// Where the earlier room is gone every site costs the price: the change is forced, and counts all the same.
  func priced(_ costs: CostMatrix) -> CostMatrix {
    var values = costs.values
    for unit in 0..<costs.customers {
      guard let kept = siteOfUnit[unit] else { continue }
      let weight = RoomChoice.weight(households[unit])
      for site in 0..<costs.sites where site != kept {
        values[site * costs.customers + unit] += Float(price / weight)
      }
    }
    return CostMatrix(sites: costs.sites, customers: costs.customers, values: values)
  }
}
