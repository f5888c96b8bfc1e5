import Foundation
import Grid
import PlanCodec
import Planner
import Publishing
import Roads
import Words

/// An assignment and what was asked about it, in words, as JSON, or as files.
struct AssignReport {
  let base: AssignmentStudy
  let townships: Level
  /// Seconds, for the households within.
  let limit: Int
  var replan: Replan?
  /// The best assignment found to the rooms as they are.
  var best: AssignmentStudy?
  /// After the rooms were changed.
  var changed: AssignmentStudy?
  var curve: [RoomCurvePoint] = []
  private(set) var explained: [Explanation] = []

  init(_ base: AssignmentStudy, townships: Level, within limit: Int) {
    self.base = base
    self.townships = townships
    self.limit = limit
  }

  /// The assignment that is told of: with the changes, where there are some.
  var study: AssignmentStudy { changed ?? base }

  /// Sites further rooms beside those that are open.
  mutating func add(
    _ more: Int, _ planner: AssignmentPlanner, seed: UInt64, _ travel: any Travel
  ) throws {
    let from = study
    let curves = RoomCurve(planner, keeping: from.rooms, within: limit, seed: seed, travel: travel)
    let most = curves.counts.upperBound - from.rooms.count
    guard more <= most else {
      throw InputError(Message("--more \(more): there are only \(most) places for further rooms"))
    }
    curve = curves.points(from.rooms.count...(from.rooms.count + more), progress: Assign.progress)
    changed = try AssignmentStudy(
      planner, rooms: from.rooms + (curve.last?.new ?? []), seed: seed, travel: travel)
  }

  /// - Parameter wanted: the code or the name of a unit, or "all".
  mutating func explain(_ wanted: String) throws {
    guard wanted != "all" else {
      explained = study.explanations()
      return
    }
    let units = study.units
    if let unit = units.codes.firstIndex(of: wanted) {
      explained = [study.explanation(of: unit)]
      return
    }
    let named = units.names.indices.filter { units.names[$0] == wanted }
    let level = Message(term: units.name)
    guard let unit = named.first else {
      throw InputError(Message("--explain: level \(level) has no unit '\(wanted)'"))
    }
    guard named.count == 1 else {
      let codes = named.map { Message(verbatim: units.codes[$0]) }.joined(separator: ", ")
      throw InputError(
        Message("--explain: several units of level \(level) are called '\(wanted)': \(codes)"))
    }
    explained = [study.explanation(of: unit)]
  }

  func write(to folder: String) throws {
    let layers = StudyLayers(study, townshipNames: townships.names, within: limit)
    var tables = [layers.assignments, layers.explanations, layers.townships]
    if let replan { tables.append(layers.moves(replan)) }
    if !curve.isEmpty { tables.append(layers.curve(curve)) }
    let draft = try FolderDraft(for: folder, as: .assignment)
    try draft.write([layers.rooms], as: .geoJSON, to: "rooms.geojson")
    for table in tables { try draft.write([table], as: .csv, to: "\(table.name).csv") }
    if !curve.isEmpty {
      let chart = CurveChart(curve, households: study.units.households.reduce(0, +), within: limit)
      try draft.write(Data(chart.svg.utf8), to: "curve.svg")
    }
    try draft.commit()
  }

  // MARK: Text

  var text: String {
    var lines = changed == nil ? overview + [""] + townshipLines : changeLines
    if let replan { lines += [""] + replanLines(replan) }
    if !curve.isEmpty { lines += [""] + curveLines }
    let explanations = explained.map { ExplanationText($0, study) }
    // Who asks for one unit wants to know about it before all else.
    if explanations.count == 1 {
      lines = [explanations[0].answer] + explanations[0].lines + [""] + lines
    } else {
      for explanation in explanations { lines += [""] + explanation.lines }
    }
    return lines.joined(separator: "\n")
  }

  private var overview: [String] {
    let figures = base.figures(within: limit)
    var lines = [
      words("rooms     \(figures.rooms) for \(base.units.count) units, \(figures.households) households"),
      words(
        "travel    mean \(seconds(figures.travel.mean)), nine tenths within \(seconds(figures.travel.percentile90)), "
          + "worst \(seconds(figures.travel.worst))")
        + (figures.travel.reached > 0 ? "" : words(", over places: no household is reached")),
      words("within    \(limit) s: \(share(figures))"),
    ]
    if figures.travel.unreached > 0 {
      lines.append(words("no way    to \(figures.travel.unreached) households"))
    }
    guard figures.travel.reached > 0 else { return lines + breaches }
    if let bound = base.lowerBound {
      // Rooms that reach fewer households may well have a lower mean.
      let reach = figures.travel.unreached > 0 ? words(" that reach the same households") : ""
      lines.append(
        words("bound     no \(figures.rooms) rooms\(reach) have a mean below \(mean(bound, figures))"))
    }
    if let bound = best?.lowerBound {
      lines.append(words("bound     these rooms have no mean below \(mean(bound, figures))"))
    }
    return lines + breaches
  }

  private var breaches: [String] { base.breaches.map { words("BREACH    \($0)") } }

  private func mean(_ bound: Double, _ figures: AssignmentFigures) -> String {
    guard base.objective > 0 else { return "0 s" }
    let gap = 100 * (1 - min(1, bound / base.objective))
    let value = seconds(bound / Double(figures.travel.reached))
    return words("\(value) (\(String(format: "%.2f", gap)) % less)")
  }

