import Geometry
import Grid
import Roads
import Scenario
import Solvers

/// Every place where a room stands or may be opened: the existing rooms, then the places for new ones, which are the
/// anchors of all units unless others are given.
struct RoomSites {
  let rooms: [Room]
  let places: [PlanInputs.Place]
  let units: Level
  let siting: RoomSiting
  let townshipOfUnit: [Int]
  let isWithinTownship: Bool
  /// The township of each site; -1 when unknown.
  let townships: [Int]
  /// The unit each site stands in; -1 outside all.
  let unitOfSite: [Int]

  init(
    rooms: [Room], unitOfRoom: [Int], units: Level, siting: RoomSiting, townshipOfUnit: [Int],
    townshipCodes: [String], isWithinTownship: Bool
  ) {
    self.rooms = rooms
    self.units = units
    self.siting = siting
    self.townshipOfUnit = townshipOfUnit
    self.isWithinTownship = isWithinTownship
    let places =
      siting.places
      ?? units.codes.indices.map { PlanInputs.Place(in: $0, of: units, at: units.anchors[$0]) }
    self.places = places
    townships =
      rooms.map { townshipCodes.firstIndex(of: $0.townshipCode) ?? -1 }
      + places.map { townshipOfUnit[$0.unit] }
    unitOfSite = unitOfRoom + places.map(\.unit)
  }

  var count: Int { rooms.count + places.count }
  var coordinates: [Coordinate] { rooms.map(\.coordinate) + places.map(\.coordinate) }

  func maxUnits(_ site: Int) -> Int? { site < rooms.count ? rooms[site].maxUnits : siting.maxUnits }
  func maxHouseholds(_ site: Int) -> Int? {
    site < rooms.count ? rooms[site].maxHouseholds : siting.maxHouseholds
  }

  func mayServe(_ site: Int, _ unit: Int) -> Bool {
    !isWithinTownship || townships[site] == townshipOfUnit[unit]
  }

  var capacities: SiteCapacities {
    SiteCapacities(
      demands: units.households, maxUnits: (0..<count).map(maxUnits),
      maxDemand: (0..<count).map(maxHouseholds))
  }

  /// What it costs a household to be served from each site, in seconds.
  ///
  /// Where there is no way, walking the straight line at 1 m/s on top of the longest way of all: a unit without
  /// access gets the room that is nearest as the crow flies, and only when no room can reach it.
  func costs(_ travel: TravelTable) -> CostMatrix {
    let straight = StraightLineTravel(factor: 1, speed: 3.6).table(from: coordinates, to: units.anchors)
    let longest = Self.longest(travel)
    var values = [Float](repeating: .infinity, count: count * units.count)
    for site in 0..<count {
      for unit in 0..<units.count where mayServe(site, unit) {
        let seconds = travel.seconds(site, unit)
        values[site * units.count + unit] =
          seconds.isFinite ? seconds : longest + 1 + straight.metres(site, unit)
      }
    }
    return CostMatrix(sites: count, customers: units.count, values: values)
  }

  /// The longest way there is, in seconds: costs above it stand for no way at all.
  static func longest(_ travel: TravelTable) -> Float {
    travel.seconds.reduce(0) { $1.isFinite ? max($0, $1) : $0 }
  }

  /// Townships that have units but no existing room.
  var townshipsWithoutRoom: [Int] {
    Set(townshipOfUnit).subtracting(townships.prefix(rooms.count)).sorted()
  }

  /// How many rooms to open where the user leaves it to the planner.
  var usualCount: Int {
    let byUnits = (units.count + RoomSiting.unitsPerRoom - 1) / RoomSiting.unitsPerRoom
    let byTownships = isWithinTownship ? rooms.count + townshipsWithoutRoom.count : rooms.count
    // Where rooms keep to their township each one must be large enough by itself.
    let areas =
      isWithinTownship
      ? Set(townshipOfUnit).sorted().map { t in
        (
          rooms.indices.filter { townships[$0] == t },
          townshipOfUnit.indices.filter { townshipOfUnit[$0] == t }
        )
      } : [(Array(rooms.indices), Array(townshipOfUnit.indices))]
    let byCapacity = areas.reduce(rooms.count) { $0 + newRooms(besides: $1.0, for: $1.1) }
    return min(count, max(byUnits, byTownships, byCapacity))
  }

  /// The least number of new rooms whose limits, with those of some existing rooms, hold some units.
  private func newRooms(besides existing: [Int], for served: [Int]) -> Int {
    func needed(_ demand: Int, _ limits: [Int?], _ limit: Int?) -> Int {
      guard let limit, limit > 0, !limits.contains(where: { $0 == nil }) else { return 0 }
      let missing = demand - limits.reduce(0) { $0 + ($1 ?? 0) }
      return max(0, (missing + limit - 1) / limit)
    }
    return max(
      needed(served.count, existing.map { rooms[$0].maxUnits }, siting.maxUnits),
      needed(
        served.reduce(0) { $0 + units.households[$1] }, existing.map { rooms[$0].maxHouseholds },
        siting.maxHouseholds))
  }
}
