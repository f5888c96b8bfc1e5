import Planner
import Words

/// What crews do over the horizon, and how evenly it falls on those that are alike.
struct CrewReport {
  let figures: CrewFigures

  /// `nil` where there is nothing to compare.
  var line: Message? {
    guard figures.works.count > 1 else { return nil }
    let hours = Self.range(figures.works.map { Int((Double($0.seconds) / 3600).rounded()) })
    let kilometres = Self.range(figures.works.map { Int(($0.metres / 1000).rounded()) })
    let nights = Self.range(figures.works.map(\.nights))
    let told = Message("crews     \(hours) h on patrol each, \(kilometres) km, \(nights) nights")
    guard figures.kinds.contains(where: { $0.crews.count > 1 }) else { return told }
    let uneven = figures.kinds.filter { !$0.isEven }.flatMap(\.crews).map { figures.works[$0].crewID }
    let verdict =
      uneven.isEmpty
      ? Message("hours and nights are even among crews that are alike")
      : Message("hours or nights are uneven: \(Message(list: uneven))")
    return Message("\(told); \(verdict)")
  }

  private static func range(_ values: [Int]) -> String {
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    return least == most ? "\(least)" : "\(least)-\(most)"
  }
}
