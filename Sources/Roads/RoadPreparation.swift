import Synchronization

/// Prepares a network once it pays: shared by all copies of one `RoadTravel`.
final class RoadPreparation: Sendable {
  /// Preparing takes about as long as this many single searches.
  static let worthwhile = 150

  private struct State {
    var searches = 0
    var hierarchy: RoadHierarchy?
  }

  private let state = Mutex(State())

  /// The hierarchy, when there is one.
  var hierarchy: RoadHierarchy? { state.withLock { $0.hierarchy } }

  /// The hierarchy to use for `searches` more: prepared now when those of all tables together reach what preparing
  /// takes, `nil` before. Tables are the same either way.
  func hierarchy(of network: RoadNetwork, forSearches searches: Int) -> RoadHierarchy? {
    state.withLock { state in
      state.searches += searches
      if state.hierarchy == nil, state.searches >= Self.worthwhile {
        state.hierarchy = RoadHierarchy(network.outward)
      }
      return state.hierarchy
    }
  }
}
