import Geometry

/// A rule on turning from one line of a road layer into another.
public struct RoadTurn: Sendable, Equatable {
  /// Where one comes from, the lines between if any, and where one would go.
  public var lines: [Int]
  /// Where the turn is made; `nil` where lines lie between.
  public var place: Coordinate?
  /// Whether this turn must be made, not left.
  public var isMandatory: Bool
  /// Whom it binds.
  public var profiles: Set<Profile>

  /// A restriction from line to line, by their numbers among the lines.
  public init(lines: [Int], place: Coordinate?, isMandatory: Bool, profiles: Set<Profile>) {
    self.lines = lines
    self.place = place
    self.isMandatory = isMandatory
    self.profiles = profiles
  }
}

extension RoadTurn {
  /// What the tags of an OpenStreetMap relation say (wiki.openstreetmap.org: Relation:restriction); `nil` where they
  /// say nothing that is known.
  ///
  /// - Parameters:
  ///   - own: the restrictions that are for one profile only.
  ///   - except: who is free of the one for all, separated by semicolons.
  static func rules(
    all: String, own: [Profile: String], except: String
  ) -> [(isMandatory: Bool, profiles: Set<Profile>)] {
    let free = Set(except.parts(at: ";").map { $0.trimmingCharacters(in: .whitespaces) })
    var kinds = own.filter { !$0.value.isEmpty }
    if !all.isEmpty {
      if kinds[.car] == nil, free.isDisjoint(with: ["motorcar", "motor_vehicle", "vehicle"]) {
        kinds[.car] = all
      }
      if kinds[.eBike] == nil, free.isDisjoint(with: ["bicycle", "vehicle"]) { kinds[.eBike] = all }
    }
    return [("no_", false), ("only_", true)].compactMap { prefix, isMandatory in
      let profiles = Set(kinds.filter { $0.value.hasPrefix(prefix) }.keys)
      return profiles.isEmpty ? nil : (isMandatory, profiles)
    }
  }
}
