import Geometry
import Grid
import Solvers
import VectorFiles

/// A county's micro-grids before they are grouped.
struct Land {
  let plane: LocalPlane
  let settlements: Settlements
  let seeds: Seeds
  let cells: Cells
  let borders: Borders
  let neighbours: Adjacency

  /// How many layouts are tried; the first one almost always does.
  private static let attempts = 8

  static func make(_ preset: Preset, seed: UInt64) throws(SampleError) -> Land {
    for attempt in 0..<attempts {
      do throws(SampleError) {
        return try Land(preset, seed: seed, attempt: attempt)
      } catch .crowdedSeeds {
        continue
      }
    }
    throw .crowdedSeeds
  }

  private init(_ preset: Preset, seed: UInt64, attempt: Int) throws(SampleError) {
    guard let centre = Coordinate(longitude: preset.longitude, latitude: preset.latitude) else {
      throw .crowdedSeeds
    }
    plane = LocalPlane(centre: centre)
    var chance = SeededGenerator(seed, .outline, attempt: attempt)
    let outline = Outline(squareKilometres: preset.squareKilometres, chance: &chance)
    chance = SeededGenerator(seed, .settlements, attempt: attempt)
    settlements = Settlements(preset, outline: outline, chance: &chance)
    chance = SeededGenerator(seed, .seeds, attempt: attempt)
    seeds = Seeds(settlements, outline: outline, chance: &chance)
    cells = try Cells(
      seeds: seeds.points, fence: Self.fence(around: seeds.points, outline: outline), plane: plane)
    chance = SeededGenerator(seed, .borders, attempt: attempt)
    borders = Borders(cells: cells, seeds: seeds.points, plane: plane, chance: &chance)
    neighbours = cells.adjacency
    guard neighbours.pieces(of: Array(seeds.points.indices)).count == 1 else { throw .crowdedSeeds }
  }

  /// Sites outside the county whose cells take all land beyond it.
  ///
  /// Each seed near the outline has its mirror image beyond it, so that the county ends about half way between:
  /// on the outline. Two rings further out close what is left.
  private static func fence(around seeds: [PlanePoint], outline: Outline) -> [PlanePoint] {
    let band = max(900, outline.meanRadius * 0.1)
    var index = PointIndex(cell: 100)
    var fence: [PlanePoint] = []
    for seed in seeds where outline.depth(of: seed) < band {
      let mirror = outline.nearest(to: seed)
      let image = PlanePoint(x: 2 * mirror.x - seed.x, y: 2 * mirror.y - seed.y)
      if !outline.contains(image, margin: -20) && !index.holds(near: image, within: 40) {
        index.insert(image)
        fence.append(image)
      }
    }
    for k in 1...2 {
      fence += outline.ring(offset: band * Double(k), spacing: band / 2)
    }
    return fence
  }
}
