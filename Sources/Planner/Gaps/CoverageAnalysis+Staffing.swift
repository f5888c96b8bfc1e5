import Words

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
        causes: causes(piece, assignment), fixes: fixes(piece, assignment))
    }
  }

  /// The different shortfalls, each with the number of villages it befalls.
  private func causes(_ piece: [Int], _ assignment: Assignment) -> [Message] {
    let counts = Dictionary(grouping: piece) { assignment.shortfallOfUnit[$0].joined(separator: ", ") }
      .mapValues(\.count)
    return counts.sorted { ($1.value, $0.key.english) < ($0.value, $1.key.english) }
      .map { Message("short_of", "\($0.key) (\(Message.counted($0.value, "village")))") }
  }

  private func fixes(_ piece: [Int], _ assignment: Assignment) -> [Message] {
    let rooms = Set(piece.filter { assignment.officerOfUnit[$0].isEmpty }.map { assignment.roomOfUnit[$0] })
    let missing = piece.reduce(0) {
      $0
        + max(
          0,
          policy.auxiliariesNeeded(households: villages.households[$1])
            - assignment.auxiliariesOfUnit[$1].count)
    }
    let cutOff = piece.filter { assignment.travelOfUnit[$0].isInfinite }
    var parts: [Message] = []
    if !rooms.isEmpty {
      parts.append(
        Message(
          "officers_for",
          "an officer each for \(rooms.sorted().map { assignment.rooms[$0].room.id }.joined(separator: ", "))"
        ))
    }
    if missing == 1 { parts.append(Message("more_auxiliaries", "\(1) more auxiliary")) }
    if missing > 1 { parts.append(Message("more_auxiliaries", "\(missing) more auxiliaries")) }
    if !cutOff.isEmpty {
      parts.append(
        Message(
          "way_to", "a road to, or a room in, \(cutOff.map { villages.codes[$0] }.joined(separator: ", "))"))
    }
    return parts
  }
}
