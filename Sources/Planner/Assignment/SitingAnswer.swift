/// What a model of siting made least, in its own unit, and the proof of how good that is.
public struct SitingAnswer: Sendable, Equatable {
  public var name: String
  public var unit: String
  public var objective: Double
  /// No choice of rooms under the same rules has less.
  public var lowerBound: Double
}
