import Planner
import Scenario

/// A round as people read it: stops that are told one by one, and in one piece what is passed between them.
enum RoundPart: Equatable {
  case stop(Int)
  case passing(ClosedRange<Int>)
}

extension Route {
  /// All stops, in order.
  var parts: [RoundPart] {
    var parts: [RoundPart] = []
    for (index, stop) in stops.enumerated() {
      if stop.kind != .unit {
        parts.append(.stop(index))
      } else if case .passing(let range) = parts.last {
        parts[parts.count - 1] = .passing(range.lowerBound...index)
      } else {
        parts.append(.passing(index...index))
      }
    }
    return parts
  }
}

extension Route.Stop {
  var isRequired: Bool { kind == .checkpoint || kind == .street }
}

extension RouteWay {
  /// The named streets that lead to some stops, in order.
  func streets(to stops: ClosedRange<Int>) -> [String] {
    var names: [String] = []
    for turn in turns where stops.contains(turn.stop) && !turn.street.isEmpty && names.last != turn.street {
      names.append(turn.street)
    }
    return names
  }
}

extension Horizon {
  /// The dates of a day type, "2026-12-01 – 12-04, 12-07 – 12-11".
  func dates(of dayType: Int) -> String {
    var runs: [ClosedRange<Int>] = []
    for day in 0..<days where self.dayType(of: day) == dayType {
      if let last = runs.last, last.upperBound == day - 1 {
        runs[runs.count - 1] = last.lowerBound...day
      } else {
        runs.append(day...day)
      }
    }
    var year: Substring = ""
    func text(_ day: Int) -> String {
      let date = (start + day).text
      defer { year = date.prefix(4) }
      return date.prefix(4) == year ? String(date.dropFirst(5)) : date
    }
    return runs.map { run in
      run.count == 1
        ? text(run.lowerBound) : "\(text(run.lowerBound)) – \(text(run.upperBound))"
    }.joined(separator: ", ")
  }
}
