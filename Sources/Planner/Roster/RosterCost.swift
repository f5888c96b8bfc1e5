import Scenario

/// What a roster costs its people, by rule and person; no hard rule is among these.
public struct RosterCost: Sendable {
  /// The soft rules.
  public enum Rule: String, Sendable, CaseIterable {
    /// Requests that are not granted, by their weights.
    case requests
    /// Days on which two of one team do not do the same; each bears half.
    case together
    /// Days that are not as the wanted cycle has them.
    case cycle
    /// The square of the deviation from the person's share of what the group does, in proportion to the duties that no
    /// leave keeps him from.
    case nights, weekends, holidays
    /// The same, of hours as parts of the group's mean duty.
    case hours
  }

  /// What one rule costs for one person at one site.
  public struct Item: Sendable, Equatable {
    /// The rule.
    public var rule: Rule
    /// The room or base.
    public var siteID: String
    /// Of whom.
    public var role: Role
    /// The person.
    public var staffID: String
    /// What the cost is of: requests, days, nights, duties, or hours with those carried over.
    public var amount: Double
    /// The person's share, for the rules of fairness.
    public var share: Double?
    /// Weighted.
    public var cost: Double
  }

  /// By site, role, rule and person; none that costs nothing.
  public var items: [Item] = []
  /// No roster that fills the same places costs less, by rule; a rule without an entry may cost nothing.
  public var lowerBounds: [Rule: Double] = [:]

  /// Of all rules.
  public var total: Double { items.reduce(0) { $0 + $1.cost } }
  /// No roster that fills the same places costs less.
  public var lowerBound: Double { lowerBounds.values.reduce(0, +) }

  /// Of one rule.
  public func total(of rule: Rule) -> Double {
    items.reduce(0) { $0 + ($1.rule == rule ? $1.cost : 0) }
  }
}

extension RosterPlanner {
  /// Prices a roster of this problem.
  public func cost(of roster: Roster) throws(AbsenceError) -> RosterCost {
    if let duty = RosterPlaces(of: roster, in: problem).surplus.first { throw .unknownDuty(duty) }
    let slots = problem.rosterSlots()
    var cost = RosterCost()
    for key in slots.keys.sorted() {
      let ids = members(key)
      var group = try group(key, ids, holding: roster.duties, slots)
      group.wishes.cycle = group.nearestCycle(wanted: wantedCycle, start: problem.horizon.start)
      var sheet = RosterCostSheet(group, key, ids)
      sheet.addRequests(problem.requests, start: problem.horizon.start, shifts: problem.shifts.map(\.id))
      sheet.boundRequests()
      sheet.addDays()
      sheet.addLoads()
      cost.items += sheet.items
      for (rule, bound) in sheet.bounds { cost.lowerBounds[rule, default: 0] += bound }
    }
    return cost
  }
}

/// The costs of one group.
private struct RosterCostSheet {
  let group: RosterGroup
  let key: RosterGroupKey
  let ids: [String]
  var items: [RosterCost.Item] = []
  var bounds: [RosterCost.Rule: Double] = [:]

  init(_ group: RosterGroup, _ key: RosterGroupKey, _ ids: [String]) {
    self.group = group
    self.key = key
    self.ids = ids
  }

  private mutating func add(
    _ rule: RosterCost.Rule, _ person: Int, _ amount: Double, share: Double? = nil, _ cost: Double
  ) {
    guard cost > 0 else { return }
    items.append(
      RosterCost.Item(
        rule: rule, siteID: key.siteID, role: key.role, staffID: ids[person], amount: amount, share: share,
        cost: cost))
  }

  /// The bound of the engine, which knows a request as a price on a day and a rule as no line at all.
  mutating func boundRequests() {
    let bound = group.requestBound(rounds: 200)
    if bound > 0 { bounds[.requests] = Double(bound) }
  }

  mutating func addRequests(_ requests: [RosterRequest], start: CivilDate, shifts: [String]) {
    let byPerson = Dictionary(grouping: requests, by: \.staffID)
    for (person, id) in ids.enumerated() {
      var broken = 0
      var cost = 0
      for request in byPerson[id] ?? [] {
        let held = group.people[person].held.filter { $0.date == request.date - start }
        let isWorked = held.contains { duty in
          request.shiftID.map { duty.shift >= 0 && $0 == shifts[duty.shift] } ?? true
        }
        guard isWorked != request.isOn else { continue }
        broken += 1
        cost += request.weight
      }
      add(.requests, person, Double(broken), Double(cost))
    }
  }

