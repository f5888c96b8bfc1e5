import ArgumentParser
import Foundation
import Planner
import Scenario
import Tracks
import VectorFiles
import Words

/// Files of what crews drove.
struct TrackOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      words("What crews drove: CSV, GPX or GeoJSON; may be given several times."), valueName: words("file")))
  var tracks: [String] = []

  @Option(
    help: ArgumentHelp(
      words(
        "The columns of the tracks, where their names are unusual: time=T,crew=C,lon=X,lat=Y, or shape=S for one with "
          + "geometries."), valueName: words("list")))
  var trackColumns = ""

  @Option(
    help: ArgumentHelp(
      words(
        "The tracks' coordinate system, where the file states none or a wrong one: an EPSG code, gcj02 or bd09."
      ),
      valueName: words("system")))
  var trackCrs: String?

  @Option(
    help: ArgumentHelp(words("Hours to add to the tracks' times."), valueName: words("value.hours", "hours")))
  var trackShift: Double?

  func validate() throws {
    if let trackShift, !(abs(trackShift) <= 48) {
      throw ValidationError(words("--track-shift must be 48 hours or less"))
    }
    _ = try columns()
  }

  private func columns() throws -> [FixColumns.Meaning: String] {
    var columns: [FixColumns.Meaning: String] = [:]
    for part in trackColumns.parts(at: ",") {
      let pair = part.parts(at: "=", most: 1).map(String.init)
      guard pair.count == 2, let meaning = FixColumns.Meaning(rawValue: pair[0]) else {
        let known = FixColumns.Meaning.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError(
          words("--track-columns: '\(part)' is not of the form time=T; known are \(known)"))
      }
      columns[meaning] = pair[1]
    }
    return columns
  }

  /// `nil` where no tracks are given.
  ///
  /// - Parameter files: beside `tracks`.
  func audit(
    _ plan: Plan, dates: Range<Int>, travel: PlannedTravel, files: [VectorSource]
  ) throws -> TrackAudit? {
    guard !tracks.isEmpty else { return nil }
    Console.step("tracks")
    let matcher = travel.matcher
    var auditor = TrackAuditor(
      plan.problem, routes: plan.routes, dates: dates, units: plan.hierarchy.lowest,
      plane: plan.hierarchy.plane,
      matcher: matcher, isClockKnown: trackShift != nil)
    let columns = try columns()
    let shift = Int(((trackShift ?? 0) * 3600).rounded())
    let sources = files.map { file in
      var file = file
      file.coordinateSystem = trackCrs ?? file.coordinateSystem
      return TrackSource(file, columns: columns, shift: shift)
    }
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let reading = try TrackReplay(matcher: matcher, threads: threads).run(
      sources, clock: plan.problem.horizon.clock
    ) { auditor.add($0, $1) }
    for file in reading.files {
      Console.note(
        words("\(file.path): taken as \(file.columns)")
          + (file.isNewestFirst ? words(", from its end, as its newest fixes come first") : ""))
    }
    let audit = try auditor.finish(reading)
    for (name, fixes) in audit.unknownCrews {
      Console.note(words("crew '\(name)' is none of the plan's: its \(fixes) fixes are left out"))
    }
    for (name, fixes, seconds) in audit.sparseCrews {
      Console.note(
        words(
          "crew '\(name)': its \(fixes) fixes are too far apart in time to tell what was driven (\(Int(seconds.rounded())) s "
            + "on average), and nothing is judged of it"))
    }
    return audit
  }
}
