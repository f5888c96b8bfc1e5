import Roads

/// Puts fixes that come late in their place, as far as a window of bounded size allows.
struct FixOrder {
  private let size: Int
  /// In order of time from `head` on.
  private var window: [Fix] = []
  private var head = 0
  private var released = Int64.min
  private(set) var reordered = 0
  private(set) var tooLate = 0

  init(size: Int) {
    self.size = size
  }

  /// Takes a fix; returns the one whose turn has come, if any.
  mutating func add(_ fix: Fix) -> Fix? {
    guard fix.time >= released else {
      tooLate += 1
      return nil
    }
    var place = window.count
    while place > head, window[place - 1].time > fix.time { place -= 1 }
    if place < window.count { reordered += 1 }
    window.insert(fix, at: place)
    return window.count - head > size ? next() : nil
  }

  /// Whether most steps from one fix of a crew to its next lead back in time.
  static func isNewestFirst(_ fixes: [(crew: Int, fix: Fix)]) -> Bool {
    var last: [Int: Int64] = [:]
    var forward = 0
    for (crew, fix) in fixes {
      guard let before = last.updateValue(fix.time, forKey: crew) else { continue }
      forward += Int((fix.time - before).signum())
    }
    return forward < 0
  }

  /// The first of those that are left.
  mutating func next() -> Fix? {
    guard head < window.count else { return nil }
    let fix = window[head]
    head += 1
    released = fix.time
    if head > 2 * size {
      window.removeFirst(head)
      head = 0
    }
    return fix
  }
}
