import Grid
import Roads
import Scenario
import Solvers
import Words

/// Rooms that are open and the units they serve, with all that is needed to ask why, and what if.
package struct AssignmentStudy: Sendable {
  let planner: AssignmentPlanner
  /// The open rooms, then every unit's anchor.
  let sites: RoomSites
  let table: TravelTable
  let costs: CostMatrix
  /// For each unit an index into `rooms`.
  package let roomOfUnit: [Int]
  /// No assignment to as many rooms, or to these rooms where they were given, has a lower sum of households x seconds, as
  /// far as it reaches all that this one reaches; `nil` where nothing is known.
  package let lowerBound: Double?

  package var rooms: [Room] { sites.rooms }
  package var units: Level { planner.units }
  package var townshipOfUnit: [Int] { planner.townshipOfUnit }
  package var townshipCodes: [String] { planner.townshipCodes }

  /// An assignment as it stands, whoever made it.
  ///
  /// - Parameters:
  ///   - planner: with the units and the rules.
  ///   - rooms: all that are open.
  ///   - roomOfUnit: for each unit an index into `rooms`.
  ///   - lowerBound: household-seconds that no assignment to as many rooms is below; `nil` where nothing is known.
  ///   - travel: between rooms and units.
  package init(
    _ planner: AssignmentPlanner, rooms: [Room], roomOfUnit: [Int], lowerBound: Double? = nil,
    travel: some Travel
  ) {
    precondition(roomOfUnit.count == planner.units.count)
    self.planner = planner.with(rooms: rooms)
    sites = self.planner.sites
    table = travel.table(from: sites.coordinates, to: sites.units.anchors)
    costs = sites.costs(table)
    self.roomOfUnit = roomOfUnit
    self.lowerBound = lowerBound
  }

  /// The best assignment that is found to given rooms, all of which are open.
  package init(
    _ planner: AssignmentPlanner, rooms: [Room], seed: UInt64, travel: some Travel
  ) throws(AssignmentError) {
    self.planner = planner.with(rooms: rooms)
    sites = self.planner.sites
    table = travel.table(from: sites.coordinates, to: sites.units.anchors)
    costs = sites.costs(table)
    let open = Array(rooms.indices)
    var choice = try RoomChoice.serve(
      from: open, sites, costs: costs, townshipCodes: planner.townshipCodes, seed: seed)
    lowerBound = choice.reachedBound(sites, costs, table, fixed: open).value
    _ = choice.joinDetachedPieces(sites, costs: costs, table, planner.adjacency)
    roomOfUnit = choice.siteOfUnit
  }

  /// Seconds from the room of each unit; infinite where there is no way.
  package var travelOfUnit: [Double] { roomOfUnit.indices.map { seconds(roomOfUnit[$0], $0) } }

  package func seconds(_ room: Int, _ unit: Int) -> Double { Double(table.seconds(room, unit)) }

  /// Sum of households x seconds over the units that can be reached.
  package var objective: Double {
    zip(travelOfUnit, units.households).reduce(0) { $1.0.isFinite ? $0 + $1.0 * Double($1.1) : $0 }
  }

  /// How much each room serves.
  package var unitsOfRoom: [[Int]] {
    var served = [[Int]](repeating: [], count: rooms.count)
    for (unit, room) in roomOfUnit.enumerated() { served[room].append(unit) }
    return served
  }

  /// Rooms that serve more than they may, and units served from another township where none may be.
  package var breaches: [Message] {
    let served = unitsOfRoom
    var result: [Message] = []
    for (room, units) in served.enumerated() {
      let households = units.reduce(0) { $0 + self.units.households[$1] }
      if let most = rooms[room].maxUnits, units.count > most {
        result.append(
          Message("room \(rooms[room].id) serves \(units.count) units, but may serve \(most)"))
      }
      if let most = rooms[room].maxHouseholds, households > most {
        result.append(
          Message("room \(rooms[room].id) serves \(households) households, but may serve \(most)"))
      }
    }
    for (unit, room) in roomOfUnit.enumerated() where !sites.mayServe(room, unit) {
      result.append(
        Message("unit \(units.codes[unit]) is served by room \(rooms[room].id) of another township"))
    }
    return result
  }
}

extension AssignmentPlanner {
  /// The same ground with other rooms, all of which exist.
  func with(rooms: [Room]) -> AssignmentPlanner {
    var copy = self
    let index = UnitIndex(units.shapes)
    copy.problem.rooms = rooms
    copy.unitOfRoom = rooms.map { index.unit(at: $0.coordinate) ?? -1 }
    return copy
  }
}

extension RoomChoice {
  /// The best assignment that is found to given open sites.
  static func serve(
    from open: [Int], _ sites: RoomSites, costs: CostMatrix, townshipCodes: [String], seed: UInt64
  ) throws(AssignmentError) -> RoomChoice {
    let units = sites.units
    let own = CostMatrix(
      sites: open.count, customers: units.count,
      values: open.flatMap { site in
        costs.values[(site * costs.customers)..<((site + 1) * costs.customers)]
      })
    let weights = units.households.map(weight)
    let capacities = SiteCapacities(
      demands: units.households, maxUnits: open.map(sites.maxUnits), maxDemand: open.map(sites.maxHouseholds))
    let found = FixedSites.serve(costs: own, weights: weights, capacities: capacities, seed: seed, threads: 2)
    let unserved = found.solution.unserved
    guard unserved.isEmpty else {
      throw overCapacity(sites, rooms: open.count, unserved, townshipCodes)
    }
    return RoomChoice(
      open: open, siteOfUnit: found.solution.siteOf.map { open[$0] },
      bound: RoomBound(value: max(0, found.lowerBound - emptyCost(sites, costs)), prices: found.prices))
  }
}
