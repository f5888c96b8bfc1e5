import Grid
import Scenario

/// Gives officers to rooms, and each unit one of its room's officers.
struct OfficerAssignment {
  /// Ids per room.
  private(set) var ofRoom: [[String]]
  /// The officer who answers for each unit; empty when its room has none.
  private(set) var ofUnit: [String]
  /// How the work of each room with several officers is shared.
  private(set) var shares: [Assignment.OfficerShares] = []

  /// - Parameters:
  ///   - rooms: the units of each, ascending.
  ///   - workloads: of each unit, as `OfficerWorkload` has it.
  ///   - seconds: from the room to a unit.
  ///
  /// Pairs of a room and an officer whose home is known are made nearest first, one officer for each room; then
  /// rooms that still lack one get those without a known home, in the order given. Officers left over join the
  /// room that serves their home, or the one with the most households for each officer. The units of a room with
  /// several officers are divided by `OfficerDivision`.
  init(
    officers: [StaffMember], rooms: [[Int]], roomOfUnit: [Int], units: Level, workloads: [Double],
    adjacency: Adjacency, seconds: (_ room: Int, _ unit: Int) -> Double
  ) {
    ofRoom = [[String]](repeating: [], count: rooms.count)
    ofUnit = [String](repeating: "", count: units.count)
    let unitOfCode = Dictionary(zip(units.codes, units.codes.indices), uniquingKeysWith: { a, _ in a })
    let homes = officers.map { unitOfCode[$0.homeUnit] }

    var pairs: [(seconds: Double, room: Int, officer: Int)] = []
    for (officer, home) in homes.enumerated() {
      guard let home else { continue }
      for room in rooms.indices { pairs.append((seconds(room, home), room, officer)) }
    }
    pairs.sort { ($0.seconds, $0.room, $0.officer) < ($1.seconds, $1.room, $1.officer) }
    var isTaken = [Bool](repeating: false, count: officers.count)
    for pair in pairs where ofRoom[pair.room].isEmpty && !isTaken[pair.officer] {
      ofRoom[pair.room].append(officers[pair.officer].id)
      isTaken[pair.officer] = true
    }
    let households = rooms.map { $0.reduce(0) { $0 + units.households[$1] } }
    for officer in officers.indices where !isTaken[officer] {
      let lacking = rooms.indices.first { ofRoom[$0].isEmpty }
      let neediest = rooms.indices.max { a, b in
        (households[a] * (ofRoom[b].count + 1), b) < (households[b] * (ofRoom[a].count + 1), a)
      }
      guard let room = lacking ?? homes[officer].map({ roomOfUnit[$0] }) ?? neediest else { break }
      ofRoom[room].append(officers[officer].id)
    }

    for room in rooms.indices where !ofRoom[room].isEmpty && !rooms[room].isEmpty {
      let division = OfficerDivision(
        units: rooms[room], loads: workloads, officers: ofRoom[room].count, adjacency: adjacency,
        anchors: units.anchors)
      let areas = division.areas()
      for (unit, officer) in zip(rooms[room], areas) { ofUnit[unit] = ofRoom[room][officer] }
      if division.officers > 1 {
        shares.append(Assignment.OfficerShares(room: room, division: division, areas: areas))
      }
    }
  }
}
