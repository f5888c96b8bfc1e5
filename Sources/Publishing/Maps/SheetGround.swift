import Geometry
import Grid
import VectorFiles

/// Units on the county's plane, projected once for all sheets and found by their boxes.
struct SheetGround: Sendable {
  private let shapes: PolygonSet
  /// Of every vertex.
  private let points: [PlanePoint]
  /// In whole metres, rounded outwards.
  private let boxes: BoxIndex

  init(_ shapes: PolygonSet, on plane: LocalPlane) {
    self.shapes = shapes
    let points = plane.project(shapes.coordinates)
    self.points = points
    boxes = BoxIndex(
      (0..<shapes.count).map { unit in
        let own = points[shapes.range(ofUnit: unit)]
        guard !own.isEmpty else { return Box() }
        return Self.metres(around: SheetFrame.extent(of: own))
      })
  }

  /// Every vertex of a unit.
  func points(of unit: Int) -> ArraySlice<PlanePoint> { points[shapes.range(ofUnit: unit)] }

  /// The rings of a unit, each closed.
  func rings(of unit: Int) -> some Sequence<ArraySlice<PlanePoint>> {
    shapes.rings(ofUnit: unit).lazy.map { points[shapes.range(ofRing: $0)] }
  }

  /// Units whose box meets what a frame shows, ascending.
  func units(near frame: SheetFrame) -> [Int] { boxes.meeting(Self.metres(around: frame.ground)) }

  private static func metres(around extent: PlaneExtent) -> Box {
    var box = Box()
    box.insert(Coordinate(x: Int32(clamping: extent.west), y: Int32(clamping: extent.south)))
    box.insert(Coordinate(x: Int32(clamping: extent.east), y: Int32(clamping: extent.north)))
    return box
  }
}

/// A rectangle of the plane, in whole metres.
struct PlaneExtent {
  var west: Int
  var south: Int
  var east: Int
  var north: Int
}
