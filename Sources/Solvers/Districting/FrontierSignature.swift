/// What a partial district is to the nodes still undecided: for each slot of the frontier 0 where its node is outside,
/// else the number of its connected piece, four bits a slot, pieces numbered in the order of slots.
///
/// As in frontier-based search (Kawahara, Inoue, Iwashita and Minato 2017).
struct FrontierSignature: Hashable, Sendable {
  var bits: UInt64 = 0

  /// Pieces are numbered from 1 to 15, and one number is needed while two are joined.
  static let mostSlots = 14

  @inline(__always) func label(_ slot: Int) -> UInt64 { bits >> UInt64(4 * slot) & 15 }

  @inline(__always) mutating func set(_ slot: Int, _ label: UInt64) {
    bits = bits & ~(15 << UInt64(4 * slot)) | label << UInt64(4 * slot)
  }

  /// What comes of deciding a node.
  struct Step: Sendable {
    enum Kind { case impossible, open, complete }

    var kind: Kind
    var signature: FrontierSignature
    /// Of the edges that are known to be cut by it.
    var cost: Int
  }

  /// The step of putting the next node inside or outside.
  func step(_ layer: FrontierPlan.Layer, inside: Bool, slots: Int) -> Step {
    var next = self
    var cost = 0
    if inside {
      let fresh: UInt64 = 15
      for (slot, edge) in layer.before {
        let old = next.label(slot)
        if old == 0 {
          cost += edge
        } else if old != fresh {
          for other in 0..<slots where next.label(other) == old { next.set(other, fresh) }
        }
      }
      next.set(layer.slot, fresh)
    } else {
      for (slot, edge) in layer.before where label(slot) > 0 { cost += edge }
      next.set(layer.slot, 0)
    }
    var isComplete = false
    for slot in layer.leaving {
      let label = next.label(slot)
      next.set(slot, 0)
      guard label > 0, !next.has(label, slots: slots) else { continue }
      // A piece that nothing can reach any more is all of the district, or makes it impossible.
      if next.bits != 0 { return Step(kind: .impossible, signature: next, cost: cost) }
      isComplete = true
    }
    next.number(slots: slots)
    return Step(kind: isComplete ? .complete : .open, signature: next, cost: cost)
  }

  private func has(_ label: UInt64, slots: Int) -> Bool { (0..<slots).contains { self.label($0) == label } }

  private mutating func number(slots: Int) {
    var numbers: UInt64 = 0
    var last: UInt64 = 0
    for slot in 0..<slots {
      let old = label(slot)
      guard old > 0 else { continue }
      var new = numbers >> (4 * old) & 15
      if new == 0 {
        last += 1
        new = last
        numbers |= new << (4 * old)
      }
      set(slot, new)
    }
  }
}
