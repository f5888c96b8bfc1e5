import Foundation
import Grid

/// A verdict in words, or as JSON.
struct CheckReport {
  private let check: CoverageCheck

  init(_ check: CoverageCheck) {
    self.check = check
  }

  /// How many defects of a kind are spelt out in the text.
  private static let shown = 10

  var text: String {
    let width = check.levels.map(\.level.count).max() ?? 0
    var lines = check.levels.map { level in
      let name = level.level.padding(toLength: width, withPad: " ", startingAt: 0)
      return
        "\(name)  \(level.units) unit\(level.units == 1 ? "" : "s")  \(level.proved ? "proved" : "NOT PROVED")"
    }
    for kind in Defect.Kind.allCases {
      let defects = check.defects.filter { $0.kind == kind }
      if defects.isEmpty { continue }
      let area = defects.reduce(0) { $0 + $1.area }
      lines.append("")
      lines.append("\(kind.rawValue): \(defects.count)" + (area > 0 ? ", \(number(area)) m2 in all" : ""))
      lines += defects.prefix(Self.shown).map(describe)
      if defects.count > Self.shown {
        lines.append("  … and \(defects.count - Self.shown) more (--json lists all)")
      }
    }
    lines.append("")
    lines.append(
      check.proved
        ? "proved: every level is an exact partition of the level above"
        : "not proved: \(check.defects.count) defect\(check.defects.count == 1 ? "" : "s")")
    return lines.joined(separator: "\n")
  }

  private func describe(_ defect: Defect) -> String {
    let size = defect.area > 0 ? "\(number(defect.area)) m2, \(number(defect.width)) m wide, " : ""
    let reason = defect.reason.map { "\($0), " } ?? ""
    let codes = defect.codes.prefix(6).joined(separator: " ") + (defect.codes.count > 6 ? " …" : "")
    return
      "  \(defect.level) \(codes): \(reason)\(size)at \(degrees(defect.place.longitude)) \(degrees(defect.place.latitude))"
  }

  private func number(_ value: Double) -> String { String(format: value < 10 ? "%.3f" : "%.1f", value) }
  private func degrees(_ value: Double) -> String { String(format: "%.7f", value) }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(Document(check)), as: UTF8.self)
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
      let areaM2: Double
      let widthM: Double
      let lon: Double
      let lat: Double
      let reason: String?
    }

    let proved: Bool
    let levels: [Level]
    let defects: [Item]

    init(_ check: CoverageCheck) {
      proved = check.proved
      levels = check.levels.map { Level(level: $0.level, units: $0.units, proved: $0.proved) }
      defects = check.defects.map {
        Item(
          kind: $0.kind.rawValue, level: $0.level, codes: $0.codes, areaM2: $0.area, widthM: $0.width,
          lon: $0.place.longitude, lat: $0.place.latitude, reason: $0.reason)
      }
    }
  }
}
