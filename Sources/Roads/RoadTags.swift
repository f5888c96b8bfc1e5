import Foundation

/// Reads the values of OpenStreetMap's keys for one line (wiki.openstreetmap.org: Key:maxspeed, Key:oneway,
/// Key:access).
package struct RoadTags {
  /// The columns that are read, by what they mean.
  package static let columns = [
    "class", "speed", "oneway", "name",
    "junction", "access", "vehicle", "motor_vehicle", "motorcar", "bicycle", "oneway_bicycle", "foot",
    "motorroad",
    "layer",
  ]

  /// The value of a column; `nil` when the line has none.
  package let value: (String) -> String?

  package init(value: @escaping (String) -> String?) {
    self.value = value
  }

  /// The way traffic takes: as the one-way column says, else as goes without saying on roundabouts and motorways.
  package var direction: RoadLines.Direction {
    switch value("oneway")?.lowercased() {
    case "yes", "1", "true", "f", "forward": .forward
    case "-1", "t", "reverse", "backward": .backward
    case "no", "0", "false", "reversible", "alternating": .both
    default:
      value("class") == "motorway" || ["roundabout", "circular"].contains(value("junction") ?? "")
        ? .forward : .both
    }
  }

  package var access: RoadAccess {
    let isMotorroad = value("motorroad") == "yes"
    return RoadAccess(
      car: allows(["motorcar", "motor_vehicle", "vehicle", "access"]),
      bicycle: isMotorroad ? false : allows(["bicycle", "vehicle", "access"]),
      foot: isMotorroad ? false : allows(["foot", "access"]),
      ridesBothWays: value("oneway_bicycle") == "no")
  }

  package var layer: Int { value("layer").flatMap { Int($0) } ?? 0 }

  /// The first key that says something counts: the keys run from the particular to the general.
  private func allows(_ keys: [String]) -> Bool? {
    for key in keys {
      switch value(key)?.lowercased() {
      case "no", "private", "agricultural", "forestry", "agricultural;forestry", "military", "use_sidepath",
        "dismount":
        return false
      case "yes", "permissive", "designated", "official", "destination", "customers", "delivery", "permit":
        return true
      default: continue
      }
    }
    return nil
  }

  /// The km/h that a speed limit means; `nil` for a text that states none, such as "signals".
  ///
  /// A number is in km/h unless a unit follows; of several the least counts. Zones such as "CN:urban" mean what they
  /// mean in most countries.
  package static func speed(_ text: String) -> Double? {
    let parts = text.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == "|" })
    return parts.compactMap { speed(single: $0.trimmingCharacters(in: .whitespaces).lowercased()) }.min()
  }

  private static func speed(single text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    if let number = Double(digits) {
      let unit = text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces)
      guard number > 0, number < 1000 else { return nil }
      return switch unit {
      case "", "km/h", "kmh", "kph", "kmph": number
      case "mph": number * 1.609344
      case "knots": number * 1.852
      default: nil
      }
    }
    if text == "walk" || text == "none" { return text == "walk" ? 7 : 120 }
    guard text.contains(":") else { return nil }
    let zone = text.split(separator: ":").last.map(String.init) ?? text
    return switch zone {
    case "walk", "living_street": 7
    case "urban", "nsl_restricted": 50
    case "rural", "nsl_single": 80
    case "trunk", "nsl_dual": 100
    case "motorway": 120
    default: Double(zone.drop { !$0.isNumber }).flatMap { $0 > 0 && $0 < 200 ? $0 : nil }
    }
  }
}
