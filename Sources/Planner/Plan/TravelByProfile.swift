import Geometry
import Roads
import Synchronization

/// Travel of who usually travels, and of others, each worked out when it is first asked for.
final class TravelByProfile: Travel {
  private let usual: any Travel
  private let profile: Profile
  private let make: @Sendable (Profile) -> any Travel
  private let others = Mutex<[Profile: any Travel]>([:])

  /// - Parameters:
  ///   - usual: travel of those who usually travel.
  ///   - profile: who they are.
  ///   - make: travel of others.
  init(_ usual: any Travel, of profile: Profile, others make: @escaping @Sendable (Profile) -> any Travel) {
    self.usual = usual
    self.profile = profile
    self.make = make
  }

  func by(_ profile: Profile?) -> any Travel {
    guard let profile, profile != self.profile else { return usual }
    return others.withLock { others in
      if let known = others[profile] { return known }
      let made = make(profile)
      others[profile] = made
      return made
    }
  }

  func prepare() {
    usual.prepare()
    for travel in others.withLock({ Array($0.values) }) { travel.prepare() }
  }

  func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
    usual.table(from: origins, to: destinations)
  }

  func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] {
    usual.path(from: origin, to: destination)
  }

  func nearest(from sources: [Coordinate], to destinations: [Coordinate]) -> NearestSources {
    usual.nearest(from: sources, to: destinations)
  }

  func leastSeconds(from groups: [[Coordinate]], to destinations: [Coordinate]) -> [Float] {
    usual.leastSeconds(from: groups, to: destinations)
  }
}
