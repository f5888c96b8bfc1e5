import Foundation
import Grid
import Roads
import VectorFiles
import Words

/// A scenario file: where everything is, and the rules. Nothing but the file itself is read yet.
public struct Scenario: Sendable {
  /// A layer or table and the columns to read from it, by what they mean.
  public struct Source: Sendable {
    /// The file and its layer.
    public var vector: VectorSource
    /// The name of a column for each meaning; a meaning that is not there is its own name.
    public var columns: [String: String]
    /// What is read from it.
    public var meanings: [String]

    /// A layer with the names of its columns.
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
    /// What is to be best.
    public var model = SitingModel.median
    /// Open rooms in all; `nil` lets the planner choose.
    public var rooms: Int?
    /// The most units of a new room; `nil` is no limit.
    public var maxUnits: Int?
    /// The most households of a new room; `nil` is no limit.
    public var maxHouseholds: Int?
    /// Points where rooms may open; `nil` takes the anchors of units.
    public var candidates: Source?
    /// Where no room may open.
    public var forbidden: Forbidden?

    /// Rooms wherever units are, as many as are usual.
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
    /// How many of each role are in a crew's vehicle.
    public var crew: [Role: Int] = [.officer: 1, .auxiliary: 3]
    /// The shift in which the desk of a room is staffed.
    public var roomShift: String
    /// How many of each role are at the desk of a room.
    public var room: [Role: Int] = [.officer: 1]
    /// On which weekdays from 1 (Monday) the desk is staffed.
    public var roomWeekdays = Array(1...5)
    /// Whether public holidays close the desks of rooms, and make-up workdays open them.
    public var roomClosedOnHolidays = false
    /// `nil` where stations have no desk of the planner's.
    public var stations: StationDesks?

    /// What is usual, with the desks of rooms in a shift.
    public init(roomShift: String) { self.roomShift = roomShift }
  }

  /// The desk of each station, which the people of the rooms in its township fill.
  public struct StationDesks: Sendable {
    /// The shifts in which the desk is staffed.
    public var shiftIDs: [String]
    /// How many of each role are there.
    public var needs: [Role: Int]
    /// On which weekdays from 1 (Monday).
    public var weekdays: [Int]
  }

  /// The tables that only the roster needs.
  public struct RosterTables: Sendable {
    /// Wishes of people.
    public var requests: Source?
    /// Duties that are given already.
    public var pinned: Source?
    /// Duties before the horizon.
    public var history: Source?
    /// Public holidays and make-up workdays, a table for each year.
    public var holidays: [Source] = []
  }

  /// A kind of round, and where its teams are named.
  public struct RoundSource: Sendable {
    /// Without its teams.
    public var rule: RoundRule
    /// `nil` where auxiliaries go alone.
    public var teams: Source?

    /// A kind of round, with its teams.
    public init(rule: RoundRule, teams: Source? = nil) {
      self.rule = rule
      self.teams = teams
    }
  }

  /// A type of day, and the weekdays from 1 (Monday) to 7 that are of it.
  public struct DayType: Sendable {
    /// As checkpoints and routes name it.
    public var name: String
    /// From 1 (Monday) to 7.
    public var weekdays: [Int]

    /// A type with its weekdays.
    public init(name: String, weekdays: [Int]) {
      self.name = name
      self.weekdays = weekdays
    }
  }

  /// Where it was read from; empty for one that was made in code.
  public var file: String
  /// For people.
  public var title: String
  /// Of every search: the same seed gives the same plan.
  public var seed: UInt64 = 1
  /// The land, top first.
  public var levels: [LevelSource]
  /// Whose units get rooms, officers and auxiliaries.
  public var assignLevel: String
  /// Whose units are the jurisdictions of stations.
  public var townshipLevel: String
  /// The dates that are planned for.
  public var horizon: Horizon
  /// The types of days.
  public var dayTypes: [String]
  /// When people are on duty.
  public var shifts: [Shift]
  /// The rules.
  public var policy = Policy()
  /// How much longer than the straight line a way is, where there are no roads.
  public var straightLineFactor = StraightLineTravel.usualFactor
  /// Km/h where there are no roads.
  public var straightLineSpeed = StraightLineTravel.usualSpeed
  /// How many rooms there are to be, and where.
  public var siting = Siting()
  /// Who is on duty at each kind of post.
  public var posts: PostRules
  /// `nil` travels by straight lines.
  public var roads: Source?
  /// Whether roads meet wherever they cross, not only at common vertices.
  public var roadsMeetAtCrossings = false
  /// Rivers and lakes, to be drawn behind the plan's maps.
  public var water: [Source] = []
  /// Who travels on the roads.
  public var profile = Profile.car
  /// Stations of the townships.
  public var stations: Source?
  /// Rooms that stand already.
  public var rooms: Source?
  /// Places that must be visited.
  public var checkpoints: Source?
  /// Lines to be driven from end to end.
  public var streets: Source?
  /// Where crews begin and end.
  public var bases: Source?
  /// Who patrols.
  public var crews: Source?
  /// Rounds in the villages.
  public var rounds: [RoundSource] = []
  /// How often each unit is to be seen by somebody, the highest level first.
  public var seen: [SeenStandard] = []
  /// When each unit was last seen before the horizon.
  public var lastSeen: Source?
  /// Who may be on duty.
  public var staff: Source?
  /// What only the roster needs.
  public var rosterTables = RosterTables()
  /// Who answers for units below the assignment level.
  public var gridWorkers: Source?
  /// All police of the county, those in offices and brigades too; `nil` when not given.
  public var countyPolice: Int?
  /// How patrols share the land.
  public var patrol = PatrolPolicy()
  /// What is known of the units of the assignment level besides their land.
  public var unitAttributes: Source?
  /// Defaults that were taken, in sentences.
  public var assumed: [Message] = []

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
