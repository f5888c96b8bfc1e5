import Grid
import Roads
import Scenario
import Words

/// Sites warning rooms, assigns every unit to one, and gives rooms and units their people.
public struct AssignmentPlanner: Sendable {
  var problem: Problem
  let units: Level
  let townshipOfUnit: [Int]
  let townshipCodes: [String]
  var unitOfRoom: [Int]
  let adjacency: Adjacency
  let siting: RoomSiting
  private let attributes: UnitAttributes
  /// A plan from which the new one is to change little; `nil` plans afresh.
  public var earlier: EarlierAssignment?

  /// - Parameters:
  ///   - problem: its rooms exist already and stay open; its policy holds.
  ///   - units: the assignment level, whose anchors are also the places for new rooms.
  ///   - townshipOfUnit: for each unit an index into `townshipCodes`; -1 for none.
  ///   - townshipCodes: of the townships, in the order of their level.
  ///   - unitOfRoom: for each room of the problem the unit it stands in; -1 where it stands outside all.
  ///   - adjacency: of `units`.
  ///   - siting: how many rooms, where, and by which model.
  ///   - attributes: of `units`; `nil` is what holds where nothing is known.
  package init(
    problem: Problem, units: Level, townshipOfUnit: [Int], townshipCodes: [String], unitOfRoom: [Int],
    adjacency: Adjacency, siting: RoomSiting, attributes: UnitAttributes? = nil
  ) {
    precondition(townshipOfUnit.count == units.count && adjacency.count == units.count)
    precondition(unitOfRoom.count == problem.rooms.count)
    self.problem = problem
    self.units = units
    self.townshipOfUnit = townshipOfUnit
    self.townshipCodes = townshipCodes
    self.unitOfRoom = unitOfRoom
    self.adjacency = adjacency
    self.siting = siting
    self.attributes = attributes ?? UnitAttributes(namesOf: units)
  }

  /// The number of rooms that is chosen where `RoomSiting.count` is `nil`, before limits ask for more.
  public var usualRoomCount: Int { sites.usualCount }

  var sites: RoomSites {
    RoomSites(
      rooms: problem.rooms, unitOfRoom: unitOfRoom, units: units, siting: siting,
      townshipOfUnit: townshipOfUnit,
      townshipCodes: townshipCodes, isWithinTownship: problem.policy.roomsWithinTownship)
  }

  /// Minimises households x seconds from the room to the unit.
  ///
  /// The objective counts the units that can be reached. The lower bound holds for every choice of as many rooms
  /// that keeps the rules and reaches all of those.
  ///
  /// - Parameters:
  ///   - available: the people who may be given to rooms and units.
  ///   - travel: between rooms and units.
  ///   - seed: of the search.
  public func plan(
    available: [StaffMember], travel: some Travel, seed: UInt64
  ) throws(AssignmentError) -> Assignment {
    try plan(travel: travel, seed: seed) { _ in available }
  }

  /// The same, for people who are known only once the rooms are.
  ///
  /// - Parameters:
  ///   - travel: between rooms and units.
  ///   - seed: of the search.
  ///   - available: the people for rooms that stand in the given units.
  public func plan(
    travel: some Travel, seed: UInt64, available: (_ unitsOfRooms: [Int]) -> [StaffMember]
  ) throws(AssignmentError) -> Assignment {
    let sites = sites
    guard units.count > 0 else {
      return Assignment(
        rooms: [], roomOfUnit: [], officerOfUnit: [], auxiliariesOfUnit: [], travelOfUnit: [],
        shortfallOfUnit: [], objective: 0, lowerBound: 0)
    }
    try Self.check(places: sites.count, units: units.count)
    let table = travel.table(from: sites.coordinates, to: units.anchors)
    let costs = sites.costs(table)
    // Without a price nothing is held on to, and covering models count seconds alone.
    let isPriced = siting.model == .median && (earlier?.changeSeconds ?? 0) > 0
    let near = isPriced ? earlier.map { EarlierSites($0, sites) } : nil
    let priced = near?.priced(costs) ?? costs
    var choice = try RoomChoice.choose(
      sites, costs: priced, townshipCodes: townshipCodes, reach: RoomSites.longest(table),
      near: near?.open ?? [], seed: seed)
    let pricedBound = choice.reachedBound(sites, priced, table)
    if near != nil { choice.bound = choice.bound(sites, costs: costs) }
    let bound = choice.reachedBound(sites, costs, table)
    let detached = choice.joinDetachedPieces(sites, costs: priced, table, adjacency)
    let people = available(choice.open.map { sites.unitOfSite[$0] })
    var result = assignment(choice, sites, table, lowerBound: bound.value, available: people)
    result.certificate = RoomCertificate(bound, choice, sites, costs, table).certificate(atLeast: bound.value)
    if let certificate = result.certificate {
      result.lowerBound = min(certificate.value, result.objective)
    }
    result.detached = detached
    result.answers = choice.answers
    if let earlier {
      result.replan = Replan(result, earlier, units, lowerBound: pricedBound.value, travel: travel)
    }
    return result
  }

