/// The columns that say where points lie: a code per level, and whatever the levels' units carry.
public struct LocatedFields: Sendable {
  private let hierarchy: Hierarchy

  public init(_ hierarchy: Hierarchy) {
    self.hierarchy = hierarchy
  }

  /// - Parameters:
  ///   - units: for each point its unit of the lowest level, or `nil`.
  ///   - attributes: columns over the units of the lowest level to hand on to their points.
  public func fields(of units: [Int?], with attributes: [VectorField] = []) -> [VectorField] {
    let lowest = hierarchy.levels.count - 1
    let codes = hierarchy.levels.indices.map { level in
      let ancestors = hierarchy.ancestors(of: lowest, at: level)
      return VectorField(
        hierarchy.levels[level].name,
        .text(units.map { unit in unit.map { hierarchy.levels[level].codes[ancestors[$0]] } }))
    }
    let handedOn = attributes.map { field in
      let texts = field.texts
      return VectorField(field.name, .text(units.map { unit in unit.flatMap { texts[$0] } }))
    }
    return codes + handedOn
  }
}
