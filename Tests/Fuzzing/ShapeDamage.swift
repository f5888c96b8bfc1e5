import Geometry
import Solvers

/// Random damage to the units of a hierarchy.
enum ShapeDamage: CaseIterable {
  case deleteVertex, repeatVertex, insertVertex, swapVertices, nudge, shift, fling, toTheEdgeOfTheWorld,
    collapse
  case spike, touchItself, bowTie, exchangeRings, addHole, holeOutside, holeLikeShell, dropRing, dropPart,
    copyPart
  case dropUnit, copyUnit, emptyUnit, exchangeUnits, moveUnit, changeParent, coarsen, moveSharedVertex

  /// Strikes one to four times, mostly on the lowest level; one draft in forty stays as it is.
  static func apply(to draft: inout Draft, _ chance: inout SeededGenerator) {
    if chance.below(40) == 0 { return }
    for _ in 0...chance.below(4) {
      let rank = chance.below(2) == 0 ? draft.ranks.count - 1 : chance.below(draft.ranks.count)
      let count = draft.ranks[rank].units.count
      if count == 0 { continue }
      let damage = allCases[chance.below(allCases.count)]
      damage.strike(&draft, rank, chance.below(count), &chance)
    }
  }

  private func strike(_ draft: inout Draft, _ rank: Int, _ unit: Int, _ chance: inout SeededGenerator) {
    switch self {
    case .dropUnit: if draft.ranks[rank].units.count > 1 { draft.remove(unit, from: rank) }
    case .copyUnit:
      var copy = draft.ranks[rank].units[unit]
      copy.code += "-copy\(draft.ranks[rank].units.count)"
      draft.ranks[rank].units.append(copy)
    case .exchangeUnits:
      let other = chance.below(draft.ranks[rank].units.count)
      let parts = draft.ranks[rank].units[unit].parts
      draft.ranks[rank].units[unit].parts = draft.ranks[rank].units[other].parts
      draft.ranks[rank].units[other].parts = parts
    case .changeParent:
      guard rank > 0 else { return }
      draft.ranks[rank].units[unit].parent = chance.below(draft.ranks[rank - 1].units.count + 1) - 1
    case .moveSharedVertex:
      guard let old = Self.anyVertex(of: draft.ranks[rank].units[unit], &chance) else { return }
      let new = Self.moved(old, by: Self.reach(&chance), &chance)
      for rank in draft.ranks.indices {
        for unit in draft.ranks[rank].units.indices {
          Self.forEachVertex(&draft.ranks[rank].units[unit].parts) { if $0 == old { $0 = new } }
        }
      }
    default: strike(&draft.ranks[rank].units[unit].parts, &chance)
    }
  }

  private func strike(_ parts: inout [[[Coordinate]]], _ chance: inout SeededGenerator) {
    if parts.isEmpty { return }
    let part = chance.below(parts.count)
    switch self {
    case .emptyUnit: parts = []
    case .dropPart: parts.remove(at: part)
    case .copyPart:
      let (dx, dy) = (Self.step(Self.reach(&chance), &chance), Self.step(Self.reach(&chance), &chance))
      parts.append(parts[part].map { $0.map { Self.moved($0, dx, dy) } })
    case .moveUnit:
      let (dx, dy) = (Self.step(Self.reach(&chance), &chance), Self.step(Self.reach(&chance), &chance))
      Self.forEachVertex(&parts) { $0 = Self.moved($0, dx, dy) }
    case .coarsen:
      let cell = Int32(1 << (1 + chance.below(12)))
      Self.forEachVertex(&parts) { $0 = Coordinate(x: $0.x / cell * cell, y: $0.y / cell * cell) }
    case .exchangeRings:
      let (a, b) = (chance.below(parts[part].count), chance.below(parts[part].count))
      parts[part].swapAt(a, b)
    case .dropRing: parts[part].remove(at: chance.below(parts[part].count))
    case .holeLikeShell: parts[part].append(parts[part].first ?? [])
    case .addHole, .holeOutside:
      guard let ring = parts[part].first, let corner = ring.first else { return }
      let opposite =
        self == .addHole ? ring[chance.below(ring.count)] : Self.moved(corner, by: 1_000_000, &chance)
      let middle = midpoint(corner, opposite)
      let size = Self.reach(&chance)
      parts[part].append([middle, Self.moved(middle, size, 0), Self.moved(middle, size / 2, size)])
    default:
      if parts[part].isEmpty { return }
      let ring = chance.below(parts[part].count)
      strike(&parts[part][ring], &chance)
    }
    parts.removeAll(where: \.isEmpty)
  }

