import Foundation
import Grid
import PlanCodec
import Words

/// A verdict in words, or as JSON.
struct CheckReport {
  /// Beside the defects that count.
  private let proof: Proof
  /// Parents found by place that may be wrong.
  private let unsure: [Placement]
  private let placed: Int
  /// The defects that count, worst first.
  let defects: [Defect]
  /// Remarks that do not count.
  let remarks: [Defect]
  /// How many breaches do not count.
  private let ignored: Int

  init(_ check: CoverageCheck, counting filter: DefectFilter, placements: [Placement]) {
    placed = placements.count
    unsure = placements.filter { !$0.isSure }.sorted { $0.share < $1.share }
    defects = check.defects(counting: filter)
    proof = check.proof.counting(defects)
    remarks = check.remarks.filter { !filter.ignored.contains($0.kind) && !filter.counts($0) }
    ignored = check.defects.count { !filter.counts($0) }
  }

  /// How many defects of a kind are spelt out in the text.
  private static let shown = 10

  var text: String {
    let names = proof.levels.map { words(Message(term: $0.level)) }
    let width = names.map(\.columns).max() ?? 0
    var lines = zip(proof.levels, names).map { level, name in
      words("\(name.padded(to: width))  \(count(level.units, "unit"))  \(level.word)")
    }
    if placed > 0 {
      lines += ["", words("\(count(placed, "parent")) found by place, \(unsure.count) of them unsure")]
      lines += list(unsure.map { words("  \($0)") })
    }
    lines += sections(of: defects)
    lines += sections(of: remarks, areRemarks: true)
    lines.append("")
    let sentence = words(proof.sentence)
    let found = proof.holdsButForAllowed ? "" : words("; \(count(defects.count, "defect"))")
    let rest = ignored > 0 ? words(", \(ignored) more that do not count") : ""
    lines.append(sentence + found + rest)
    return lines.joined(separator: "\n")
  }

  private func sections(of defects: [Defect], areRemarks: Bool = false) -> [String] {
    let mark = areRemarks ? words(" (remark)") : ""
    return
      Defect.Kind.allCases.flatMap { kind -> [String] in
        let some = defects.filter { $0.kind == kind }
        if some.isEmpty { return [] }
        let area = kind.isMeasured ? some.reduce(0) { $0 + $1.area } : 0
        let sum = area > 0 ? words(", \(number(area)) m2 in all") : ""
        return ["", words("\(Message(term: kind.rawValue))\(mark): \(some.count)\(sum)")]
          + list(some.map(describe))
      }
  }

  private func list(_ lines: [String]) -> [String] {
    let rest = lines.count - Self.shown
    return lines.prefix(Self.shown) + (rest > 0 ? [words("  … and \(rest) more (--json lists all)")] : [])
  }

  private func describe(_ defect: Defect) -> String {
    let size =
      defect.kind.isMeasured ? words("\(number(defect.area)) m2, \(number(defect.width)) m wide, ") : ""
    let reason = defect.reason.map { words("\($0), ") } ?? ""
    let near = defect.neighbours.isEmpty ? "" : words(", beside \(short(defect.neighbours))")
    let place =
      defect.place.map { words("at \(degrees($0.longitude)) \(degrees($0.latitude))") } ?? words("nowhere")
    let level = Message(term: defect.level)
    return words("  \(level) \(short(defect.codes)): \(reason)\(size)\(place)\(near)")
  }

  private func short(_ codes: [String]) -> String {
    codes.prefix(6).joined(separator: " ") + (codes.count > 6 ? " …" : "")
  }

  private func number(_ value: Double) -> String { String(format: value < 10 ? "%.3f" : "%.1f", value) }
  private func degrees(_ value: Double) -> String { String(format: "%.7f", value) }

  var json: String {
    get throws {
      let document = Document(
        proved: proof.holds, provedButForAllowed: !proof.holds && proof.holdsButForAllowed ? true : nil,
        levels: proof.levels.map { Document.Level(level: $0.level, units: $0.units, proved: $0.proved) },
        defects: defects.map(Document.Item.init), remarks: remarks.map(Document.Item.init), ignored: ignored,
        unsureParents: unsure.map {
          Document.Parent(
            level: $0.level, code: $0.code, parent: $0.parent, share: $0.share,
            runnersUp: $0.runnersUp.map { Document.RunnerUp(parent: $0.parent, share: $0.share) })
        })
      return try PlanFolder.json(document)
    }
  }

  private struct Document: Encodable {
    struct Level: Encodable {
      let level: String
      let units: Int
      let proved: Bool
    }

    struct Item: Encodable {
      let kind: String
      let level: String
      let codes: [String]
      let neighbours: [String]
      let areaM2: Double
      let widthM: Double
      /// Both are left out where a unit has no land.
      let lon: Double?
      let lat: Double?
      let reason: String?

      init(_ defect: Defect) {
        kind = defect.kind.rawValue
        level = defect.level
        codes = defect.codes
        neighbours = defect.neighbours
        areaM2 = defect.area
        widthM = defect.width
        lon = defect.place?.longitude
        lat = defect.place?.latitude
        reason = defect.reason?.english
      }
    }

    struct Parent: Encodable {
      let level: String
      let code: String
      let parent: String
      let share: Double
      let runnersUp: [RunnerUp]
    }

    struct RunnerUp: Encodable {
      let parent: String
      let share: Double
    }

    let proved: Bool
    /// Left out where it does not say more than `proved`.
    let provedButForAllowed: Bool?
    let levels: [Level]
    let defects: [Item]
    let remarks: [Item]
    let ignored: Int
    let unsureParents: [Parent]
  }
}
