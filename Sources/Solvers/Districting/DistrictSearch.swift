/// Searches for a cheap division by annealing. Few districts are searched in short walks from spanning trees and from the
/// best so far. Many are searched in one long walk, and then in groups of two to four neighbours, all groups of a round
/// at once, some of them divided anew by a spanning tree first.
struct DistrictSearch: Sendable {
  /// A division and how good it is.
  struct Division: Sendable {
    var districts: [Int]
    var excess: Int
    var cost: Int

    init(districts: [Int], excess: Int, cost: Int) {
      (self.districts, self.excess, self.cost) = (districts, excess, cost)
    }

    init(of task: DistrictTask, districts: [Int]) {
      let state = DistrictState(task, districts: districts)
      self.init(districts: districts, excess: state.excess, cost: state.cost)
    }

    func isBetter(than other: Division) -> Bool { (excess, cost) < (other.excess, other.cost) }
  }

  let task: DistrictTask
  private let threads: Int
  private var generator: SeededGenerator
  private(set) var best: Division
  private(set) var rounds = 0

  /// Walks of the whole in a round, with any number of threads, where there are few districts and where there are many.
  private static let batch = (few: 4, many: 2)
  /// Steps for each node of a walk of few districts, of a group, and, for each round that there is to be, of the walk of many,
  /// which gains more from time than anything after it.
  private static let stepsPerNode = (few: 1_500, group: 400, many: 500)
  /// Rounds that the walk of many grows with.
  private static let longest = 40
  /// More districts than this are searched in groups once a first walk has settled the whole.
  private static let few = 8

  init(_ task: DistrictTask, seed: UInt64, threads: Int) {
    self.task = task
    self.threads = threads
    generator = SeededGenerator(seed: seed)
    var split = SpanningTreeSplit(task, seed: generator.next())
    best = Division(of: task, districts: split.divide())
  }

  /// - Parameter goal: a cost that nothing can be below.
  mutating func run(rounds: Int, goal: Int, until clock: SearchClock) {
    guard task.count > 1 else { return }
    for _ in 0..<rounds {
      if clock.isOver || (best.excess == 0 && best.cost <= goal) { return }
      if task.count <= Self.few || self.rounds == 0 {
        walkWhole(rounds: rounds, until: clock)
      } else {
        walkGroups(until: clock)
      }
      self.rounds += 1
    }
  }

  /// What a walk leads to: the best within the range, or where it ended.
  private static func walk(
    _ task: DistrictTask, from start: [Int], seed: UInt64, _ schedule: DistrictAnnealing.Schedule,
    until clock: SearchClock
  ) -> Division {
    var annealing = DistrictAnnealing(task, start: start, seed: seed)
    annealing.run(schedule, until: clock)
    if let best = annealing.best { return Division(districts: best, excess: 0, cost: annealing.bestCost) }
    return Division(districts: annealing.districts, excess: annealing.excess, cost: annealing.cost)
  }

  private mutating func walkWhole(rounds: Int, until clock: SearchClock) {
    let isFew = task.count <= Self.few
    let seeds = (0..<(isFew ? Self.batch.few : Self.batch.many)).map { _ in generator.next() }
    let (task, start) = (task, best.districts)
    let steps =
      (isFew ? Self.stepsPerNode.few : Self.stepsPerNode.many * min(rounds, Self.longest)) * task.graph.count
    let found = concurrentMap(Array(seeds.enumerated()), threads: threads) { index, seed in
      var generator = SeededGenerator(seed: seed)
      // Every other walk leaves what is known; the others shake the best more or less.
      guard isFew, index % 2 == 1 else {
        var split = SpanningTreeSplit(task, seed: generator.next())
        return Self.walk(
          task, from: split.divide(), seed: generator.next(), .init(steps: steps, hottest: 2), until: clock)
      }
      let heat = 0.3 + 0.9 * generator.unit()
      return Self.walk(
        task, from: start, seed: generator.next(), .init(steps: steps, hottest: heat), until: clock)
    }
    for division in found where division.isBetter(than: best) { best = division }
  }

  /// Districts that are divided anew together, and their nodes.
  private struct Group: Sendable {
    var districts: [Int]
    var nodes: [Int] = []
    var seed: UInt64
  }

  private mutating func walkGroups(until clock: SearchClock) {
    let groups = drawGroups()
    let (task, best) = (task, best)
    let found = concurrentMap(groups, threads: threads) { group -> [Int]? in
      guard !clock.isOver, group.districts.count > 1 else { return nil }
      var number = [Int](repeating: -1, count: task.count)
      for (index, district) in group.districts.enumerated() { number[district] = index }
      let part = DistrictTask(
        graph: task.graph.part(group.nodes), count: group.districts.count, range: task.range)
      let old = Division(of: part, districts: group.nodes.map { number[best.districts[$0]] })
      var generator = SeededGenerator(seed: group.seed)
      var start = old.districts
      let isNew = generator.below(4) == 0
      if isNew {
        var split = SpanningTreeSplit(part, seed: generator.next())
        start = split.divide()
      }
      let new = Self.walk(
        part, from: start, seed: generator.next(),
        .init(
          steps: Self.stepsPerNode.group * group.nodes.count,
          hottest: isNew ? 2 : 0.3 + 0.7 * generator.unit()), until: clock)
      return old.isBetter(than: new) ? nil : new.districts
    }
    var districts = best.districts
    for (group, new) in zip(groups, found) {
      guard let new else { continue }
      for (index, node) in group.nodes.enumerated() { districts[node] = group.districts[new[index]] }
    }
    self.best = Division(of: task, districts: districts)
  }

  /// Puts every district into a group of up to four that hang together.
  private mutating func drawGroups() -> [Group] {
    var beside = [[Int]](repeating: [], count: task.count)
    for node in 0..<task.graph.count {
      let own = best.districts[node]
      for place in task.graph.places(of: node) {
        let other = best.districts[Int(task.graph.neighbours[place])]
        if other != own, !beside[own].contains(other) { beside[own].append(other) }
      }
    }
    var groupOf = [Int](repeating: -1, count: task.count)
    var groups: [Group] = []
    for first in (0..<task.count).shuffled(using: &generator) where groupOf[first] < 0 {
      var group = Group(districts: [first], seed: generator.next())
      groupOf[first] = groups.count
      let wanted = 2 + generator.below(3)
      while group.districts.count < wanted {
        let next = group.districts.flatMap { beside[$0] }.filter { groupOf[$0] < 0 }
        guard !next.isEmpty else { break }
        let district = next[generator.below(next.count)]
        groupOf[district] = groups.count
        group.districts.append(district)
      }
      groups.append(group)
    }
    for node in 0..<task.graph.count { groups[groupOf[best.districts[node]]].nodes.append(node) }
    return groups
  }
}
