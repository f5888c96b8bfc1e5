import Foundation
import Grid
import Roads
import VectorFiles

/// A scenario file: where everything is, and the rules. Nothing but the file itself is read yet.
public struct Scenario: Sendable {
  /// A layer or table and the columns to read from it, by what they mean.
  public struct Source: Sendable {
    public var vector: VectorSource
    public var columns: [String: String]
    /// What is read from it.
    public var meanings: [String]

    public init(vector: VectorSource, columns: [String: String] = [:], meanings: [String] = []) {
      self.vector = vector
      self.columns = columns
      self.meanings = meanings
    }

    /// The column that holds `meaning`.
    func column(_ meaning: String) -> String { columns[meaning] ?? meaning }
  }

  /// How many rooms are to be open, where, and what a new one can hold.
  public struct Siting: Sendable {
    public var model = SitingModel.median
    /// Open rooms in all; `nil` lets the planner choose.
    public var rooms: Int?
    public var maxUnits: Int?
    public var maxHouseholds: Int?
    /// Points where rooms may open; `nil` takes the anchors of units.
    public var candidates: Source?
    public var forbidden: Forbidden?

    public init() {}
  }

  /// Where no room may stand.
  public enum Forbidden: Sendable {
    /// In units of the assignment level or above it, by code.
    case units([(code: String, line: Int)])
    /// In the polygons of a layer.
    case areas(Source)
  }

  /// Who is on duty on each kind of post.
  public struct PostRules: Sendable {
    public var crew: [Role: Int] = [.officer: 1, .auxiliary: 3]
    /// The shift in which the desk of a room is staffed.
    public var roomShift: String
    public var room: [Role: Int] = [.officer: 1]
    public var roomWeekdays = Array(1...5)
    /// Whether public holidays close the desks of rooms, and make-up workdays open them.
    public var roomClosedOnHolidays = false
    /// `nil` where stations have no desk of the planner's.
    public var stations: StationDesks?

    public init(roomShift: String) { self.roomShift = roomShift }
  }

  /// The desk of each station, which the people of the rooms in its township fill.
  public struct StationDesks: Sendable {
    public var shiftIDs: [String]
    public var needs: [Role: Int]
    public var weekdays: [Int]
  }

  /// The tables that only the roster needs.
  public struct RosterTables: Sendable {
    public var requests: Source?
    public var pinned: Source?
    public var history: Source?
    /// Public holidays and make-up workdays, a table for each year.
    public var holidays: [Source] = []
  }

  /// A type of day, and the weekdays from 1 (Monday) to 7 that are of it.
  public struct DayType: Sendable {
    public var name: String
    public var weekdays: [Int]

    public init(name: String, weekdays: [Int]) {
      self.name = name
      self.weekdays = weekdays
    }
  }

  /// Where it was read from; empty for one that was made in code.
  public var file: String
  public var title: String
  public var seed: UInt64 = 1
  public var levels: [LevelSource]
  public var assignLevel: String
  public var townshipLevel: String
  public var horizon: Horizon
  public var dayTypes: [String]
  public var shifts: [Shift]
  public var policy = Policy()
  /// Without roads: straight lines times `factor` at `speed` km/h.
  public var straightLineFactor = StraightLineTravel.usualFactor
  public var straightLineSpeed = StraightLineTravel.usualSpeed
  public var siting = Siting()
  public var posts: PostRules
  public var roads: Source?
  /// Whether roads meet wherever they cross, not only at common vertices.
  public var roadsMeetAtCrossings = false
  /// Who travels on the roads.
  public var profile = Profile.car
  public var stations: Source?
  public var rooms: Source?
  public var checkpoints: Source?
  /// Lines to be driven from end to end.
  public var streets: Source?
  public var bases: Source?
  public var crews: Source?
  public var staff: Source?
  public var rosterTables = RosterTables()
  /// Who answers for units below the assignment level.
  public var gridWorkers: Source?
  /// All police of the county, those in offices and brigades too; `nil` when not given.
  public var countyPolice: Int?
  public var patrol = PatrolPolicy()
  /// What is known of the units of the assignment level besides their land.
  public var unitAttributes: Source?
  /// Defaults that were taken, in sentences.
  public var assumed: [String] = []

  /// A scenario with what is usual for everything else.
  ///
  /// - Parameters:
  ///   - title: of the plan.
  ///   - file: where it was read from; paths in a plan are as seen from there.
  ///   - levels: the land, top first; the last has units of its own, from a layer or given in code.
  ///   - assignLevel: whose units get rooms; `nil` takes "village", or else the last level but one.
  ///   - townshipLevel: `nil` takes "township", or else the second level.
  ///   - start: the first date of the plan.
  ///   - days: how many dates it has.
  ///   - clock: by which all times of day are.
  ///   - shifts: at least one; the first is that of the desks of rooms.
  ///   - dayTypes: each weekday of one type.
  public init(
    title: String = "untitled", file: String = "", levels: [LevelSource], assignLevel: String? = nil,
    townshipLevel: String? = nil, start: CivilDate = Self.usualStart, days: Int = Self.usualDays,
    clock: Clock = .china, shifts: [Shift] = Shift.threeOfEightHours, dayTypes: [DayType] = [.everyday]
  ) {
    let names = levels.map(\.name)
    func named(_ usual: String, otherwise: Int) -> String {
      names.contains(usual) ? usual : names.indices.contains(otherwise) ? names[otherwise] : usual
    }
    self.file = file
    self.title = title
    self.levels = levels
    self.assignLevel = assignLevel ?? named("village", otherwise: max(0, names.count - 2))
    let assigned = names.firstIndex(of: self.assignLevel) ?? 0
    self.townshipLevel = townshipLevel ?? named("township", otherwise: min(1, assigned))
    self.dayTypes = dayTypes.map(\.name)
    self.shifts = shifts
    posts = PostRules(roomShift: shifts.first?.id ?? "")
    horizon = Horizon(
      start: start, days: days, clock: clock,
      dayTypeOfDate: (0..<days).map { day in
        dayTypes.firstIndex { $0.weekdays.contains((start + day).weekday) } ?? 0
      })
  }

  /// Monday, 2027-01-04: a plan without dates must not depend on the day it is made.
  public static let usualStart = CivilDate(days: 20_822)
  /// Four weeks.
  public static let usualDays = 28
}

extension Scenario.DayType {
  /// The type of all days where none are told apart.
  public static let everyday = Self(name: "everyday", weekdays: Array(1...7))
}

extension Shift {
  /// Day from 08:00, evening from 16:00 and night from 00:00.
  public static let threeOfEightHours = [("day", 8), ("evening", 16), ("night", 0)].map { name, hour in
    Shift(
      id: name,
      window: DailyWindow(
        start: TimeOfDay(seconds: hour * 3600), end: TimeOfDay(seconds: (hour + 8) % 24 * 3600)))
  }
}

extension Clock {
  /// The offset of China, +08:00.
  public static let china = Clock(offset: 8 * 3600)
}

extension Scenario {
  /// Where its file is, wherever one stands.
  public var absoluteFile: String {
    file.isEmpty
      ? "" : URL(fileURLWithPath: file).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
