import Foundation
import Testing
import VectorFiles

/// The files of a plan folder, against `docs/plan-folder.md`, written down here by hand.
@Suite struct ContractTests {
  static let levels = ["county", "township", "village", "grid", "microgrid"]

  /// The properties of each layer.
  static let properties: [String: String] = {
    let unit = "code name level parent households area_m2"
    return [
      "backdrop": "class name", "water": "name", "units.county": unit, "units.township": unit,
      "units.grid": unit,
      "units.village": unit + " room_id officer_id auxiliary_ids travel_s",
      "units.microgrid": unit
        + " room_id patrol_area_id response_s second_response_s covered visits max_revisit_s gap_ids",
      "rooms":
        "id name kind status unit_code officers units households mean_travel_s max_travel_s officer_ids",
      "patrol_areas": "id name base_id crews units households workload_s",
      "routes":
        "id day_type crew_id shift_id start end distance_m travel_s dwell_s wait_s stops",
      "gaps":
        "id kind threshold_s units households worst_s cause cause_codes cause_params fix fix_codes fix_params "
        + "closed_households",
    ]
  }()

  /// The header of each table.
  static let headers = [
    "assignments": "unit_code,township_code,room_id,officer_id,auxiliary_ids,travel_s,shortfall,"
      + "shortfall_codes,shortfall_params",
    "explanations":
      "unit_code,room_id,travel_s,nearest_room_id,nearest_travel_s,reason,reason_codes,reason_params,next_room_id,next_travel_s,"
      + "exchange,exchange_household_s",
    "stops":
      "day_type,crew_id,shift_id,seq,kind,stop_id,arrive,start,depart,lon,lat,travel_s,distance_m,name",
    "unserved": "day_type,checkpoint_id,visit,reason,reason_code,reason_params",
    "turns": "day_type,crew_id,shift_id,seq,to_stop,stop_id,turn,street,distance_m",
    "calendar": "date,day_type",
    "roster": "date,shift_id,start,end,post_id,role,staff_id",
    "unfilled": "date,shift_id,post_id,role,missing,reason,reason_code,reason_params",
    "rounds": "rule,unit_code,round,least_rounds,seq,stop_id,arrive_s,travel_s,distance_m",
    "round_dates": "date,rule,unit_code,round,start,end,auxiliary_id,team_id",
    "seen": "level,unit_code,standard_days,dates,greatest_days,tier,by,last_date",
    "reach": "day_type,step_s,time,look,classes",
  ]

  @Test(arguments: MadePlan.allCases) func everyFileIsThere(plan: MadePlan) throws {
    let made = try plan.made
    #expect(made.run.code == 0)
    let names =
      Self.properties.keys.map { $0 + ".geojson" } + Self.headers.keys.map { $0 + ".csv" }
      + [
        "problem.json", "summary.json", "roster.xlsx", "roster.ics", "calendars", "certificates", "plan.gpkg",
        "report.html",
        "sheets.html",
      ]
    let tracks = try made.scratch.names(in: "plan").filter { $0.hasPrefix("crew-") && $0.hasSuffix(".gpx") }
    #expect(try made.scratch.shownNames(in: "plan") == (names + tracks).sorted())
    #expect(!tracks.isEmpty)
    #expect(try made.scratch.names() == ["plan", "tour"])
  }

