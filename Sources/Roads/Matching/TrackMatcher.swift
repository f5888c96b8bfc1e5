import Dispatch
import Geometry
import Synchronization
import VectorFiles

/// Finds the roads that tracks were driven on: the likeliest sequence of places on the roads, where a fix lies off its
/// road by chance and a way differs little from the straight line (hidden Markov map matching, Newson and Krumm 2009).
///
/// A place is a point of an edge, and of two directions on it none is preferred. What was driven is sought, not what is
/// allowed: forbidden turns do not bind, and a way against a one-way street counts as longer than it is, as crews on a call
/// take it and maps are behind the times. Where a fix on a one-way road falls back a little behind the one before, it counts
/// as not moved. Where no way leads from one fix to the next, a few fixes are passed over; if that does not help, the track
/// falls into pieces.
package struct TrackMatcher: Sendable {
  package let network: RoadNetwork
  package let rules: MatchRules
  package let index: SegmentIndex
  let graph: MatchGraph
  private let box: Box

  package init(_ network: RoadNetwork, rules: MatchRules = MatchRules()) {
    precondition(
      (1...200).contains(rules.candidates) && rules.noise > 0 && rules.detour > 0 && rules.wrongWay >= 1)
    self.network = network
    self.rules = rules
    index = SegmentIndex(network) { _ in true }
    graph = MatchGraph(network, wrongWay: rules.wrongWay)
    box = Box(network.points)
  }

  /// Matches each track by itself; results keep the order and do not depend on the number of threads.
  package func match(_ tracks: [[Fix]], threads: Int = 2) -> [MatchedTrack] {
    // One batch for the projection, which is dear to set up.
    let positions = network.plane.project(tracks.flatMap { $0.map(\.coordinate) })
    let offsets = tracks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let next = Atomic(0)
    return [MatchedTrack](unsafeUninitializedCapacity: tracks.count) { results, count in
      // Each track has a place of its own, and all are done when concurrentPerform returns.
      nonisolated(unsafe) let places = results
      DispatchQueue.concurrentPerform(iterations: max(1, min(threads, tracks.count))) { _ in
        var worker = MatchWorker(self)
        while case let track = next.add(1, ordering: .relaxed).oldValue, track < tracks.count {
          let range = offsets[track]..<offsets[track + 1]
          places.initializeElement(at: track, to: match(tracks[track], at: positions[range], by: &worker))
        }
      }
      count = tracks.count
    }
  }

  private func match(
    _ fixes: [Fix], at positions: ArraySlice<PlanePoint>, by worker: inout MatchWorker
  ) -> MatchedTrack {
    guard fixes.count > 1 else {
      return MatchedTrack(
        fixes: fixes.map { _ in .noWay }, reason: .tooFewFixes(fixes.count))
    }
    guard !fixes.allSatisfy({ isOutside($0.coordinate) }) else {
      return MatchedTrack(fixes: fixes.map { _ in .noRoadNear }, reason: .outsideRoads)
    }
    var track = worker.match(fixes, at: positions)
    if track.pieces.isEmpty {
      track.reason = track.fixes.allSatisfy { $0 == .noRoadNear } ? .noRoadNear : .noWay
    }
    return track
  }

  /// Whether a place lies outside the box around the roads by more than the radius (in degrees of latitude).
  private func isOutside(_ place: Coordinate) -> Bool {
    let margin = Int64(rules.radius / 111_000 * Coordinate.unitsPerDegree)
    return Int64(place.x) < Int64(box.minX) - margin || Int64(place.x) > Int64(box.maxX) + margin
      || Int64(place.y) < Int64(box.minY) - margin || Int64(place.y) > Int64(box.maxY) + margin
  }
}
