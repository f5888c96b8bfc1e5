import Audit
import Foundation
import PlanCodec
import Planner
import Roads
import Scenario
import Words

extension PlanComparison {
  var text: String {
    let sections = [summaryLines, placeLines, responseLines, coverageLines, roomLines, moveLines]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var summaryLines: [String] {
    let total = units.count
    let opened = rooms.filter { $0.units.before == nil }.map(\.id)
    let closed = rooms.filter { $0.units.after == nil }.map(\.id)
    var lines = [
      words("rooms      \(rooms.count - opened.count) before, \(rooms.count - closed.count) after")
        + (closed.isEmpty ? "" : words("; closed: \(closed.joined(separator: " "))"))
        + (opened.isEmpty ? "" : words("; opened: \(opened.joined(separator: " "))")),
      words(
        "moved      \(moves.count { $0.changesRoom }) of \(total) units to another room, "
          + "\(moves.count { $0.officer.before != $0.officer.after }) to another officer, "
          + "\(moves.count { $0.auxiliaries.before != $0.auxiliaries.after }) to other auxiliaries"),
    ]
    if let county = places.first {
      lines.append(
        words(
          "travel     shorter for \(county.gaining) households (by \(mean(county.gained, county.gaining))), "
            + "longer for \(county.losing) (by \(mean(county.lost, county.losing)))"))
    }
    lines.append(words("response   sooner for \(sooner) households, later for \(later)"))
    return lines
  }

  private func mean(_ total: Double, _ households: Int) -> String {
    households > 0 ? words("\(whole(total / Double(households))) s on average") : words("\(0) s")
  }

  private var placeLines: [String] {
    var table = TextTable(
      words("travel | | mean s | | 90 % s | | worst s | | gain | lose"), left: 2)
    for place in places where place.code.isEmpty || place.travel.before != place.travel.after {
      let (before, after) = (place.travel.before, place.travel.after)
      table.add([
        place.code.isEmpty ? words("all") : place.code, place.code.isEmpty ? "" : place.name,
        tenths(before.mean),
        "> " + tenths(after.mean), whole(before.percentile90), "> " + whole(after.percentile90),
        whole(before.worst), "> " + whole(after.worst), "\(place.gaining)", "\(place.losing)",
      ])
    }
    return table.lines
  }

  private var responseLines: [String] {
    var table = TextTable(words("response within | before | after"))
    for item in response {
      table.add([words("\(item.limit) s"), item.share.before.percent, item.share.after.percent])
    }
    return table.lines
  }

  /// Townships whose cover changes, and the land that loses it.
  private var coverageLines: [String] {
    var table = TextTable(words("within \(coverage.limit) s | | share | | gain | lose"), left: 2)
    for place in coverage.places where place.code.isEmpty || place.gaining + place.losing > 0 {
      table.add([
        place.code.isEmpty ? words("all") : place.code, place.code.isEmpty ? "" : place.name,
        place.share.before.percent, "> " + place.share.after.percent, "\(place.gaining)", "\(place.losing)",
      ])
    }
    let named = 8
    var lines =
      table.lines + [
        words(
          "\(coverage.gained.count) units come within it, \(coverage.lost.count) fall out of it; "
            + "\(coverage.seen.before) units are visited on a day before, \(coverage.seen.after) after")
      ]
    for unit in coverage.lost.prefix(named) {
      func seconds(_ value: Int?) -> String { value.map { words("\($0) s") } ?? words("never") }
      lines.append(
        words(
          "  \(coverage.lowest.codes[unit])  \(seconds(coverage.response.before[unit])) > "
            + "\(seconds(coverage.response.after[unit])), \(coverage.lowest.households[unit]) households"))
    }
    if coverage.lost.count > named { lines.append(words("  and \(coverage.lost.count - named) more")) }
    return lines
  }

  private var roomLines: [String] {
    var table = TextTable(words("room | units | | households |"))
    func text(_ value: Int?) -> String { value.map(String.init) ?? "-" }
    for room in rooms
    where room.units.before != room.units.after || room.households.before != room.households.after {
      table.add([
        room.id, text(room.units.before), "> " + text(room.units.after), text(room.households.before),
        "> " + text(room.households.after),
      ])
    }
    return table.rows.isEmpty ? [] : table.lines
  }

  private var moveLines: [String] {
    var table = TextTable(words("unit | room | | officer | | s | | households"), left: 5)
    func text(_ value: Double?) -> String { value.map(whole) ?? words("no way") }
    func change(_ pair: Pair<String>) -> [String] {
      pair.before == pair.after ? [pair.before, ""] : [pair.before, "> \(pair.after)"]
    }
    for move in moves where move.changesRoom {
      table.add(
        [units.codes[move.unit]] + change(move.room) + change(move.officer) + [
          text(move.travel.before), "> " + text(move.travel.after), "\(units.households[move.unit])",
        ])
    }
    return table.rows.isEmpty ? [] : table.lines
  }

  private func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
  private func whole(_ value: Double) -> String { String(format: "%.0f", value) }

  // MARK: JSON

  var json: String {
    get throws {
      try PlanFolder.json(CompareDocument(self))
    }
  }
}

/// What `compare --json` prints: each figure with its value before and after.
private struct CompareDocument: Encodable {
  struct Values<Value: Encodable & Sendable>: Encodable {
    let before: Value
    let after: Value

