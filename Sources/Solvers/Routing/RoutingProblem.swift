/// Which vehicle visits which clients, when and in what order: routing in numbers, without ground, crews or names.
///
/// Several depots, unlike vehicles, time windows, limits of load, duration and distance, clients that may be left
/// out at a price, and clients with a choice (of days, of windows) are all one model: a client is served by making
/// every visit of one of its options. Times and costs are whole numbers in units of the caller's choice.
public struct RoutingProblem: Sendable {
  /// Cost and time between places for vehicles of one kind, row by row. Both stay below `unreachable`; at or above
  /// it there is no way.
  public struct Matrix: Sendable {
    /// From each place to each place, row by row.
    public var costs: [Int32]
    /// The same in units of time.
    public var times: [Int32]

    /// Of places times places costs and times, row by row.
    public init(costs: [Int32], times: [Int32]) {
      self.costs = costs
      self.times = times
    }
  }

  /// What drives a route.
  public struct Vehicle: Sendable {
    /// The place where it starts.
    public var start: Int
    /// The place where it ends.
    public var end: Int
    /// It leaves and is back within these times.
    public var shift: ClosedRange<Int>
    /// The most that it carries, in each dimension of load.
    public var capacity: [Int]
    /// The most time of travel, service and waiting between leaving and being back; the latest useful departure is taken.
    public var maxDuration: Int?
    /// The most that the costs of its arcs may add up to.
    public var maxDistance: Int?
    /// Paid when it is used.
    public var fixedCost = 0
    /// Which matrix it travels by.
    public var matrix = 0
    /// A visit is for vehicles that have every skill (bit) it needs.
    public var skills: UInt64 = 0

    /// A vehicle with its limits.
    public init(
      start: Int, end: Int, shift: ClosedRange<Int>, capacity: [Int] = [], maxDuration: Int? = nil,
      maxDistance: Int? = nil, fixedCost: Int = 0, matrix: Int = 0, skills: UInt64 = 0
    ) {
      self.start = start
      self.end = end
      self.shift = shift
      self.capacity = capacity
      self.maxDuration = maxDuration
      self.maxDistance = maxDistance
      self.fixedCost = fixedCost
      self.matrix = matrix
      self.skills = skills
    }
  }

  /// A way to serve a client.
  public struct Visit: Sendable {
    /// The place where it is.
    public var place: Int
    /// When service may begin; before it the vehicle waits.
    public var window: ClosedRange<Int>
    /// How long it takes.
    public var service: Int
    /// As many dimensions as vehicles' capacities have.
    public var demand: [Int]
    /// Skills that the vehicle must have, one bit each.
    public var needs: UInt64

    /// A visit at a place.
    public init(
      place: Int, window: ClosedRange<Int>, service: Int = 0, demand: [Int] = [], needs: UInt64 = 0
    ) {
      self.place = place
      self.window = window
      self.service = service
      self.demand = demand
      self.needs = needs
    }
  }

  /// Something that is to be visited.
  public struct Client: Sendable {
    /// The ways to serve it.
    public var visits: [Visit]
    /// Sets of its visits, any one of which serves it. No vehicle has the skills for two visits of one option.
    public var options: [[Int]]
    /// What it costs to leave it out; `nil` when it has to be served.
    public var prize: Int?
    /// Of one that has to be served: where not all can be, the greatest sum of weights is.
    public var weight: Int

    /// A client with one visit.
    public init(_ visit: Visit, prize: Int? = nil, weight: Int = 1) {
      self.init(visits: [visit], options: [[0]], prize: prize, weight: weight)
    }

    /// A client with options, each a set of visits.
    public init(visits: [Visit], options: [[Int]], prize: Int? = nil, weight: Int = 1) {
      self.visits = visits
      self.options = options
      self.prize = prize
      self.weight = weight
    }
  }

  /// Costs and times from here on mean that there is no way. Shifts and windows end before it, too.
  public static let unreachable = 1 << 29

  /// How many places there are.
  public var places: Int
  /// Costs and times, one matrix for each kind of vehicle.
  public var matrices: [Matrix]
  /// What drives.
  public var vehicles: [Vehicle]
  /// What is to be visited.
  public var clients: [Client]

  /// Of so many places.
  public init(places: Int, matrices: [Matrix], vehicles: [Vehicle], clients: [Client]) {
    self.places = places
    self.matrices = matrices
    self.vehicles = vehicles
    self.clients = clients
  }
}

/// A feasible answer to a `RoutingProblem`.
public struct RoutingAnswer: Sendable, Equatable {
  /// A visit on a route.
  public struct Stop: Sendable, Equatable {
    /// The index of the client.
    public var client: Int
    /// Index into the client's visits.
    public var visit: Int

    package init(client: Int, visit: Int) {
      self.client = client
      self.visit = visit
    }
  }

  /// For each vehicle its stops in order.
  public var routes: [[Stop]]
  /// Travel, fixed costs and the prizes of optional clients left out.
  public var cost: Int
  /// Clients that have to be served and are not, ascending.
  public var unserved: [Int]
  /// Steps that the search took.
  public var iterations: Int

  package init(routes: [[Stop]], cost: Int, unserved: [Int], iterations: Int) {
    self.routes = routes
    self.cost = cost
    self.unserved = unserved
    self.iterations = iterations
  }
}
