import Testing

@testable import Solvers

@Suite struct RosterModelTests {
  /// One or two kinds, a week or so, rules that bind.
  ///
  /// - Parameter periods: whether minutes count anew on some days.
  static func random(
    _ generator: inout SeededGenerator, people: Int, days: Int, least: Int = 3, periods: Bool = false
  ) -> RosterModel {
    let count = 1 + generator.below(2)
    let lengths = [[480, 480], [480, 720], [300, 450]][generator.below(3)]
    let kinds = (0..<count).map { kind in
      RosterModel.Kind(
        id: ["E", "L"][kind], minutes: lengths[kind],
        forbiddenNext: kind == 1 && generator.below(2) == 0 ? [0] : [])
    }
    let crew = (0..<people).map { index in
      let least = periods ? 0 : generator.below(least) * 240
      return RosterModel.Person(
        id: "\(index)", maxOfKind: kinds.map { _ in [0, 1, 2, days, days][generator.below(5)] },
        minutes: least...(least + 480 * (1 + generator.below(4))), minRun: 1 + generator.below(3),
        maxRun: 2 + generator.below(4), minOff: 1 + generator.below(3), maxWeekends: generator.below(3))
    }
    var model = RosterModel(
      days: days, kinds: kinds, people: crew,
      cover: (0..<(days * count)).map { _ in
        RosterModel.Cover(need: generator.below(people + 1), under: 5 + generator.below(20), over: 1)
      }, periods: periods ? (1..<days).filter { _ in generator.below(3) == 0 } : [])
    for person in 0..<people {
      for day in 0..<days where generator.below(3) == 0 {
        let kind = generator.below(count)
        switch generator.below(3) {
        case 0: model.forbid(person: person, day: day, kind: kind)
        case 1: model.wish(person: person, day: day, kind: kind, weight: 1 + generator.below(4))
        default: model.avoid(person: person, day: day, kind: kind, weight: 1 + generator.below(4))
        }
      }
    }
    return model
  }

  /// Every line that the rules allow one person.
  static func lines(_ model: RosterModel, _ person: Int) -> [[UInt8]] {
    var line = Array(repeating: UInt8(0), count: model.days)
    var found: [[UInt8]] = []
    while true {
      if model.allows(line, person: person) { found.append(line) }
      var day = 0
      while day < model.days && Int(line[day]) == model.kinds.count {
        line[day] = 0
        day += 1
      }
      if day == model.days { return found }
      line[day] += 1
    }
  }

  /// Costs of one person's codes by chance, infinite where they are forbidden.
  private static func costs(_ model: RosterModel, _ generator: inout SeededGenerator) -> [Float] {
    (0..<(model.days * model.codes)).map { cell in
      let cost = Float(generator.below(400) - 200) / 64
      return model.wishes[cell] >= RosterModel.never ? LinePlanner.infinity : cost
    }
  }

  private static func sum(_ costs: [Float], _ line: [UInt8], _ model: RosterModel) -> Float {
    line.enumerated().reduce(0) { $0 + costs[$1.offset * model.codes + Int($1.element)] }
  }

  /// The dynamic programme finds what trying every line finds.
  @Test(arguments: [false, true]) func cheapestLineIsTheCheapestOfAll(periods: Bool) {
    var generator = SeededGenerator(seed: 5)
    var compared = 0
    var impossible = 0
    for round in 0..<300 {
      let model = Self.random(&generator, people: 1, days: 8 + generator.below(2), periods: periods)
      let costs = Self.costs(model, &generator)
      let cheapest = Self.lines(model, 0).map { Self.sum(costs, $0, model) }.min()
      var line = Array(repeating: UInt8(0), count: model.days)
      let planner = LinePlanner(model)
      let cost = planner.plan(0, costs: costs, into: &line)
      #expect(cost == cheapest, "round \(round)")
      guard let cost else {
        impossible += 1
        continue
      }
      #expect(model.allows(line, person: 0), "round \(round)")
      #expect(Self.sum(costs, line, model) == cost)
      compared += 1
    }
    #expect(compared > 150)
    // Without least minutes there is always the line without work.
    #expect(periods || impossible > 5)
  }

