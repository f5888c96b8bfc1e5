import Words

/// Something wrong with the codes, parents or numbers of a level, found while it was read.
///
/// A plan cannot be made on it and stops with `error`; a check goes on, and names it as a defect.
struct StructureFault {
  /// `nil` when it concerns no code and no parent.
  let kind: Defect.Kind?
  let level: String
  /// The unit's place in its level.
  let unit: Int
  let error: HierarchyError
  /// What was done about it.
  var remedy: Message?

  init(_ kind: Defect.Kind?, level: String, unit: Int, error: HierarchyError, remedy: Message? = nil) {
    self.kind = kind
    self.level = level
    self.unit = unit
    self.error = error
    self.remedy = remedy
  }

  /// As a defect of the level that it was found in.
  func defect(in level: Level) -> Defect? {
    kind.map { kind in
      Defect(
        of: unit, in: level, kind: kind,
        reason: [error.message, remedy].compactMap { $0 }.joined(separator: "; "))
    }
  }
}