  /// Being together, and the cycle.
  mutating func addDays() {
    let weights = group.wishes.weights
    for person in ids.indices {
      var apart = 0
      var departures = 0
      for (date, code) in group.people[person].codes.enumerated() {
        if weights.together > 0 { apart += group.apart(person, date, code) / weights.together }
        if group.wishes.departure(person, date, code) > 0 && !group.people[person].onLeave[date] {
          departures += 1
        }
      }
      add(.together, person, Double(apart), Double(apart * weights.together) / 2)
      add(.cycle, person, Double(departures), Double(departures * weights.cycle))
    }
  }

  mutating func addLoads() {
    let weights = group.wishes.weights
    let counts: [(RosterCost.Rule, Part, Int, KeyPath<RosterSlot, Bool>)] = [
      (.nights, Part(\.nights, \.nights), weights.night, \.isNight),
      (.weekends, Part(\.weekends, \.weekends), weights.weekend, \.isWeekend),
      (.holidays, Part(\.holidays, \.holidays), weights.holiday, \.isHoliday),
    ]
    let all = group.people.reduce(RosterLoad()) { $0 + $1.load }
    let shares = RosterGroup.shares(of: all, group.portions, group.people)
    for (rule, part, weight, isOfRule) in counts {
      addDeviations(rule, part, shares, weight: Double(weight), per: 1)
      let empty = zip(group.slots, group.missing).reduce(0) { $0 + ($1.0[keyPath: isOfRule] ? $1.1 : 0) }
      // With empty places their number is not given.
      if empty == 0 && weight > 0 { bounds[rule] = Double(weight) * leastSpread(part, shares) }
    }
    addDeviations(
      .hours, Part(\.minutes, \.minutes), shares, weight: Double(weights.hours),
      per: Double(max(1, group.unit)))
    boundHours(shares)
  }

  /// The minutes of all duties, dealt out in the pieces of which each duty is some.
  private mutating func boundHours(_ shares: [RosterShare]) {
    let durations = Set(group.slots.map { $0.duration / 60 })
    let piece = durations.reduce(0, Self.divisor)
    let weight = Double(group.wishes.weights.hours)
    // With empty places the sum of hours is given only where all duties are as long.
    guard piece > 0, weight > 0, durations.count == 1 || group.missing.allSatisfy({ $0 == 0 }) else { return }
    let unit = Double(max(1, group.unit))
    bounds[.hours] = weight * leastSpread(Part(\.minutes, \.minutes), shares, piece: piece) / (unit * unit)
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

  /// The same part of a load and of a share.
  private struct Part {
    let ofLoad: KeyPath<RosterLoad, Int>
    let ofShare: KeyPath<RosterShare, Double>

    init(_ ofLoad: KeyPath<RosterLoad, Int>, _ ofShare: KeyPath<RosterShare, Double>) {
      (self.ofLoad, self.ofShare) = (ofLoad, ofShare)
    }
  }

  private mutating func addDeviations(
    _ rule: RosterCost.Rule, _ part: Part, _ shares: [RosterShare], weight: Double, per unit: Double
  ) {
    let show = rule == .hours ? 60.0 : 1
    for (person, member) in group.people.enumerated() {
      let amount = Double((member.carried + member.load)[keyPath: part.ofLoad])
      let share = shares[person][keyPath: part.ofShare]
      let deviation = (amount - share) / unit
      add(rule, person, amount / show, share: share / show, weight * deviation * deviation)
    }
  }

  /// The least sum of squared deviations from the shares when as much is dealt out piece by piece: each to whoever is
  /// farthest behind his share.
  private func leastSpread(_ part: Part, _ shares: [RosterShare], piece: Int = 1) -> Double {
    var ahead = zip(group.people, shares).map {
      Double($0.carried[keyPath: part.ofLoad]) - $1[keyPath: part.ofShare]
    }
    for _ in 0..<(group.people.reduce(0) { $0 + $1.load[keyPath: part.ofLoad] } / piece) {
      let least = ahead.indices.min { ahead[$0] < ahead[$1] } ?? 0
      ahead[least] += Double(piece)
    }
    return ahead.reduce(0) { $0 + $1 * $1 }
  }
}

extension RosterGroup {
  /// The wanted cycle in as many groups as come closest to what everyone works; `nil` where none is wanted.
  func nearestCycle(wanted: [Int?], start: CivilDate) -> GroupWishes.Cycle? {
    cycles(wanted: wanted, start: start).map(\.cycle).min { departures(from: $0) < departures(from: $1) }
  }

  /// Days on which somebody does not work what the cycle has for him.
  func departures(from cycle: GroupWishes.Cycle) -> Int {
    zip(cycle, people).reduce(0) { sum, pair in
      sum + zip(pair.0, pair.1.codes).count { $0 != $1 }
    }
  }
}
