/// Chooses a place for each of many labels at once, so that no two meet.
///
/// A label has candidates; some meet those of other labels. The three rules of F. Wagner, A. Wolff, V. Kapoor and
/// T. Strijk ("Three Rules Suffice for Good Label Placement", Algorithmica 30, 2001, 334-349) take candidates that do
/// no harm to an optimum; where none applies, the most troublesome candidate of the label with the most is dropped.
/// The order of labels and candidates alone settles ties.
struct LabelChoice {
  /// By candidate, those of other labels that it meets.
  private let meets: [[Int]]
  private let label: [Int]
  private let candidates: [[Int]]
  private var isAlive: [Bool]
  /// By label, the candidate that was taken.
  private var taken: [Int?]

  /// - Parameter boxes: by label, where it may stand, the best first.
  /// - Returns: by label, which of its boxes it gets; `nil` where there is no room for it.
  static func places(_ boxes: [[SheetBox]]) -> [Int?] {
    var choice = LabelChoice(boxes)
    choice.run()
    return zip(choice.taken, choice.candidates).map { taken, own in taken.map { $0 - own[0] } }
  }

  private init(_ boxes: [[SheetBox]]) {
    let all = boxes.flatMap { $0 }
    let label = boxes.indices.flatMap { [Int](repeating: $0, count: boxes[$0].count) }
    var first = 0
    candidates = boxes.map { own in
      defer { first += own.count }
      return Array(first..<first + own.count)
    }
    meets = all.indices.map { one in
      all.indices.filter { label[$0] != label[one] && all[$0].meets(all[one]) }
    }
    self.label = label
    isAlive = all.map { _ in true }
    taken = boxes.map { _ in nil }
  }

  private func living(_ label: Int) -> [Int] { candidates[label].filter { isAlive[$0] } }
  private func rivals(_ candidate: Int) -> [Int] { meets[candidate].filter { isAlive[$0] } }

  private mutating func run() {
    repeat {
      var isChanged = true
      while isChanged {
        isChanged = false
        for label in candidates.indices where taken[label] == nil {
          if settle(label) { isChanged = true }
        }
      }
    } while dropWorst()
    // What stood in the way of a candidate may have gone after it.
    for label in candidates.indices where taken[label] == nil {
      let standing = Set(taken.compactMap { $0 })
      taken[label] = candidates[label].first { standing.isDisjoint(with: meets[$0]) }
    }
  }

  /// Takes a candidate and gives up the others of its label.
  private mutating func take(_ candidate: Int) {
    let own = label[candidate]
    taken[own] = candidate
    for other in candidates[own] where other != candidate { isAlive[other] = false }
  }

  /// Applies the rules to a label.
  private mutating func settle(_ own: Int) -> Bool {
    let living = living(own)
    for candidate in living {
      let rivals = rivals(candidate)
      // L1: it meets nothing.
      if rivals.isEmpty {
        take(candidate)
        return true
      }
      // L2: it meets one label once, which can step aside to where it meets this label alone.
      guard rivals.count == 1, let rival = rivals.first else { continue }
      let aside = self.living(label[rival]).first { other in
        other != rival && self.rivals(other).allSatisfy { label[$0] == own && $0 != candidate }
      }
      if let aside {
        take(candidate)
        take(aside)
        return true
      }
    }
    // L3: it is the last, and of those that it meets only one could be taken anyway.
    guard living.count == 1, let last = living.first else { return false }
    let rivals = rivals(last)
    let isClique = rivals.allSatisfy { a in
      rivals.allSatisfy { b in a == b || label[a] == label[b] || meets[a].contains(b) }
    }
    guard isClique else { return false }
    for rival in rivals { isAlive[rival] = false }
    take(last)
    return true
  }

  /// - Returns: false when every label is settled.
  private mutating func dropWorst() -> Bool {
    let open = candidates.indices.filter { taken[$0] == nil && !living($0).isEmpty }
    guard let most = open.max(by: { living($0).count < living($1).count }) else { return false }
    // Of equals the last goes: the best stand first.
    guard let worst = living(most).max(by: { rivals($0).count <= rivals($1).count }) else { return false }
    isAlive[worst] = false
    return true
  }
}
