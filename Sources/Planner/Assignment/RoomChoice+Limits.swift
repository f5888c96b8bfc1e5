import Solvers

extension RoomChoice {
  /// Units that no room may serve, wherever it opens.
  static func checkPlaces(
    _ sites: RoomSites, _ costs: CostMatrix, _ townshipCodes: [String]
  ) throws(AssignmentError) {
    let without = (0..<costs.customers).filter { unit in
      !(0..<costs.sites).contains { costs[$0, unit].isFinite }
    }
    guard without.isEmpty else { throw .noPlace(townships: townships(of: without, sites, townshipCodes)) }
  }

  /// The codes of the townships that some units lie in.
  static func townships(of units: [Int], _ sites: RoomSites, _ codes: [String]) -> [String] {
    Set(units.map { sites.townshipOfUnit[$0] }).sorted().map { $0 >= 0 ? codes[$0] : "no township" }
  }

  static func overCapacity(
    _ sites: RoomSites, rooms: Int, _ unserved: [Int], _ townshipCodes: [String]
  ) -> AssignmentError {
    .overCapacity(
      rooms: rooms, units: unserved.count,
      households: unserved.reduce(0) { $0 + sites.units.households[$1] },
      townships: townships(of: unserved, sites, townshipCodes))
  }

  /// What is left over at least with so many rooms, wherever they open.
  static func shortages(
    _ sites: RoomSites, _ costs: CostMatrix, rooms: Int, _ townshipCodes: [String]
  ) -> [AssignmentError.Shortage] {
    SiteGroups(
      SitingProblem(
        costs: costs, weights: [Double](repeating: 1, count: costs.customers), p: costs.sites,
        fixed: Array(sites.rooms.indices), capacities: sites.capacities)
    ).shortages(with: rooms).map {
      AssignmentError.Shortage(
        townships: townships(of: $0.customers, sites, townshipCodes), households: $0.demand, units: $0.units)
    }
  }
}
