/// The orders in which clients may be put back, as a key for each client: least first.
struct InsertionOrders: ~Copyable {
  /// Order after order.
  let keys: Column<Float>
  /// Cumulative weights out of `total`; what is beyond the last is the random order.
  private let weights: [(limit: Int, order: Int)]
  private let total: Int

  init(_ data: RoutingData) {
    var keys: [Float] = []
    var weights: [(Int, Int)] = []
    var sum = 4
    func add(_ weight: Int, _ key: (Int32) -> Float) {
      sum += weight
      weights.append((sum, weights.count))
      keys += (0..<data.clientCount).map { client in
        (data.firstVisit[client]..<data.firstVisit[client + 1]).map(key).min() ?? 0
      }
    }
    let home = data.routeCount > 0 ? Int(data.place[data.visitCount]) : 0
    let far = { (v: Int32) in Float(data.costInto[Int(data.place[v]) * data.places + home]) }
    if data.dimensions > 0 { add(4) { v in -Float(data.demand[Int(v) * data.dimensions]) } }
    add(2) { -far($0) }
    add(1) { far($0) }
    add(2) { Float(data.due[$0]) - Float(data.ready[$0]) }
    add(2) { Float(data.ready[$0]) }
    add(2) { -Float(data.due[$0]) }
    self.keys = Column(keys)
    self.weights = weights
    total = sum
  }

  /// An order by its weight, -1 for the random one.
  func draw(_ chance: inout RoutingChance) -> Int {
    let number = chance.below(total)
    if number < 4 { return -1 }
    return weights.first { number < $0.limit }?.order ?? -1
  }
}
