import Scenario

/// The limits of classes I and II for measures of rooms and crews; whoever keeps neither is in class III.
package struct ScorecardPolicy: Sendable {
  /// What is measured; the raw value is its key in the file.
  package enum Measure: String, Sendable, CaseIterable {
    /// Of rooms: of the households they serve, and of their people.
    case meanTravel = "mean_travel_s"
    case worstTravel = "worst_travel_s"
    case householdsPerOfficer = "households_per_officer"
    case unitsWithoutAuxiliary = "units_without_auxiliary"
    /// Of crews: of their time on duty, and their stops.
    case presence = "presence_share"
    case visitsPerShift = "visits_per_shift"
    case kilometresPerShift = "km_per_shift"
    /// Of both.
    case dutiesFilled = "duties_filled"
  }

  package struct Threshold: Sendable {
    package var measure: Measure
    /// The limits of class I and class II.
    package var limits: [Double]

    package init(_ measure: Measure, _ first: Double, _ second: Double) {
      self.measure = measure
      limits = [first, second]
    }
  }

  package var rooms: [Threshold] = []
  package var crews: [Threshold] = []

  package init() {}
}

extension ScorecardPolicy.Measure {
  static let ofRooms: [Self] = [
    .meanTravel, .worstTravel, .householdsPerOfficer, .unitsWithoutAuxiliary, .dutiesFilled,
  ]
  static let ofCrews: [Self] = [.presence, .visitsPerShift, .kilometresPerShift, .dutiesFilled]

  /// Whether more is better.
  package var isLeast: Bool {
    switch self {
    case .presence, .visitsPerShift, .kilometresPerShift, .dutiesFilled: true
    case .meanTravel, .worstTravel, .householdsPerOfficer, .unitsWithoutAuxiliary: false
    }
  }
}
