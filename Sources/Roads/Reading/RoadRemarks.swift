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

  private var counts: [Subject: [String: Int]] = [:]
  /// What was guessed of a column as a whole, in sentences.
  private var guesses: [String] = []

  /// Longer values are cut where they are told.
  private static let longestValue = 40
  private static let mostValues = 6

  /// - Parameter value: as it stands in the file; empty where the subject says all.
  mutating func add(_ subject: Subject, _ value: String = "", count: Int = 1) {
    guard count > 0 else { return }
    counts[subject, default: [:]][String(value.prefix(Self.longestValue)), default: 0] += count
  }

  mutating func add(guess: String) { guesses.append(guess) }

  /// In sentences, one for each subject.
  public var sentences: [String] {
    guesses + counts.keys.sorted().map { sentence(on: $0, counts[$0] ?? [:]) }
  }

  private func sentence(on subject: Subject, _ values: [String: Int]) -> String {
    let total = values.values.reduce(0, +)
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
  private func list(_ values: [String: Int]) -> String {
    let order = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let more = order.count - Self.mostValues
    return order.prefix(Self.mostValues).map { "'\($0.key)' (\($0.value))" }.joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }
}
