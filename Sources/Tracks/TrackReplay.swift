import Roads
import Scenario
import VectorFiles

/// Reads files of fixes once from start to end, cleans them crew by crew, and matches the drives to the roads.
///
/// Memory holds the latest fixes of each crew, and a few thousand drives' fixes that are matched side by side. Only a file
/// that begins with its newest fixes is held whole, and taken from its end.
package struct TrackReplay: Sendable {
  /// Fixes of one crew, cleaned, without a gap.
  package struct Drive: Sendable {
    /// As the file names it.
    package var crew: String
    package var fixes: [Fix]
  }

  /// What was read.
  package struct Reading: Sendable {
    package struct File: Sendable {
      package var path: String
      package var columns: FixColumns
      package var datum: Datum
      package var fixes: Int
      /// Rows without a place or a time.
      package var unread: Int
      /// Whether it was taken from its end.
      package var isNewestFirst = false
    }

    package var files: [File] = []
    package var crews: [String] = []
    /// Beside `crews`.
    package var tallies: [CleaningTally] = []

    package var tally: CleaningTally { tallies.reduce(into: CleaningTally()) { $0 += $1 } }
  }

  /// How many fixes wait at most until they are matched.
  private static let batch = 1 << 15

  /// `nil` where there are no roads.
  package var matcher: TrackMatcher?
  package var rules: CleaningRules
  /// Workers that match at once; results do not depend on it.
  package var threads: Int

  package init(matcher: TrackMatcher?, rules: CleaningRules = CleaningRules(), threads: Int = 2) {
    self.matcher = matcher
    self.rules = rules
    self.threads = threads
  }

  /// Calls `body` with every drive and the roads it was on, each crew's in the order of time.
  ///
  /// - Parameters:
  ///   - sources: the files of tracks.
  ///   - clock: holds for times without an offset.
  ///   - body: called for one drive after the other, with `nil` where no roads are known.
  package func run(
    _ sources: [TrackSource], clock: Clock, _ body: (Drive, MatchedTrack?) -> Void
  ) throws(TrackError) -> Reading {
    var reading = Reading()
    var names = CrewNames()
    var cleaners: [TrackCleaner] = []
    var waiting: [(crew: Int, fixes: [Fix])] = []
    var waitingFixes = 0

    func match() {
      let matched = matcher?.match(waiting.map(\.fixes), threads: threads)
      for (number, drive) in waiting.enumerated() {
        body(Drive(crew: names.names[drive.crew], fixes: drive.fixes), matched?[number])
      }
      waiting.removeAll(keepingCapacity: true)
      waitingFixes = 0
    }

    func add(_ fixes: [Fix], of crew: Int) {
      waiting.append((crew, fixes))
      waitingFixes += fixes.count
    }

    func take(_ block: some Sequence<(crew: Int, fix: Fix)>) {
      for (crew, fix) in block {
        while cleaners.count <= crew { cleaners.append(TrackCleaner(rules)) }
        cleaners[crew].add(fix) { add($0, of: crew) }
        if waitingFixes >= Self.batch { match() }
      }
    }

    for source in sources {
      var reader = try FixReader(source, clock: clock)
      var block: [(crew: Int, fix: Fix)] = []
      var isNewestFirst: Bool?
      while try reader.next(&names, { block.append(($0, $1)) }) {
        let isBackward = isNewestFirst ?? FixOrder.isNewestFirst(block)
        isNewestFirst = isBackward
        guard isBackward else {
          take(block)
          block.removeAll(keepingCapacity: true)
          continue
        }
        guard block.count <= rules.mostTurned else {
          throw .newestFirst(file: source.path, most: rules.mostTurned)
        }
      }
      take(block.reversed())
      let tally = reader.tally
      if tally.fixes == 0 {
        guard let first = tally.firstUnread else { throw .noFixes(file: source.path) }
        throw .unreadable(file: source.path, row: first.row, column: first.column, text: first.text)
      }
      reading.files.append(
        Reading.File(
          path: source.path, columns: reader.columns, datum: reader.datum, fixes: tally.fixes,
          unread: tally.unplaced + tally.untimed, isNewestFirst: isNewestFirst ?? false))
    }
    for crew in cleaners.indices { cleaners[crew].finish { add($0, of: crew) } }
    match()
    reading.crews = names.names
    reading.tallies = cleaners.map(\.tally)
    let file = sources.map(\.path).joined(separator: ", ")
    for (crew, tally) in zip(reading.crews, reading.tallies) where tally.tooLate * 20 > tally.fixes {
      throw .unordered(
        file: file, crew: crew, share: Double(tally.tooLate) / Double(tally.fixes), window: rules.window)
    }
    return reading
  }
}
