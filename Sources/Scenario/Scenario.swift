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
    public var model: SitingModel
    /// Open rooms in all; `nil` lets the planner choose.
    public var rooms: Int?
    public var maxUnits: Int?
    public var maxHouseholds: Int?
    /// Points where rooms may open; `nil` takes the anchors of units.
    public var candidates: Source?
    public var forbidden: Forbidden?
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
    public var crew: [Role: Int]
    public var roomShift: String
    public var room: [Role: Int]
    public var roomWeekdays: [Int]
    /// Whether public holidays close the desks of rooms, and make-up workdays open them.
    public var roomClosedOnHolidays = false
    /// `nil` where stations have no desk of the planner's.
    public var stations: StationDesks?
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

  public var file: String
  public var title: String
  public var seed: UInt64
  public var levels: [LevelSource]
  public var assignLevel: String
  public var townshipLevel: String
  public var horizon: Horizon
  public var dayTypes: [String]
  public var shifts: [Shift]
  public var policy: Policy
  /// Without roads: straight lines times `factor` at `speed` km/h.
  public var straightLineFactor: Double
  public var straightLineSpeed: Double
  public var siting: Siting
  public var posts: PostRules
  public var roads: Source?
  /// Whether roads meet wherever they cross, not only at common vertices.
  public var roadsMeetAtCrossings: Bool
  /// Who travels on the roads.
  public var profile: Profile
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
  public var patrol: PatrolPolicy
  /// What is known of the units of the assignment level besides their land.
  public var unitAttributes: Source?
  /// Defaults that were taken, in sentences.
  public var assumed: [String]
}

extension Scenario {
  /// Where its file is, wherever one stands.
  public var absoluteFile: String {
    file.isEmpty
      ? "" : URL(fileURLWithPath: file).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
