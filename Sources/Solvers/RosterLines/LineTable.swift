/// The sizes of one person's dynamic programme, see `LinePlanner`.
///
/// A day's table has a row per state (days off in a row; kind and days in a row), in it a block per combination of
/// counted things (weekends, shifts of a kind), in it a value per unit of working time. Kinds are those that the person may
/// work, in the order of the model's.
struct LineTable {
  /// Kinds that may follow upon the same kinds.
  struct Followers {
    var kinds: [Int]
    /// Which may stand the day before them.
    var before: [Int]
  }

  let days: Int
  /// The code of each kind in a line.
  let codes: [Int]
  let minRun: Int
  let maxRun: Int
  let offStates: Int
  /// Working time of each kind, in units that divide all of them.
  let length: [Int]
  let minUnits: Int
  let maxUnits: Int
  let combinations: Int
  /// Where each combination goes with one more shift of a kind (first on a day that opens no weekend, then on one
  /// that does), or -1: `2 * kinds` rows.
  let target: [Int32]
  /// For each day whether working time is counted anew from it on.
  let beginsPeriod: [Bool]
  /// All kinds, by what they may follow upon.
  let followers: [Followers]
  /// For each kind, the kinds that may stand the day before it.
  let before: [[Int]]

  var kinds: Int { codes.count }
  var states: Int { offStates + maxRun * kinds }
  var rowLength: Int { combinations * (maxUnits + 1) }
  var dayLength: Int { states * rowLength }

  func work(_ kind: Int, run: Int) -> Int { offStates + (run - 1) * kinds + kind }

  /// `counted`: the kinds whose shifts are counted; the limits of the others are left out.
  init(_ model: RosterModel, _ person: RosterModel.Person, counted: [Int]) {
    days = model.days
    beginsPeriod = (0..<model.days).map { $0 > 0 && model.periods.contains($0) }
    let own = model.kinds.indices.filter { person.maxOfKind[$0] > 0 }
    codes = own.map { $0 + 1 }
    minRun = max(1, person.minRun)
    maxRun = max(0, min(person.maxRun, model.days))
    offStates = max(1, person.minOff)
    let unit = max(1, own.reduce(0) { Self.divisor($0, model.kinds[$1].minutes) })
    length = own.map { model.kinds[$0].minutes / unit }
    minUnits = max(0, (person.minutes.lowerBound + unit - 1) / unit)
    let longest = (length.max() ?? 0) * model.days
    maxUnits = max(0, min(person.minutes.upperBound / unit, longest))
    // Mixed radix: weekends first, then each counted kind. Weekends are not counted where all may be worked.
    let countsWeekends = person.maxWeekends < (model.days + 6) / 7
    let limits = [countsWeekends ? person.maxWeekends : 0] + counted.map { person.maxOfKind[$0] }
    let radix = limits.map { $0 + 1 }
    let combinations = radix.reduce(1, *)
    self.combinations = combinations
    func raised(_ combination: Int, _ digits: [Int]) -> Int32 {
      var result = combination
      var stride = 1
      for (digit, size) in radix.enumerated() {
        if digits.contains(digit) {
          if combination / stride % size + 1 == size { return -1 }
          result += stride
        }
        stride *= size
      }
      return Int32(result)
    }
    var target: [Int32] = []
    for weekend in [false, true] {
      for kind in own {
        let digit = counted.firstIndex(of: kind).map { [$0 + 1] } ?? []
        target += (0..<combinations).map { raised($0, digit + (weekend && countsWeekends ? [0] : [])) }
      }
    }
    self.target = target
    let before = own.map { next in
      own.indices.filter { !model.kinds[own[$0]].forbiddenNext.contains(next) }
    }
    self.before = before
    followers = Dictionary(grouping: own.indices, by: { before[$0] })
      .map { Followers(kinds: $1, before: $0) }.sorted { $0.kinds[0] < $1.kinds[0] }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
}
