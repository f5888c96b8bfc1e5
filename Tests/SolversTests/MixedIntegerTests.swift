import Foundation
import Testing

@testable import Solvers

@Suite struct MixedIntegerTests {
  /// A small program by chance: up to ten variables of 0 or 1, some rows.
  static func program(seed: Int) -> MixedIntegerProgram {
    var generator = SeededGenerator(seed: UInt64(seed))
    var program = MixedIntegerProgram()
    let columns = 1 + generator.below(10)
    for _ in 0..<columns {
      program.addColumn(objective: Double(generator.below(21) - 10), isInteger: true)
    }
    for _ in 0..<(1 + generator.below(5)) {
      let entries = (0..<columns).filter { _ in generator.below(2) == 0 }
        .map { ($0, Double(generator.below(9) - 3)) }
      let low = Double(generator.below(8) - 3)
      program.addRow(
        entries, within: low...(generator.below(2) == 0 ? .infinity : low + Double(generator.below(6))))
    }
    program.objectiveStep = seed % 2 == 0 ? 1 : 0
    return program
  }

  @Test(arguments: 1...150) func everyAnswerIsTheBestOfAll(seed: Int) throws {
    let program = Self.program(seed: seed)
    let all = (0..<(1 << program.columnCount)).map { bits in
      (0..<program.columnCount).map { Double(bits >> $0 & 1) }
    }
    let allowed = all.filter { program.allows($0) }
    let best = allowed.map(program.cost).min()
    let answer = try program.solve()
    guard let best else {
      #expect(answer.isInfeasible && answer.values == nil)
      return
    }
    #expect(abs(answer.objective - best) < 1e-6 && abs(answer.bound - best) < 1e-6)
    #expect(program.allows(try #require(answer.values)))
    // From a solution that is allowed, whichever, the answer is as good.
    let again = try program.solve(from: allowed[seed % allowed.count])
    #expect(abs(again.objective - best) < 1e-6 && abs(again.bound - best) < 1e-6)
  }

  /// A cover of triples, hard enough that one node does not prove it.
  @Test func aSearchThatIsCutShortStillHasABound() throws {
    var program = MixedIntegerProgram()
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<60 { program.addColumn(objective: 1, isInteger: true) }
    for _ in 0..<120 {
      let columns = Set((0..<3).map { _ in generator.below(60) }).sorted()
      program.addRow(columns.map { ($0, 1) }, within: 1...Double.infinity)
    }
    program.objectiveStep = 1
    let all = [Double](repeating: 1, count: 60)
    let short = try program.solve(from: all, limits: MixedIntegerLimits(nodes: 1))
    let whole = try program.solve()
    #expect(whole.objective == whole.bound)
    #expect(short.bound <= whole.objective && short.objective >= whole.objective)
    #expect(short.bound > 15 && short.bound < short.objective)
    let twice = try program.solve(from: all, limits: MixedIntegerLimits(nodes: 1))
    #expect(twice.values == short.values && twice.bound == short.bound)
  }

  @Test func aProgramWithoutVariablesHasAnAnswer() throws {
    var program = MixedIntegerProgram()
    #expect(try program.solve().values == [])
    program.addRow([(column: Int, coefficient: Double)](), within: 1...2)
    #expect(try program.solve().isInfeasible)
  }
}
