import Planner
import Words

/// What a plan rests on that its scenario does not say.
struct Assumptions {
  /// So many are told one by one; who leaves out more knows that.
  private static let told = 30

  private let sentences: [Message]

  /// - Parameter slips: what is told already.
  init(of plan: PatrolPlan, besides slips: [Message]) {
    self.init(plan.assumed.filter { !slips.contains($0) })
  }

  init(_ sentences: [Message]) {
    self.sentences = sentences
  }

  /// A line each.
  var notes: [Message] {
    let rest = sentences.count - Self.told
    return sentences.prefix(Self.told).map { Message("assumed: \($0)") }
      + (rest > 0 ? [Message("and \(rest) more assumptions, listed in summary.json")] : [])
  }
}
