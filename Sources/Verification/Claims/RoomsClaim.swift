import Words

/// No choice of as many rooms has less travel: all prices of units, less what the best sites earn at them.
enum RoomsClaim {
  /// A way to a unit that costs less than the unit pays.
  private struct Gain {
    var each: Int
    var households: Int
  }

  static func check(_ plan: PlanFiles) throws -> Message? {
    guard let stated = try StatedBound("rooms", in: plan) else { return nil }
    guard let proof = stated.certificate else { return nil }
    try proof.check("prices", scale: 1_000_000)
    let sites = try RoomSitesOfPlan(plan, proof)
    let prices = try proof.numbers("prices", count: sites.households.count)
    try require(prices.allSatisfy { $0 >= 0 }, Message("a price is below 0"))
    let counted = try sites.counted(stated)
    let payers = try proof.numbers("payers")
    let costs = try proof.numbers("costs", count: payers.count)
    let offsets = try proof.offsets("offsets", rows: sites.count, of: payers.count)
    var earnings: [Int128] = []
    for site in 0..<sites.count {
      var (gains, seen) = ([Gain](), Set<Int>())
      for way in offsets[site]..<offsets[site + 1] {
        let unit = payers[way]
        try require(
          prices.indices.contains(unit) && seen.insert(unit).inserted && costs[way] >= 0
            && sites.mayServe(site, unit),
          Message("a way of the certificate is none"))
        if prices[unit] > costs[way], counted[unit] > 0 {
          gains.append(Gain(each: prices[unit] - costs[way], households: counted[unit]))
        }
      }
      earnings.append(earning(gains, most: sites.mostUnits[site], capacity: sites.capacity[site]))
    }
    let paid = zip(prices, counted).reduce(Int128(0)) { $0 + Int128($1.0) * Int128($1.1) }
    let bound = max(0, paid - sites.greatest(earnings))
    guard let bound = Int(exactly: bound) else {
      throw VerificationError.refused(Message("a number is beyond measure"))
    }
    try proof.check(gives: bound)
    try stated.agree(with: bound, scale: 1_000_000, atMostObjective: true)
    return Message(
      "no choice of as many rooms has less than \(stated.lowerBound.text) household-seconds, and this one has \(stated.objective.text); ways are as stated"
    )
  }

  /// What a site earns at most within each of its limits.
  private static func earning(_ gains: [Gain], most: Int?, capacity: Int?) -> Int128 {
    let pays = gains.map { Int128($0.each) * Int128($0.households) }
    var best = pays.reduce(0, +)
    if let most { best = min(best, pays.sorted(by: >).prefix(most).reduce(0, +)) }
    if var left = capacity {
      var sum = Int128(0)
      for gain in gains.sorted(by: { $0.each > $1.each }) {
        let part = min(left, gain.households)
        sum += Int128(gain.each) * Int128(part)
        left -= part
      }
      best = min(best, sum)
    }
    return best
  }
}

/// The sites of a certificate, held against the rooms and units of the plan.
private struct RoomSitesOfPlan {
  let count: Int
  let households: [Int]
  let mostUnits: [Int?]
  let capacity: [Int?]
  private let fixed: Int
  private let rooms: Int
  private let groupOfSite: [String]
  private let groupOfUnit: [String]
  private let travel: [Int]