  @Test(arguments: MadePlan.allCases) func layersHoldWhatIsPromised(plan: MadePlan) throws {
    for (name, wanted) in Self.properties {
      let features = try Self.features(name, of: plan)
      #expect(!features.isEmpty || name == "gaps", "\(name)")
      for feature in features {
        let properties = feature["properties"] as? [String: Any] ?? [:]
        #expect(properties.keys.sorted() == wanted.split(separator: " ").map(String.init).sorted(), "\(name)")
        let id = properties["id"] ?? properties["code"]
        // What is drawn behind the maps is called by its number.
        #expect(
          ["backdrop", "water"].contains(name)
            ? feature["id"] is String : feature["id"] as? String == id as? String && id is String)
        Self.expectRings(of: feature, in: name)
      }
    }
  }

  /// Exterior rings run counter-clockwise, holes clockwise, and all are closed.
  private static func expectRings(of feature: [String: Any], in name: String) {
    let geometry = feature["geometry"] as? [String: Any] ?? [:]
    let polygons: [[[[Double]]]]
    switch geometry["type"] as? String {
    case "Polygon": polygons = [geometry["coordinates"] as? [[[Double]]] ?? []]
    case "MultiPolygon": polygons = geometry["coordinates"] as? [[[[Double]]]] ?? []
    default:
      #expect(
        geometry["type"] as? String == (["routes", "backdrop"].contains(name) ? "LineString" : "Point"))
      return
    }
    #expect(!polygons.isEmpty)
    for polygon in polygons {
      for (index, ring) in polygon.enumerated() {
        #expect(ring.count >= 4 && ring.first == ring.last)
        let area = zip(ring, ring.dropFirst()).reduce(0.0) { sum, edge in
          let (a, b, origin) = (edge.0, edge.1, ring[0])
          return sum + (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
        }
        #expect((area > 0) == (index == 0), "\(name)")
      }
    }
  }

  @Test(arguments: MadePlan.allCases) func tablesHoldWhatIsPromised(plan: MadePlan) throws {
    for (name, header) in Self.headers {
      let text = try plan.made.scratch.text("plan/\(name).csv")
      #expect(text.prefix { !$0.isNewline } == header, "\(name)")
    }
  }

  @Test(arguments: MadePlan.allCases) func theGeoPackageHoldsEveryLayerAndTable(plan: MadePlan) throws {
    let file = try plan.made.scratch.url("plan/plan.gpkg").path
    for (name, wanted) in Self.properties {
      let columns = try VectorLayer.columns(of: VectorSource(path: file, layer: name))
      #expect(columns == wanted.split(separator: " ").map(String.init), "\(name)")
    }
    for (name, header) in Self.headers where name != "reach" {
      let columns = try VectorLayer.columns(of: VectorSource(path: file, layer: name))
      #expect(columns == header.split(separator: ",").map(String.init), "\(name)")
      let rows = try Self.rows(name, of: plan).count
      guard rows > 0 else { continue }
      let layer = try VectorLayer(
        reading: VectorSource(path: file, layer: name), columns: columns, as: .none)
      #expect(layer.count == rows, "\(name)")
    }
  }

  @Test(arguments: MadePlan.allCases) func householdsAddUp(plan: MadePlan) throws {
    for (above, below) in zip(Self.levels, Self.levels.dropFirst()) {
      var sums: [String: Int] = [:]
      for unit in try Self.properties("units.\(below)", of: plan) {
        sums[unit["parent"] as? String ?? "", default: 0] += unit["households"] as? Int ?? 0
      }
      let given = try Self.properties("units.\(above)", of: plan).map {
        ($0["code"] as? String ?? "", $0["households"] as? Int ?? 0)
      }
      #expect(Dictionary(given) { $0 + $1 } == sums)
    }
  }

  @Test(arguments: MadePlan.allCases) func everyVillageIsAssignedOnce(plan: MadePlan) throws {
    let villages = try Self.properties("units.village", of: plan)
    let rows = try Self.rows("assignments", of: plan)
    let codes = villages.compactMap { $0["code"] as? String }
    #expect(rows.map { $0["unit_code"] ?? "" }.sorted() == codes.sorted() && codes.count == 8)
    let rooms = try Self.properties("rooms", of: plan).filter { $0["kind"] as? String == "room" }
    for room in rooms {
      let served = rows.filter { $0["room_id"] == room["id"] as? String }.map { $0["unit_code"] ?? "" }
      #expect(served.count == room["units"] as? Int)
      let households = villages.filter { served.contains($0["code"] as? String ?? "") }
        .reduce(0) { $0 + ($1["households"] as? Int ?? 0) }
      #expect(households == room["households"] as? Int)
    }
    #expect(rooms.reduce(0) { $0 + ($1["units"] as? Int ?? 0) } == 8)
  }

  @Test(arguments: MadePlan.allCases) func theSummaryAgreesWithTheFiles(plan: MadePlan) throws {
    let summary = try Self.object("summary.json", of: plan)
    let cells = try Self.properties("units.microgrid", of: plan)
    let total = cells.reduce(0) { $0 + ($1["households"] as? Int ?? 0) }
    let coverage = summary["coverage"] as? [[String: Double]] ?? []
    #expect(coverage.map { $0["response_s"] } == [60, 180, 300])
    for item in coverage {
      let reached = cells.filter { ($0["response_s"] as? Double ?? .infinity) <= item["response_s"] ?? 0 }
        .reduce(0) { $0 + ($1["households"] as? Int ?? 0) }
      #expect(abs(Double(reached) / Double(total) - (item["share"] ?? -1)) < 1e-9)
    }
    let counts = summary["counts"] as? [String: Int] ?? [:]
    for level in Self.levels {
      #expect(try counts["units_\(level)"] == Self.features("units.\(level)", of: plan).count)
    }
    #expect(counts["households"] == total && total > 5000)
    #expect(try counts["routes"] == Self.features("routes", of: plan).count)
    let audit = summary["audit"] as? [String: Any] ?? [:]
    let unserved = try Self.rows("unserved", of: plan)
    let visits = try Self.rows("stops", of: plan).count { $0["kind"] == "checkpoint" }
    #expect(audit["visits_unserved"] as? Int == unserved.count)
    #expect(audit["visits_required"] as? Int == unserved.count + visits)
    #expect(unserved.isEmpty == (plan == .tour), "the short plan has too few crews")
    #expect(unserved.allSatisfy { $0["reason"]?.isEmpty == false })
    let missing = try Self.rows("unfilled", of: plan).reduce(0) { $0 + (Int($1["missing"] ?? "") ?? 0) }
    #expect(audit["duties_unfilled"] as? Int == missing)
    #expect(try audit["duties_needed"] as? Int == missing + Self.rows("roster", of: plan).count)
  }

  @Test(arguments: MadePlan.allCases) func staffingAndEquityAgreeWithTheFiles(plan: MadePlan) throws {
    let summary = try Self.object("summary.json", of: plan)
    let villages = try Self.properties("units.village", of: plan)
    let stations = try Self.properties("rooms", of: plan).filter { $0["kind"] as? String == "workstation" }
    #expect(
      stations.compactMap { $0["unit_code"] as? String }.sorted()
        == villages.compactMap { $0["code"] as? String }.sorted())

    let audit = summary["audit"] as? [String: Any] ?? [:]
    let staffing = audit["staffing"] as? [String: Any] ?? [:]
    let rules = staffing["rules"] as? [[String: Any]] ?? []
    #expect(rules.count == 8)
    for rule in rules {
      #expect(["pass", "breach", "not judged"].contains(rule["verdict"] as? String ?? ""))
      #expect((rule["verdict"] as? String == "not judged") == (rule["reason"] as? String != nil))
    }
    let lacking = villages.filter { ($0["officer_id"] as? String ?? "").isEmpty }
    #expect(rules.first?["value"] as? Int == lacking.count)
    let townships = staffing["townships"] as? [[String: Any]] ?? []
    let people = Set(villages.compactMap { $0["officer_id"] as? String }.filter { !$0.isEmpty })
    #expect(townships.count == 1 && townships.first?["officers"] as? Int == people.count)

    // One household after the other, with the whole seconds of the layer.
    let ways = villages.flatMap { village in
      Array(repeating: village["travel_s"] as? Int ?? 0, count: village["households"] as? Int ?? 0)
    }.sorted()
    for place in summary["equity"] as? [[String: Any]] ?? [] {
      #expect(place["households"] as? Int == ways.count && place["unreached_households"] as? Int == 0)
      let mean = Double(ways.reduce(0, +)) / Double(ways.count)
      #expect(abs((place["mean_s"] as? Double ?? -9) - mean) < 1)
      #expect(abs((place["worst_s"] as? Double ?? -9) - Double(ways.last ?? 0)) < 1)
      #expect(abs((place["p90_s"] as? Double ?? -9) - Double(ways[(9 * ways.count + 9) / 10 - 1])) < 1)
    }
    #expect((summary["equity"] as? [[String: Any]])?.count == 2)
  }

  @Test(arguments: MadePlan.allCases) func routesAreTheSumOfTheirStops(plan: MadePlan) throws {
    let stops = try Self.rows("stops", of: plan)
    let routes = try Self.properties("routes", of: plan)
    #expect(routes.count == (plan == .tour ? 12 : 2))
    for route in routes {
      let own = stops.filter { stop in
        ["day_type", "crew_id", "shift_id"].allSatisfy { stop[$0] == route[$0] as? String }
      }
      #expect(own.count == (route["stops"] as? Int ?? 0) + 2)
      #expect(own.map { $0["seq"] } == own.indices.map(String.init))
      #expect(own.first?["kind"] == "start" && own.last?["kind"] == "end")
      #expect(own.first?["depart"] == route["start"] as? String)
      #expect(own.last?["arrive"] == route["end"] as? String)
      let travel = own.reduce(0) { $0 + (Int($1["travel_s"] ?? "") ?? 0) }
      #expect(travel == route["travel_s"] as? Int && travel > 0)
    }
  }
}

// MARK: Reading

extension ContractTests {
  static func object(_ file: String, of plan: MadePlan) throws -> [String: Any] {
    let data = try Data(contentsOf: plan.made.scratch.url("plan/\(file)"))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  static func features(_ layer: String, of plan: MadePlan) throws -> [[String: Any]] {
    try object("\(layer).geojson", of: plan)["features"] as? [[String: Any]] ?? []
  }

  static func properties(_ layer: String, of plan: MadePlan) throws -> [[String: Any]] {
    try features(layer, of: plan).compactMap { $0["properties"] as? [String: Any] }
  }

  /// The rows of a CSV file by column.
  static func rows(_ table: String, of plan: MadePlan) throws -> [[String: String]] {
    let lines = try plan.made.scratch.text("plan/\(table).csv").split(whereSeparator: \.isNewline).map(fields)
    return lines.dropFirst().map { row in Dictionary(zip(lines[0], row)) { first, _ in first } }
  }

  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
