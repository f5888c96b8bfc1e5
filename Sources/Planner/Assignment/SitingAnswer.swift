/// What a model of siting made least, in its own unit, and the proof of how good that is.
package struct SitingAnswer: Sendable, Equatable {
  package var name: String
  package var unit: String
  package var objective: Double
  /// No choice of rooms under the same rules has less.
  package var lowerBound: Double
}
