import Foundation
import Solvers

/// Why a file is no districting instance.
enum DistrictFault: Error, CustomStringConvertible {
  case unreadable
  case badNumber(Int)
  case missing(count: Int, needed: Int)
  case problem(DistrictingError)

  var description: String {
    switch self {
    case .unreadable: "the file cannot be read as UTF-8 text"
    case .badNumber(let word): "word \(word) is no whole number"
    case .missing(let count, let needed): "the file has \(count) numbers, not \(needed)"
    case .problem(let error): "\(error)"
    }
  }
}

/// A published districting instance: `n m k least most`, n populations, then m edges `i j` counted from 0.
struct DistrictInstance {
  var problem: DistrictingProblem

  init(path: String) throws(DistrictFault) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .unreadable }
    var numbers: [Int] = []
    for (index, word) in text.split(whereSeparator: \.isWhitespace).enumerated() {
      guard let number = Int(word), abs(number) < 1 << 40 else { throw .badNumber(index + 1) }
      numbers.append(number)
    }
    guard numbers.count >= 5 else { throw .missing(count: numbers.count, needed: 5) }
    let (n, m) = (max(0, numbers[0]), max(0, numbers[1]))
    guard numbers.count == 5 + n + 2 * m else { throw .missing(count: numbers.count, needed: 5 + n + 2 * m) }
    let ends = numbers[(5 + n)...]
    let edges = stride(from: ends.startIndex, to: ends.endIndex, by: 2).map {
      DistrictingProblem.Edge(ends[$0], ends[$0 + 1])
    }
    do {
      problem = try DistrictingProblem(
        weights: Array(numbers[5..<(5 + n)]), edges: edges, count: numbers[2], least: numbers[3],
        most: numbers[4])
    } catch {
      throw .problem(error)
    }
  }
}
