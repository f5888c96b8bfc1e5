import Words

/// No roster leaves fewer duties empty: on some dates of a group its people cannot do all that is asked, whatever they do on
/// others.
enum DutiesClaim {
  static func check(_ plan: PlanFiles) throws -> Message? {
    guard let stated = try StatedBound("duties", in: plan) else { return nil }
    guard let proof = stated.certificate else { return nil }
    try proof.check("dates", scale: 1)
    let (sites, roles) = (try proof.texts("sites"), try proof.texts("roles"))
    let dates = try proof.numbers("dates")
    try require(
      sites.count == roles.count && Set(zip(sites, roles).map { [$0, $1] }).count == sites.count,
      Message("the certificate is of other places"))
    let offsets = try proof.offsets("offsets", rows: sites.count, of: dates.count)
    let asked = try DutyPlaces(plan)
    var bound = 0
    for group in sites.indices {
      let scarce = Set(dates[offsets[group]..<offsets[group + 1]])
      let alone = try DutiesOfOne(plan, asked, sites[group], roles[group])
      let needed = scarce.reduce(0) { $0 + alone.needed(on: $1) }
      let can = asked.members(sites[group], roles[group]).reduce(0) { $0 + alone.most($1, on: scarce) }
      bound += max(0, needed - can)
    }
    try proof.check(gives: bound)
    try stated.agree(with: bound)
    try require(
      try plan.summary.member("roster").int("unfilled_lower_bound") == bound,
      Message("the summary of the roster states another bound"))
    return Message(
      "no roster leaves less than \(bound) duties empty, and this one leaves \(stated.objective.text)")
  }
}

/// What one person can do of what a site asks of a role, by each rule alone.
private struct DutiesOfOne {
  private let placesOfDay: [[DutyPlaces.Place]]
  /// Most duties that begin on a day, and whether one of them may follow one of the day before.
  private var mostOnDay: [Int] = []
  private var follows: [Bool] = []
  private let weeks: [Range<Int>]
  private let maxRun: Int
  private let maxWeek: Int

  init(_ plan: PlanFiles, _ asked: DutyPlaces, _ site: String, _ role: String) throws {
    var places = [[DutyPlaces.Place]](repeating: [], count: plan.days)
    for (key, place) in asked.places where place.site == site && key.role == role {
      places[key.day].append(place)
    }
    let ordered = places.map { $0.sorted { ($0.end, $0.begin) < ($1.end, $1.begin) } }
    let rules = try plan.problem.member("policy").member("roster")
    let rest = try Int((rules.double("min_rest_h") * 3600 - 1e-3).rounded(.up).clamped(to: 0...1e9))
    maxRun = try rules.int("max_consecutive_days")
    maxWeek = try Int((rules.double("max_hours_per_week") * 3600 + 1e-3).clamped(to: 0...1e9))
    var weeks: [Range<Int>] = []
    for day in 0..<plan.days {
      if let last = weeks.last, CivilDay.week(plan.start + last.lowerBound) == CivilDay.week(plan.start + day)
      {
        weeks[weeks.count - 1] = last.lowerBound..<(day + 1)
      } else {
        weeks.append(day..<(day + 1))
      }
      var (most, free) = (0, Int.min)
      for place in ordered[day] where free <= place.begin { (most, free) = (most + 1, place.end + rest) }
      mostOnDay.append(most)
      let before = day > 0 ? ordered[day - 1].first?.end : nil
      follows.append(before.map { end in ordered[day].contains { end + rest <= $0.begin } } ?? false)
    }
    (self.weeks, placesOfDay) = (weeks, ordered)
  }

  func needed(on day: Int) -> Int {
    placesOfDay.indices.contains(day) ? placesOfDay[day].reduce(0) { $0 + $1.need } : 0
  }

  /// The most duties that a person can do on some dates.
  func most(_ person: DutyPlaces.Person, on scarce: Set<Int>) -> Int {
    let open = placesOfDay.indices.map { day in
      placesOfDay[day].contains { !person.isAway(day, $0) } ? mostOnDay[day] : 0
    }
    let byWeek = weeks.reduce(0) { sum, week in
      sum
        + min(
          mostByRuns(open, week), mostByHours(open, week),
          week.reduce(0) { $0 + (scarce.contains($1) ? open[$1] : 0) })
    }
    return min(byWeek, mostByRuns(open, 0..<open.count))
  }

  /// By the rules on rest and on days in a row: the most where the last days, and no more, were worked.
  private func mostByRuns(_ open: [Int], _ days: Range<Int>) -> Int {
    var best = [0: 0]
    for day in days {
      var next = [0: best.values.max() ?? 0]
      for (run, done) in best where open[day] > 0 && run < maxRun && (run == 0 || follows[day]) {
        next[run + 1] = done + open[day]
      }
      best = next
    }
    return best.values.max() ?? 0
  }

  /// By the rule on hours: the shortest.
  private func mostByHours(_ open: [Int], _ days: Range<Int>) -> Int {
    var (left, count) = (maxWeek, 0)
    let lengths = days.flatMap { day in
      placesOfDay[day].map { $0.end - $0.begin }.sorted().prefix(open[day])
    }
    for length in lengths.sorted() where length <= left { (left, count) = (left - length, count + 1) }
    return count
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
