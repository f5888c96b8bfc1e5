extension CoverageAnalysis {
  /// Connected villages that lack an officer, auxiliaries or a way to their room; without ids.
  func staffingGaps(_ assignment: Assignment) -> [CoverageGap] {
    var unitsOfVillage = [[Int]](repeating: [], count: villages.count)
    for (unit, village) in villageOfUnit.enumerated() where village >= 0 {
      unitsOfVillage[village].append(unit)
    }
    let lacking = villages.codes.indices.filter { !assignment.shortfallOfUnit[$0].isEmpty }
    return villageAdjacency.pieces(of: lacking).map { piece in
      let held = piece.flatMap { unitsOfVillage[$0] }.sorted()
      return CoverageGap(
        id: "", kind: .staffing, threshold: 0, units: held,
        households: held.reduce(0) { $0 + units.households[$1] }, worst: nil,
        cause: cause(piece, assignment), fix: fix(piece, assignment))
    }
  }

  /// The different shortfalls, each with the number of villages it befalls.
  private func cause(_ piece: [Int], _ assignment: Assignment) -> String {
    let counts = Dictionary(grouping: piece) { assignment.shortfallOfUnit[$0] }.mapValues(\.count)
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) (\($0.value) \($0.value == 1 ? "village" : "villages"))" }.joined(separator: "; ")
  }

  private func fix(_ piece: [Int], _ assignment: Assignment) -> String {
    let rooms = Set(piece.filter { assignment.officerOfUnit[$0].isEmpty }.map { assignment.roomOfUnit[$0] })
    let missing = piece.reduce(0) {
      $0
        + max(
          0,
          policy.auxiliariesNeeded(households: villages.households[$1])
            - assignment.auxiliariesOfUnit[$1].count)
    }
    let cutOff = piece.filter { assignment.travelOfUnit[$0].isInfinite }
    var parts: [String] = []
    if !rooms.isEmpty {
      parts.append(
        "an officer each for \(rooms.sorted().map { assignment.rooms[$0].room.id }.joined(separator: ", "))")
    }
    if missing > 0 { parts.append("\(missing) more \(missing == 1 ? "auxiliary" : "auxiliaries")") }
    if !cutOff.isEmpty {
      parts.append("a road to, or a room in, \(cutOff.map { villages.codes[$0] }.joined(separator: ", "))")
    }
    return parts.joined(separator: "; ")
  }
}