  init(_ plan: PlanFiles, _ proof: StatedCertificate) throws {
    let codes = try proof.texts("units")
    let units = try plan.units(plan.problem.text("assign_level"))
    var households: [Int] = []
    for unit in units { households.append(try unit.int("households")) }
    var rows: [String: (township: String, seconds: String)] = [:]
    for row in try plan.rows("assignments") {
      rows[try plan.field(row, "unit_code", of: "assignments")] = (
        try plan.field(row, "township_code", of: "assignments"),
        try plan.field(row, "travel_s", of: "assignments")
      )
    }
    let isWithin = try plan.problem.member("policy").member("room").optional("within") != nil
    let travel = try proof.numbers("travel", count: codes.count)
    var groups: [String] = []
    for (index, code) in codes.enumerated() {
      guard units.count == codes.count, try units[index].text("code") == code, let row = rows[code] else {
        throw VerificationError.refused(Message("the certificate is of other places"))
      }
      groups.append(isWithin ? row.township : "")
      let isTold =
        travel[index] < 0
        ? row.seconds.isEmpty
        : Int(row.seconds).map { abs($0) < 1_000_000_000 && abs(travel[index] - $0 * 1_000_000) <= 500_000 }
          ?? false
      try require(isTold, Message("the way to unit \(code) is another"))
    }
    let ids = try proof.texts("sites")
    let problem = try plan.problem.list("rooms")
    let (fixed, rooms, count) = (try proof.number("fixed"), try proof.number("rooms"), ids.count)
    var (existing, new): ([Document], [Document]) = ([], [])
    for room in problem {
      if try room.text("status") == "existing" { existing.append(room) } else { new.append(room) }
    }
    try require(
      rooms == problem.count && fixed == existing.count && count >= rooms,
      Message("the certificate is of another number of rooms"))
    let at = try proof.numbers("at", count: count)
    let most = try proof.numbers("most", count: count)
    let space = try proof.numbers("capacity", count: count)
    var groupOfSite: [String] = []
    for site in 0..<count {
      let isFixed = site < fixed
      try require(
        isFixed ? at[site] < 0 : codes.indices.contains(at[site]),
        Message("the certificate is of other places"))
      if isFixed {
        try require(try ids[site] == existing[site].text("id"), Message("the certificate is of other places"))
      }
      if let room = isFixed ? existing[site] : new.first {
        try require(
          try most[site] == room.intIfAny("max_units") ?? -1
            && space[site] == room.intIfAny("max_households") ?? -1,
          Message("the limits of site \(ids[site]) are others"))
      }
      groupOfSite.append(
        isWithin ? isFixed ? try existing[site].text("township_code") : groups[at[site]] : "")
    }
    let places = Set(ids[fixed...])
    for room in new {
      var id = try room.text("id")
      while id.hasSuffix("-new") { id.removeLast(4) }
      try require(
        places.contains(String(id.dropFirst(2))),
        Message("room \(id) stands where the certificate has no site"))
    }
    (self.households, self.travel) = (households, travel)
    (self.fixed, self.rooms, self.count) = (fixed, rooms, count)
    mostUnits = most.map { $0 < 0 ? nil : $0 }
    capacity = space.map { $0 < 0 ? nil : $0 }
    self.groupOfSite = groupOfSite
    groupOfUnit = groups
  }

  func mayServe(_ site: Int, _ unit: Int) -> Bool { groupOfSite[site] == groupOfUnit[unit] }

  /// The households of each unit whose travel counts, which add up to the objective.
  func counted(_ stated: StatedBound) throws -> [Int] {
    let counted = zip(households, travel).map { $1 >= 0 ? $0 : 0 }
    let objective = zip(counted, travel).reduce(Int128(0)) { $0 + Int128($1.0) * Int128($1.1) }
    guard let told = stated.objective.rounded(places: 6) else {
      throw VerificationError.refused(Message("a number is beyond measure"))
    }
    try require(
      (Int128(told) - objective).magnitude <= UInt128(clamping: 1 + counted.reduce(0, +)),
      Message("the ways do not add up to the objective"))
    return counted
  }

  /// What as many sites earn at most, the existing ones and as many in each group as it needs among them.
  func greatest(_ earnings: [Int128]) -> Int128 {
    var missing: [String: Int] = [:]
    for (group, units) in Dictionary(grouping: groupOfUnit.indices, by: { groupOfUnit[$0] }) {
      missing[group] = least(group, units)
    }
    var chosen = earnings[..<fixed].reduce(0, +)
    var left = rooms - fixed
    var kept = missing.values.reduce(0, +)
    for site in (fixed..<count).sorted(by: { (earnings[$1], $0) < (earnings[$0], $1) }) where left > 0 {
      let isMissing = missing[groupOfSite[site], default: 0] > 0
      guard isMissing || left > kept else { continue }
      if isMissing { kept -= 1 }
      missing[groupOfSite[site], default: 0] -= 1
      left -= 1
      chosen += earnings[site]
    }
    return chosen
  }

  /// How many sites a group needs besides the existing ones, the roomiest first, until there is space for all.
  private func least(_ group: String, _ units: [Int]) -> Int {
    let own = groupOfSite.indices.filter { groupOfSite[$0] == group }
    func needed(_ total: Int, _ limits: [Int?]) -> Int {
      func limit(_ site: Int) -> Int { limits[site] ?? Document.most }
      var left = own.filter { $0 < fixed }.reduce(total) { max(0, $0 - limit($1)) }
      var count = 0
      for limit in own.filter({ $0 >= fixed }).map(limit).sorted(by: >) where left > 0 {
        left -= min(left, limit)
        count += 1
      }
      return count
    }
    return max(
      own.contains { $0 < fixed } ? 0 : 1, needed(units.count, mostUnits),
      needed(units.reduce(0) { $0 + households[$1] }, capacity))
  }
}
