import Foundation
import PlanCodec
import Planner
import Publishing
import Solvers
import Testing

/// Every field of a plan folder that is read back is needed: without it the folder is refused, or is another plan.
@Suite struct DeletedFieldTests {
  /// What is only shown: it follows from the rest, and is worked out anew. A star stands for any level.
  private static let shown = [
    "assignments.csv": "township_code shortfall shortfall_codes",
    "backdrop.geojson": "features.id",
    "explanations.csv": "reason reason_codes",
    "gaps.geojson": "features.id households id units cause_codes fix_codes",
    "patrol_areas.geojson": "features.id households id units",
    "problem.json": "posts.site_name",
    "reach.csv": "time",
    "rooms.geojson":
      "features.id households id max_travel_s mean_travel_s name officers status unit_code units",
    "roster.csv": "start end staff_name",
    "round_dates.csv": "date rule unit_code round start end auxiliary_id team_id",
    "rounds.csv": "seq",
    "seen.csv": "level unit_code standard_days dates greatest_days tier by last_date",
    "routes.geojson": "features.id distance_m dwell_s end id start stops travel_s wait_s",
    "stops.csv": "name seq",
    "summary.json": """
    audit.staffing.officer_shares.reason audit.staffing.rules.limit audit.staffing.rules.places.value \
    audit.staffing.rules.reason audit.staffing.rules.reason_code \
    audit.staffing.rules.reason_params audit.staffing.rules.value audit.staffing.townships.households_per_auxiliary \
    audit.staffing.townships.households_per_officer counts.checkpoints counts.crews counts.gaps \
    counts.households counts.patrol_areas counts.rooms counts.routes counts.staff counts.units_* \
    optimisations.gap crews crews.visit_entropy_bits patrol_areas rounds rounds.seen.tier \
    roster.people.share roster.rules.lower_bound
    """,
    "turns.csv": "seq stop_id",
    "water.geojson": "features.id",
    "units.*.geojson": """
    features.id area_m2 level parent covered room_id officer_id auxiliary_ids travel_s
    """,
  ]

  private static func isShown(_ file: String, _ field: String) -> Bool {
    func starred(_ text: String, _ prefix: String) -> String {
      guard text.hasPrefix(prefix) else { return text }
      let rest = text.dropFirst(prefix.count).split(separator: ".").dropFirst()
      return ([prefix + "*"] + rest).joined(separator: ".")
    }
    let words = (shown[starred(file, "units.")] ?? "").split(separator: " ")
    let name = field.hasPrefix("features.properties.") ? String(field.dropFirst(20)) : field
    return words.contains { $0 == starred(name, "counts.units_") }
  }

  @Test func noFieldCanBeLeftOut() throws {
    var missed: [String: Bool] = [:]
    for seed in 0..<6 {
      var chance = SeededGenerator(seed: UInt64(seed))
      var plan = RandomPlan.make(&chance)
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString)")
        .path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try plan.write(to: folder)
      plan = try Plan(folder)
      // What is hidden is of the folder, and not of the plan.
      for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where file.first != "."
      {
        let path = "\(folder)/\(file)"
        guard let fields = Fields(path) else { continue }
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for field in fields.names {
          let name = "\(file): \(field)"
          guard missed[name] != true else { continue }
          try fields.without(field).write(to: URL(fileURLWithPath: path))
          let isSame = (try? Plan(folder)) == plan
          missed[name] = !isSame
        }
        try whole.write(to: URL(fileURLWithPath: path))
      }
    }
    #expect(missed.count > 200 && missed.count { $0.value } > 130)
    let unneeded = missed.filter { !$0.value }.keys.filter { name in
      let parts = name.components(separatedBy: ": ")
      return !Self.isShown(parts[0], parts[1])
    }
    #expect(unneeded.sorted() == [])
  }
}

/// The fields of a file: keys of JSON, by their way from the top, or columns of a table.
private enum Fields {
  case json(Any)
  case table([[String]])

  init?(_ path: String) {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    if path.hasSuffix("json") {
      guard let value = try? JSONSerialization.jsonObject(with: data) else { return nil }
      self = .json(value)
    } else if path.hasSuffix(".csv") {
      self = .table(Self.rows(String(decoding: data, as: UTF8.self)))
    } else {
      return nil
    }
  }

  var names: [String] {
    switch self {
    case .json(let value): Set(Self.keys(of: value)).filter { !$0.contains("coordinates") }.sorted()
    case .table(let rows): rows.count > 1 ? rows[0] : []
    }
  }

  func without(_ name: String) throws -> Data {
    switch self {
    case .json(let value):
      try JSONSerialization.data(withJSONObject: Self.dropping(name.split(separator: ".")[...], from: value))
    case .table(let rows):
      Data(
        rows.map { row in
          zip(rows[0], row).filter { $0.0 != name }
            .map { "\"" + $0.1.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ",")
        }.joined(separator: "\n").utf8)
    }
  }

  private static func keys(of value: Any) -> [String] {
    if let items = value as? [Any] { return items.flatMap(keys) }
    return ((value as? [String: Any]) ?? [:]).flatMap { key, value in
      [key] + keys(of: value).map { "\(key).\($0)" }
    }
  }

  private static func dropping(_ way: ArraySlice<Substring>, from value: Any) -> Any {
    if let items = value as? [Any] { return items.map { dropping(way, from: $0) } }
    guard var keys = value as? [String: Any], let first = way.first.map(String.init) else { return value }
    if way.count == 1 {
      keys[first] = nil
    } else if let inner = keys[first] {
      keys[first] = dropping(way.dropFirst(), from: inner)
    }
    return keys
  }

  private static func rows(_ text: String) -> [[String]] {
    var (rows, field, isQuoted): ([[String]], String, Bool) = ([[]], "", false)
    let scalars = Array(text.unicodeScalars)
    var place = 0
    while place < scalars.count {
      let scalar = scalars[place]
      place += 1
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if place < scalars.count, scalars[place] == "\"" {
          field.append("\"")
          place += 1
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," || scalar == "\n" {
        rows[rows.count - 1].append(field)
        field = ""
        if scalar == "\n" { rows.append([]) }
      } else if scalar != "\r" {
        field.unicodeScalars.append(scalar)
      }
    }
    if !field.isEmpty { rows[rows.count - 1].append(field) }
    return rows.filter { !$0.isEmpty }
  }
}
