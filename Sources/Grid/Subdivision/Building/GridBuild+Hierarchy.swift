import Geometry
import VectorFiles

extension GridBuild {
  /// The levels as a hierarchy, to be judged. Nothing says which land the given one should cover.
  ///
  /// - Parameter top: the given units as one, which make a level above them.
  public func hierarchy(under top: Level? = nil) throws(GEOSError) -> Hierarchy {
    let all = (top.map { [$0] } ?? []) + levels
    let plane = LocalPlane(centre: levels[0].shapes.box.centre)
    var result: [Grid.Level] = []
    for (index, level) in all.enumerated() {
      result.append(
        Grid.Level(
          name: level.name, codes: level.codes, names: level.names,
          parents: index == 0 ? level.codes.map { _ in -1 } : level.parents, households: level.households,
          shapes: level.shapes, areas: level.shapes.areas(in: plane), anchors: try level.shapes.anchors(),
          isDissolved: index == 0))
    }
    return Hierarchy(levels: result, plane: plane)
  }
}
