import Words

/// What the roster costs by the rules of fairness, and that nights, duties on weekends and holidays, and hours cannot be
/// shared more evenly than one by one.
enum RosterCostClaim {
  private static let usualWeight = 10
  /// What minutes of a group add up to at most, so that no square overflows.
  private static let most = 1_000_000_000

  private struct Rule: Sendable {
    var name: String
    var weight: String
    var amount: @Sendable (DutyPlaces, DutyPlaces.Place, Int) -> Int
  }

  private static let rules = [
    Rule(name: "nights", weight: "night") { _, place, day in place.isNight(on: day) ? 1 : 0 },
    Rule(name: "weekends", weight: "weekend") { asked, _, day in asked.isWeekend(day) ? 1 : 0 },
    Rule(name: "holidays", weight: "holiday") { asked, _, day in asked.isHoliday(day) ? 1 : 0 },
    Rule(name: "hours", weight: "hours") { _, place, _ in (place.end - place.begin) / 60 },
  ]

  static func check(_ plan: PlanFiles) throws -> Message? {
    let told = try plan.summary.member("roster")
    // Duties before the horizon are shared by days that a plan does not tell.
    guard plan.problem.optional("history") == nil, told.optional("soft_cost") != nil else { return nil }
    let asked = try DutyPlaces(plan)
    let empty = try asked.unfilled()
    var groups: [[String]: [DutyPlaces.Key]] = [:]
    for (key, place) in asked.places { groups[[place.site, key.role], default: []].append(key) }
    var held: [[String]: [DutyPlaces.Key]] = [:]
    for row in try plan.rows("roster") {
      let key = try asked.key(row, of: "roster")
      guard let place = asked.places[key] else {
        throw VerificationError.refused(Message("a duty is not asked for"))
      }
      held[[place.site, key.role, try plan.field(row, "staff_id", of: "roster")], default: []].append(key)
    }
    let weights = try plan.problem.member("policy").member("roster").optional("weights")
    var (bounds, costs) = ([String: Double](), [String: Double]())
    for (group, keys) in groups {
      let members = asked.members(group[0], group[1])
      for rule in rules {
        let weight = try weights?.intIfAny(rule.weight) ?? usualWeight
        func amount(_ key: DutyPlaces.Key) -> Int {
          asked.places[key].map { rule.amount(asked, $0, key.day) } ?? 0
        }
        let portions = members.map { person in
          keys.reduce(0) { sum, key in
            guard let place = asked.places[key], !person.isAway(key.day, place) else { return sum }
            return sum + amount(key) * place.need
          }
        }
        let loads = members.map { person in
          (held[group + [person.id]] ?? []).reduce(0) { $0 + amount($1) }
        }
        let isOfHours = rule.name == "hours"
        let unit = isOfHours ? meanMinutes(keys, asked) : 1
        let durations = isOfHours ? Set(keys.map(amount)) : [1]
        let piece = durations.reduce(0, divisor)
        try require(
          max(portions.reduce(0, +), loads.reduce(0, +)) <= most, Message("a number is beyond measure"))
        let spread = Spread(portions: portions, loads: loads, weight: weight, unit: unit, piece: piece)
        costs[rule.name, default: 0] += spread.cost
        // With empty places the sum is not given, but for hours of duties that are all as long.
        if weight > 0, piece > 0,
          isOfHours && durations.count == 1
            || !keys.contains(where: { amount($0) > 0 && empty[$0, default: 0] > 0 })
        {
          bounds[rule.name, default: 0] += spread.least
        }
      }
    }
    guard let stated = try StatedBound("roster_cost", in: plan) else { return nil }
    return try compare(bounds, costs, told, stated)
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

  private static func meanMinutes(_ keys: [DutyPlaces.Key], _ asked: DutyPlaces) -> Int {
    let places = keys.compactMap { asked.places[$0] }
    let minutes = places.reduce(0) { $0 + ($1.end - $1.begin) / 60 * $1.need }
    return max(1, minutes / max(1, places.reduce(0) { $0 + $1.need }))
  }

  private static func compare(
    _ bounds: [String: Double], _ costs: [String: Double], _ told: Document, _ stated: StatedBound
  ) throws -> Message? {
    var (other, requests) = (0.0, 0.0)
    for rule in try told.list("rules") {
      let (name, cost) = (try rule.text("rule"), try rule.double("cost"))
      if name == "requests", rule.optional("lower_bound") != nil { requests = try rule.double("lower_bound") }
      guard let found = costs[name] else {
        other += cost
        continue
      }
      try require(
        try abs(found - cost) <= 0.006
          && abs((bounds[name] ?? 0) - (rule.optional("lower_bound")?.double ?? 0)) <= 0.006,
        Message("by the rule on \(Message(term: name)) it costs \(DecimalNumber.text(found))"))
    }
    let objective = costs.values.reduce(other, +)
    try require(
      try abs(stated.objective.double - objective) <= 1e-6
        && abs(told.double("soft_cost") - objective) <= 0.006,
      Message("the roster costs \(DecimalNumber.text(objective))"))
    let least = min(bounds.values.reduce(0, +), stated.objective.double)
    try require(
      try abs(stated.lowerBound.double - requests - least) <= 1e-6
        && abs(told.double("soft_lower_bound") - requests - least) <= 0.006,
      Message("what is proven is \(DecimalNumber.text(least))"))
    guard requests == 0 else {
      return Message(
        "no roster with these duties costs less than \(DecimalNumber.text(least)), and this one costs \(stated.objective.text); the \(DecimalNumber.text(requests)) that requests cost at least are as stated"
      )
    }
    return Message(
      "no roster with these duties costs less than \(DecimalNumber.text(least)), and this one costs \(stated.objective.text)"
    )
  }

  /// How far the loads of a group are from the shares of its people.
  private struct Spread {
    let portions: [Int]
    let loads: [Int]
    let weight: Int
    let unit: Int
    /// Every load is a multiple of this.
    let piece: Int

    private var all: Int { portions.reduce(0, +) }

    /// How far somebody is ahead of his share, times the sum of all portions.
    private func ahead(_ person: Int, of load: Int) -> Int128 {
      all > 0
        ? Int128(load) * Int128(all) - Int128(loads.reduce(0, +)) * Int128(portions[person]) : Int128(load)
    }

    /// Whole numbers up to here: only the last division is rounded.
    private func cost(_ ahead: [Int128]) -> Double {
      let squares = ahead.reduce(Int128(0)) { $0 + $1 * $1 }
      let scale = Double(max(1, all)) * Double(unit)
      return Double(squares) * Double(weight) / scale / scale
    }

    var cost: Double { cost(loads.indices.map { ahead($0, of: loads[$0]) }) }

    /// With as much dealt out piece by piece, each to whoever is farthest behind.
    var least: Double {
      guard !loads.isEmpty else { return 0 }
      var ahead = loads.indices.map { self.ahead($0, of: 0) }
      for _ in 0..<loads.reduce(0, +) / piece {
        let first = ahead.indices.min { ahead[$0] < ahead[$1] } ?? 0
        ahead[first] += Int128(max(1, all)) * Int128(piece)
      }
      return cost(ahead)
    }
  }
}
