import Scenario

/// What of a group's work is one person's to do: a load in parts of a duty.
struct RosterShare: Equatable {
  var nights = 0.0
  var weekends = 0.0
  var holidays = 0.0
  var minutes = 0.0

  init() {}

  init(_ load: RosterLoad) {
    nights = Double(load.nights)
    weekends = Double(load.weekends)
    holidays = Double(load.holidays)
    minutes = Double(load.minutes)
  }

  static func + (a: RosterShare, b: RosterShare) -> RosterShare {
    var sum = a
    for part in parts { sum[keyPath: part] += b[keyPath: part] }
    return sum
  }

  static func * (share: RosterShare, factor: Double) -> RosterShare {
    var product = share
    for part in parts { product[keyPath: part] *= factor }
    return product
  }

  /// Part by part; nothing of nothing.
  static func / (a: RosterShare, b: RosterShare) -> RosterShare {
    var quotient = RosterShare()
    for part in parts where b[keyPath: part] > 0 {
      quotient[keyPath: part] = a[keyPath: part] / b[keyPath: part]
    }
    return quotient
  }

  static func * (a: RosterShare, b: RosterShare) -> RosterShare {
    var product = a
    for part in parts { product[keyPath: part] *= b[keyPath: part] }
    return product
  }

  private static var parts: [WritableKeyPath<RosterShare, Double>] {
    [\.nights, \.weekends, \.holidays, \.minutes]
  }
}

extension RosterGroup {
  /// For each person the share of the group's work that is his to do: in proportion to the duties that no leave keeps
  /// him from, so that leave is neither made up for before it nor after.
  static func portions(_ people: [RosterPerson], _ slots: [RosterSlot]) -> [RosterShare] {
    let open = people.map { person in
      slots.reduce(RosterShare()) { sum, slot in
        person.isAway(during: slot) ? sum : sum + RosterShare(RosterLoad(slot)) * Double(slot.need)
      }
    }
    let all = open.reduce(RosterShare(), +)
    return open.map { $0 / all }
  }

  /// The share of each person in a load, with what was his before the horizon.
  static func shares(
    of load: RosterLoad, _ portions: [RosterShare], _ people: [RosterPerson]
  ) -> [RosterShare] {
    zip(portions, people).map { RosterShare(load) * $0 + $1.pastShare }
  }
}

extension RosterLoad {
  /// A share less what was carried already, in minutes, of which `unit` make a night or a duty on a weekend or holiday.
  init(inMinutes share: RosterShare, less carried: RosterLoad, unit: Int) {
    // Squares of two years and sums of them stay whole numbers.
    let most = 1e6
    func minutes(_ share: Double, _ carried: Int, _ unit: Int) -> Int {
      Int(max(-most, min(most, (share - Double(carried)) * Double(unit))).rounded())
    }
    nights = minutes(share.nights, carried.nights, unit)
    weekends = minutes(share.weekends, carried.weekends, unit)
    holidays = minutes(share.holidays, carried.holidays, unit)
    self.minutes = minutes(share.minutes, carried.minutes, 1)
  }
}
