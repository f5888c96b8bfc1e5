import Geometry
import Roads
import Solvers

/// The ways between places that are entered at one point and left at another.
struct PresenceWays {
  private let travel: any Travel
  private var coordinates: [Coordinate] = []
  private var indexOf: [Coordinate: Int] = [:]
  private var places: [(into: Int, from: Int)] = []
  /// One for each kind of vehicle.
  private var tables: [TravelTable] = []

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

  /// Asks for the ways between all places, for vehicles of several kinds.
  mutating func matrices(_ kinds: [VehicleKind], costsAreMetres: Bool) -> [RoutingProblem.Matrix] {
    let ofProfile = Dictionary(
      uniqueKeysWithValues: Set(kinds.map(\.profile)).map {
        ($0, travel.by($0).table(from: coordinates, to: coordinates))
      })
    tables = kinds.compactMap { ofProfile[$0.profile] }
    let never = VisitProblem.never
    return kinds.indices.map { kind in
      let table = tables[kind]
      let times = pairs { a, b -> Int32 in
        let (out, into) = (places[a].from, places[b].into)
        guard out != into else { return 0 }
        return VisitProblem.seconds(
          table.seconds(out, into), metres: table.metres(out, into), maxSpeed: kinds[kind].maxSpeed)
      }
      let metres = costsAreMetres ? pairs { a, b in Self.whole(self.metres(kind, a, b)) } : []
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

  /// Metres from one place to another, for a kind of vehicle.
  func metres(_ kind: Int, _ a: Int, _ b: Int) -> Double {
    let (out, into) = (places[a].from, places[b].into)
    return out == into ? 0 : Double(tables[kind].metres(out, into))
  }
}
