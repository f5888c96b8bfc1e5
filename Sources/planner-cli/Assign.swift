import ArgumentParser
import Foundation
import Geometry
import PlanCodec
import Planner
import Scenario
import Words

struct Assign: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Site rooms and assign units to them, and answer why, what if, and how many more."),
    discussion: words(
      "assign.discussion",
      """
      On a scenario it sites rooms and assigns every unit, as plan does, and stops there. On a plan folder it takes the \
      rooms and the assignment as they stand (edited by hand or not) on the roads of the scenario that the plan was \
      made from, and prices them anew.

      --explain tells for a unit which rooms are nearer and what stands against them, and what it would take to serve \
      it from the nearest. --add, --remove and --move change the rooms and assign anew; --more sites further ones \
      beside them. --curve sites rooms afresh for every number up to the given one. Every figure comes with a bound \
      that no other choice is below.

      --earlier changes little of a plan: every unit that changes rooms counts as --change-price seconds of travel for \
      each household of a unit of mean size.

      Examples:
        planner-cli assign shenqiu --out rooms
        planner-cli assign plan --explain 991624001011
        planner-cli assign plan --remove R-991624001011 --add 115.07,33.41
        planner-cli assign plan --more 5 --apply --out plan-more
        planner-cli assign shenqiu --curve 80 --out rooms
        planner-cli assign shenqiu --earlier plan --change-price 300
      """))

  @Argument(
    help: ArgumentHelp(words("A scenario folder or file, or a plan folder."), valueName: words("folder")))
  var folder: String

  @Option(
    help: ArgumentHelp(
      words("The scenario of a plan, where it is not where the plan was made from."),
      valueName: words("scenario")))
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      words("A unit to explain, by its code or its name; or all."), valueName: words("code|name")))
  var explain: String?

  @Option(
    help: ArgumentHelp(words("Open a room in a unit, or at a place."), valueName: words("code|lon,lat")))
  var add: [String] = []

  @Option(help: ArgumentHelp(words("Close a room."), valueName: words("room")))
  var remove: [String] = []

  @Option(
    help: ArgumentHelp(words("Close a room and open one elsewhere."), valueName: words("room=code|lon,lat")))
  var move: [String] = []

  @Option(
    help: ArgumentHelp(words("Site so many rooms more; those that are open stay."), valueName: words("rooms"))
  )
  var more: Int?

  @Option(
    help: ArgumentHelp(
      words("Site every number of rooms afresh, from the fewest that serve all up to this one."),
      valueName: words("rooms"))
  )
  var curve: Int?

  @Option(
    help: ArgumentHelp(
      words("Count the households within so much travel; the scenario's gap_response_s without."),
      valueName: words("seconds")))
  var within: Int?

  @OptionGroup var earlier: EarlierPlanOptions

  @Option(
    help: ArgumentHelp(
      words(
        "A folder to write, with rooms.geojson, assignments.csv, explanations.csv, townships.csv and what was asked; with --apply the changed plan."
      ),
      valueName: words("folder")))
  var out: String?

  @Flag(
    help:
      ArgumentHelp(
        words(
          "Make the change of --add, --remove, --move or --more in the plan: people, desks, roster and every file follow."
        ))
  )
  var apply = false

  @Flag(help: ArgumentHelp(words("Print everything as JSON.")))
  var json = false

  @Option(help: ArgumentHelp(words("Overrides the scenario's seed."), valueName: words("seed")))
  var seed: UInt64?

  private var isPlan: Bool { PlanFolder.isPlan(folder) }

  @OptionGroup var speech: LanguageOptions

  func validate() throws {
    try earlier.validate()
    if let more, more < 1 { throw ValidationError(words("--more must be 1 room or more")) }
    if let curve, curve < 1 { throw ValidationError(words("--curve must be 1 room or more")) }
    if let within, !(1...Measure.seconds).contains(within) {
      throw ValidationError(words("--within must be 1 to \(Measure.seconds) seconds"))
    }
    if move.contains(where: { $0.parts(at: "=").count != 2 }) {
      throw ValidationError(words("--move takes ROOM=CODE or ROOM=LON,LAT"))
    }
    if apply, !isPlan || (add.isEmpty && remove.isEmpty && move.isEmpty && more == nil) {
      throw ValidationError(
        words("--apply goes with a plan folder and with --add, --remove, --move or --more"))
    }
    if scenario != nil || earlier.earlier != nil {
      if isPlan, earlier.earlier != nil {
        throw ValidationError(
          words("--earlier goes with a scenario; \(folder) is a plan, whose assignment is kept"))
      }
      if !isPlan, scenario != nil { throw ValidationError(words("--scenario goes with a plan folder")) }
    }
  }

  func run() throws {
    try reportingFailures {
      if apply { try PlanFolder.checkPlace(of: out ?? folder) }
      let kept = isPlan ? try Plan(folder) : nil
      var source = try Scenario(path: kept.map { try scenario ?? $0.scenario } ?? folder)
      if let seed { source.seed = seed }
      Console.step("read")
      let inputs = try PlanInputs(reading: source)
      inputs.slips.forEach(Console.note)
      var maker = PlanMaker(
        inputs, earlier: try earlier.read(), changeSeconds: earlier.price, progress: Console.step,
        tell: Console.note)
      let (base, planner, travel, replan) = try maker.studyAssignment(kept)
      let limit = within ?? inputs.problem.policy.gapResponseLimit
      let townships = inputs.hierarchy.levels[inputs.hierarchy.index(of: source.townshipLevel) ?? 0]

      var report = AssignReport(base, townships: townships, within: limit)
      report.replan = replan
      report.best = try base.study(after: [], seed: source.seed, travel: travel)
      let changes = try roomChanges()
      if !changes.isEmpty {
        report.changed = try base.study(after: changes, seed: source.seed, travel: travel)
      }
      if let more { try report.add(more, planner, seed: source.seed, travel) }
      if let curve {
        let existing = inputs.problem.rooms
        let curves = RoomCurve(planner, keeping: existing, within: limit, seed: source.seed, travel: travel)
        guard curve >= curves.counts.lowerBound else {
          throw InputError(
            Message("--curve \(curve): fewer than \(curves.counts.lowerBound) rooms never serve all units"))
        }
        report.curve = curves.points(
          curves.counts.lowerBound...min(curve, curves.counts.upperBound), progress: Self.progress)
      }
      if let explain { try report.explain(explain) }
      Console.endProgress()
      if apply, let kept, let changed = report.changed {
        let roads = try PlannedTravel(of: source, in: kept.hierarchy)
        let plan = kept.settled(by: roads).serving(changed, by: roads)
        try plan.write(to: out ?? folder) { Console.progress(words("write \($0)")) }
        Console.endProgress()
      } else if let out {
        try report.write(to: out)
      }
      try Console.result(json ? try report.json : report.text)
    }
  }

  static func progress(_ rooms: Int) { Console.progress(words("\(rooms) rooms")) }

  private func roomChanges() throws -> [RoomChange] {
    try remove.map { .remove(room: $0) }
      + move.map { text in
        let parts = text.parts(at: "=").map(String.init)
        return .move(room: parts[0], to: try Self.place(parts[1]))
      } + add.map { .add(try Self.place($0)) }
  }

  /// A unit's code, or a longitude and latitude.
  private static func place(_ text: String) throws -> RoomChange.Place {
    let parts = text.parts(at: ",", keepingEmpty: true)
    guard parts.count == 2 else { return .unit(text) }
    guard let longitude = Double(parts[0]), let latitude = Double(parts[1]),
      let point = Coordinate(longitude: longitude, latitude: latitude)
    else { throw ValidationError(words("'\(text)' is no place: write longitude,latitude in degrees")) }
    return .point(point)
  }
}

/// An earlier plan that is to be changed little.
struct EarlierPlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(words("An earlier plan, of which little is to change."), valueName: words("plan")))
  var earlier: String?

  @Option(
    help: ArgumentHelp(
      words(
        "What a unit that changes rooms counts as: seconds for each household of a mean unit (default: \(Int(EarlierAssignment.usualChangeSeconds)))."
      ),
      valueName: words("seconds")))
  var changePrice: Double?

  func validate() throws {
    if changePrice != nil && earlier == nil {
      throw ValidationError(words("--change-price goes with --earlier"))
    }
    if let changePrice, !(0...1e9).contains(changePrice) {
      throw ValidationError(words("--change-price must be 0 seconds or more, at most 1000000000"))
    }
  }

  var price: Double { changePrice ?? EarlierAssignment.usualChangeSeconds }

  func read() throws -> Plan? { try earlier.map { try PlanInput.settled($0) } }
}
