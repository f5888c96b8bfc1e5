import Testing

@testable import Solvers

/// The linear program over lines, its bound, and the dive from it, against every line of small rosters.
@Suite struct RosterColumnTests {
  private static let unhurried = SearchClock(end: nil)

  /// The program over all lines at once, solved by the simplex alone: what column generation has to come to.
  private static func exact(_ model: RosterModel) -> Double? {
    var rows = model.people.map { _ in (least: 1.0, most: 1.0) }
    rows += model.cover.map { (Double($0.need), Double($0.need)) }
    var columns: [(price: Double, entries: [(row: Int32, value: Double)])] = []
    for (cell, entry) in model.cover.enumerated() {
      let row = Int32(model.people.count + cell)
      columns.append((Double(entry.under), [(row, 1)]))
      columns.append((Double(entry.over), [(row, -1)]))
    }
    for person in model.people.indices {
      let lines = RosterModelTests.lines(model, person)
      guard !lines.isEmpty else { return nil }
      for line in lines {
        var entries: [(row: Int32, value: Double)] = [(Int32(person), 1)]
        var price = 0
        for (day, code) in line.enumerated() {
          price += Int(model.wishes[(person * model.days + day) * model.codes + Int(code)])
          if code > 0 {
            entries.append((Int32(model.people.count + day * model.kinds.count + Int(code) - 1), 1))
          }
        }
        columns.append((Double(price), entries))
      }
    }
    let program = LinearProgram(rows: rows)
    program.add(columns)
    return program.minimise()
  }

  /// - Parameter room: 0 leaves limits of kinds to rows of the program, whose bound is then lower at most.
  @Test(arguments: [LinePlanner.room, 0]) func boundIsThatOfTheProgramOverAllLines(room: Int) throws {
    var generator = SeededGenerator(seed: 21)
    var compared = 0
    for round in 0..<12 {
      let model = RosterModelTests.random(&generator, people: 3, days: 5)
      guard let cost = Self.exact(model) else { continue }
      let pricer = RosterPricer(model, LinePlanner(model, room: room), threads: 1)
      var columns = RosterColumns(pricer)
      columns.add(try model.solve(seed: 1, budget: SearchBudget(rounds: 1)).lines)
      try columns.converge(rounds: 300, known: .max, tolerance: 1e-6, clock: Self.unhurried)
      let isWhole = pricer.uncounted.allSatisfy(\.isEmpty)
      // Prices are multiples of 1/64, of which each may be off by half of one.
      let expected = Int((cost - 0.25).rounded(.up))
      #expect(columns.bound <= Int((cost - 1e-6).rounded(.up)), "round \(round)")
      if isWhole { #expect(columns.bound >= expected && columns.cost <= cost + 1e-6, "round \(round)") }
      compared += 1
    }
    #expect(compared > 5)
  }

  /// With all else alike, one price stands for all people of a class.
  @Test func peopleWhoAreAlikeArePricedOnce() throws {
    let people = (0..<6).map {
      RosterModel.Person(
        id: "\($0)", maxOfKind: [14], minutes: 0...4_800, minRun: 2, maxRun: 5, minOff: 2, maxWeekends: 1)
    }
    var model = RosterModel(
      days: 14, kinds: [.init(id: "E", minutes: 480, forbiddenNext: [])], people: people,
      cover: (0..<14).map { .init(need: 3 + $0 % 2, under: 50, over: 2) })
    model.wish(person: 5, day: 3, kind: 0, weight: 4)
    let classes = RosterClasses(model)
    #expect(classes.members == [[0, 1, 2, 3, 4], [5]])
    let found = try model.solve(seed: 1, budget: SearchBudget(rounds: 400))
    let pricer = RosterPricer(model, LinePlanner(model), threads: 1)
    var columns = RosterColumns(pricer)
    columns.add(found.lines)
    try columns.converge(rounds: 100, known: .max, clock: Self.unhurried)
    #expect(columns.groups == [0, 1] && columns.people == 6)
    #expect(columns.bound > 0 && columns.bound <= found.cost)
    var dive = RosterDive(pricer, rounds: 10, clock: Self.unhurried)
    let lines = try #require(try dive.run(columns, below: .max / 2))
    #expect(lines.count { $0.group == 0 } == 5 && lines.count { $0.group == 1 } == 1)
  }

  @Test(arguments: [LinePlanner.room, 0]) func diveKeepsEveryRule(room: Int) throws {
    var generator = SeededGenerator(seed: 14)
    var (dived, tight) = (0, 0)
    for _ in 0..<12 {
      let model = RosterModelTests.random(&generator, people: 6, days: 10, least: 1)
      let pricer = RosterPricer(model, LinePlanner(model, room: room), threads: 1)
      var columns = RosterColumns(pricer)
      columns.add(try model.solve(seed: 1, budget: SearchBudget(rounds: 1)).lines)
      try columns.converge(rounds: 100, known: .max, clock: Self.unhurried)
      let bound = columns.bound
      var dive = RosterDive(pricer, rounds: 10, clock: Self.unhurried)
      guard let found = try dive.run(columns, below: .max / 2) else { continue }
      var near = RosterNeighbourhoods(
        pricer, lines: [UInt8](repeating: 0, count: 60), prices: columns.centre, pool: [], seed: 1)
      near.take(found, Array(model.people.indices))
      for person in model.people.indices {
        #expect(model.allows(near.lines[(person * 10)..<((person + 1) * 10)], person: person))
      }
      #expect(near.cost == model.cost(near.lines) && bound <= near.cost)
      dived += 1
      if Double(near.cost) <= 1.1 * Double(bound) + 5 { tight += 1 }
    }
    #expect(dived >= 10 && tight >= dived / 2, "\(dived) \(tight)")
  }

  @Test func rostersAreTheSameOnAnyNumberOfThreads() throws {
    var generator = SeededGenerator(seed: 33)
    for _ in 0..<3 {
      let model = RosterModelTests.random(&generator, people: 7, days: 14, least: 1)
      let alone = try model.solve(seed: 2, budget: SearchBudget(rounds: 800, threads: 1))
      for threads in [2, 5] {
        let found = try model.solve(seed: 2, budget: SearchBudget(rounds: 800, threads: threads))
        #expect(found.lines == alone.lines && found.lowerBound == alone.lowerBound)
        #expect(found.rounds == alone.rounds)
      }
    }
  }
}
