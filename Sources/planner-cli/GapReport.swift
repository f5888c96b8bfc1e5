import Audit
import Foundation
import Grid
import PlanCodec
import Planner
import Words

/// A study of gaps as text and JSON.
struct GapReport {
  private let study: GapStudy
  private let calls: CallStudy?
  private static let named = 8

  init(_ study: GapStudy, calls: CallStudy?) {
    self.study = study
    self.calls = calls
  }

  var text: String {
    [
      spaceLines, placeLines, worstLines, gapLines, staffingLines, dayLines, revisitLines,
      calls.map { CallReport($0).lines } ?? [], assumedLines,
    ]
    .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var units: Level { study.plan.hierarchy.lowest }

  // MARK: Space

  private var spaceLines: [String] {
    var table = TextTable(
      words("response within | households | land | from two | land").cells
        + study.shifts.map { words("in \(Message(term: $0.id))") })
    let county = study.space.places[0]
    for (index, reach) in county.reaches.enumerated() {
      table.add(
        [
          words("\(reach.limit) s"), share(reach.once.households, county.total.households),
          share(reach.once.area, county.total.area), share(reach.twice.households, county.total.households),
          share(reach.twice.area, county.total.area),
        ]
          + study.shifts.map {
            share($0.audit.places[0].reaches[index].once.households, county.total.households)
          })
    }
    let rooms = study.space.sources.count { $0.kind == .room }
    return [
      words(
        "\(count(rooms, "room")) and \(count(study.space.sources.count - rooms, "base")), "
          + "\(study.plan.problem.policy.readiness) s to get ready"), "",
    ] + table.lines
  }

  private var placeLines: [String] {
    var table = TextTable(
      words("place | | households").cells + study.limits.map { words("\($0) s") }
        + words("mean s | 90 % s | worst s | Gini").cells,
      left: 2)
    for place in study.space.places {
      let unreached = place.equity.unreached > 0
      table.add(
        [place.code, place.name, "\(place.total.households)"]
          + place.reaches.map { share($0.once.households, place.total.households) }
          + [
            String(format: "%.0f", place.equity.mean), String(format: "%.0f", place.equity.percentile90),
            unreached ? words("never") : String(format: "%.0f", place.equity.worst),
            String(format: "%.3f", place.equity.gini),
          ])
    }
    return table.lines
  }

  private var worstLines: [String] {
    var table = TextTable(words("latest | nearest | second | s | s | households"), left: 3)
    for unit in study.space.worst(Self.named) {
      func source(_ index: Int) -> String { index < 0 ? words("none") : study.space.sources[index].id }
      table.add([
        units.codes[unit], source(study.space.nearest[unit]), source(study.space.second[unit]),
        seconds(study.space.response[unit]), seconds(study.space.secondResponse[unit]),
        "\(units.households[unit])",
      ])
    }
    return table.lines
  }

  // MARK: Regions

  private var gapLines: [String] {
    var lines = [
      words(
        "\(count(study.gaps.count, "gap")) beyond \(study.gapLimit) s with \(households(study.gaps)) households; "
          + "\(count(study.singleCover.count, "place")) within it of one source alone with "
          + "\(households(study.singleCover))")
    ]
    for gap in study.gaps.prefix(Self.named) {
      lines += [
        words(
          "  \(gap.id)  \(count(gap.units.count, "unit")) around \(units.codes[gap.units[0]]), "
            + "\(gap.households) households, \(gap.worst.map { Message("\($0) s at worst") } ?? Message("out of reach"))"
        ),
        words("    why   \(gap.cause)"), words("    fix   \(gap.fix)"),
      ]
    }
    if study.gaps.count > Self.named { lines.append(words("  and \(study.gaps.count - Self.named) more")) }
    return lines
  }

  private func households(_ gaps: [CoverageGap]) -> Int { gaps.reduce(0) { $0 + $1.households } }

  private var staffingLines: [String] {
    let lack = study.staffing
    func line(_ thing: String, _ codes: [String]) -> String {
      let more = codes.count - Self.named
      return "\(thing)  \(codes.count)"
        + (codes.isEmpty ? "" : words(": \(codes.prefix(Self.named).joined(separator: " "))"))
        + (more > 0 ? words(" and \(more) more") : "")
    }
    return [
      line(words("units without officer   "), lack.unitsWithoutOfficer),
      line(words("units short of auxiliary"), lack.unitsWithoutAuxiliary),
    ] + (lack.gridsWithoutWorker.map { [line(words("grids without worker    "), $0)] } ?? []) + [
      line(words("rooms without officer   "), lack.roomsWithoutOfficer)
    ]
  }

  // MARK: Time

  private var dayLines: [String] {
    var table = TextTable(
      words("through the day | median s | 90 % s | worst s").cells + study.limits.map { words("\($0) s") }
        + words("fewest crews | most").cells)
    for day in study.days {
      let all = day.response.all
      table.add(
        [
          words(Message(dayType: day.dayType)), seconds(all.median), seconds(all.percentile90),
          seconds(all.worst),
        ]
          + all.shares.map(\.percent)
          + ["\(day.response.crews.min() ?? 0)", "\(day.response.crews.max() ?? 0)"])
    }
    return table.lines
  }

  private var revisitLines: [String] {
    var table = TextTable(
      words("visits | checkpoints | visited | longest h | idle h | units | visited | longest h | idle h"))
    for day in study.days {
      func figures(_ revisits: [Revisits]) -> [String] {
        let seen = revisits.filter { $0.visits > 0 }
        let idle = seen.compactMap(\.idleness).reduce(0, +) / Double(max(1, seen.count))
        return [
          "\(revisits.count)", "\(seen.count)", hours(seen.compactMap(\.greatest).max().map(Double.init)),
          hours(seen.isEmpty ? nil : idle),
        ]
      }
      table.add([words(Message(dayType: day.dayType))] + figures(day.checkpoints) + figures(day.units))
    }
    return table.lines
  }

  private var assumedLines: [String] {
    GapDocument.assumed(study, calls).map { words("assumed  \($0)") }
  }

  private func hours(_ seconds: Double?) -> String {
    seconds.map { String(format: "%.1f", $0 / 3600) } ?? "-"
  }
  private func seconds(_ value: Int?) -> String { value.map(String.init) ?? words("never") }
  private func share(_ part: Int, _ whole: Int) -> String { share(Double(part), Double(whole)) }
  private func share(_ part: Double, _ whole: Double) -> String {
    whole > 0 ? (part / whole).percent : "-"
  }

  // MARK: JSON

  var json: String {
    get throws {
      try PlanFolder.json(GapDocument(study, calls))
    }
  }
}
