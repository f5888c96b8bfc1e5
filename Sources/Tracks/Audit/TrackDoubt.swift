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

  /// Whether there was any fix of a drive.
  var isEmpty: Bool { sample.isEmpty }

  /// Whether any fix lies in a unit.
  func isInside(_ index: UnitIndex) -> Bool { index.units(at: sample).contains { $0 >= 0 } }

  private func median(_ places: [Coordinate], _ matcher: TrackMatcher) -> Double? {
    let distances = matcher.network.plane.project(places)
      .compactMap { matcher.index.nearest(to: $0)?.distance }.sorted()
    return distances.isEmpty ? nil : distances[distances.count / 2]
  }
}

/// Whether the clock of a file fits the plan better when it is set by some hours, as time zones differ by.
///
/// A crew may be late, or early, all day long: what a crew can be off is no fault of its clock.
enum ClockDoubt {
  /// Seconds that a crew may be off its round throughout.
  private static let mostLate = 2700
  /// Half hours are thought of only beyond so many: nearer to the plan's clock no two zones differ by them.
  private static let leastHalfHours = 4
  /// So many stops must be met at their time.
  private static let leastMet = 3

  /// How planned stops are met with the file's clock set by some half hours.
  private struct Fit {
    var halfHours: Int
    var stops = 0
    var met = 0
    /// Of those that are met, milliseconds off in all.
    var off: Int64 = 0

    /// Whether it fits worse: fewer met less those not met; of equally good ones the one farther off, or no whole
    /// hours, or the greater.
    func isWorse(than other: Fit) -> Bool {
      (2 * met - stops, -off, -(halfHours & 1), -abs(halfHours), halfHours)
        < (
          2 * other.met - other.stops, -other.off, -(other.halfHours & 1), -abs(other.halfHours),
          other.halfHours
        )
    }
  }

  /// The hours to add to the file's times, and how many planned stops are then met at their time and how many are as
  /// it stands; `nil` where no others are clearly better.
  ///
  /// - Parameter recorded: for each crew the time of which the file tells.
  static func hours(
    _ rounds: [PlannedRound], _ stays: [[Presence]], recorded: [ClosedRange<Int64>?], _ policy: TrackPolicy
  ) -> (hours: Double, met: Int, metThere: Int, stops: Int)? {
    let times = stays.map { Dictionary(grouping: $0, by: \.checkpoint) }
    func fit(_ halfHours: Int, within tolerance: Int) -> Fit {
      let shift = Int64(halfHours) * 1_800_000
      var fit = Fit(halfHours: halfHours)
      for round in rounds {
        guard let recorded = recorded[round.crew] else { continue }
        let span = recorded.lowerBound + shift...recorded.upperBound + shift
        for stop in round.stops where span.contains(stop.start) {
          fit.stops += 1
          // Who only drives past, as on the way back, tells nothing of the clock.
          let off = times[round.crew][Int32(stop.checkpoint)]?.filter {
            2 * ($0.to - $0.from) >= Int64(stop.dwell) * 1000
          }.map {
            max(0, $0.from + shift - stop.start, stop.start - $0.to - shift)
          }.min()
          guard let off, off <= Int64(tolerance) * 1000 else { continue }
          fit.met += 1
          fit.off += off
        }
      }
      return fit
    }
    let now = fit(0, within: policy.lateAfter)
    let late = fit(0, within: mostLate)
    guard 2 * late.met < late.stops || late.stops == 0 else { return nil }
    let others = (-28...28).filter { $0 != 0 && ($0 % 2 == 0 || abs($0) > leastHalfHours) }
    guard let best = others.map({ fit($0, within: policy.lateAfter) }).max(by: { $0.isWorse(than: $1) }),
      best.met >= leastMet, best.met >= 3 * now.met, best.met * 2 >= best.stops
    else { return nil }
    return (Double(best.halfHours) / 2, now.met, best.met, best.stops)
  }
}
