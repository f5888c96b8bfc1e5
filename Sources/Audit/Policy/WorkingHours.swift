import Planner
import Scenario
import Words

/// The duties of a roster on some dates, person by person.
package struct WorkingHours {
  private struct Duty {
    var start: Int
    var end: Int
    var date: Int
  }

  private let people: [(id: String, duties: [Duty])]
  private let places: (needed: Int, filled: Int)
  private let emptyPosts: [String]

  package init(_ plan: Plan, dates: Range<Int>) {
    let problem = plan.problem
    let start = problem.horizon.start
    let windows = Dictionary(
      problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { first, _ in first })
    var duties: [String: [Duty]] = [:]
    for duty in plan.roster.duties where dates.contains(duty.date - start) {
      guard let window = windows[duty.shiftID] else { continue }
      let begin = (duty.date - start) * 86_400 + window.start.seconds
      duties[duty.staffID, default: []].append(
        Duty(start: begin, end: begin + window.duration, date: duty.date - start))
    }
    people = duties.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted { $0.start < $1.start }) }
    let filling = RosterPlaces(of: plan.roster, in: problem)
    places = filling.places { dates.contains($0.date) }
    emptyPosts = Set(filling.empty.filter { dates.contains($0.date - start) }.map(\.postID)).sorted()
    firstWeekday = (start + dates.lowerBound).weekday
    firstDate = dates.lowerBound
  }

  private let firstWeekday: Int
  private let firstDate: Int

  package func judge(_ rule: AuditPolicy.Rule) -> AuditFinding {
    switch rule.name {
    case .dutiesFilled:
      let share = places.needed > 0 ? Double(places.filled) / Double(places.needed) : 1
      return AuditFinding(rule, share, places: emptyPosts)
    case .rest: return judge(rule, rest)
    case .daysInARow: return judge(rule, daysInARow)
    default: return judge(rule, hoursPerWeek)
    }
  }

  /// The worst person's value, and everyone who breaks the rule.
  private func judge(_ rule: AuditPolicy.Rule, _ value: ([Duty]) -> Double?) -> AuditFinding {
    let values = people.compactMap { person in value(person.duties).map { (id: person.id, value: $0) } }
    let worst = rule.isLeast ? values.map(\.value).min() : values.map(\.value).max()
    guard let worst else {
      return AuditFinding(
        rule, notJudged: Message("too_few_duties", "nobody has as many duties on these dates"))
    }
    let broken = values.filter { rule.isLeast ? $0.value < rule.limit : $0.value > rule.limit }
    return AuditFinding(rule, worst, places: broken.map(\.id))
  }

  /// The least hours between two duties; `nil` with fewer.
  private func rest(_ duties: [Duty]) -> Double? {
    zip(duties, duties.dropFirst()).map { Double($1.start - $0.end) / 3600 }.min()
  }

  private func daysInARow(_ duties: [Duty]) -> Double? {
    var (longest, run, last) = (0, 0, Int.min)
    for date in Set(duties.map(\.date)).sorted() {
      run = last != .min && date == last + 1 ? run + 1 : 1
      last = date
      longest = max(longest, run)
    }
    return Double(longest)
  }

  /// Of the weeks from Monday to Sunday, counted in the week in which a duty starts.
  private func hoursPerWeek(_ duties: [Duty]) -> Double? {
    var seconds: [Int: Int] = [:]
    for duty in duties {
      seconds[(duty.date - firstDate + firstWeekday - 1) / 7, default: 0] += duty.end - duty.start
    }
    return seconds.values.max().map { Double($0) / 3600 }
  }
}
