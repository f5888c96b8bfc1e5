import Scenario

/// One kind of place with required visits, and the rules that all of its kind share.
struct CheckpointKind: Sendable {
  enum Site: Sendable { case street, road, village }

  /// How its places are called after their number.
  let word: String
  let site: Site
  let tier: Checkpoint.Tier
  /// How many of 150 checkpoints are of this kind.
  let share: Int
  let visits: Int
  let dwell: Int
  /// "07:00-08:00", … ; none is any time.
  var windows: [String] = []
  var minGap = 0
  var dayTypes: [String] = []

  static let all = [
    CheckpointKind(
      word: "小学", site: .street, tier: .red, share: 20, visits: 2, dwell: 600,
      windows: ["07:00-08:00", "16:00-17:30"], minGap: 14_400, dayTypes: ["weekday"]),
    CheckpointKind(
      word: "夜市", site: .street, tier: .red, share: 5, visits: 2, dwell: 900, windows: ["18:30-23:00"],
      minGap: 5_400),
    CheckpointKind(
      word: "医院", site: .street, tier: .red, share: 6, visits: 4, dwell: 600, minGap: 10_800),
    CheckpointKind(
      word: "车站", site: .street, tier: .red, share: 4, visits: 6, dwell: 600, windows: ["05:30-23:30"],
      minGap: 7_200),
    CheckpointKind(
      word: "集贸市场", site: .street, tier: .yellow, share: 10, visits: 1, dwell: 900, windows: ["06:00-10:30"]),
    CheckpointKind(
      word: "银行网点", site: .street, tier: .yellow, share: 25, visits: 1, dwell: 300, windows: ["08:30-17:30"]),
    CheckpointKind(word: "加油站", site: .street, tier: .yellow, share: 14, visits: 1, dwell: 300),
    CheckpointKind(
      word: "广场", site: .street, tier: .yellow, share: 8, visits: 2, dwell: 600, windows: ["18:00-22:00"],
      minGap: 3_600),
    CheckpointKind(word: "桥", site: .road, tier: .blue, share: 12, visits: 1, dwell: 300),
    CheckpointKind(word: "村委会", site: .village, tier: .blue, share: 46, visits: 1, dwell: 300),
  ]

  /// The windows as values; every text above is one.
  var dailyWindows: [DailyWindow] {
    windows.compactMap { text in
      let parts = text.split(separator: "-").compactMap { TimeOfDay($0) }
      return parts.count == 2 ? DailyWindow(start: parts[0], end: parts[1]) : nil
    }
  }
}
