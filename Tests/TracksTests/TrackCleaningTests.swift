import Geometry
import Testing

@testable import Roads
@testable import Tracks

@Suite struct TrackCleaningTests {
  /// East of a place by so many metres, after so many seconds.
  private static func fix(_ seconds: Double, _ metres: Double) -> Fix {
    Fix(
      time: Int64(seconds * 1000),
      coordinate: Coordinate(x: 1_150_000_000 + Int32(metres / 0.00929), y: 334_000_000))
  }

  private static func clean(
    _ fixes: [Fix], _ rules: CleaningRules = CleaningRules()
  ) -> (drives: [[Fix]], tally: CleaningTally) {
    var cleaner = TrackCleaner(rules)
    var drives: [[Fix]] = []
    for fix in fixes { cleaner.add(fix) { drives.append($0) } }
    cleaner.finish { drives.append($0) }
    return (drives, cleaner.tally)
  }

  /// 10 m/s for `count` fixes 15 s apart.
  private static func drive(_ count: Int, from start: Double = 0) -> [Fix] {
    (0..<count).map { fix(start + Double($0) * 15, (start + Double($0) * 15) * 10) }
  }

  @Test func aCleanTrackStaysAsItIs() {
    let fixes = Self.drive(50)
    let (drives, tally) = Self.clean(fixes)
    #expect(drives == [fixes])
    var nothing = CleaningTally()
    nothing.fixes = 50
    #expect(tally == nothing)
  }

  @Test func eachErrorIsCountedByName() {
    let fixes = Self.drive(60)
    var dirty = fixes
    dirty.insert(fixes[10], at: 11)
    dirty.insert(Fix(time: fixes[20].time, coordinate: fixes[3].coordinate), at: 22)
    dirty.insert(Self.fix(30 * 15 + 7, 90_000), at: 33)
    dirty.swapAt(45, 50)
    let (drives, tally) = Self.clean(dirty)
    #expect(drives == [fixes])
    #expect(tally.duplicates == 2 && tally.jumps == 1 && tally.reordered > 0 && tally.tooLate == 0)
    #expect(tally.gaps == 0 && tally.drift == 0 && tally.fixes == 63)
  }

  @Test func fixesWhileStandingBecomeTwoAtTheirMean() {
    let before = Self.drive(10)
    // Ten minutes around one place, then on.
    let stay = (0..<40).map { Self.fix(150 + Double($0) * 15, 1500 + ($0 % 2 == 0 ? 8 : -8)) }
    let after = (0..<10).map { Self.fix(750 + Double($0) * 15, 1650 + Double($0) * 150) }
    let (drives, tally) = Self.clean(before + stay + after)
    #expect(tally.drift == 38 && drives.count == 1)
    guard let drive = drives.first else { return }
    #expect(drive.count == 22)
    #expect(drive[10].coordinate == drive[11].coordinate)
    #expect(drive[10].time == stay[0].time && drive[11].time == stay[39].time)
    #expect(abs(Int(drive[10].coordinate.x) - Int(Self.fix(0, 1500).coordinate.x)) < 20)
  }

  @Test func aGapEndsADrive() {
    let (drives, tally) = Self.clean(Self.drive(10) + Self.drive(10, from: 1000))
    #expect(drives == [Self.drive(10), Self.drive(10, from: 1000)])
    #expect(tally.gaps == 1 && tally.gapSeconds == 1000 - 135)
    let alone = Self.clean(Self.drive(10) + [Self.fix(1000, 10_000)])
    #expect(alone.drives == [Self.drive(10)] && alone.tally.alone == 1)
  }

  @Test func whoIsElsewhereForLongWasMoved() {
    let elsewhere = (0..<10).map { Self.fix(150 + Double($0) * 15, 60_000 + Double($0) * 150) }
    let (drives, tally) = Self.clean(Self.drive(10) + elsewhere)
    #expect(drives == [Self.drive(10), elsewhere] && tally.jumps == 0)
  }

  @Test func fixesBeyondTheWindowAreLeftOut() {
    var rules = CleaningRules()
    rules.window = 8
    var fixes = Self.drive(40)
    fixes.insert(fixes.remove(at: 3), at: 10)
    fixes.insert(fixes.remove(at: 20), at: 38)
    let (drives, tally) = Self.clean(fixes, rules)
    #expect(tally.tooLate == 1 && tally.reordered == 1)
    #expect(drives.first?.count == 39)
  }

  @Test func aLongDriveGoesOnFromTheSameFix() {
    var rules = CleaningRules()
    rules.longestDrive = 16
    let fixes = Self.drive(40)
    let drives = Self.clean(fixes, rules).drives
    #expect(drives.count == 3)
    #expect(drives.dropFirst().map(\.first) == drives.dropLast().map(\.last))
    #expect(drives[0] + drives[1].dropFirst() + drives[2].dropFirst() == fixes)
  }
}
