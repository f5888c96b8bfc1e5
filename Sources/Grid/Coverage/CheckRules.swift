import Geometry

/// What a check measures a hierarchy against.
public struct CheckRules: Sendable {
  /// A gap, hole or overlap that is narrower is called a sliver. Metres.
  public var sliverWidth: Double
  /// Land that need not be covered, such as lakes; several units may overlap.
  public var allowedGaps: PolygonSet?
  /// For levels by name the fewest and most households of a unit. A level that is not named goes by its own `size`, and
  /// one that has none by `ruledSizes`.
  public var sizes: [String: ClosedRange<Int>]

  /// By the province's rule a grid has 300 to 500 households and a micro-grid 30 to 50.
  public static let ruledSizes = ["grid": 300...500, "microgrid": 30...50]

  /// - Parameters:
  ///   - sliverWidth: metres; a gap, hole or overlap that is narrower is called a sliver.
  ///   - allowedGaps: land that need not be covered.
  ///   - sizes: the fewest and most households of a unit, for levels by name.
  public init(
    sliverWidth: Double = 1, allowedGaps: PolygonSet? = nil,
    sizes: [String: ClosedRange<Int>] = [:]
  ) {
    self.sliverWidth = sliverWidth
    self.allowedGaps = allowedGaps
    self.sizes = sizes
  }
}

/// Which defects count. Areas are square metres, widths metres.
public struct DefectFilter: Sendable {
  /// These kinds only; `nil` for all but remarks.
  public var only: Set<Defect.Kind>?
  /// Kinds that do not count.
  public var ignored: Set<Defect.Kind> = []
  /// Measured defects outside these bounds do not count.
  public var area = 0.0...Double.infinity
  /// Metres that a gap or overlap must be wide to count.
  public var width = 0.0...Double.infinity

  /// Every defect counts, remarks do not.
  public init() {}

  /// Whether a defect is to be told.
  public func counts(_ defect: Defect) -> Bool {
    if ignored.contains(defect.kind) { return false }
    if let only {
      if !only.contains(defect.kind) { return false }
    } else if defect.kind.isRemark {
      return false
    }
    return !defect.kind.isMeasured || (area.contains(defect.area) && width.contains(defect.width))
  }
}
