import Geometry
import Roads

/// What the crews do in the course of a run.
struct CallState {
  private enum Activity {
    case patrol
    case call(done: Double, place: Coordinate)
    /// On the way back to the patrol.
    case back(left: Double, rejoins: Double, way: WayLine)
  }

  private let simulation: CallSimulation
  private let calls: [Call]
  private var activities: [Activity]
  /// When each crew last broke off its patrol, and the duty it was on.
  private var brokeOff: [Double]
  private var duties: [Int]
  /// Calls that wait are `queue[head...]`.
  private var queue: [Int] = []
  private var head = 0
  private var run: CallRun

  init(_ simulation: CallSimulation, _ calls: [Call]) {
    self.simulation = simulation
    self.calls = calls
    let count = simulation.crews.count
    activities = Array(repeating: .patrol, count: count)
    brokeOff = Array(repeating: 0, count: count)
    duties = Array(repeating: 0, count: count)
    run = CallRun(calls: calls.count, crews: count)
  }

  var nextDone: (time: Double, crew: Int) {
    var best = (time: Double.infinity, crew: -1)
    for (crew, activity) in activities.enumerated() {
      if case .call(let done, _) = activity, done < best.time { best = (done, crew) }
    }
    return best
  }

  /// Whether nobody is on a call and none waits.
  var isIdle: Bool { head == queue.count && nextDone.crew < 0 }

  /// A call comes in.
  mutating func take(_ call: Int) {
    let time = calls[call].time
    var free: [Int] = []
    var places: [Coordinate] = []
    for crew in activities.indices {
      guard let place = place(of: crew, at: time) else { continue }
      free.append(crew)
      places.append(place)
    }
    guard !free.isEmpty else {
      queue.append(call)
      run.longestQueue = max(run.longestQueue, queue.count - head)
      return
    }
    var ways = [Float](repeating: .infinity, count: free.count)
    for (profile, some) in Dictionary(grouping: free.indices, by: { simulation.crews[free[$0]].profile }) {
      let table = simulation.travel.by(profile).table(from: some.map { places[$0] }, to: [calls[call].place])
      for (row, index) in some.enumerated() { ways[index] = table.seconds(row, 0) }
    }
    let nearest = free.indices.min { (ways[$0], $0) < (ways[$1], $1) } ?? 0
    dispatch(free[nearest], to: call, at: time, from: places[nearest], way: ways[nearest])
  }

  /// A crew comes on duty.
  mutating func begin(_ crew: Int, at time: Double) {
    guard head < queue.count, let place = place(of: crew, at: time) else { return }
    takeWaiting(crew, at: time, from: place)
  }

  /// A crew is done with its call.
  mutating func finish(_ crew: Int, at time: Double) {
    guard case .call(_, let place) = activities[crew] else { return }
    guard let duty = duty(of: crew, at: time) else {
      run.overtime[crew] += time - simulation.crews[crew].duties[duties[crew]].end
      rejoin(crew, at: time)
      return
    }
    duties[crew] = duty
    if head < queue.count {
      takeWaiting(crew, at: time, from: place)
    } else {
      goBack(crew, at: time, from: place)
    }
  }

  /// The run, with what was still broken off at its end.
  consuming func closed() -> CallRun {
    for crew in activities.indices {
      if case .back(_, let rejoins, _) = activities[crew] { rejoin(crew, at: rejoins) }
    }
    return run
  }

  private mutating func takeWaiting(_ crew: Int, at time: Double, from place: Coordinate) {
    let call = queue[head]
    head += 1
    let table = travel(of: crew).table(from: [place], to: [calls[call].place])
    dispatch(crew, to: call, at: time, from: place, way: table.seconds(0, 0))
  }

  private mutating func dispatch(
    _ crew: Int, to call: Int, at time: Double, from place: Coordinate, way: Float
  ) {
    if case .patrol = activities[crew] { brokeOff[crew] = time }
    let arrived = time + simulation.readiness + seconds(way)
    let done = arrived + calls[call].onScene
    duties[crew] = duty(of: crew, at: time) ?? duties[crew]
    activities[crew] = .call(done: done, place: calls[call].place)
    run.answers[call] = CallRun.Answer(
      crew: crew, from: place, dispatched: time, arrived: arrived, done: done)
    run.busy[crew] += done - time
  }

  private func travel(of crew: Int) -> any Travel { simulation.travel.by(simulation.crews[crew].profile) }

  private func seconds(_ way: Float) -> Double {
    way.isFinite ? Double(way) : CallSimulation.withoutRoad
  }

  /// Drives to the next stop of the patrol that is reached before it was to be left.
  private mutating func goBack(_ crew: Int, at time: Double, from place: Coordinate) {
    let duty = simulation.crews[crew].duties[duties[crew]]
    let stops = duty.route?.stops.filter { duty.midnight + Double($0.depart) > time } ?? []
    let places = stops.isEmpty ? [duty.base] : stops.map(\.coordinate)
    let table = travel(of: crew).table(from: [place], to: places)
    let target =
      stops.indices.first {
        time + seconds(table.seconds(0, $0)) <= duty.midnight + Double(stops[$0].depart)
      } ?? places.count - 1
    let rejoins = time + seconds(table.seconds(0, target))
    guard rejoins > time else { return rejoin(crew, at: time) }
    activities[crew] = .back(
      left: time, rejoins: rejoins,
      way: WayLine(travel(of: crew).path(from: place, to: places[target])))
  }

  /// Takes up the patrol, and notes which stops were missed meanwhile.
  private mutating func rejoin(_ crew: Int, at time: Double) {
    let left = brokeOff[crew]
    for duty in simulation.crews[crew].duties where duty.start < time && duty.end > left {
      for stop in duty.route?.visits ?? [] {
        let (start, end) = (duty.midnight + Double(stop.start), duty.midnight + Double(stop.depart))
        if left <= start && end <= time {
          run.missed[crew] += 1
        } else if left < end && start < time {
          run.cutShort[crew] += 1
        }
      }
    }
    run.away[crew] += time - left
    run.interruptions[crew] += 1
    activities[crew] = .patrol
  }

  private func duty(of crew: Int, at time: Double) -> Int? {
    simulation.crews[crew].duties.firstIndex { $0.start <= time && time < $0.end }
  }

  /// Where a crew is that is on duty and has no call, else `nil`.
  private mutating func place(of crew: Int, at time: Double) -> Coordinate? {
    if case .back(_, let rejoins, _) = activities[crew], rejoins <= time { rejoin(crew, at: rejoins) }
    guard let index = duty(of: crew, at: time) else { return nil }
    let duty = simulation.crews[crew].duties[index]
    switch activities[crew] {
    case .call: return nil
    case .back(let left, let rejoins, let way): return way.place(at: (time - left) / (rejoins - left))
    case .patrol: return duty.timeline?.place(at: Int((time - duty.midnight).rounded(.down))) ?? duty.base
    }
  }
}
