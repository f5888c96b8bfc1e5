import Geometry
import Roads
import Solvers

/// The ways between places that are entered at one point and left at another.
struct PresenceWays {
  private let travel: any Travel
  private var coordinates: [Coordinate] = []
  private var indexOf: [Coordinate: Int] = [:]
  private var places: [(into: Int, from: Int)] = []
  private var table = TravelTable(rows: 0, columns: 0, seconds: [], metres: [])

  init(travel: any Travel) { self.travel = travel }

  var count: Int { places.count }

  /// Adds a place; left where it is entered unless told.
  mutating func place(_ into: Coordinate, _ from: Coordinate? = nil) -> Int {
    places.append((index(of: into), index(of: from ?? into)))
    return places.count - 1
  }

  private mutating func index(of coordinate: Coordinate) -> Int {
    if let known = indexOf[coordinate] { return known }
    indexOf[coordinate] = coordinates.count
    coordinates.append(coordinate)
    return coordinates.count - 1
  }

  /// Asks for the ways between all places, for vehicles of several speeds.
  mutating func matrices(_ speeds: [Double], costsAreMetres: Bool) -> [RoutingProblem.Matrix] {
    table = travel.table(from: coordinates, to: coordinates)
    let never = VisitProblem.never
    let metres = costsAreMetres ? pairs { a, b in Self.whole(Double(self.metres(a, b))) } : []
    return speeds.map { speed in
      let times = pairs { a, b -> Int32 in
        let (out, into) = (places[a].from, places[b].into)
        guard out != into else { return 0 }
        return VisitProblem.seconds(
          table.seconds(out, into), metres: table.metres(out, into), maxSpeed: speed)
      }
      return RoutingProblem.Matrix(
        costs: costsAreMetres ? zip(metres, times).map { $1 < never ? $0 : never } : times, times: times)
    }
  }

  private static func whole(_ metres: Double) -> Int32 {
    metres < Double(VisitProblem.never) ? Int32(metres.rounded(.up)) : VisitProblem.never
  }

  private func pairs(_ value: (Int, Int) -> Int32) -> [Int32] {
    places.indices.flatMap { a in places.indices.map { value(a, $0) } }
  }

  /// Metres from one place to another.
  func metres(_ a: Int, _ b: Int) -> Double {
    let (out, into) = (places[a].from, places[b].into)
    return out == into ? 0 : Double(table.metres(out, into))
  }
}
