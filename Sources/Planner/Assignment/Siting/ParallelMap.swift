import Dispatch

/// Maps the numbers below `count`, piece by piece; results keep the order, so that they are the same with any
/// number of threads.
///
/// - Parameter transform: gets a range of the numbers and returns a result for each.
func parallelMap<Result: Sendable>(
  _ count: Int, threads: Int, _ transform: @Sendable (Range<Int>) -> [Result]
) -> [Result] {
  guard threads > 1, count > 1 else { return transform(0..<count) }
  // More pieces than threads, so that one that is held up holds nobody else up.
  let pieces = min(count, 4 * threads)
  var results = [[Result]](repeating: [], count: pieces)
  results.withUnsafeMutableBufferPointer { buffer in
    // Each worker writes the places of its own pieces only.
    nonisolated(unsafe) let places = buffer
    DispatchQueue.concurrentPerform(iterations: min(threads, pieces)) { worker in
      for piece in stride(from: worker, to: pieces, by: min(threads, pieces)) {
        places[piece] = transform((piece * count / pieces)..<((piece + 1) * count / pieces))
      }
    }
  }
  return results.flatMap { $0 }
}
