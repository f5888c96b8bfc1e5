/// People whose rules and wishes are the same, so that a line of one is a line of each.
struct RosterClasses: Sendable {
  /// The people of each class, ascending.
  let members: [[Int]]
  /// The class of each person.
  let classOf: [Int]

  init(_ model: RosterModel) {
    struct Kind: Hashable {
      var limits: [Int]
      var wishes: ArraySlice<Int32>
    }
    let row = model.days * model.codes
    var numbers: [Kind: Int] = [:]
    var members: [[Int]] = []
    var classOf: [Int] = []
    for (index, person) in model.people.enumerated() {
      let kind = Kind(
        limits: [
          person.minutes.lowerBound, person.minutes.upperBound, person.minRun, person.maxRun, person.minOff,
          person.maxWeekends,
        ] + person.maxOfKind,
        wishes: model.wishes[(index * row)..<((index + 1) * row)])
      let number = numbers[kind] ?? members.count
      if number == members.count {
        numbers[kind] = number
        members.append([])
      }
      members[number].append(index)
      classOf.append(number)
    }
    self.members = members
    self.classOf = classOf
  }

  var count: Int { members.count }
}
