/// One place where a level fails to partition the level above.
public struct Defect: Sendable {
  public enum Kind: String, Sendable, CaseIterable, Comparable {
    /// The polygon breaks the OGC's rules.
    case invalidPolygon = "invalid polygon"
    /// Land of the parent that no child covers.
    case gap
    /// Land that two units of one level cover.
    case overlap
    /// Land of a child beyond its parent.
    case outside = "outside parent"
    /// Two borders that should be one differ in their vertices, with no land between that could be measured.
    case unmatched = "unmatched edge"

    /// The worst kind first.
    public static func < (a: Kind, b: Kind) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  public let kind: Kind
  public let level: String
  /// The units concerned; for a gap the parent, then the children that it touches.
  public let codes: [String]
  /// Square metres.
  public let area: Double
  /// The diameter of the largest circle inside it, metres.
  public let width: Double
  /// A point in it or on it.
  public let place: RealPoint
  /// The land concerned, none for unmatched edges.
  public let polygon: RealPolygon?
  /// GEOS's reason, for invalid polygons.
  public let reason: String?
}
