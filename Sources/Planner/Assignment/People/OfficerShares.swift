extension Assignment {
  /// How the work of one room is shared among its officers.
  public struct OfficerShares: Sendable, Equatable {
    /// An index into the assignment's rooms.
    public var room: Int
    /// Household-seconds of each officer, beside the room's officers.
    public var workloads: [Double]
    /// The greatest share by which one of them differs from their mean.
    public var deviation: Double
    /// Why the deviation cannot be, or was not made, smaller.
    public var limit: Limit

    package init(room: Int, workloads: [Double], deviation: Double, limit: Limit) {
      self.room = room
      self.workloads = workloads
      self.deviation = deviation
      self.limit = limit
    }

    /// Why a division is not more even.
    public enum Limit: Sendable, Equatable {
      /// There are more officers than units.
      case fewUnits
      /// A unit, by its number, makes more work than the mean: nothing comes below this share.
      case largeUnit(Int, share: Double)
      /// No division into areas that hang together comes closer.
      case land
      /// None that comes closer was found.
      case search
    }
  }
}

extension Assignment.OfficerShares {
  init(room: Int, division: OfficerDivision, areas: [Int]) {
    self.room = room
    workloads = [Double](repeating: 0, count: division.officers)
    for (unit, officer) in areas.enumerated() { workloads[officer] += division.loads[unit] }
    deviation = division.deviation(areas)
    let largest = division.loads.indices.max { (division.loads[$0], $1) < (division.loads[$1], $0) } ?? 0
    let excess = division.mean > 0 ? division.loads[largest] / division.mean - 1 : 0
    limit =
      if division.units.count < division.officers {
        .fewUnits
      } else if excess > 0, excess >= deviation * (1 - 1e-9) {
        .largeUnit(division.units[largest], share: excess)
      } else {
        division.isExact ? .land : .search
      }
  }
}
