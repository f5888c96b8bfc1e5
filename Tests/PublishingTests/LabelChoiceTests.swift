import Solvers
import Testing

@testable import Publishing

@Suite struct LabelChoiceTests {
  private static func box(_ x: Double, _ y: Double) -> SheetBox { SheetBox(x: x, y: y, width: 10, height: 4) }

  /// Labels at the four corners of points thrown at random.
  private static func field(_ seed: UInt64, labels: Int, side: Int) -> [[SheetBox]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<labels).map { _ in
      let (x, y) = (Double(generator.below(side)), Double(generator.below(side)))
      return [box(x, y), box(x - 10, y), box(x, y - 4), box(x - 10, y - 4)]
    }
  }

  private static func meet(_ boxes: [[SheetBox]], _ places: [Int?]) -> Bool {
    let chosen = zip(boxes, places).compactMap { own, place in place.map { own[$0] } }
    return chosen.indices.contains { a in chosen[..<a].contains { $0.meets(chosen[a]) } }
  }

  /// The most labels that can stand, by trying everything.
  private static func most(_ boxes: [[SheetBox]], _ standing: [SheetBox] = []) -> Int {
    guard let first = boxes.first else { return standing.count }
    let rest = Array(boxes.dropFirst())
    let with = first.filter { box in !standing.contains { $0.meets(box) } }
      .map { most(rest, standing + [$0]) }
    return max(with.max() ?? 0, most(rest, standing))
  }

  @Test func noTwoLabelsMeetAndNoneIsLeftThatCouldStand() {
    for seed in 0..<40 {
      let boxes = Self.field(UInt64(seed), labels: 60, side: 90)
      let places = LabelChoice.places(boxes)
      #expect(!Self.meet(boxes, places))
      let standing = zip(boxes, places).compactMap { own, place in place.map { own[$0] } }
      for (own, place) in zip(boxes, places) where place == nil {
        #expect(own.allSatisfy { box in standing.contains { $0.meets(box) } })
      }
    }
  }

  @Test func asManyStandAsCanOrOneLess() {
    var (found, possible) = (0, 0)
    for seed in 0..<60 {
      let boxes = Self.field(UInt64(seed), labels: 8, side: 22)
      let count = LabelChoice.places(boxes).count { $0 != nil }
      let most = Self.most(boxes)
      #expect(count <= most && count >= most - 1)
      (found, possible) = (found + count, possible + most)
    }
    #expect(possible < 60 * 8, "nothing was in the way")
    #expect(Double(found) >= 0.97 * Double(possible))
  }

  @Test func aLabelStepsAsideForOneThatCannot() {
    // The first would stand best where the second has to.
    let boxes = [[Self.box(0, 0), Self.box(0, 20)], [Self.box(5, 0)]]
    #expect(LabelChoice.places(boxes) == [1, 0])
    #expect(LabelChoice.places([[Self.box(0, 0)], []]) == [0, nil])
  }
}
