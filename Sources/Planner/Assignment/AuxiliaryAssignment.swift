import Grid

/// Gives auxiliaries to units.
enum AuxiliaryAssignment {
  /// Ids per unit, each list in the order given.
  ///
  /// A part-timer serves in his home unit. A full-timer serves in his home unit while it lacks someone, else in
  /// the nearest unit of the same room that does, else at home after all. Full-timers without a known home go
  /// where someone is lacking, the most households first, and are left out when nobody is.
  static func assign(
    _ auxiliaries: [StaffMember], units: Level, roomOfUnit: [Int], minPerUnit: Int
  ) -> [[String]] {
    var result = [[String]](repeating: [], count: units.count)
    let unitOfCode = Dictionary(zip(units.codes, units.codes.indices), uniquingKeysWith: { a, _ in a })
    var waiting: [(id: String, home: Int)] = []
    for person in auxiliaries where !person.fullTime {
      if let home = unitOfCode[person.homeUnit] { result[home].append(person.id) }
    }
    for person in auxiliaries where person.fullTime {
      guard let home = unitOfCode[person.homeUnit] else { continue }
      if result[home].count < minPerUnit {
        result[home].append(person.id)
      } else {
        waiting.append((person.id, home))
      }
    }
    let directions = units.anchors.map(GreatCircle.direction)
    for person in waiting {
      let place = (0..<units.count)
        .filter { roomOfUnit[$0] == roomOfUnit[person.home] && result[$0].count < minPerUnit }
        .min { a, b in
          (GreatCircle.metres(directions[a], directions[person.home]), a)
            < (GreatCircle.metres(directions[b], directions[person.home]), b)
        }
      result[place ?? person.home].append(person.id)
    }
    for person in auxiliaries where person.fullTime && unitOfCode[person.homeUnit] == nil {
      let place = (0..<units.count).filter { result[$0].count < minPerUnit }
        .max { (units.households[$0], $1) < (units.households[$1], $0) }
      if let place { result[place].append(person.id) }
    }
    return result
  }
}
