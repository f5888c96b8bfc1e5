/// A roster in whole days, as the published instances state it: everyone works one kind of shift a day, or none.
///
/// What a person works on a day is a code: 0 is a day off, k + 1 is kind k. A line is one code per day.
public struct RosterModel: Sendable {
  /// A kind of shift.
  public struct Kind: Sendable {
    /// The kind's name, unlike every other kind's.
    public var id: String
    /// How long a shift of the kind is.
    public var minutes: Int
    /// Kinds that nobody may work on the day after.
    public var forbiddenNext: [Int]

    /// A kind of shift, and those that may not follow it on the next day.
    public init(id: String, minutes: Int, forbiddenNext: [Int]) {
      self.id = id
      self.minutes = minutes
      self.forbiddenNext = forbiddenNext
    }
  }

  /// The rules for one person's line; none is ever broken.
  public struct Person: Sendable {
    /// The person's name, unlike every other person's.
    public var id: String
    /// Most shifts of each kind in the whole horizon.
    public var maxOfKind: [Int]
    /// Least and most minutes in the whole horizon, or in each period of the model where it has any.
    public var minutes: ClosedRange<Int>
    /// Fewest days in a row, except at either edge of the horizon.
    public var minRun: Int
    /// Most days in a row.
    public var maxRun: Int
    /// Fewest days off in a row, except at either edge of the horizon.
    public var minOff: Int
    /// Most weekends of which Saturday or Sunday is worked.
    public var maxWeekends: Int

    /// A person with the limits of the person's line.
    public init(
      id: String, maxOfKind: [Int], minutes: ClosedRange<Int>, minRun: Int, maxRun: Int, minOff: Int,
      maxWeekends: Int
    ) {
      self.id = id
      self.maxOfKind = maxOfKind
      self.minutes = minutes
      self.minRun = minRun
      self.maxRun = maxRun
      self.minOff = minOff
      self.maxWeekends = maxWeekends
    }
  }

  /// How many people one kind should have on one day.
  public struct Cover: Sendable {
    /// How many people are wanted.
    public var need: Int
    /// Cost of each person too few.
    public var under: Int
    /// Cost of each person too many.
    public var over: Int

    /// A need with what each too few and each too many costs.
    public init(need: Int, under: Int, over: Int) {
      self.need = need
      self.under = under
      self.over = over
    }
  }

  /// The first day is a Monday, as far as weekends are limited.
  public let days: Int
  /// Days, ascending and after the first, with which a new period begins. With periods, the least minutes are 0.
  public let periods: [Int]
  /// Kinds of shifts.
  public let kinds: [Kind]
  /// Who works.
  public let people: [Person]
  /// `days` rows of one entry per kind.
  public let cover: [Cover]
  /// For each person, `days` rows of one cost per code; `never` forbids it.
  public private(set) var wishes: [Int32]

  /// The cost of what nobody may do; above any sum of others.
  public static let never: Int32 = 1 << 28

  /// So many days of people, kinds and needs.
  public init(days: Int, kinds: [Kind], people: [Person], cover: [Cover], periods: [Int] = []) {
    precondition(cover.count == days * kinds.count && kinds.count < 255)
    precondition(periods.isEmpty || people.allSatisfy { $0.minutes.lowerBound == 0 })
    self.days = days
    self.periods = periods
    self.kinds = kinds
    self.people = people
    self.cover = cover
    wishes = Array(repeating: 0, count: people.count * days * (kinds.count + 1))
    for (index, person) in people.enumerated() {
      for kind in kinds.indices where person.maxOfKind[kind] < 1 {
        for day in 0..<days { forbid(person: index, day: day, kind: kind) }
      }
    }
  }

  var codes: Int { kinds.count + 1 }

  /// Nobody may be given more than this; the person does not work the kind on that day.
  public mutating func forbid(person: Int, day: Int, kind: Int) {
    wishes[(person * days + day) * codes + kind + 1] = Self.never
  }

  /// Leaves the person one code on that day.
  package mutating func fix(person: Int, day: Int, code: Int) {
    for other in 0..<codes where other != code { wishes[(person * days + day) * codes + other] = Self.never }
  }

  /// Adds the cost of a day on which the person does not work the kind.
  public mutating func wish(person: Int, day: Int, kind: Int, weight: Int) {
    for code in 0..<codes where code != kind + 1 { add(weight, person, day, code) }
  }

  /// Adds the cost of a day on which the person works the kind.
  public mutating func avoid(person: Int, day: Int, kind: Int, weight: Int) {
    add(weight, person, day, kind + 1)
  }

  package mutating func add(_ weight: Int, _ person: Int, _ day: Int, _ code: Int) {
    let at = (person * days + day) * codes + code
    if wishes[at] < Self.never { wishes[at] += Int32(weight) }
  }
}

extension RosterModel.Cover {
  func cost(of count: Int) -> Int {
    count < need ? (need - count) * under : (count - need) * over
  }

  /// What one person more costs.
  func growth(at count: Int) -> Int { count < need ? -under : over }
}
