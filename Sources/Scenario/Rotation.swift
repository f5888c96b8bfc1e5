import Solvers
import Words

/// Several days of one type: each has routes of its own, and the dates of the type take them in turn.
///
/// The second day of `weekday` is the type `weekday-2`, and so on. Every step of a plan knows types of days alone.
enum Rotation {
  /// The types of days that the days of `types` become, the first of each first.
  static func names(of types: [String], days: Int) -> [String] {
    (1...max(1, days)).flatMap { number in types.map { number == 1 ? $0 : "\($0)-\(number)" } }
  }

  /// For each date of one type the number of its day, from 0.
  ///
  /// Each round of all days is the one before with some neighbours exchanged by chance: so a day comes back after as many
  /// dates as there are days, or one more or fewer, and nobody who watches knows which it is.
  static func turns(dates: Int, days: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    var order = Array(0..<days)
    var turns: [Int] = []
    while turns.count < dates {
      turns += order
      var place = 0
      while place + 1 < days {
        if generator.below(2) == 0 {
          order.swapAt(place, place + 1)
          place += 1
        }
        place += 1
      }
    }
    return Array(turns.prefix(dates))
  }
}

extension Problem {
  /// Gives each type of day as many days as the policy has, in turn over its dates.
  mutating func rotate(seed: UInt64) {
    let days = patrol.rotation
    guard days > 1 else { return }
    let types = dayTypes
    dayTypes = Rotation.names(of: types, days: days)
    for index in checkpoints.indices {
      checkpoints[index].dayTypes = Rotation.names(of: checkpoints[index].dayTypes, days: days)
    }
    for type in types.indices {
      let dates = horizon.dayTypeOfDate.indices.filter { horizon.dayTypeOfDate[$0] == type }
      let turns = Rotation.turns(dates: dates.count, days: days, seed: seed &+ UInt64(type))
      for (date, turn) in zip(dates, turns) { horizon.dayTypeOfDate[date] = turn * types.count + type }
    }
  }

  /// The number of a type's day in its rotation, from 0.
  package func turn(of dayType: Int) -> Int { dayType / max(1, dayTypes.count / max(1, patrol.rotation)) }

  /// For a type of day the one that the scenario names.
  package func scenarioDayType(of dayType: Int) -> Int {
    dayType % max(1, dayTypes.count / max(1, patrol.rotation))
  }
}

extension Problem {
  /// The share of the horizon's dates that are of a type of day of the scenario.
  package func share(ofScenarioDayType type: Int) -> Double {
    let dates = horizon.dayTypeOfDate.count { scenarioDayType(of: $0) == type }
    return Double(dates) / Double(max(1, horizon.dayTypeOfDate.count))
  }
}

extension Message {
  /// A type of day.
  package init(dayType name: String) {
    guard let dash = name.lastIndex(of: "-"), let number = Int(name[name.index(after: dash)...]) else {
      self.init(term: name)
      return
    }
    self = Message("day_of_rotation", "\(Message(term: String(name[..<dash])))-\(number)")
  }
}
