import Scenario
import Words

extension Roster {
  /// The places that stay empty because a holiday closes their posts, which are no shortage.
  package static func closed(_ problem: Problem) -> [Unfilled] {
    var closed: [Unfilled] = []
    for date in problem.horizon.dates {
      for post in problem.posts where post.isClosedForHoliday(on: date, problem.policy.roster) {
        for role in Role.allCases {
          guard let need = post.needs[role], need > 0 else { continue }
          closed.append(
            Unfilled(
              date: date, shiftID: post.shiftID, postID: post.id, role: role, missing: need,
              reason: Message("closed_on_holiday", "Closed: \(date.text) is a public holiday.")))
        }
      }
    }
    return closed
  }
}
