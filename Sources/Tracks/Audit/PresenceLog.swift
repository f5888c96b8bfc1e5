import Geometry
import Roads

/// A crew's stay near a checkpoint, milliseconds since 1970-01-01 UTC.
struct Presence: Sendable, Equatable {
  var checkpoint: Int32
  var from: Int64
  var to: Int64
}

/// Notes when crews are near checkpoints, as their fixes come.
struct PresenceLog {
  private let absence: Int64
  private let reaches: [Double]
  private let places: [PlanePoint]
  private let cell: Double
  /// The checkpoints that may be near a place, by its cell.
  private var cells: [SIMD2<Int32>: [Int32]] = [:]
  /// For each crew its stays, by beginning, and the last of each checkpoint.
  private(set) var stays: [[Presence]]
  private var lastStay: [[Int]]

  /// - Parameters:
  ///   - places: of the checkpoints, in the plane.
  ///   - reaches: metres within which a crew is at each.
  init(crews: Int, places: [PlanePoint], reaches: [Double], absence: Int) {
    self.absence = Int64(absence) * 1000
    self.places = places
    self.reaches = reaches
    cell = max(1, reaches.max() ?? 1)
    stays = Array(repeating: [], count: crews)
    lastStay = Array(repeating: Array(repeating: -1, count: places.count), count: crews)
    for (checkpoint, place) in places.enumerated() {
      let home = Self.cell(place, cell)
      for dx in -1...1 {
        for dy in -1...1 {
          cells[home &+ SIMD2(Int32(dx), Int32(dy)), default: []].append(Int32(checkpoint))
        }
      }
    }
  }

  private static func cell(_ place: PlanePoint, _ size: Double) -> SIMD2<Int32> {
    func index(_ value: Double) -> Int32 { Int32(max(-1e9, min(1e9, (value / size).rounded(.down)))) }
    return SIMD2(index(place.x), index(place.y))
  }

  /// Takes the fixes of a drive and their places in the plane; drives of a crew come in the order of time.
  mutating func add(_ fixes: [Fix], at positions: [PlanePoint], of crew: Int) {
    for (number, fix) in fixes.enumerated() {
      guard let near = cells[Self.cell(positions[number], cell)] else { continue }
      // Before the first fix nothing is known of where the crew was.
      let before = number > 0 ? fixes[number - 1].time : Int64.max
      for checkpoint in near {
        let c = Int(checkpoint)
        guard positions[number].distance(to: places[c]) <= reaches[c] else { continue }
        let last = lastStay[crew][c]
        if last >= 0, stays[crew][last].to >= before || fix.time - stays[crew][last].to <= absence {
          stays[crew][last].to = max(stays[crew][last].to, fix.time)
        } else {
          lastStay[crew][c] = stays[crew].count
          stays[crew].append(Presence(checkpoint: checkpoint, from: fix.time, to: fix.time))
        }
      }
    }
  }
}
