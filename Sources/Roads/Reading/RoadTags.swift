import Foundation

/// What is known of one line of a road layer.
struct RoadTags {
  /// The value of a key or column; `nil` when the line has none.
  let value: (RoadKey) -> String?

  /// Whether a key says that it is so.
  func says(_ key: RoadKey) -> Bool {
    switch value(key)?.trimmingCharacters(in: .whitespaces).lowercased() {
    case nil, "", "no", "f", "false", "n", "0", "none", "否": false
    default: true
    }
  }
}

/// Reads the lines of one road layer, and keeps count of what it does not understand.
struct RoadInterpreter {
  let codes: OneWayCodes
  private(set) var remarks = RoadRemarks()

  init(codes: OneWayCodes) {
    self.codes = codes
    if let guess = codes.guess { remarks.add(guess: guess) }
  }

  /// What one line is.
  mutating func attributes(of tags: RoadTags) -> RoadAttributes {
    for key in RoadKey.conditional where tags.value(key) != nil { remarks.add(.conditional, key.tag) }
    var road = RoadAttributes(name: tags.value(.name) ?? "", level: level(tags))
    road.roadClass = roadClass(tags)
    (road.speed, road.speedBackward) = speeds(tags)
    if tags.value(.roadClass) == nil, road.roadClass.isEmpty, road.speed == nil, road.speedBackward == nil {
      remarks.add(.missingClass)
    }
    road.access = access(tags, isFerry: road.roadClass == RoadClasses.ferry)
    (road.direction, road.bicycleDirection) = directions(tags, roadClass: road.roadClass, &road.access)
    return road
  }

  /// The seconds that a ferry states for its crossing.
  mutating func ferrySeconds(_ tags: RoadTags) -> Double? {
    guard let text = tags.value(.duration) else { return nil }
    let seconds = FerryDuration.seconds(text)
    if seconds == nil { remarks.add(.ferryDuration, text) }
    return seconds
  }

  /// What is found out beside the tags of one line.
  mutating func add(_ subject: RoadRemarks.Subject, _ value: String = "", count: Int = 1) {
    remarks.add(subject, value, count: count)
  }

  // MARK: Parts

  static func isFerry(_ tags: RoadTags) -> Bool {
    tags.value(.route)?.parts(at: ";").contains { $0 == "ferry" } ?? false
  }

  private mutating func roadClass(_ tags: RoadTags) -> String {
    if Self.isFerry(tags) { return RoadClasses.ferry }
    guard let text = tags.value(.roadClass) else { return "" }
    if isGone(tags) { return "disused" }
    if let word = RoadClasses.word(for: text) { return word }
    remarks.add(.roadClass, text)
    return ""
  }

  /// Whether other tags say that it is not there yet, or no longer.
  private func isGone(_ tags: RoadTags) -> Bool {
    if let work = tags.value(.construction), !["no", "minor", "widening"].contains(work) { return true }
    return [.proposed, .abandoned, .disused, .razed, .demolished, .impassable].contains(where: tags.says)
      || tags.value(.status) == "impassable"
  }

  private mutating func speeds(_ tags: RoadTags) -> (along: Double?, against: Double?) {
    let both = speed(tags, .speed)
    let along = speed(tags, .speedForward) ?? both
    let against = speed(tags, .speedBackward) ?? both
    if let along, let against { return (along, against) }
    let ruled = ruledSpeed(tags)
    return (along ?? ruled, against ?? ruled)
  }

  private mutating func speed(_ tags: RoadTags, _ key: RoadKey) -> Double? {
    guard let text = tags.value(key) else { return nil }
    let speed = limit(text)
    if speed == nil { remarks.add(.speed, text) }
    return speed
  }

  /// The limit by the rule that other tags name; most of what else stands there is no limit.
  private mutating func ruledSpeed(_ tags: RoadTags) -> Double? {
    for key: RoadKey in [.speedRule, .speedSource, .speedZone, .trafficZone] {
      if let text = tags.value(key), text.contains(":"), let speed = limit(text) { return speed }
    }
    return nil
  }

  private mutating func limit(_ text: String) -> Double? {
    guard let reading = SpeedLimit.reading(of: text) else { return nil }
    if reading.isGuess { remarks.add(.speedRule, text) }
    return reading.kmh
  }

  private mutating func access(_ tags: RoadTags, isFerry: Bool) -> RoadAccess {
    var read = AccessTags(tags)
    var access = RoadAccess(
      car: read.allows(.car), bicycle: read.allows(.eBike), foot: read.allows(.foot))
    for value in read.unknown.sorted() { remarks.add(.access, value) }
    if tags.value(.motorroad) == "yes" { (access.bicycle, access.foot) = (false, false) }
    if let smoothness = tags.value(.smoothness), smoothness == "impassable" {
      (access.car, access.bicycle) = (false, false)
    }
    if isFerry, access.car == nil {
      if let word = tags.value(.roadClass).flatMap(RoadClasses.word), word != RoadClasses.ferry {
        // It is a road besides.
        access.car = Profile.car.usualSpeed(onClass: word) != nil
      } else {
        // One that says it takes people on foot or on bicycles, and nothing of cars, takes none.
        access.car = access.foot != true && access.bicycle != true
      }
    }
    return access
  }

  /// The ways that motor traffic and bicycles take: as the one-way column says, else as goes without saying on roundabouts
  /// and motorways.
  private mutating func directions(
    _ tags: RoadTags, roadClass: String, _ access: inout RoadAccess
  ) -> (traffic: RoadLines.Direction, bicycles: RoadLines.Direction?) {
    let all = direction(
      tags, .oneway,
      closes: {
        access.car = false
        access.bicycle = false
      })
    let motor = direction(tags, .onewayMotor, closes: { access.car = false })
    var bicycles = direction(tags, .onewayBicycle, closes: { access.bicycle = false })
    if bicycles == nil, tags.value(.cycleway)?.hasPrefix("opposite") == true { bicycles = .both }
    let implied: RoadLines.Direction =
      roadClass == "motorway" || ["roundabout", "circular"].contains(tags.value(.junction)?.lowercased())
      ? .forward : .both
    let usual = all ?? implied
    let traffic = motor ?? usual
    return (traffic, bicycles ?? (traffic == usual ? nil : usual))
  }

  private mutating func direction(
    _ tags: RoadTags, _ key: RoadKey, closes: () -> Void
  ) -> RoadLines.Direction? {
    guard let text = tags.value(key) else { return nil }
    switch codes.meaning(of: text) {
    case .both: return .both
    case .forward: return .forward
    case .backward: return .backward
    case .closed:
      closes()
      return .both
    case .changing:
      remarks.add(.changingDirection)
      return .both
    case nil:
      remarks.add(.direction, text)
      return nil
    }
  }

  /// A bridge is above and a tunnel below what it crosses, whether a layer says so or not.
  private mutating func level(_ tags: RoadTags) -> RoadLevel {
    let stated = tags.value(.layer)
    let layer = stated.flatMap { Double($0.trimmingCharacters(in: .whitespaces)) }.flatMap {
      Int(exactly: $0)
    }
    if let stated, layer == nil { remarks.add(.layer, stated) }
    if let layer, layer != 0 { return RoadLevel(layer: layer) }
    if tags.says(.bridge) { return RoadLevel(layer: 1, isStated: false) }
    if tags.says(.tunnel) || tags.says(.covered) { return RoadLevel(layer: -1, isStated: false) }
    return .ground
  }
}
