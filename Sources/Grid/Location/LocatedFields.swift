import VectorFiles

extension Hierarchy {
  /// The columns that say where the points in a unit of the lowest level lie: a code per level, and whatever the
  /// units carry; a value per unit.
  public func locatedFields(with attributes: [VectorField] = []) -> [VectorField] {
    let lowest = levels.count - 1
    let codes = levels.indices.map { level in
      VectorField(levels[level].name, .text(ancestors(of: lowest, at: level).map { levels[level].codes[$0] }))
    }
    return codes + attributes.map { VectorField($0.name, .text($0.texts)) }
  }
}
