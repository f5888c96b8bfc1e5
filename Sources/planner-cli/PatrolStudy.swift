import Geometry
import Planner
import Solvers
import Words

/// What one crew more, a base that stands elsewhere, or areas that need be less equal, buy: the patrol as it is, and with
/// the changes.
struct PatrolStudy {
  /// As the scenario has it, then each option in turn.
  private(set) var options: [PatrolOption]
  private let maker: PlanMaker
  private let budget: SearchBudget?

  init(_ maker: PlanMaker, budget: SearchBudget?) throws {
    self.maker = maker
    self.budget = budget
    Console.progress(words("as it is"))
    options = [try maker.option([], budget: budget)]
  }

  /// The option that all changes so far lead to.
  var last: PatrolOption { options[options.count - 1] }

  mutating func move(_ changes: [PatrolOption.Change]) throws {
    for change in changes {
      Console.progress(Self.told(change))
      options.append(try maker.option(last.changes + [change], budget: budget))
    }
  }

  /// Each tolerance beside the others: they do not add up.
  mutating func widen(_ tolerances: [Double]) throws {
    let before = last.changes
    for change in tolerances.map(PatrolOption.Change.tolerance) {
      Console.progress(Self.told(change))
      options.append(try maker.option(before + [change], budget: budget))
    }
  }

  /// So many crews more, one after the other, each at the base where it buys most.
  mutating func addCrews(_ count: Int) throws {
    for number in 1...max(1, count) {
      let best = try maker.bestCrew(after: last.changes, budget: budget) { base in
        Console.progress(words("crew \(number) of \(count), at base \(base)"))
      }
      if let best { options.append(best) }
    }
  }

  var lines: [String] {
    var table = TextTable(
      words(
        "change | visits made | of | travel s | units seen | households | most work a crew | borders km | compact | least compact"
      ))
    for option in options {
      let missing = option.missing.reduce(0, +)
      table.add([
        option.changes.last.map(Self.told) ?? words("as it is"), "\(option.required - missing)",
        "\(option.required)", "\(option.travel)", "\(option.units)", "\(option.households)",
        words("\(Int((option.work / 3600).rounded())) h a day"),
        String(format: "%.1f", option.areas.border / 1000),
        String(format: "%.2f", option.areas.meanCompactness),
        String(format: "%.2f", option.areas.leastCompactness),
      ])
    }
    return table.lines
  }

  private static func told(_ change: PatrolOption.Change) -> String {
    switch change {
    case .crew(let base): words("one crew more at base \(base)")
    case .tolerance(let share): words("areas within \(share.percent) of equal work")
    case .base(let id, let place): words("base \(id) at \(place.longitude), \(place.latitude)")
    }
  }
}
