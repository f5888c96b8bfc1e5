import Geometry
import Scenario
import VectorFiles
import Words

/// Fills in what a scenario leaves out, and says so: nothing is made up silently.
struct MadeUp {
  /// As many street bases, and crews at each, as Huaiyang's town has.
  private static let bases = 6
  private static let crewsPerBase = 2

  /// What was assumed, in sentences.
  private(set) var assumed: [Message] = []

  // MARK: People

  /// One officer for each room, who lives where it stands, and the auxiliaries that each unit needs.
  mutating func staff(unitsOfRooms: [Int], unitCodes: [String], auxiliaries needs: [Int]) -> [StaffMember] {
    let officers = unitsOfRooms.enumerated().map { index, unit in
      person("O" + padded(index + 1, 4), .officer, home: unitCodes[unit])
    }
    let homes = zip(unitCodes, needs).flatMap { Array(repeating: $0, count: $1) }
    let auxiliaries = homes.enumerated().map { index, home in
      person("A" + padded(index + 1, 4), .auxiliary, home: home)
    }
    assumed.append(
      Message(
        "staff_made_up",
        "no staff given: \(officers.count) officers (one per room) and \(auxiliaries.count) auxiliaries "
          + "(as many as each unit needs) are made up"))
    return officers + auxiliaries
  }

  private func person(_ id: String, _ role: Role, home: String = "") -> StaffMember {
    var person = StaffMember(id: id, role: role, homeUnit: home, fullTime: true)
    person.isMadeUp = true
    return person
  }

  /// How many people each crew takes to fill its shifts within the weekly hours.
  static func teams(of crews: [Crew], shifts: [Shift], policy: RosterPolicy) -> [Int] {
    crews.map { crew in
      let lengths = shifts.filter { crew.shiftIDs.contains($0.id) }.map { Double($0.window.duration) / 3600 }
      // Duties are whole shifts: a person works as many a week as fit into the weekly hours.
      let dutiesPerPerson = max(1, Int(policy.maxHoursPerWeek / (lengths.max() ?? 8)))
      return (7 * lengths.count + dutiesPerPerson - 1) / dutiesPerPerson
    }
  }

  /// Enough people for each crew to fill its shifts within the weekly hours, by the base they belong to.
  ///
  /// - Parameter others: people that there are, whose ids are taken.
  mutating func crewStaff(
    crews: [Crew], shifts: [Shift], needs: [Role: Int], policy: RosterPolicy, besides others: [StaffMember]
  ) -> (staff: [StaffMember], siteOfStaff: [String: String]) {
    let taken = Set(others.map(\.id))
    var number = 0
    var staff: [StaffMember] = []
    var sites: [String: String] = [:]
    for (crew, teams) in zip(crews, Self.teams(of: crews, shifts: shifts, policy: policy)) {
      for role in Role.allCases {
        for _ in 0..<(teams * (needs[role] ?? 0)) {
          repeat { number += 1 } while taken.contains("C" + padded(number, 4))
          let person = person("C" + padded(number, 4), role)
          staff.append(person)
          sites[person.id] = crew.baseID
        }
      }
    }
    assumed.append(
      Message("crew_staff_made_up", "no crew staff given: \(staff.count) people at the bases are made up"))
    return (staff, sites)
  }

  // MARK: Crews and checkpoints

  /// Bases at rooms far apart, the first at the room with the most households.
  mutating func bases(at rooms: [Assignment.OpenRoom], points: [PlanePoint]) -> [Site] {
    guard var next = rooms.indices.max(by: { (rooms[$0].households, -$0) < (rooms[$1].households, -$1) })
    else {
      return []
    }
    var chosen: [Int] = []
    var nearest = [Double](repeating: .infinity, count: rooms.count)
    // The farthest room from those chosen so far comes next (Gonzalez 1985).
    while chosen.count < min(Self.bases, rooms.count) {
      chosen.append(next)
      for room in rooms.indices {
        nearest[room] = min(nearest[room], points[room].distance(to: points[next]))
      }
      next = rooms.indices.max { (nearest[$0], -$0) < (nearest[$1], -$1) } ?? 0
    }
    assumed.append(
      Message("bases_made_up", "no bases given: \(chosen.count) are put at rooms that stand far apart"))
    return chosen.sorted().enumerated().map { index, room in
      Site(
        id: "B" + padded(index + 1, 2), name: rooms[room].room.name, coordinate: rooms[room].room.coordinate)
    }
  }

  mutating func crews(at bases: [Site], shifts: [Shift]) -> [Crew] {
    assumed.append(
      Message(
        "crews_made_up",
        "no crews given: \(Self.crewsPerBase) at each base, on \(Message(list: shifts.map(\.id))), at most 60 km/h"
      ))
    return bases.flatMap { base in
      (0..<Self.crewsPerBase).map { index in
        Crew(
          id: "\(base.id)-\(index + 1)", baseID: base.id, base: base.coordinate, shiftIDs: shifts.map(\.id),
          maxSpeed: 60)
      }
    }
  }

  /// Stations and rooms, visited once a day.
  mutating func checkpoints(stations: [Site], rooms: [Assignment.OpenRoom]) -> [Checkpoint] {
    let sites =
      stations.map { ($0.id, $0.name, $0.coordinate, Checkpoint.Tier.yellow) }
      + rooms.map { ($0.room.id, $0.room.name, $0.room.coordinate, .blue) }
    assumed.append(
      Message(
        "checkpoints_made_up",
        "no checkpoints given: \(stations.count) stations and \(rooms.count) rooms are visited once a day for 5 min"
      ))
    return sites.map { id, name, coordinate, tier in
      Checkpoint(
        id: "P-" + id, name: name, coordinate: coordinate, tier: tier, visitsPerDay: 1, dwell: 300,
        windows: [],
        minGap: 0)
    }
  }
}