  /// Limits for which no table has room are kept all the same, by a line that is no cheaper than the cheapest, and a bound that
  /// is no dearer.
  @Test(arguments: [false, true]) func limitsBeyondTheTableAreKept(periods: Bool) {
    var generator = SeededGenerator(seed: 8)
    var (bound, kept, best) = (0, 0, 0)
    for round in 0..<300 {
      let model = Self.random(&generator, people: 1, days: 8 + generator.below(2), periods: periods)
      let costs = Self.costs(model, &generator)
      let cheapest = Self.lines(model, 0).map { Self.sum(costs, $0, model) }.min()
      var line = Array(repeating: UInt8(0), count: model.days)
      let planner = LinePlanner(model, room: 0)
      guard !planner.uncounted[0].isEmpty else { continue }
      bound += 1
      let relaxed = planner.plan(0, costs: costs, into: &line)
      #expect(relaxed == nil ? cheapest == nil : relaxed ?? 0 <= cheapest ?? .infinity, "round \(round)")
      var prices = model.kinds.map { _ in Float(0) }
      guard let cost = planner.keeping(0, costs: costs, prices: &prices, into: &line) else { continue }
      #expect(model.allows(line, person: 0), "round \(round)")
      #expect(cost >= cheapest ?? .infinity, "round \(round)")
      kept += 1
      if cost == cheapest { best += 1 }
    }
    #expect(bound > 60 && kept > bound / 2 && best > kept / 2, "\(bound) \(kept) \(best)")
  }

  /// A dozen kinds, most of them limited, which no table could count: there is a roster, and it is found.
  @Test func manyLimitedKindsHaveARoster() throws {
    let kinds = (0..<12).map {
      RosterModel.Kind(id: "K\($0)", minutes: [480, 600, 720][$0 % 3], forbiddenNext: [])
    }
    let people = (0..<4).map { person in
      RosterModel.Person(
        id: "P\(person)", maxOfKind: kinds.indices.map { ($0 + person) % 3 == 0 ? 2 : 1 + ($0 * person) % 5 },
        minutes: 7_200...8_640, minRun: 2, maxRun: 5, minOff: 2, maxWeekends: 2)
    }
    let model = RosterModel(
      days: 28, kinds: kinds, people: people,
      cover: (0..<(28 * 12)).map { _ in .init(need: 1, under: 100, over: 1) })
    let found = try model.solve(seed: 1, budget: SearchBudget(rounds: 2))
    for person in people.indices {
      #expect(model.allows(found.lines[(person * 28)..<((person + 1) * 28)], person: person))
    }
    #expect(found.lines.count { $0 > 0 } > 4 * 12)
    #expect(found.lowerBound <= found.cost && found.cost == model.cost(found.lines))
  }

  /// A shift that is longer than somebody may work at all is worked by the others.
  @Test func aShiftBeyondAllHoursIsLeftToOthers() throws {
    let people = [480, 2_880].map {
      RosterModel.Person(
        id: "\($0)", maxOfKind: [7, 7], minutes: 0...$0, minRun: 1, maxRun: 5, minOff: 1, maxWeekends: 1)
    }
    let model = RosterModel(
      days: 7,
      kinds: [
        .init(id: "E", minutes: 240, forbiddenNext: []), .init(id: "L", minutes: 1_440, forbiddenNext: []),
      ], people: people, cover: Array(repeating: .init(need: 1, under: 10, over: 1), count: 14))
    let found = try model.solve(seed: 1, budget: SearchBudget(rounds: 50))
    #expect(!found.lines[..<7].contains(2) && found.lines[7...].contains(2))
  }

