import Geometry
import Roads

/// A vehicle with its people.
public struct Crew: Sendable, Equatable {
  /// Unlike that of any other crew.
  public var id: String
  /// The base where it starts.
  public var baseID: String
  /// Where its base is.
  public var base: Coordinate
  /// The shifts that it drives.
  public var shiftIDs: [String]
  /// Km/h, whatever the road lets it.
  public var maxSpeed: Double
  /// Where it ends: a base.
  public var endID: String
  /// Where it ends its shifts.
  public var end: Coordinate
  /// How it moves; `nil` is as the scenario travels.
  public var profile: Profile?
  /// Where it rests: a base.
  public var restID: String
  /// Where its rests are.
  public var rest: Coordinate
  /// Rests, in every shift that has time for them.
  public var breaks: [Break] = []
  /// Metres that it can drive in a shift; `nil` is no limit.
  public var range: Double?
  /// What its people are trained or equipped for.
  public var skills: [String] = []

  /// A rest that begins in a window of the day, in seconds.
  public struct Break: Sendable, Equatable {
    /// When it may begin.
    public var window: DailyWindow
    /// Seconds.
    public var duration: Int

    /// A break of so many seconds within a window.
    public init(window: DailyWindow, duration: Int) {
      self.window = window
      self.duration = duration
    }
  }

  /// `maxSpeed` in km/h. It ends and rests where it starts.
  public init(id: String, baseID: String, base: Coordinate, shiftIDs: [String], maxSpeed: Double) {
    self.id = id
    self.baseID = baseID
    self.base = base
    self.shiftIDs = shiftIDs
    self.maxSpeed = maxSpeed
    endID = baseID
    end = base
    restID = baseID
    rest = base
  }
}
