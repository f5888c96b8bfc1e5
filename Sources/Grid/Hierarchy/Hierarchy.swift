import VectorFiles

/// A county as nested levels, from the top (the county) down (micro-grids).
public struct Hierarchy: Sendable, Equatable {
  /// Top level first; never empty.
  public let levels: [Level]
  /// The plane in which the county's metres are measured.
  public let plane: LocalPlane
  /// What is wrong with its codes and parents, as far as its reader could tell.
  public let structure: [Defect]

  /// Of levels that nest, top first; at least one.
  public init(levels: [Level], plane: LocalPlane, structure: [Defect] = []) {
    precondition(!levels.isEmpty, "a hierarchy has at least one level")
    self.levels = levels
    self.plane = plane
    self.structure = structure
  }

  /// The uppermost level.
  public var top: Level { levels[0] }
  /// The level whose units hold no others.
  public var lowest: Level { levels[levels.count - 1] }

  /// Whether nothing says which land the top level should cover: it is the only one, or was joined from the one below.
  var isOpen: Bool { levels.count == 1 || top.isDissolved }

  /// The index of the level of that name.
  public func index(of name: String) -> Int? { levels.firstIndex { $0.name == name } }

  /// For each unit of level `lower` the index of the unit of level `upper` that holds it.
  public func ancestors(of lower: Int, at upper: Int) -> [Int] {
    var result = Array(levels[lower].codes.indices)
    for level in stride(from: lower, to: upper, by: -1) {
      let parents = levels[level].parents
      for i in result.indices where result[i] >= 0 { result[i] = parents[result[i]] }
    }
    return result
  }

  /// For each unit of level `upper` the units of level `lower` inside it, in order.
  public func descendants(of upper: Int, at lower: Int) -> [[Int]] {
    var result = [[Int]](repeating: [], count: levels[upper].count)
    for (unit, ancestor) in ancestors(of: lower, at: upper).enumerated() where ancestor >= 0 {
      result[ancestor].append(unit)
    }
    return result
  }
}
