import Foundation

/// What one unit should hold.
struct UnitTarget {
  /// Households wanted, in any measure.
  var share: Double
  /// Households allowed.
  var range: ClosedRange<Int>
}

/// One unit that a division made.
struct DividedUnit {
  var piece: DividedLand
  var points: [HouseholdPoint]
}

/// Divides land by recursive bisection with balanced cuts: of the lines of many directions that leave the wanted
/// households on each side, the one with the roundest halves is cut (a "shortest split" after Kalcsics, Nickel and
/// Schröder 2005, "Towards a unified territorial design approach").
///
/// Where barriers lead through the land from border to border (see `BarrierGraph`), it is cut along them instead, if both
/// sides can then be divided into units of their range.
struct Divider {
  var splits: EdgeSplits
  let barriers: BarrierCutter
  let scale: LocalScale
  /// Turns the directions, so that another attempt makes other cuts.
  var turn = 0.0

  private static let directions = 24

  /// Divides a piece; fewer units than targets come back where it cannot be cut so often.
  mutating func divide(_ piece: DividedLand, _ points: [HouseholdPoint], _ targets: [UnitTarget])
    -> [DividedUnit]
  {
    var result: [DividedUnit] = []
    divide(piece, points, targets[...], into: &result)
    return result
  }

  private mutating func divide(
    _ piece: DividedLand, _ points: [HouseholdPoint], _ targets: ArraySlice<UnitTarget>,
    into result: inout [DividedUnit]
  ) {
    let piece = DividedLand(rings: piece.rings.map { splits.refined($0) })
    guard targets.count > 1, let choice = bestCut(piece, points, Array(targets)) else {
      result.append(DividedUnit(piece: piece, points: points))
      return
    }
    for insertion in choice.cut.insertions {
      splits.split(insertion.from, insertion.to, at: insertion.vertex)
    }
    divide(choice.cut.left, choice.left, targets.prefix(choice.count), into: &result)
    divide(choice.cut.right, choice.right, targets.dropFirst(choice.count), into: &result)
  }

  private struct Choice {
    var cut: PieceCut
    var left: [HouseholdPoint]
    var right: [HouseholdPoint]
    /// How many of the targets go to the left side.
    var count: Int
    /// By how many households the sides miss what their units may hold.
    var miss: Int
  }

  private func bestCut(_ piece: DividedLand, _ points: [HouseholdPoint], _ targets: [UnitTarget]) -> Choice? {
    for cut in barriers.isEmpty ? [] : barriers.cuts(piece, splits, scale) {
      if let choice = weighed(cut, points, targets), choice.miss == 0 { return choice }
    }
    let total = points.reduce(0) { $0 + $1.households }
    let half = share(of: targets.count / 2, targets)
    if let choice = bestCut(piece, points, targets, parts: [half * Double(total)]), choice.miss == 0 {
      return choice
    }
    // Concave land or lumps of households: other balances, too.
    let step = max(1, (targets.count - 1) / 12)
    let parts = stride(from: 1, to: targets.count, by: step).map { share(of: $0, targets) * Double(total) }
    return bestCut(piece, points, targets, parts: parts)
  }

  private func share(of count: Int, _ targets: [UnitTarget]) -> Double {
    targets.prefix(count).reduce(0) { $0 + $1.share } / targets.reduce(0) { $0 + $1.share }
  }

  /// The roundest cut that puts one of `parts` households on its left; the nearest miss where none fits.
  private func bestCut(
    _ piece: DividedLand, _ points: [HouseholdPoint], _ targets: [UnitTarget], parts: [Double]
  ) -> Choice? {
    var cuts: [(cut: PieceCut, score: Double)] = []
    for direction in 0..<Self.directions {
      let angle = 2 * Double.pi * (Double(direction) + turn) / Double(Self.directions)
      // Normal to the cut in metres, on the lattice.
      let a = Int64((8_192 * cos(angle) * scale.x / scale.y).rounded())
      let b = Int64((8_192 * sin(angle)).rounded())
      var sweep = Sweep(points, a, b)
      for part in parts {
        guard let level = sweep.level(below: part) else { continue }
        for cut in LineCutter.cuts(piece, by: CutLine(a: a, b: b, level: level), splits) {
          cuts.append((cut, cut.left.roundness(scale) + cut.right.roundness(scale)))
        }
      }
    }
    var best: Choice?
    for i in cuts.indices.sorted(by: { (cuts[$0].score, $0) < (cuts[$1].score, $1) }) {
      guard cuts[i].score < .infinity, let choice = weighed(cuts[i].cut, points, targets) else { continue }
      if choice.miss == 0 { return choice }
      if choice.miss < best?.miss ?? .max { best = choice }
    }
    return best
  }

  /// The cut with its households on both sides and the targets that fit them; `nil` when it is not sound.
  private func weighed(_ cut: PieceCut, _ points: [HouseholdPoint], _ targets: [UnitTarget]) -> Choice? {
    guard cut.left.isSimple, cut.right.isSimple else { return nil }
    var choice = Choice(cut: cut, left: [], right: [], count: 0, miss: .max)
    var leftSum = 0
    var rightSum = 0
    for point in points {
      if cut.left.holds(point.place) {
        choice.left.append(point)
        leftSum += point.households
      } else {
        choice.right.append(point)
        rightSum += point.households
      }
    }
    guard !choice.left.isEmpty, !choice.right.isEmpty else { return nil }
    var low = (left: 0, right: targets.reduce(0) { $0 + $1.range.lowerBound })
    var high = (left: 0, right: targets.reduce(0) { $0 + $1.range.upperBound })
    var nearest = Double.infinity
    for count in 1..<targets.count {
      let range = targets[count - 1].range
      low = (low.left + range.lowerBound, low.right - range.lowerBound)
      high = (high.left + range.upperBound, high.right - range.upperBound)
      let miss =
        max(0, low.left - leftSum, leftSum - high.left) + max(0, low.right - rightSum, rightSum - high.right)
      let error = (share(of: count, targets) * Double(leftSum + rightSum) - Double(leftSum)).magnitude
      if (miss, error) < (choice.miss, nearest) {
        (choice.miss, choice.count, nearest) = (miss, count, error)
      }
    }
    return choice
  }
}

/// Households in the order of a direction.
struct Sweep {
  private var keys: [Int64]
  /// Households up to and with each key; `nil` when every point is one household.
  private var sums: [Int]?

  init(_ points: [HouseholdPoint], _ a: Int64, _ b: Int64) {
    let keys = points.map { a * Int64($0.place.x) + b * Int64($0.place.y) }
    if points.allSatisfy({ $0.households == 1 }) {
      self.keys = keys.sorted()
    } else {
      let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
      self.keys = order.map { keys[$0] }
      var sum = 0
      sums = order.map {
        sum += points[$0].households
        return sum
      }
    }
  }

  /// The level of the line with nearest to `wanted` households below it; `nil` when all lie at one level.
  mutating func level(below wanted: Double) -> Int64? {
    guard let first = keys.first, let last = keys.last, first != last else { return nil }
    var index: Int
    if let sums {
      index = sums.firstIndex { Double($0) >= wanted } ?? sums.count - 1
      if index > 0, wanted - Double(sums[index - 1]) < Double(sums[index]) - wanted { index -= 1 }
    } else {
      index = Int(wanted.rounded()) - 1
    }
    index = min(max(0, index), keys.count - 2)
    while index > 0 && keys[index] == keys[index + 1] { index -= 1 }
    while keys[index] == keys[index + 1] { index += 1 }
    // Odd, and between twice the two keys.
    return (keys[index] + keys[index + 1]) | 1
  }
}
