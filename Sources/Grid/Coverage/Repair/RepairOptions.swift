/// How a coverage is to be repaired.
public struct RepairOptions: Sendable, Hashable {
  /// Which unit gets land that several units of one level cover.
  public enum OverlapRule: Sendable, Hashable {
    /// The one that holds the longest stretch of the overlap's border.
    case longestBorder
    /// The unit with the most land.
    case largest
    /// The unit with the least land.
    case smallest
    /// The one whose code stands first; codes that are not named come last, by longest border.
    case priority([String])
  }

  /// What gives way where a child reaches beyond its parent.
  public enum Nesting: Sendable, Hashable {
    /// Parents keep their land; children are cut to it, and their siblings beyond take over what is cut off.
    case clipChildren
    /// Children keep their land; parents take it over.
    case growParents
  }

  /// Which gaps are filled, each into the neighbour with the longest border.
  public enum GapRule: Sendable, Hashable {
    /// Those whose largest inscribed circle is at most so many metres wide.
    case upTo(width: Double)
    /// Every gap, however wide.
    case all
  }

  /// Vertices of different units that lie so near, in metres, become one.
  public var snap = 0.05
  /// Which gaps are filled.
  public var gaps = GapRule.upTo(width: 5)
  /// Who gets land that two units claim.
  public var overlaps = OverlapRule.longestBorder
  /// What becomes of land outside the parent.
  public var nesting = Nesting.clipChildren
  /// Units, of any level, whose rings stay as they are, vertex by vertex.
  public var protected: Set<String> = []

  /// Gaps up to 5 m, the longest border, clipped children.
  public init() {}

  /// Detached pieces up to this width, in metres, that the repair itself would leave go to a neighbour.
  var sliverWidth: Double {
    if case .upTo(let width) = gaps { width } else { RepairOptions.widestSliver }
  }

  /// Metres; open strips of bare land are closed up to this width by either rule, for the rim of a county may well run
  /// into a wider one.
  var stripWidth: Double { min(sliverWidth, RepairOptions.widestSliver) }

  private static let widestSliver = 5.0
}