  /// What is impossible is said of whom, and only where it is.
  @Test func onlyRulesThatNoLineKeepsAreImpossible() throws {
    func model(least: Int) -> RosterModel {
      RosterModel(
        days: 14, kinds: [.init(id: "E", minutes: 480, forbiddenNext: [])],
        people: [
          .init(
            id: "A", maxOfKind: [14], minutes: 0...6_720, minRun: 1, maxRun: 5, minOff: 2, maxWeekends: 2),
          .init(
            id: "B", maxOfKind: [14], minutes: least...6_720, minRun: 1, maxRun: 5, minOff: 2, maxWeekends: 2),
        ], cover: Array(repeating: .init(need: 1, under: 10, over: 1), count: 14))
    }
    // Five, two, five, two: ten days.
    #expect(try model(least: 4_800).solve(seed: 1, budget: SearchBudget(rounds: 10)).lines.count == 28)
    #expect(throws: RosterError.noLine(person: "B")) {
      try model(least: 5_280).solve(seed: 1, budget: SearchBudget(rounds: 10))
    }
  }

  /// The least cost over every pair of lines.
  private static func optimum(_ model: RosterModel) -> Int? {
    var best: Int?
    let second = lines(model, 1)
    for first in lines(model, 0) {
      for other in second { best = min(best ?? .max, model.cost(first + other)) }
    }
    return best
  }

  @Test func twoPeopleGetTheBestRosterAndTheBoundIsBelowIt() {
    var generator = SeededGenerator(seed: 9)
    var compared = 0
    var tight = 0
    for round in 0..<60 {
      let model = Self.random(&generator, people: 2, days: 6)
      let found = try? model.solve(seed: 1, budget: SearchBudget(rounds: 400))
      guard let optimum = Self.optimum(model) else {
        #expect(found == nil, "round \(round)")
        continue
      }
      #expect(found?.cost == optimum, "round \(round)")
      #expect((found?.lowerBound ?? .max) <= optimum, "round \(round)")
      if found?.lowerBound == optimum { tight += 1 }
      compared += 1
    }
    #expect(compared > 30)
    #expect(tight > 15)
  }

  @Test func largerRostersKeepEveryRuleAndComeOutTheSame() throws {
    var generator = SeededGenerator(seed: 3)
    var kept = 0
    for _ in 0..<8 {
      let model = Self.random(&generator, people: 9, days: 14, least: 1)
      let found = try model.solve(seed: 4, budget: SearchBudget(rounds: 300))
      for person in 0..<9 {
        let line = found.lines[(person * 14)..<((person + 1) * 14)]
        #expect(model.allows(line, person: person))
        kept += line.count { $0 > 0 }
      }
      #expect(found.cost == model.cost(found.lines))
      #expect(found.lowerBound <= found.cost)
      #expect(try model.solve(seed: 4, budget: SearchBudget(rounds: 300)).lines == found.lines)
    }
    #expect(kept > 60)
  }

  /// One person, two weeks, one case per rule.
  @Test func everyRuleIsToldApart() {
    var model = RosterModel(
      days: 14,
      kinds: [
        .init(id: "E", minutes: 480, forbiddenNext: []), .init(id: "L", minutes: 480, forbiddenNext: [0]),
      ],
      people: [
        .init(
          id: "A", maxOfKind: [14, 2], minutes: 1440...2880, minRun: 2, maxRun: 4, minOff: 2, maxWeekends: 1)
      ],
      cover: Array(repeating: .init(need: 1, under: 100, over: 1), count: 28))
    model.forbid(person: 0, day: 10, kind: 0)
    func allows(_ text: String) -> Bool {
      model.allows(text.map { $0 == "E" ? 1 : $0 == "L" ? 2 : 0 }, person: 0)
    }
    #expect(allows("EEE----EE-----"))
    #expect(allows("E--EE-----EL--") == false, "forbidden day")
    #expect(allows("EEEE----------"))
    #expect(allows("EEEEE---------") == false, "too many in a row")
    #expect(allows("EE------------") == false, "too few minutes")
    #expect(allows("EEE-EE--------") == false, "one day off")
    #expect(allows("EEE---E-------") == false, "one day of work")
    #expect(allows("E--EE--------E"), "short at the edges")
    #expect(allows("LE----EE------") == false, "forbidden succession")
    #expect(allows("LL--LL--------") == false, "too many of a kind")
    #expect(allows("-----EE----EEE") == false, "two weekends")
    #expect(allows("EEEE--EEE-----") == false, "too many minutes")
  }
}
