import Geometry
import Words

/// One thing that is wrong with a level, or worth a remark: what, whose, how large and where.
public struct Defect: Sendable, Equatable {
  /// What is wrong.
  public enum Kind: String, Sendable, CaseIterable, Comparable {
    /// A feature without a code; it is named by its number.
    case missingCode = "missing code"
    /// A code that an earlier unit of the level has.
    case repeatedCode = "repeated code"
    /// A unit that names no parent, or lies in none.
    case missingParent = "missing parent"
    /// A unit whose parent is not in the level above.
    case unknownParent = "unknown parent"
    /// A unit that no unit of the level below names as its parent.
    case childless = "no children"
    /// A code that does not begin with its parent's, on a level where codes do.
    case foreignCode = "code of another parent"
    /// The polygon breaks the OGC's rules.
    case invalidPolygon = "invalid polygon"
    /// Land at the rim of a parent that none of its children covers.
    case gap
    /// Land that children enclose and none covers.
    case hole
    /// Land that two units of one level cover.
    case overlap
    /// Land of a child beyond its parent.
    case outside = "outside parent"
    /// A gap, hole or overlap narrower than a stated width.
    case sliver
    /// A vertex on one side of a border, on the line or within rounding of it, that the other side lacks.
    case unmatched = "unmatched vertex"
    /// A unit of several polygons: a remark.
    case detachedParts = "detached parts"
    /// A unit with more or fewer households than its level should have: a remark.
    case size = "size out of range"

    /// In a few words.
    public var meaning: Message {
      switch self {
      case .missingCode: Message("a feature without a code")
      case .repeatedCode: Message("a code that an earlier unit of the level has")
      case .missingParent: Message("a unit that names no parent, or lies in none")
      case .unknownParent: Message("a unit whose parent is not in the level above")
      case .childless: Message("a unit without any unit of the level below")
      case .foreignCode: Message("a code that does not begin with its parent's, where nine of ten do")
      case .invalidPolygon: Message("rings that cross or touch themselves or one another, or no land at all")
      case .gap: Message("land at the rim of a parent that none of its children covers")
      case .hole: Message("land that children enclose and none covers")
      case .overlap: Message("land that two units of one level cover")
      case .outside: Message("land of a unit beyond its parent")
      case .sliver: Message("a gap, hole or overlap narrower than --sliver")
      case .unmatched: Message("a vertex on a border that the other side of the border lacks")
      case .detachedParts: Message("a unit of several polygons (remark)")
      case .size: Message("a unit with too few or too many households (remark)")
      }
    }

    /// The worst kind first.
    public static func < (a: Kind, b: Kind) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Worth knowing, and no breach of the partition.
    public var isRemark: Bool { self == .detachedParts || self == .size }

    /// Whether area and width say how bad it is.
    public var isMeasured: Bool {
      switch self {
      case .gap, .hole, .overlap, .outside, .sliver: true
      default: false
      }
    }
  }

  /// What is wrong.
  public let kind: Kind
  /// The name of the level.
  public let level: String
  /// The units concerned; for a gap or hole the parent, then its children that it touches; for an unmatched vertex
  /// the unit that lacks it, those that have it, and the parent.
  public let codes: [String]
  /// Square metres.
  public let area: Double
  /// The diameter of the largest circle inside it, metres.
  public let width: Double
  /// A point in it or on it; for an unmatched vertex the vertex. A unit without land has none.
  package let place: RealPoint?
  /// The land concerned, where there is any.
  package let polygon: RealPolygon?
  /// What more there is to say, one phrase.
  public let reason: Message?
  /// Units of the level that the land touches and that `codes` does not name, in their order.
  public var neighbours: [String] = []
}

extension Defect {
  /// What concerns a unit as a whole.
  init(of unit: Int, in level: Level, kind: Kind, reason: Message) {
    let hasLand = !level.shapes.polygons(of: unit).isEmpty
    self.init(
      kind: kind, level: level.name, codes: [level.codes[unit]], area: abs(level.areas[unit]), width: 0,
      place: hasLand ? RealPoint(level.anchors[unit]) : nil, polygon: nil, reason: reason)
  }
}
