extension RosterModel {
  /// The cost of lines (`people` rows of one code per day): wishes and cover, whatever rules they break.
  public func cost(_ lines: [UInt8]) -> Int {
    var total = 0
    var counts = Array(repeating: 0, count: days * kinds.count)
    for person in people.indices {
      for day in 0..<days {
        let code = Int(lines[person * days + day])
        total += Int(wishes[(person * days + day) * codes + code])
        if code > 0 { counts[day * kinds.count + code - 1] += 1 }
      }
    }
    for (entry, count) in zip(cover, counts) { total += entry.cost(of: count) }
    return total
  }

  /// Whether a line breaks no rule of a person.
  public func allows(_ line: some RandomAccessCollection<UInt8>, person index: Int) -> Bool {
    let person = people[index]
    let line = Array(line)
    guard line.count == days else { return false }
    var counts = Array(repeating: 0, count: kinds.count)
    var minutes = 0
    var mostInPeriod = 0
    var weekends = 0
    for (day, code) in line.enumerated() {
      if wishes[(index * days + day) * codes + Int(code)] >= Self.never { return false }
      if periods.contains(day) { minutes = 0 }
      guard code > 0 else { continue }
      let kind = Int(code) - 1
      counts[kind] += 1
      minutes += kinds[kind].minutes
      mostInPeriod = max(mostInPeriod, minutes)
      if day > 0, line[day - 1] > 0, kinds[Int(line[day - 1]) - 1].forbiddenNext.contains(kind) {
        return false
      }
      if day % 7 == 5 || (day % 7 == 6 && line[day - 1] == 0) { weekends += 1 }
    }
    guard minutes >= person.minutes.lowerBound, mostInPeriod <= person.minutes.upperBound,
      weekends <= person.maxWeekends,
      zip(counts, person.maxOfKind).allSatisfy({ $0 <= $1 })
    else { return false }
    var first = 0
    while first < days {
      var end = first + 1
      while end < days && (line[end] > 0) == (line[first] > 0) { end += 1 }
      let inside = first > 0 && end < days
      if line[first] > 0 {
        if end - first > person.maxRun || (inside && end - first < person.minRun) { return false }
      } else if inside && end - first < person.minOff {
        return false
      }
      first = end
    }
    return true
  }
}
