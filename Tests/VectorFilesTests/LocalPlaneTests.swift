import Foundation
import Testing

@testable import Geometry
@testable import Solvers
@testable import VectorFiles

/// Figures marked "geodesic" were worked out with GeographicLib's geodesics on WGS 84 (pyproj's Geod).
@Suite struct LocalPlaneTests {
  private let plane = LocalPlane(centre: Coordinate(x: 1_150_500_000, y: 333_000_000))

  private func point(_ longitude: Double, _ latitude: Double) throws -> Coordinate {
    try #require(Coordinate(longitude: longitude, latitude: latitude))
  }

  @Test(arguments: [
    [115.0, 33.4, 115.1, 33.45, 10828.135342], [115.05, 33.0, 115.05, 33.5, 55454.458328],
    [114.7, 33.25, 115.4, 33.25, 65232.015287],
  ])
  func lengthsAreGeodesics(_ known: [Double]) throws {
    let ends = plane.project([try point(known[0], known[1]), try point(known[2], known[3])])
    #expect((ends[0].distance(to: ends[1]) / known[4] - 1).magnitude < 5e-5)
  }

  @Test func theCentreIsTheOriginAndNorthIsUp() throws {
    let points = plane.project([plane.centre, try point(115.05, 33.31), try point(115.06, 33.3)])
    #expect(points[0].distance(to: PlanePoint(x: 0, y: 0)) < 1e-6)
    #expect(points[1].x.magnitude < 1e-6 && points[1].y > 1000)
    #expect(points[2].x > 900 && points[2].y.magnitude < 1)
  }

  @Test func backAndForthEndsOnTheSameLatticePoint() {
    var chance = SeededGenerator(seed: 72)
    let points = (0..<2000).map { _ in
      Coordinate(
        x: plane.centre.x + Int32(chance.below(12_000_000)) - 6_000_000,
        y: plane.centre.y + Int32(chance.below(12_000_000)) - 6_000_000)
    }
    #expect(plane.unproject(plane.project(points)) == points)
    #expect(plane.unproject(plane.project(points.map(RealPoint.init))) == points)
    #expect(plane.project([Coordinate]()) == [])
  }

  @Test func farPointsHaveFinitePlaces() {
    let plane = LocalPlane(centre: Coordinate(x: 1_150_000_000, y: 334_000_000))
    let far = [
      (-1_800_000_000, -900_000_000), (250_000_000, 0), (-650_000_000, -334_000_000), (0, 900_000_000),
    ]
    let points = plane.project(far.map { Coordinate(x: Int32($0.0), y: Int32($0.1)) })
    #expect(
      points.allSatisfy { $0.x.isFinite && $0.y.isFinite && max(abs($0.x), abs($0.y)) > 1e6 }, "\(points)")
  }
}
