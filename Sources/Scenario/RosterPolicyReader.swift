import Words

extension RosterPolicy {
  /// Reads the section `roster` of the scenario's policy; what it leaves out is as usual, or not limited.
  init(reading node: ScenarioNode?, _ shifts: [Shift]) throws(ScenarioError) {
    self.init()
    guard
      let section = try node?.section([
        "min_rest_h", "max_consecutive_days", "max_hours_per_week", "max_hours_per_month", "max_nights",
        "max_consecutive_nights", "forbidden_successions", "holidays", "workdays",
        "cycle", "weights",
      ])
    else { return }
    if let node = section["min_rest_h"] { minRestHours = try node.positive() }
    if let node = section["max_consecutive_days"] { maxConsecutiveDays = try node.integer(atLeast: 1) }
    if let node = section["max_hours_per_week"] { maxHoursPerWeek = try node.positive() }
    maxHoursPerMonth = try section["max_hours_per_month"]?.positive()
    maxNights = try section["max_nights"]?.integer(atLeast: 0)
    maxConsecutiveNights = try section["max_consecutive_nights"]?.integer(atLeast: 1)
    for pair in try section["forbidden_successions"]?.list() ?? [] {
      let items = try pair.list()
      guard items.count == 2 else {
        throw pair.wrong(Message("a pair of shifts, the second of the day after"))
      }
      for item in items {
        let id = try item.text()
        guard shifts.contains(where: { $0.id == id }) else {
          throw item.wrong(Message("one of the shifts \(Message(list: shifts.map(\.id)))"))
        }
      }
      forbiddenSuccessions.append(Succession(shiftID: try items[0].text(), nextID: try items[1].text()))
    }
    for item in try section["cycle"]?.list() ?? [] {
      let id = try item.text()
      guard id == "off" || shifts.contains(where: { $0.id == id }) else {
        throw item.wrong(Message("off or one of the shifts \(Message(list: shifts.map(\.id)))"))
      }
      cycle.append(id == "off" ? nil : id)
    }
    if let node = section["weights"] { weights = try RosterWeights(reading: node) }
    for item in try section["holidays"]?.list() ?? [] { holidays.insert(try item.date()) }
    for item in try section["workdays"]?.list() ?? [] { workdays.insert(try item.date()) }
    if let date = datesOfTwoKinds.first, let node = section["workdays"] {
      throw node.wrong(Message("dates that are no holidays (\(date.text) is)"))
    }
  }

  /// Dates that are called a holiday and a workday; the first is the earliest.
  var datesOfTwoKinds: [CivilDate] { holidays.intersection(workdays).sorted() }
}

extension RosterWeights {
  /// The weights by the names of the scenario.
  package static var names: [(key: String, weight: WritableKeyPath<RosterWeights, Int>)] {
    [
      ("request", \.request), ("night", \.night), ("weekend", \.weekend), ("holiday", \.holiday),
      ("hours", \.hours), ("together", \.together), ("cycle", \.cycle),
    ]
  }

  package var byName: [String: Int] {
    Dictionary(uniqueKeysWithValues: Self.names.map { ($0.key, self[keyPath: $0.weight]) })
  }

  /// The most a weight may be: sums of them stay well below what an empty post costs.
  static let most = 100

  init(reading node: ScenarioNode) throws(ScenarioError) {
    self.init()
    let section = try node.section(Self.names.map(\.key))
    for (key, weight) in Self.names {
      guard let node = section[key] else { continue }
      let value = try node.integer(atLeast: 0)
      guard value <= Self.most else { throw node.wrong(Message("a whole number from 0 to \(Self.most)")) }
      self[keyPath: weight] = value
    }
  }
}
