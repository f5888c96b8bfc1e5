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
  private var guesses: [String] = []

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

  mutating func add(guess: String) { guesses.append(guess) }

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
  public var sentences: [String] {
    guesses + tallies.sorted { $0.key < $1.key }.map(sentence)
  }

  private func sentence(on subject: Subject, _ values: Tally) -> String {
    let total = values.total
    func roads(_ which: String) -> String { "\(total) \(total == 1 ? "road" : "roads") \(which)" }
    return switch subject {
    case .roadClass:
      "road classes that are not known: \(list(values)); a car drives \(Profile.unknownClassSpeed) km/h there"
    case .missingClass:
      "\(roads("without a class or a speed")): a car drives \(Profile.unknownClassSpeed) km/h there"
    case .speed: "speed limits that state no speed: \(list(values)); the class of the road counts"
    case .speedRule:
      "speed limits by the rule of a country that is not known: \(list(values)); taken as in most countries"
    case .direction: "one-way codes that are not known: \(list(values)); those roads are taken both ways"
    case .changingDirection: "\(roads("whose one-way direction changes by the hour")): taken both ways"
    case .access: "access values that are not known: \(list(values)); the class of the road counts"
    case .layer: "layers that are no number: \(list(values)); taken as the ground"
    case .ferryDuration:
      "durations of ferries that are not read: \(list(values))"
    case .missingFerryDuration:
      "\(total) \(total == 1 ? "ferry" : "ferries") of unknown duration: taken at \(Profile.ferrySpeed) km/h, boarding included"
    case .barrier: "barriers of kinds that are not known: \(list(values)); they close the road to cars"
    case .conditional: "rules for some hours or vehicles only are left out: \(list(values))"
    case .incompleteWay:
      "\(total) \(total == 1 ? "way is" : "ways are") incomplete, with nodes that are not in the file: broken off there"
    }
  }

  /// The most frequent values first.
  private func list(_ values: Tally) -> String {
    let order = values.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let more = order.count - Self.mostTold
    return order.prefix(Self.mostTold).map { "'\($0.key)' (\($0.value))" }.joined(separator: ", ")
      + (more > 0 ? " and \(values.others > 0 ? "more than " : "")\(more) more" : "")
  }
}
