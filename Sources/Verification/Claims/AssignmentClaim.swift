import Words

/// Each unit has one room that may serve it, within what the rooms may take, and all files say the same of it.
enum AssignmentClaim {
  static func check(_ plan: PlanFiles) throws -> Message? {
    var (rooms, roles): ([String: Document], [String: String]) = ([:], [:])
    for room in try plan.problem.list("rooms") { rooms[try room.text("id")] = room }
    for person in try plan.problem.list("staff") { roles[try person.text("id")] = try person.text("role") }
    let isWithin = try plan.problem.member("policy").member("room").optional("within") != nil
    var units: [String: Document] = [:]
    for unit in try plan.units(plan.problem.text("assign_level")) { units[try unit.text("code")] = unit }
    var (seen, served, households) = (Set<String>(), [String: Int](), [String: Int]())
    let table = "assignments"
    for row in try plan.rows(table) {
      let code = try plan.field(row, "unit_code", of: table)
      let id = try plan.field(row, "room_id", of: table)
      guard let unit = units[code], seen.insert(code).inserted else {
        throw VerificationError.refused(Message("unit \(code) is assigned twice, or there is no such unit"))
      }
      guard let room = rooms[id] else {
        throw VerificationError.refused(Message("unit \(code) has a room that there is not"))
      }
      try require(
        try !isWithin || room.text("township_code") == plan.field(row, "township_code", of: table),
        Message("unit \(code) has a room of another township"))
      let officer = try plan.field(row, "officer_id", of: table)
      let auxiliaries = try plan.field(row, "auxiliary_ids", of: table)
      try require(
        (officer.isEmpty || roles[officer] == "officer")
          && auxiliaries.split(separator: ";").allSatisfy { roles[String($0)] == "auxiliary" },
        Message("unit \(code) has people who are none of the staff, or of another role"))
      let travel = try unit.intIfAny("travel_s").map(String.init) ?? ""
      try require(
        try unit.text("room_id") == id && unit.text("officer_id") == officer
          && unit.text("auxiliary_ids") == auxiliaries && plan.field(row, "travel_s", of: table) == travel,
        Message("unit \(code) is told otherwise on the map"))
      served[id, default: 0] += 1
      households[id, default: 0] += try unit.int("households")
    }
    try require(seen.count == units.count, Message("a unit has no room"))
    for (id, room) in rooms {
      try require(
        try served[id, default: 0] <= room.intIfAny("max_units") ?? .max
          && households[id, default: 0] <= room.intIfAny("max_households") ?? .max,
        Message("room \(id) serves more than it may"))
    }
    for feature in try plan.features("rooms") {
      let room = try feature.member("properties")
      guard try room.text("kind") == "room" else { continue }
      let id = try room.text("id")
      try require(
        try room.int("units") == served[id, default: 0]
          && room.int("households") == households[id, default: 0],
        Message("room \(id) is told otherwise on the map"))
      let place = try feature.member("geometry").list("coordinates")
      try require(
        try place.count == 2
          && rooms[id].map { room in
            try place[0].number.whole(places: 7) == room.member("lon").number.whole(places: 7)
              && place[1].number.whole(places: 7) == room.member("lat").number.whole(places: 7)
          } ?? false, Message("room \(id) is told otherwise on the map"))
    }
    try checkLowest(plan, rooms: units)
    let counts = try plan.summary.member("counts")
    try require(
      try counts.int("rooms") == rooms.count && counts.int("households") == households.values.reduce(0, +),
      Message("the summary counts others"))
    return Message("\(units.count) units are served by \(rooms.count) rooms that may serve them")
  }

  /// That each unit of the lowest level has the room of the unit that it lies in.
  private static func checkLowest(_ plan: PlanFiles, rooms units: [String: Document]) throws {
    guard let assigned = plan.levels.firstIndex(of: try plan.problem.text("assign_level")) else {
      throw plan.problem.missing("assign_level")
    }
    var roomOfUnit: [String: String] = [:]
    for (code, unit) in units { roomOfUnit[code] = try unit.text("room_id") }
    for level in plan.levels[(assigned + 1)...] {
      var below: [String: String] = [:]
      for unit in try plan.units(level) {
        let (code, room) = (try unit.text("code"), roomOfUnit[try unit.text("parent")])
        below[code] = room
        guard level == plan.levels.last else { continue }
        try require(try unit.text("room_id") == room, Message("unit \(code) is told otherwise on the map"))
      }
      roomOfUnit = below
    }
  }
}
