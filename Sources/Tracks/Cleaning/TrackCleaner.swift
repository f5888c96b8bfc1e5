import Geometry
import Roads

/// Cleans the fixes of one crew as they come, and cuts them into drives.
///
/// Fixes are put in order; of several at a moment the first stays; those farther off than a crew can drive are left out,
/// unless a few in a row agree; where the crew stood, its fixes become two at their mean place, the first and the last;
/// where nothing was recorded for long, another drive begins. Memory does not grow with the number of fixes.
struct TrackCleaner {
  private struct Spot {
    var fix: Fix
    var direction: SIMD3<Double>

    init(_ fix: Fix) {
      self.fix = fix
      direction = GreatCircle.direction(fix.coordinate)
    }

    func metres(to other: Spot) -> Double { GreatCircle.metres(direction, other.direction) }
    func seconds(to other: Spot) -> Double { Double(other.fix.time - fix.time) / 1000 }
  }

  private let rules: CleaningRules
  private var counts = CleaningTally()
  private var order: FixOrder
  /// The last fix that is no error, and those since that may be.
  private var last: Spot?
  private var suspects: [Spot] = []
  /// The latest fixes near the first of them; once they are a stay, that one alone with what makes their mean.
  private var stay: [Spot] = []
  private var stayEnd: Fix?
  private var staySum = SIMD2<Int64>()
  private var stayCount = 0
  private var drive: [Fix] = []

  init(_ rules: CleaningRules) {
    self.rules = rules
    order = FixOrder(size: rules.window)
  }

  var tally: CleaningTally {
    var tally = counts
    tally.reordered = order.reordered
    tally.tooLate = order.tooLate
    return tally
  }

  /// Takes the next fix of the file; `emit` is called with each drive that is complete.
  mutating func add(_ fix: Fix, _ emit: ([Fix]) -> Void) {
    counts.fixes += 1
    if let next = order.add(fix) { take(next, emit) }
  }

  mutating func finish(_ emit: ([Fix]) -> Void) {
    while let next = order.next() { take(next, emit) }
    counts.jumps += suspects.count
    suspects = []
    endDrive(emit)
  }

  // MARK: Jumps and gaps

  private mutating func take(_ fix: Fix, _ emit: ([Fix]) -> Void) {
    let spot = Spot(fix)
    guard let last else { return settle(spot, emit) }
    if fix.time == (suspects.last ?? last).fix.time {
      counts.duplicates += 1
      return
    }
    let pause = (suspects.last ?? last).seconds(to: spot)
    if pause > rules.gap {
      counts.jumps += suspects.count
      suspects.removeAll(keepingCapacity: true)
      counts.gaps += 1
      counts.gapSeconds += pause
      endDrive(emit)
      settle(spot, emit)
    } else if isPossible(last, spot) {
      counts.jumps += suspects.count
      suspects.removeAll(keepingCapacity: true)
      settle(spot, emit)
    } else if let suspect = suspects.last, isPossible(suspect, spot) {
      suspects.append(spot)
      guard suspects.count >= rules.agreeing else { return }
      endDrive(emit)
      for spot in suspects { settle(spot, emit) }
      suspects.removeAll(keepingCapacity: true)
    } else {
      counts.jumps += suspects.count
      suspects.removeAll(keepingCapacity: true)
      suspects.append(spot)
    }
  }

  private func isPossible(_ a: Spot, _ b: Spot) -> Bool {
    a.metres(to: b) <= a.seconds(to: b) * rules.greatestSpeed + rules.leeway
  }

  // MARK: Stays

  private mutating func settle(_ spot: Spot, _ emit: ([Fix]) -> Void) {
    last = spot
    if let first = stay.first {
      if first.metres(to: spot) <= rules.standRadius {
        stayEnd = spot.fix
        stayCount += 1
        staySum &+= SIMD2(Int64(spot.fix.coordinate.x), Int64(spot.fix.coordinate.y))
        if first.seconds(to: spot) < rules.standTime {
          stay.append(spot)
        } else if stay.count > 1 {
          stay.removeLast(stay.count - 1)
        }
        return
      }
      endStay(emit)
    }
    stay.append(spot)
    stayEnd = spot.fix
    stayCount = 1
    staySum = SIMD2(Int64(spot.fix.coordinate.x), Int64(spot.fix.coordinate.y))
  }

  private mutating func endStay(_ emit: ([Fix]) -> Void) {
    guard let first = stay.first?.fix, let end = stayEnd else { return }
    if Double(end.time - first.time) / 1000 >= rules.standTime {
      let count = Int64(stayCount)
      let mean = Coordinate(x: Int32(staySum.x / count), y: Int32(staySum.y / count))
      push(Fix(time: first.time, coordinate: mean), emit)
      push(Fix(time: end.time, coordinate: mean), emit)
      counts.drift += max(0, stayCount - 2)
    } else {
      for spot in stay { push(spot.fix, emit) }
    }
    stay.removeAll(keepingCapacity: true)
    stayEnd = nil
  }

  // MARK: Drives

  private mutating func push(_ fix: Fix, _ emit: ([Fix]) -> Void) {
    drive.append(fix)
    guard drive.count == rules.longestDrive else { return }
    emit(drive)
    drive.removeFirst(drive.count - 1)
  }

  private mutating func endDrive(_ emit: ([Fix]) -> Void) {
    endStay(emit)
    if drive.count == 1 { counts.alone += 1 }
    if drive.count > 1 { emit(drive) }
    drive.removeAll(keepingCapacity: true)
  }
}
