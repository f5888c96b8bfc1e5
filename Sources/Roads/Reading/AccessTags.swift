import Foundation

/// Reads whom a line or a barrier lets pass (wiki.openstreetmap.org: Key:access).
struct AccessTags {
  private let tags: RoadTags
  /// Values that are not known, each once.
  private(set) var unknown: Set<String> = []

  init(_ tags: RoadTags) {
    self.tags = tags
  }

  /// From the particular to the general.
  private static func keys(_ profile: Profile) -> [RoadKey] {
    switch profile {
    case .car: [.motorcar, .motorVehicle, .vehicle, .access]
    case .eBike: [.bicycle, .vehicle, .access]
    case .foot: [.foot, .access]
    }
  }

  /// Whether tags open or close it to someone; `nil` where they say nothing, or only that what is open anyway is open.
  ///
  /// The most particular key that says something counts. `access` is for everyone who goes there at all: on a road it
  /// closes, but opens no steps to cars.
  ///
  /// - Parameter generalOpens: whether `access` opens, too: of a barrier it does.
  mutating func allows(_ profile: Profile, generalOpens: Bool = false) -> Bool? {
    for key in Self.keys(profile) {
      guard let value = tags.value(key), let isOpen = isOpen(value) else { continue }
      return isOpen && key == .access && !generalOpens ? nil : isOpen
    }
    return nil
  }

  /// Of several values each counts alone: one that opens is enough.
  private mutating func isOpen(_ value: String) -> Bool? {
    var result: Bool?
    for part in value.lowercased().split(whereSeparator: { ";,|".contains($0) }) {
      let word = part.trimmingCharacters(in: .whitespaces)
      if Self.open.contains(word) { return true }
      if Self.closed.contains(word) {
        result = false
      } else {
        unknown.insert(word)
      }
    }
    return result
  }

  private static let open: Set<String> = [
    "yes", "permissive", "designated", "official", "destination", "public", "residents", "permit", "allowed",
    "true", "1",
  ]

  private static let closed: Set<String> = [
    "no", "private", "restricted", "military", "agricultural", "forestry", "delivery", "customers",
    "customer",
    "employees", "staff", "members", "guests", "emergency", "emergency_vehicle", "psv", "bus", "coach",
    "taxi", "tourist_bus", "hov", "hgv",
    "goods", "use_sidepath", "dismount", "prohibited", "closed", "impassable", "foot", "pedestrian",
    "pedestrians",
    "bicycle", "horse", "false", "0",
  ]
}
