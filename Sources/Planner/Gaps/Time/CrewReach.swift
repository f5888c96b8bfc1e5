import Grid

/// How soon the crews on the road would reach each unit of the lowest level, through one day.
public struct CrewReach: Sendable {
  /// Seconds from one moment to the next; the first is midnight.
  public static let step = 1800

  public var dayType: String
  /// For each moment and each unit, seconds from the call to the arrival of the nearest crew on the road; `nil` when
  /// there is none, or no way.
  public var response: [[Int?]]

  public init(dayType: String, response: [[Int?]]) {
    self.dayType = dayType
    self.response = response
  }
}

extension CoverageAnalysis {
  /// How soon the crews reach the units while they drive.
  ///
  /// Every day is taken to be like the example day: a shift that runs past midnight is on the road in the small hours too.
  ///
  /// - Parameters:
  ///   - drives: of one day type.
  ///   - travel: from wherever a crew is at the moment of the call.
  public func reach(of drives: [CrewTimeline], on dayType: String, travel: any Travel) -> CrewReach {
    let day = 86_400
    let moments = Array(stride(from: 0, to: day, by: CrewReach.step))
    let response = concurrentMap(moments) { moment in
      let crews = drives.compactMap { $0.place(at: moment) ?? $0.place(at: moment + day) }
      return travel.nearest(from: crews, to: units.anchors).nearestSeconds.map(responseTime)
    }
    return CrewReach(dayType: dayType, response: response)
  }
}
