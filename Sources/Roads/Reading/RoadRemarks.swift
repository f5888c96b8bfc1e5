import Words

/// What a road layer says that was not understood, taken as a guess, or left out, and how often: all of it is told.
public struct RoadRemarks: Sendable, Equatable {
  /// What it is about; the order in which it is told.
  enum Subject: Int, CaseIterable, Comparable, Sendable {
    case roadClass, missingClass
    case speed, speedRule
    case direction, changingDirection
    case access, layer
    case ferryDuration, missingFerryDuration
    case barrier
    case conditional
    case incompleteWay

    static func < (a: Subject, b: Subject) -> Bool { a.rawValue < b.rawValue }
  }

  /// How often each value stands there.
  private struct Tally: Equatable {
    var counts: [String: Int] = [:]
    /// How often values stand there that are not kept.
    var others = 0

    var total: Int { counts.values.reduce(others, +) }

    mutating func add(_ value: String, _ count: Int) {
      if counts.count < RoadRemarks.mostKept || counts[value] != nil {
        counts[value, default: 0] += count
      } else {
        others += count
      }
    }

    mutating func add(_ other: Tally) {
      // In an order, so that the same ones are kept in every run.
      for (value, count) in other.counts.sorted(by: { $0.key < $1.key }) { add(value, count) }
      others += other.others
    }
  }

  private var tallies: [Subject: Tally] = [:]
  /// What was guessed of a column as a whole, in sentences.
  private var guesses: [Message] = []

  /// Code points; longer values are cut where they are told.
  private static let longestValue = 40
  /// The most values that are told of a subject.
  private static let mostTold = 6
  /// The most values of a subject that are kept; what more come are only counted.
  private static let mostKept = 2000

  /// - Parameter value: as it stands in the file; empty where the subject says all.
  mutating func add(_ subject: Subject, _ value: String = "", count: Int = 1) {
    guard count > 0 else { return }
    let value = String(value.unicodeScalars.prefix(Self.longestValue))
    tallies[subject, default: Tally()].add(value, count)
  }

  mutating func add(guess: Message) { guesses.append(guess) }

  /// Adds what is to be said of something else.
  mutating func add(_ other: RoadRemarks) {
    for (subject, tally) in other.tallies { tallies[subject, default: Tally()].add(tally) }
    guesses += other.guesses
  }

  /// Adds what is to be said of a barrier.
  mutating func add(_ barrier: BarrierTags) {
    if let kind = barrier.unknownKind { add(.barrier, kind) }
    for value in barrier.unknownAccess { add(.access, value) }
  }

  /// In sentences, one for each subject.
  public var sentences: [Message] {
    guesses + tallies.sorted { $0.key < $1.key }.map(sentence)
  }

  private func sentence(on subject: Subject, _ values: Tally) -> Message {
    let total = values.total
    let roads = Message.counted(total, "road")
    switch subject {
    case .roadClass:
      return Message(
        "road_classes_unknown",
        "road classes that are not known: \(list(values)); a car drives \(Profile.unknownClassSpeed) km/h there"
      )
    case .missingClass:
      return Message(
        "roads_without_class",
        "\(roads) without a class or a speed: a car drives \(Profile.unknownClassSpeed) km/h there")
    case .speed:
      return Message(
        "speed_limits_unknown",
        "speed limits that state no speed: \(list(values)); the class of the road counts")
    case .speedRule:
      return Message(
        "speed_rules_unknown",
        "speed limits by the rule of a country that is not known: \(list(values)); taken as in most countries"
      )
    case .direction:
      return Message(
        "one_way_codes_unknown",
        "one-way codes that are not known: \(list(values)); those roads are taken both ways")
    case .changingDirection:
      return Message(
        "roads_changing_direction", "\(roads) whose one-way direction changes by the hour: taken both ways")
    case .access:
      return Message(
        "access_unknown", "access values that are not known: \(list(values)); the class of the road counts")
    case .layer:
      return Message("road_layers_unknown", "layers that are no number: \(list(values)); taken as the ground")
    case .ferryDuration:
      return Message("ferry_durations_unread", "durations of ferries that are not read: \(list(values))")
    case .missingFerryDuration:
      return Message(
        "ferries_without_duration",
        "\(Message.counted(total, "ferry")) of unknown duration: taken at \(Profile.ferrySpeed) km/h, boarding included"
      )
    case .barrier:
      return Message(
        "barriers_unknown",
        "barriers of kinds that are not known: \(list(values)); they close the road to cars")
    case .conditional:
      return Message(
        "conditional_rules_left_out", "rules for some hours or vehicles only are left out: \(list(values))")
    case .incompleteWay:
      return total == 1
        ? Message(
          "incomplete_ways",
          "\(total) way is incomplete, with nodes that are not in the file: broken off there")
        : Message(
          "incomplete_ways",
          "\(total) ways are incomplete, with nodes that are not in the file: broken off there")
    }
  }

  /// The most frequent values first.
  private func list(_ values: Tally) -> Message {
    let order = values.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let more = order.count - Self.mostTold
    let told = order.prefix(Self.mostTold).map { Message("'\($0.key)' (\($0.value))") }.joined(
      separator: ", ")
    guard more > 0 else { return told }
    return values.others > 0
      ? Message("\(told) and more than \(more) more") : Message("\(told) and \(more) more")
  }
}