  private var townshipLines: [String] {
    var table = TextTable(
      words("township | name | rooms | households | mean s | 90 % s | worst s | within \(limit) s"), left: 2)
    for (township, figures) in base.townshipFigures(within: limit).enumerated() {
      table.add([
        townships.codes[township], townships.names[township], "\(figures.rooms)", "\(figures.households)",
        whole(figures.travel.mean), whole(figures.travel.percentile90), whole(figures.travel.worst),
        share(figures),
      ])
    }
    return table.lines
  }

  private var changeLines: [String] {
    guard let changed else { return [] }
    let (before, after) = (base.figures(within: limit), changed.figures(within: limit))
    let ids = (Set(base.rooms.map(\.id)), Set(changed.rooms.map(\.id)))
    var lines = base.rooms.filter { !ids.1.contains($0.id) }.map { words("closed    \($0.id) \($0.name)") }
    lines += changed.rooms.filter { !ids.0.contains($0.id) }.map { words("opened    \($0.id) \($0.name)") }
    var table = TextTable(words("| before | after"))
    table.add([words("rooms"), "\(before.rooms)", "\(after.rooms)"])
    table.add([words("mean s"), tenths(before.travel.mean), tenths(after.travel.mean)])
    table.add([words("90 % s"), whole(before.travel.percentile90), whole(after.travel.percentile90)])
    table.add([words("worst s"), whole(before.travel.worst), whole(after.travel.worst)])
    table.add([words("within \(limit) s"), share(before), share(after)])
    table.add([words("households_row", "households"), "\(before.within)", "\(after.within)"])
    lines += [""] + table.lines
    if let bound = changed.lowerBound, after.travel.reached > 0 {
      lines.append(
        words("bound: these rooms have no mean below \(tenths(bound / Double(after.travel.reached))) s"))
    }
    return lines + [""] + changedTownships(changed) + [""] + movedLines(changed)
  }

  private func changedTownships(_ changed: AssignmentStudy) -> [String] {
    var table = TextTable(
      words("township | name | rooms | mean s | | worst s | | within \(limit) s |"), left: 2)
    let pairs = zip(base.townshipFigures(within: limit), changed.townshipFigures(within: limit))
    for (township, (before, after)) in pairs.enumerated()
    where before.travel != after.travel || before.rooms != after.rooms {
      table.add([
        townships.codes[township], townships.names[township], "\(before.rooms) > \(after.rooms)",
        whole(before.travel.mean), "> " + whole(after.travel.mean), whole(before.travel.worst),
        "> " + whole(after.travel.worst), share(before), "> " + share(after),
      ])
    }
    return table.rows.isEmpty ? [words("no township's travel changes")] : table.lines
  }

  private func movedLines(_ changed: AssignmentStudy) -> [String] {
    let moved = Moved.units(base, changed)
    var table = TextTable(words("unit | from | to | s | | households"), left: 3)
    for unit in moved {
      table.add([
        base.units.codes[unit], base.rooms[base.roomOfUnit[unit]].id,
        changed.rooms[changed.roomOfUnit[unit]].id, whole(base.travelOfUnit[unit]),
        "> " + whole(changed.travelOfUnit[unit]), "\(base.units.households[unit])",
      ])
    }
    return [words("\(moved.count) of \(base.units.count) units change rooms")]
      + (moved.isEmpty ? [] : table.lines)
  }

  private func replanLines(_ replan: Replan) -> [String] {
    var table = TextTable(words("unit | from | to | s | | households | why"), left: 3)
    for move in replan.moves {
      table.add([
        base.units.codes[move.unit], move.from.id, base.rooms[move.to].id, whole(move.before),
        "> " + whole(move.after), "\(base.units.households[move.unit])",
        words(Message(term: move.reason.rawValue)),
      ])
    }
    let head = words("\(replan.moves.count) of \(base.units.count) units change rooms since the earlier plan")
    return [head] + (replan.moves.isEmpty ? [] : table.lines)
  }

  private var curveLines: [String] {
    let households = study.units.households.reduce(0, +)
    let greatest = curve.reduce(1e-9) { max($0, $1.travel.mean) }
    var table = TextTable(
      words("rooms | mean s | bound s | 90 % s | worst s | within \(limit) s").cells
        + [words("mean").padded(to: 30)],
      left: 0)
    for point in curve {
      let share = households > 0 ? Double(point.within) / Double(households) : 0
      let bar = String(repeating: "█", count: Int((point.travel.mean / greatest * 30).rounded()))
      table.add([
        "\(point.rooms)", tenths(point.travel.mean), tenths(point.meanBound),
        whole(point.travel.percentile90),
        whole(point.travel.worst), share.percent, bar + String(repeating: " ", count: 30 - bar.count),
      ])
    }
    return table.lines
  }

  private func share(_ figures: AssignmentFigures) -> String {
    figures.households > 0 ? (Double(figures.within) / Double(figures.households)).percent : "-"
  }

  private func seconds(_ value: Double) -> String { words("\(tenths(value)) s") }
  private func whole(_ value: Double) -> String {
    value.isFinite ? String(format: "%.0f", value) : words("no way")
  }
  private func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
}

/// Who changes rooms between two assignments of the same units.
enum Moved {
  static func units(_ a: AssignmentStudy, _ b: AssignmentStudy) -> [Int] {
    a.roomOfUnit.indices.filter { a.rooms[a.roomOfUnit[$0]].id != b.rooms[b.roomOfUnit[$0]].id }
  }
}
