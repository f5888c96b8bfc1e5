import ArgumentParser
import Foundation
import Planner
import Roads
import Scenario
import Tracks
import VectorFiles

struct Tracks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Match recorded tracks to a road network, and compare lengths.",
    discussion: """
      Prints one line of JSON: how many tracks were matched, and of the others how many for each reason; kilometres \
      straight from fix to fix, as driven and as matched; fixes per second of matching, and the peak of memory in KiB. \
      With --out, writes a row per track.

      Straight lines from fix to fix cut every corner. What was driven is therefore estimated from the fixes alone: as \
      much above the straight length as that is above the length with every second fix left out. Of the tracks that lie \
      wholly on the roads' land, those are counted whose matched length is within 5 % of the driven one, and of the \
      straight one.

      Example: solve tracks porto.osm.pbf porto_taxi.csv --columns crew=TRIP_ID
      """)

  @Argument(help: "An OpenStreetMap file or a line layer.")
  var roads: String

  @Argument(help: "A file of fixes.")
  var tracks: String

  @Option(help: "A column, as in time=T; may be given several times.")
  var columns: [String] = []

  @Option(
    help: "A rule other than the usual, as in noise=5: noise, detour, wrong-way, radius, candidates, beam.")
  var rule: [String] = []

  @Option(help: "Tracks that are matched at the same time.")
  var threads = 2

  @Option(help: "How often the tracks are matched; the median time counts.")
  var `repeat` = 5

  @Flag(help: "Match while reading, in one pass and bounded memory, instead of reading all first.")
  var streaming = false

  @Option(help: "A file for a row per track: crew, fixes, matched, straight_m, driven_m, matched_m, reason.")
  var out: String?

  fileprivate struct Figures: Encodable {
    var tracks = 0
    var fixes = 0
    var matchedTracks = 0
    var matchedFixes = 0
    var pieces = 0
    var reasons: [String: Int] = [:]
    var straightKm = 0.0
    var drivenKm = 0.0
    var matchedKm = 0.0
    /// Tracks that lie wholly on the roads' land.
    var wholeTracks = 0
    var wholeStraightKm = 0.0
    var wholeDrivenKm = 0.0
    var wholeMatchedKm = 0.0
    var wholeWithin5Percent = 0
    var wholeWithin5PercentOfStraight = 0
    var seconds = 0.0
    var fixesPerSecond = 0.0
    var totalSeconds = 0.0
    var peakKib = 0
    var duplicates = 0
    var jumps = 0
    var drift = 0
    var reordered = 0
    var tooLate = 0
    var gaps = 0
  }

  func run() throws {
    let lines = try RoadLines(reading: Scenario.Source(vector: VectorSource(path: roads), columns: [:]))
    guard let first = lines.coordinates.first else { throw ValidationError("there are no roads") }
    let matcher = TrackMatcher(
      RoadNetwork(lines.opened(to: .car), plane: LocalPlane(centre: first)), rules: try matchRules())
    let named = try columns.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let meaning = FixColumns.Meaning(rawValue: parts[0]) else {
        throw ValidationError("\(text): not of the form time=T")
      }
      return (meaning, parts[1])
    }
    let source = TrackSource(VectorSource(path: tracks), columns: Dictionary(named) { $1 })
    var figures = Figures()
    var rows = ["crew,fixes,matched,straight_m,driven_m,matched_m,reason"]
    var drives: [TrackReplay.Drive] = []
    let start = ContinuousClock.now
    let replay = TrackReplay(matcher: streaming ? matcher : nil, threads: threads)
    let plane = matcher.network.plane
    let reading = try replay.run([source], clock: Clock(offset: 0)) { drive, matched in
      if let matched {
        figures.add(drive.fixes, matched, plane)
      } else {
        drives.append(drive)
      }
    }
    figures.totalSeconds = seconds(since: start)
    if !streaming {
      var times: [Double] = []
      var matched: [MatchedTrack] = []
      for _ in 0..<max(1, `repeat`) {
        let start = ContinuousClock.now
        matched = matcher.match(drives.map(\.fixes), threads: threads)
        times.append(seconds(since: start))
      }
      for (drive, track) in zip(drives, matched) {
        let driven = figures.add(drive.fixes, track, plane)
        rows.append(
          "\(drive.crew),\(drive.fixes.count),\(track.matchedCount),\(driven.straight),\(driven.estimate),"
            + "\(track.length)," + (track.reason.map { "\($0)" } ?? ""))
      }
      figures.seconds = times.sorted()[times.count / 2]
      figures.fixesPerSecond = Double(figures.fixes) / figures.seconds
    }
    let tally = reading.tally
    (figures.duplicates, figures.jumps, figures.drift) = (tally.duplicates, tally.jumps, tally.drift)
    (figures.reordered, figures.tooLate, figures.gaps) = (tally.reordered, tally.tooLate, tally.gaps)
    var usage = rusage()
    getrusage(numericCast(RUSAGE_SELF.rawValue), &usage)
    figures.peakKib = usage.ru_maxrss
    if let out {
      try (rows.joined(separator: "\n") + "\n").write(toFile: out, atomically: true, encoding: .utf8)
    }
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(figures), as: UTF8.self))
  }
}

extension Tracks {
  private func matchRules() throws -> MatchRules {
    var rules = MatchRules()
    for text in rule {
      let parts = text.split(separator: "=").map(String.init)
      guard parts.count == 2, let value = Double(parts[1]) else {
        throw ValidationError("\(text): not of the form noise=5")
      }
      switch parts[0] {
      case "noise": rules.noise = value
      case "detour": rules.detour = value
      case "wrong-way": rules.wrongWay = value
      case "radius": rules.radius = value
      case "candidates": rules.candidates = Int(value)
      case "beam": rules.beam = value
      default: throw ValidationError("\(parts[0]): no such rule")
      }
    }
    return rules
  }
}

extension Tracks.Figures {
  /// Returns how far it was driven.
  @discardableResult
  fileprivate mutating func add(_ fixes: [Fix], _ track: MatchedTrack, _ plane: LocalPlane) -> DrivenLength {
    let driven = DrivenLength(plane.project(fixes.map(\.coordinate)))
    tracks += 1
    self.fixes += fixes.count
    matchedFixes += track.matchedCount
    pieces += track.pieces.count
    straightKm += driven.straight / 1000
    drivenKm += driven.estimate / 1000
    matchedKm += track.length / 1000
    if let reason = track.reason { reasons["\(reason)", default: 0] += 1 } else { matchedTracks += 1 }
    if track.matchedCount == fixes.count, track.pieces.count == 1 {
      wholeTracks += 1
      wholeStraightKm += driven.straight / 1000
      wholeDrivenKm += driven.estimate / 1000
      wholeMatchedKm += track.length / 1000
      func isNear(_ length: Double) -> Bool { abs(track.length - length) <= 0.05 * length }
      if isNear(driven.estimate) { wholeWithin5Percent += 1 }
      if isNear(driven.straight) { wholeWithin5PercentOfStraight += 1 }
    }
    return driven
  }
}
