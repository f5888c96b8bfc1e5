import Words

/// Nobody breaks a rule, and every place is filled or told to be empty.
enum RosterClaim {
  private struct Duty {
    var begin: Int
    var end: Int
    var day: Int
    var shift: String
    var isNight: Bool
  }

  static func check(_ plan: PlanFiles) throws -> Message? {
    let asked = try DutyPlaces(plan)
    var duties: [String: [Duty]] = [:]
    let empty = try asked.unfilled()
    var filled = empty
    for row in try plan.rows("roster") {
      let key = try asked.key(row, of: "roster")
      let id = try plan.field(row, "staff_id", of: "roster")
      let date = try plan.field(row, "date", of: "roster")
      guard let place = asked.places[key], try place.shift == plan.field(row, "shift_id", of: "roster") else {
        throw VerificationError.refused(Message("\(date), \(key.post): no such duty is asked for"))
      }
      try require(
        try plan.seconds(row, "start", after: plan.start, of: "roster") == place.begin
          && plan.seconds(row, "end", after: plan.start, of: "roster") == place.end,
        Message("\(date), \(key.post): the duty is at another time"))
      guard let person = asked.staff[id], person.role == key.role, person.sites.contains(place.site) else {
        throw VerificationError.refused(Message("\(date), \(key.post): \(id) does not serve there"))
      }
      try require(!person.isAway(key.day, place), Message("\(date), \(key.post): \(id) is on leave"))
      filled[key, default: 0] += 1
      duties[id, default: []].append(
        Duty(
          begin: place.begin, end: place.end, day: key.day, shift: place.shift,
          isNight: place.isNight(on: key.day)))
    }
    for (key, place) in asked.places {
      try require(
        filled[key] == place.need,
        Message(
          "\(key.post), day \(key.day): \(filled[key] ?? 0) of \(place.need) places are filled or told to be empty"
        ))
    }
    let rules = try Rules(plan)
    for (id, own) in duties { try rules.check(id, own.sorted { $0.begin < $1.begin }) }
    let needed = asked.places.values.reduce(0) { $0 + $1.need }
    let missing = empty.values.reduce(0, +)
    let (audit, told) = (try plan.summary.member("audit"), try plan.summary.member("roster"))
    try require(
      try audit.int("duties_needed") == needed && told.int("duties_needed") == needed
        && audit.int("duties_unfilled") == missing && told.int("duties_unfilled") == missing
        && StatedBound("duties", in: plan)?.objective.whole() == missing,
      Message("\(needed) duties are asked for, and \(missing) are not filled"))
    return Message(
      "\(needed - missing) duties of \(duties.count) people keep every rule, and \(missing) are not filled")
  }

  /// What the policy asks of one person's duties.
  private struct Rules {
    let plan: PlanFiles
    let minRest: Double
    let maxRun: Int
    let maxWeek: Double
    let maxMonth: Double
    let maxNights: Int
    let maxNightRun: Int
    var forbidden = Set<[String]>()

    init(_ plan: PlanFiles) throws {
      self.plan = plan
      let rules = try plan.problem.member("policy").member("roster")
      minRest = try rules.double("min_rest_h") * 3600
      maxRun = try rules.int("max_consecutive_days")
      maxWeek = try rules.double("max_hours_per_week") * 3600
      maxMonth = try (rules.optional("max_hours_per_month")?.double).map { $0 * 3600 } ?? .infinity
      maxNights = try rules.intIfAny("max_nights") ?? .max
      maxNightRun = try rules.intIfAny("max_consecutive_nights") ?? .max
      for pair in try rules.listIfAny("forbidden_successions") {
        var ids: [String] = []
        for id in try pair.list { ids.append(try id.text) }
        forbidden.insert(ids)
      }
    }

    func check(_ id: String, _ duties: [Duty]) throws {
      for (one, next) in zip(duties, duties.dropFirst()) {
        try require(
          Double(next.begin - one.end) >= minRest - 1, Message("\(id) does not rest between two duties"))
        try require(
          next.day != one.day + 1 || !forbidden.contains([one.shift, next.shift]),
          Message("\(id) has two shifts that may not follow each other"))
      }
      let nights = duties.filter(\.isNight)
      try require(
        Self.longestRun(duties.map(\.day)) <= maxRun && Self.longestRun(nights.map(\.day)) <= maxNightRun,
        Message("\(id) is on duty on too many days in a row"))
      try require(nights.count <= maxNights, Message("\(id) has too many nights"))
      for (most, period) in [(maxWeek, CivilDay.week), (maxMonth, CivilDay.month)] {
        var seconds: [Int: Int] = [:]
        for duty in duties { seconds[period(plan.start + duty.day), default: 0] += duty.end - duty.begin }
        try require(
          seconds.values.allSatisfy { Double($0) <= most + 1e-3 },
          Message("\(id) is on duty for too many hours"))
      }
    }

    private static func longestRun(_ days: [Int]) -> Int {
      let days = Set(days)
      return days.filter { !days.contains($0 - 1) }.reduce(0) { most, first in
        var next = first
        while days.contains(next) { next += 1 }
        return max(most, next - first)
      }
    }
  }
}
