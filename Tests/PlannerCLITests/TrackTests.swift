import Foundation
import Testing

/// What crews drove beside what a plan wants of them.
@Suite struct TrackTests {
  private struct Stop {
    var crew: String
    var kind: String
    var id: String
    var start: Double
    var depart: Double
    var lon: String
    var lat: String
  }

  /// A plan of the tour, and the stops of its first day type.
  private static func plan() throws -> (scratch: Scratch, stops: [Stop]) {
    let scratch = try Scratch()
    try FileManager.default.copyItem(
      at: MadePlan.tour.made.scratch.url("plan"), to: scratch.url("plan"))
    let format = ISO8601DateFormatter()
    func seconds(_ text: String) -> Double? { format.date(from: text)?.timeIntervalSince1970 }
    let stops = try scratch.text("plan/stops.csv").split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      .filter { $0[0] == "weekday" }.map { row in
        // day_type, crew_id, shift_id, seq, kind, stop_id, arrive, start, depart, lon, lat
        Stop(
          crew: row[1], kind: row[4], id: row[5],
          start: seconds(row[7]) ?? seconds(row[8]) ?? seconds(row[6]) ?? 0,
          depart: seconds(row[8]) ?? seconds(row[6]) ?? 0, lon: row[9], lat: row[10])
      }
    return (scratch, stops)
  }

  /// A fix every 15 s while a crew is at a stop, in the order of time.
  private static func csv(_ stops: [Stop], shift: Double = 0) -> String {
    stops.sorted { $0.start < $1.start }.reduce(into: "crew,time,lon,lat\n") { text, stop in
      for time in stride(from: stop.start, through: stop.depart, by: 15) {
        text += "\(stop.crew),\(Int(time + shift)),\(stop.lon),\(stop.lat)\n"
      }
    }
  }

  private static func isNear(_ a: Stop, _ b: Stop) -> Bool {
    guard let x = Double(a.lon), let y = Double(a.lat), let x0 = Double(b.lon), let y0 = Double(b.lat)
    else { return false }
    return abs(x - x0) < 0.006 && abs(y - y0) < 0.005
  }

  /// A checkpoint in the midst of its round: it has others before and after it, none of them near.
  private static func midst(of stops: [Stop]) -> Int? {
    stops.indices.filter { stops[$0].kind == "checkpoint" }.first { index in
      let before = stops[..<index].reversed().prefix { $0.kind != "start" }
      let after = stops[(index + 1)...].prefix { $0.kind != "end" }
      let others = [before.filter { $0.kind == "checkpoint" }, after.filter { $0.kind == "checkpoint" }]
      return others.allSatisfy { side in
        !side.isEmpty && !side.contains { isNear($0, stops[index]) }
      }
    }
  }

  /// Leaves out a stop, and those at units around it, half a kilometre each way, from where a crew could be at it.
  private static func without(_ missed: Int, of stops: [Stop]) -> [Stop] {
    return stops.indices.filter {
      $0 != missed && !(stops[$0].kind == "unit" && isNear(stops[$0], stops[missed]))
    }
    .map { stops[$0] }
  }

  private static func audit(_ scratch: Scratch, _ options: [String]) throws -> Program.Run {
    try scratch.write("rules: {track_stops_made: 1, track_late_share: 0}\n", to: "policy.yaml")
    return try Program.run(["audit", "plan", "--policy", "policy.yaml"] + options, in: scratch)
  }

  @Test func stopsThatWereMadeAndMissedAreTold() throws {
    let (scratch, stops) = try Self.plan()
    try scratch.write(Self.csv(stops), to: "tracks.csv")
    let run = try Self.audit(scratch, ["--tracks", "tracks.csv"])
    #expect(run.code == 0)
    #expect(run.notes.contains("tracks.csv: taken as time=time crew=crew lon=lon lat=lat"))
    #expect(
      run.output.contains("\ntracks: ") && run.output.contains("\ncleaned: 0 rows without a place or time, "))
    #expect(run.output.contains("crew   rounds  stops  made  late  early  short  missed  out of order"))

    let missed = try #require(Self.midst(of: stops))
    try scratch.write(Self.csv(Self.without(missed, of: stops)), to: "tracks.csv")
    let broken = try Self.audit(scratch, ["--tracks", "tracks.csv", "--json"])
    #expect(broken.code == 1)
    let document = try JSONSerialization.jsonObject(with: Data(broken.output.utf8)) as? [String: Any]
    let tracks = try #require(document?["tracks"] as? [String: Any])
    #expect(tracks["stops_planned"] as? Int == (tracks["stops_made"] as? Int).map { $0 + 1 })
    let rules = try #require(document?["rules"] as? [[String: Any]])
    #expect(rules.first?["verdict"] as? String == "breach")
    #expect(rules.first?["places"] as? [String] == [stops[missed].id])
    let rounds = try #require(tracks["rounds"] as? [[String: Any]])
    let wrong = rounds.flatMap { $0["stops"] as? [[String: Any]] ?? [] }
      .filter { $0["verdicts"] as? [String] == ["missed"] }
    #expect(wrong.map { $0["checkpoint_id"] as? String } == [stops[missed].id])
  }

  @Test func tracksThatCannotBeJudgedAreOneSentence() throws {
    let (scratch, stops) = try Self.plan()
    func failure(_ text: String, _ options: [String] = []) throws -> String {
      try scratch.write(text, to: "tracks.csv")
      let run = try Self.audit(scratch, ["--tracks", "tracks.csv"] + options)
      #expect(run.code == 65 && run.output.isEmpty && run.errors.count == 1)
      return run.errors.first.map(String.init) ?? ""
    }
    #expect(try failure("").contains("tracks.csv: holds no fix"))
    #expect(try failure(Self.csv(stops).replacing("B1-C", with: "X")).contains("are none of the plan's"))
    #expect(try failure(Self.csv(stops, shift: -8 * 3600)).contains("say --track-shift=8"))
    // Units' anchors lie off the roads, checkpoints on them.
    let onRoads = Self.csv(stops.filter { $0.kind == "checkpoint" })
    #expect(try failure(onRoads, ["--track-crs", "gcj02"]).contains("say --track-crs EPSG:4326"))
    #expect(try failure(Self.csv(stops), ["--track-columns", "time=when"]).contains("has no column 'when'"))
    let shifted = try Self.audit(scratch, ["--tracks", "tracks.csv", "--track-shift=0"])
    #expect(shifted.code == 0)
    #expect(try Self.audit(scratch, ["--tracks", "none.csv"]).code == 66)
    #expect(try Self.audit(scratch, ["--tracks", "tracks.csv", "--track-columns", "when=time"]).code == 64)
  }
}