  /// Bytes for each place and unit: seconds and metres, costs with and without a price, and the lists of who is near.
  private static let bytesPerPair = 24.0

  /// Refuses what would not fit into memory.
  static func check(places: Int, units: Int) throws(AssignmentError) {
    let bytes = Double(places) * Double(units) * bytesPerPair
    guard Memory.holds(bytes: bytes) else { throw .tooLarge(places: places, units: units, bytes: bytes) }
  }

  /// The assignment of a choice of rooms, with people for rooms and units.
  func assignment(
    _ choice: RoomChoice, _ sites: RoomSites, _ table: TravelTable, lowerBound: Double,
    available: [StaffMember]
  ) -> Assignment {
    // Existing rooms have the lowest site numbers, so ascending order puts them first.
    let roomOfSite = Dictionary(uniqueKeysWithValues: zip(choice.open, choice.open.indices))
    let roomOfUnit = choice.siteOfUnit.map { roomOfSite[$0] ?? 0 }
    var served = [[Int]](repeating: [], count: choice.open.count)
    for (unit, room) in roomOfUnit.enumerated() { served[room].append(unit) }
    func seconds(_ room: Int, _ unit: Int) -> Double { Double(table.seconds(choice.open[room], unit)) }

    let travel = roomOfUnit.indices.map { seconds(roomOfUnit[$0], $0) }
    let officers = OfficerAssignment(
      officers: available.filter { $0.role == .officer }, rooms: served, roomOfUnit: roomOfUnit, units: units,
      workloads: OfficerWorkload.workloads(
        households: units.households, travel: travel, risk: attributes.risk),
      adjacency: adjacency, seconds: seconds)
    let needs = units.households.map(problem.policy.auxiliariesNeeded)
    let auxiliaries = AuxiliaryAssignment(
      available.filter { $0.role == .auxiliary }, units: units, roomOfUnit: roomOfUnit,
      isTown: attributes.isTown, needs: needs, leastNeed: problem.policy.minAuxiliariesPerUnit)
    let rooms = self.rooms(at: choice.open)
    let shortfall = roomOfUnit.indices.map { unit -> [Message] in
      Assignment.shortfall(
        room: rooms[roomOfUnit[unit]].room.id, isReached: travel[unit].isFinite,
        officer: officers.ofUnit[unit], auxiliaries: auxiliaries.ofUnit[unit].count, need: needs[unit])
    }
    var objective = 0.0
    for unit in travel.indices where travel[unit].isFinite {
      objective += Double(units.households[unit]) * travel[unit]
    }
    var result = Assignment(
      rooms: rooms.indices.map {
        openRoom(rooms[$0], officers: officers.ofRoom[$0], served: served[$0], travel: travel)
      },
      roomOfUnit: roomOfUnit, officerOfUnit: officers.ofUnit, auxiliariesOfUnit: auxiliaries.ofUnit,
      travelOfUnit: travel, shortfallOfUnit: shortfall, objective: objective,
      lowerBound: min(lowerBound, objective))
    result.officerShares = officers.shares
    result.unplaced = auxiliaries.unplaced
    return result
  }

  /// The rooms at open sites; a new one is named after its unit.
  private func rooms(at open: [Int]) -> [(room: Room, unit: Int)] {
    var ids = Set(problem.rooms.map(\.id))
    let sites = sites
    return open.map { site in
      if site < problem.rooms.count { return (problem.rooms[site], sites.unitOfSite[site]) }
      let place = sites.places[site - problem.rooms.count]
      let unit = place.unit
      let room = newRoom(at: place, besides: &ids)
      return (room, unit)
    }
  }

  /// A room that does not exist yet, named after its place.
  func newRoom(at place: PlanInputs.Place, besides ids: inout Set<String>) -> Room {
    var id = "R-\(place.id)"
    while !ids.insert(id).inserted { id += "-new" }
    let township = townshipOfUnit[place.unit]
    return Room(
      id: id, name: place.name, coordinate: place.coordinate, status: .new,
      townshipCode: township >= 0 ? townshipCodes[township] : "", maxUnits: siting.maxUnits,
      maxHouseholds: siting.maxHouseholds)
  }

  private func openRoom(
    _ place: (room: Room, unit: Int), officers: [String], served: [Int], travel: [Double]
  ) -> Assignment.OpenRoom {
    let reached = served.filter { travel[$0].isFinite }
    let equity = TravelEquity(
      travel: reached.map { travel[$0] }, households: reached.map { units.households[$0] })
    return Assignment.OpenRoom(
      room: place.room, unit: place.unit, officerIDs: officers, units: served,
      households: served.reduce(0) { $0 + units.households[$1] },
      meanTravel: equity.mean,
      maxTravel: reached.reduce(0) { max($0, travel[$1]) })
  }
}
