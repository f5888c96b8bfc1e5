import Geometry
import Grid
import Roads
import VectorFiles

/// An even sample of fixes, to judge whether their file is in another datum than was said.
struct DatumDoubt {
  private static let limit = 1 << 12
  private var sample: [Coordinate] = []
  /// One fix in so many is kept.
  private var step = 1
  private var seen = 0

  mutating func add(_ fixes: [Fix]) {
    for fix in fixes {
      if seen % step == 0 { sample.append(fix.coordinate) }
      seen += 1
      guard sample.count == Self.limit else { continue }
      sample = stride(from: 0, to: sample.count, by: 2).map { sample[$0] }
      step *= 2
    }
  }

  /// The median of metres to the nearest road as the fixes were read, and the datum in which it is a third of that or
  /// less; `nil` where the fixes lie on the roads, or no datum brings them there.
  func datum(
    statedAs stated: Datum, _ matcher: TrackMatcher
  ) -> (metres: Double, datum: Datum, metresThere: Double)? {
    let usual = 30.0
    guard let metres = median(sample, matcher), metres > usual else { return nil }
    let trials = Datum.allCases.filter { $0 != stated }.compactMap { datum in
      median(sample.map { datum.corrected($0, statedAs: stated) }, matcher).map { (datum, $0) }
    }
    guard let best = trials.min(by: { $0.1 < $1.1 }), best.1 * 3 <= metres else { return nil }
    return (metres, best.0, best.1)
  }

  /// Whether any fix lies in a unit.
  func isInside(_ index: UnitIndex) -> Bool { index.units(at: sample).contains { $0 >= 0 } }

  private func median(_ places: [Coordinate], _ matcher: TrackMatcher) -> Double? {
    let distances = matcher.network.plane.project(places)
      .compactMap { matcher.index.nearest(to: $0, in: matcher.network)?.distance }.sorted()
    return distances.isEmpty ? nil : distances[distances.count / 2]
  }
}

/// Whether the clock of a file fits the plan better when it is set by some half hours, as time zones differ by.
enum ClockDoubt {
  /// The hours to add to the file's times, and how many planned stops are then met at their time and how many are as
  /// it stands; `nil` where no others are clearly better.
  static func hours(
    _ rounds: [PlannedRound], _ stays: [[Presence]], _ policy: TrackPolicy
  ) -> (hours: Double, met: Int, metThere: Int, stops: Int)? {
    var times: [[Int32: [Presence]]] = stays.map { Dictionary(grouping: $0, by: \.checkpoint) }
    for crew in times.indices { times[crew] = times[crew].mapValues { $0.sorted { $0.from < $1.from } } }
    let recorded = stays.joined().map(\.from)
    guard let first = recorded.min(), let last = recorded.max() else { return nil }
    let tolerance = Int64(policy.lateAfter) * 1000
    func fit(_ halfHours: Int) -> (met: Int, stops: Int) {
      let shift = Int64(halfHours) * 1_800_000
      var (met, stops) = (0, 0)
      for round in rounds {
        for stop in round.stops where (first + shift...last + shift).contains(stop.start) {
          stops += 1
          let seen = times[round.crew][Int32(stop.checkpoint)] ?? []
          if seen.contains(where: {
            $0.from + shift <= stop.start + tolerance && $0.to + shift >= stop.start - tolerance
          }) {
            met += 1
          }
        }
      }
      return (met, stops)
    }
    let now = fit(0)
    let others = (-28...28).filter { $0 != 0 }.map { (halfHours: $0, fit: fit($0)) }
    // Of equally good ones the smallest.
    let best = others.max { a, b in
      (a.fit.met, abs(b.halfHours), b.halfHours) < (b.fit.met, abs(a.halfHours), a.halfHours)
    }
    guard let best, best.fit.met >= 4, best.fit.met >= 3 * now.met, best.fit.met * 2 >= best.fit.stops else {
      return nil
    }
    return (Double(best.halfHours) / 2, now.met, best.fit.met, best.fit.stops)
  }
}
