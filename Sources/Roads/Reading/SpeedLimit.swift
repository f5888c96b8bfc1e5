import Foundation

/// Reads speed limits (wiki.openstreetmap.org: Key:maxspeed).
enum SpeedLimit {
  /// What a limit means in km/h.
  struct Reading: Equatable {
    var kmh: Double
    /// Whether it is the rule of a country that is not known.
    var isGuess = false
  }

  /// `nil` for a text that states no speed, such as "signals".
  ///
  /// A number is in km/h unless a unit follows; of several the least counts.
  static func reading(of text: String) -> Reading? {
    text.split { ";,|；，、".contains($0) }.compactMap {
      single($0.trimmingCharacters(in: .whitespaces).lowercased())
    }
    .min { $0.kmh < $1.kmh }
  }

  private static func single(_ text: String) -> Reading? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    if let number = Double(digits) {
      let unit = text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces)
      guard number > 0, number < 1000, let factor = units[unit] else { return nil }
      return Reading(kmh: number * factor)
    }
    switch text {
    case "walk", "walking": return Reading(kmh: walking)
    case "none", "unlimited": return Reading(kmh: unlimited)
    default: return rule(text)
    }
  }

  private static let units = [
    "": 1, "km/h": 1, "kmh": 1, "kph": 1, "kmph": 1, "公里/小时": 1, "千米/小时": 1, "公里": 1, "mph": 1.609344,
    "mi/h": 1.609344, "knots": 1.852, "knot": 1.852, "kn": 1.852, "kt": 1.852, "kts": 1.852, "m/s": 3.6,
  ]
  private static let walking = 7.0
  private static let unlimited = 120.0

  // MARK: Rules of countries

  /// A limit by rule, such as "CN:rural", "DE:zone:30" or "BE-VLG:urban".
  private static func rule(_ text: String) -> Reading? {
    let parts = text.parts(at: ":").map(String.init)
    guard parts.count > 1, let zone = parts.last else { return nil }
    if let number = Double(zone.drop { !$0.isNumber }) {
      return number > 0 && number < 200 && (zone.first?.isNumber == true || zone.hasPrefix("zone"))
        ? Reading(kmh: number) : nil
    }
    let region = parts[0]
    let country = String(region.prefix { $0 != "-" })
    if let kmh = rules[region]?[zone] ?? rules[country]?[zone] { return Reading(kmh: kmh) }
    return usual[zone].map { Reading(kmh: $0, isGuess: rules[country] == nil) }
  }

  /// What zones mean in most countries, km/h.
  private static let usual: [String: Double] = [
    "walk": walking, "living_street": 20, "bicycle_road": 30, "school": 30, "urban": 50, "nsl_restricted": 50,
    "rural": 80,
    "nsl_single": 80, "trunk": 100, "nsl_dual": 100, "expressway": 100, "motorway": 120,
  ]

  /// Where countries differ from `usual`, for cars without trailers: the table of implicit values of Key:maxspeed, and
  /// for China the Regulation on the Implementation of the Road Traffic Safety Law, articles 45 and 78.
  private static let rules: [String: [String: Double]] = [
    "cn": ["urban": 50, "rural": 70, "trunk": 80, "expressway": 80, "motorway": 120],
    "at": ["living_street": 7, "rural": 100, "motorway": 130], "au": ["rural": 100, "motorway": 100],
    "be": ["rural": 90], "be-vlg": ["rural": 70], "be-bru": ["urban": 30, "rural": 70],
    "bg": ["rural": 90, "trunk": 120, "motorway": 140],
    "by": ["urban": 60, "rural": 90, "motorway": 110], "ch": [:],
    "cz": ["rural": 90, "trunk": 110, "motorway": 130], "de": ["living_street": 7, "rural": 100],
    "dk": ["motorway": 130], "ee": ["rural": 90], "es": ["rural": 90], "fi": [:],
    "fr": ["trunk": 110, "motorway": 130],
    "gb": ["nsl_restricted": 48.28032, "nsl_single": 96.56064, "nsl_dual": 112.65408, "motorway": 112.65408],
    "uk": ["nsl_restricted": 48.28032, "nsl_single": 96.56064, "nsl_dual": 112.65408, "motorway": 112.65408],
    "gr": ["rural": 90, "trunk": 110, "motorway": 130], "hr": ["rural": 90, "trunk": 110, "motorway": 130],
    "hu": ["rural": 90, "trunk": 110, "motorway": 130],
    "it": ["rural": 90, "trunk": 110, "motorway": 130],
    "jp": ["rural": 60, "nsl": 60, "national": 60, "motorway": 100, "express": 100],
    "kz": ["urban": 60, "rural": 100, "motorway": 140], "lt": ["rural": 90, "trunk": 120, "motorway": 130],
    "lu": ["rural": 90, "motorway": 130], "lv": ["rural": 90], "md": ["rural": 90], "nl": ["motorway": 100],
    "no": ["motorway": 110], "nz": ["rural": 100, "motorway": 100], "ph": ["urban": 40, "motorway": 100],
    "pl": ["rural": 90, "expressway": 120, "trunk": 120, "motorway": 140], "pt": ["rural": 90],
    "ro": ["rural": 90, "motorway": 130],
    "ru": ["urban": 60, "rural": 90, "motorway": 110], "se": ["rural": 70, "motorway": 110],
    "si": ["rural": 90, "trunk": 110, "motorway": 130],
    "sk": ["rural": 90, "motorway": 130], "tr": ["rural": 90, "trunk": 110],
    "ua": ["rural": 90, "trunk": 110, "motorway": 130], "uz": ["urban": 70, "rural": 100, "motorway": 110],
    "za": ["urban": 60, "rural": 100],
  ]
}