  /// - Parameter ring: not closed.
  private func strike(_ ring: inout [Coordinate], _ chance: inout SeededGenerator) {
    if ring.isEmpty { return }
    let (i, j) = (chance.below(ring.count), chance.below(ring.count))
    let next = (i + 1) % ring.count
    switch self {
    case .deleteVertex: ring.remove(at: i)
    case .repeatVertex: ring.insert(ring[i], at: j)
    case .insertVertex: ring.insert(midpoint(ring[i], ring[next]), at: i + 1)
    case .swapVertices: ring.swapAt(i, j)
    case .nudge: ring[i] = Self.moved(ring[i], by: 3, &chance)
    case .shift: ring[i] = Self.moved(ring[i], by: Self.reach(&chance), &chance)
    case .fling: ring[i] = Self.moved(ring[i], by: 100_000_000, &chance)
    case .toTheEdgeOfTheWorld:
      let far = Coordinate(x: 1_800_000_000, y: 900_000_000)
      ring[i] = Coordinate(
        x: [far.x, -far.x, ring[i].x, 0][chance.below(4)], y: [far.y, -far.y, ring[i].y, 0][chance.below(4)])
    case .collapse:
      for k in 0..<min(ring.count, 1 + chance.below(ring.count)) { ring[(i + k) % ring.count] = ring[i] }
    case .spike:
      ring.insert(contentsOf: [Self.moved(ring[i], by: Self.reach(&chance), &chance), ring[i]], at: i + 1)
    case .touchItself: ring[i] = ring[j]
    case .bowTie: ring.swapAt(i, next)
    default: break
    }
  }

  private static func anyVertex(of unit: Draft.Unit, _ chance: inout SeededGenerator) -> Coordinate? {
    let all = unit.parts.joined().joined()
    return all.isEmpty ? nil : Array(all)[chance.below(all.count)]
  }

  private static func forEachVertex(_ parts: inout [[[Coordinate]]], _ body: (inout Coordinate) -> Void) {
    for part in parts.indices {
      for ring in parts[part].indices {
        for vertex in parts[part][ring].indices { body(&parts[part][ring][vertex]) }
      }
    }
  }

  /// One to a hundred thousand lattice units, small and large alike often.
  private static func reach(_ chance: inout SeededGenerator) -> Int32 {
    var reach: Int32 = 1
    for _ in 0..<chance.below(6) { reach *= 10 }
    return reach
  }

  private static func step(_ reach: Int32, _ chance: inout SeededGenerator) -> Int32 {
    Int32(chance.below(2 * Int(reach) + 1)) - reach
  }

  private static func moved(_ c: Coordinate, by reach: Int32, _ chance: inout SeededGenerator) -> Coordinate {
    moved(c, step(reach, &chance), step(reach, &chance))
  }

  private static func moved(_ c: Coordinate, _ dx: Int32, _ dy: Int32) -> Coordinate {
    Coordinate(
      x: Int32(clamping: min(max(Int64(c.x) + Int64(dx), -1_800_000_000), 1_800_000_000)),
      y: Int32(clamping: min(max(Int64(c.y) + Int64(dy), -900_000_000), 900_000_000)))
  }
}

/// The lattice point halfway between two, rounded down.
func midpoint(_ a: Coordinate, _ b: Coordinate) -> Coordinate {
  Coordinate(x: Int32((Int64(a.x) + Int64(b.x)) >> 1), y: Int32((Int64(a.y) + Int64(b.y)) >> 1))
}
