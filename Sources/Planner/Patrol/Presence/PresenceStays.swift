import Solvers

/// When the stops of a run begin and how long they last, once its waiting is spent at units.
///
/// Each stop begins as early as it can. What a run would wait before one, and be back early, is shared evenly among
/// the units since it waited last, so far as the windows of what it has to do in between let that begin later.
struct PresenceStays {
  private(set) var begins: [Int] = []
  private(set) var durations: [Int]

  /// - Parameters:
  ///   - isUnit: for each visit whether it is to a unit.
  ///   - ways: seconds to each visit, and to the end.
  init(_ visits: [RoutingProblem.Visit], isUnit: [Bool], ways: [Int], shift: ClosedRange<Int>) {
    durations = visits.map(\.service)
    var first = 0
    var time = shift.lowerBound
    for (index, visit) in visits.enumerated() {
      time += ways[index]
      let wait = visit.window.lowerBound - time
      begins.append(max(time, visit.window.lowerBound))
      if wait > 0 {
        spend(wait, at: first..<index, visits, isUnit)
        first = index
      }
      time = begins[index] + visit.service
    }
    spend(shift.upperBound - time - ways[visits.count], at: first..<visits.count, visits, isUnit)
  }

  /// Lengthens the stays at some units by a time in all, and makes what is between begin later.
  private mutating func spend(
    _ time: Int, at stops: Range<Int>, _ visits: [RoutingProblem.Visit], _ isUnit: [Bool]
  ) {
    // How much later each stop may begin, for its own sake and that of the ones behind.
    var most = [Int](repeating: max(0, time), count: stops.count + 1)
    for stop in stops.reversed() {
      let own = isUnit[stop] ? time : visits[stop].window.upperBound - begins[stop]
      most[stop - stops.lowerBound] = max(0, min(own, most[stop - stops.lowerBound + 1]))
    }
    let units = stops.count { isUnit[$0] }
    var seen = 0
    var later = 0
    for stop in stops {
      begins[stop] += later
      guard isUnit[stop] else { continue }
      seen += 1
      let wanted = time * seen / units
      let next = max(later, min(wanted, most[stop - stops.lowerBound + 1]))
      durations[stop] += next - later
      later = next
    }
  }
}