    init(_ pair: PlanComparison.Pair<Value>) {
      before = pair.before
      after = pair.after
    }
  }

  struct Travel: Encodable {
    let meanS: Double
    let travel90S: Double
    let maxS: Double
    let gini: Double

    init(_ travel: TravelEquity) {
      meanS = travel.mean
      travel90S = travel.percentile90
      maxS = travel.worst
      gini = travel.gini
    }
  }

  struct Place: Encodable {
    let code: String
    let name: String
    let before: Travel
    let after: Travel
    let householdsGaining: Int
    let householdsLosing: Int
    let gainedHouseholdS: Double
    let lostHouseholdS: Double
  }

  struct Move: Encodable {
    let unit: String
    let households: Int
    let changesRoom: Bool
    let room: Values<String>
    let officer: Values<String>
    let auxiliaries: Values<[String]>
    let travelS: Values<Double?>
  }

  struct Room: Encodable {
    let id: String
    let units: Values<Int?>
    let households: Values<Int?>
  }

  struct Response: Encodable {
    let responseS: Int
    let share: Values<Double>
  }

  struct Coverage: Encodable {
    struct Place: Encodable {
      let code: String
      let name: String
      let share: Values<Double>
      let householdsGaining: Int
      let householdsLosing: Int
    }

    let withinS: Int
    let places: [Place]
    let unitsGaining: [String]
    let unitsLosing: [String]
    let unitsVisited: Values<Int>

    init(_ coverage: CoverageComparison) {
      withinS = coverage.limit
      places = coverage.places.map {
        Place(
          code: $0.code, name: $0.name, share: Values($0.share), householdsGaining: $0.gaining,
          householdsLosing: $0.losing)
      }
      unitsGaining = coverage.gained.map { coverage.lowest.codes[$0] }
      unitsLosing = coverage.lost.map { coverage.lowest.codes[$0] }
      unitsVisited = Values(coverage.seen)
    }
  }

  let coverage: Coverage
  let travel: [Place]
  let moves: [Move]
  let rooms: [Room]
  let response: [Response]
  let householdsSooner: Int
  let householdsLater: Int

  init(_ comparison: PlanComparison) {
    coverage = Coverage(comparison.coverage)
    travel = comparison.places.map {
      Place(
        code: $0.code, name: $0.name, before: Travel($0.travel.before), after: Travel($0.travel.after),
        householdsGaining: $0.gaining, householdsLosing: $0.losing, gainedHouseholdS: $0.gained,
        lostHouseholdS: $0.lost)
    }
    moves = comparison.moves.map {
      Move(
        unit: comparison.units.codes[$0.unit], households: comparison.units.households[$0.unit],
        changesRoom: $0.changesRoom, room: Values($0.room), officer: Values($0.officer),
        auxiliaries: Values($0.auxiliaries), travelS: Values($0.travel))
    }
    rooms = comparison.rooms.map {
      Room(id: $0.id, units: Values($0.units), households: Values($0.households))
    }
    response = comparison.response.map { Response(responseS: $0.limit, share: Values($0.share)) }
    householdsSooner = comparison.sooner
    householdsLater = comparison.later
  }
}
