import Dispatch
import Synchronization

/// Applies `transform` to every element at once, on at most `threads` cores; results keep the order, so that they are
/// the same with any number of threads.
public func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int = .max, _ transform: @Sendable (Element) -> Result
) -> [Result] {
  guard threads > 1, elements.count > 1 else { return elements.map(transform) }
  return [Result](unsafeUninitializedCapacity: elements.count) { buffer, count in
    // Each element initialises its own place, and all have ended when concurrentPerform returns.
    nonisolated(unsafe) let places = buffer
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, elements.count)) { _ in
      while true {
        let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard i < elements.count else { return }
        places.initializeElement(at: i, to: transform(elements[i]))
      }
    }
    count = elements.count
  }
}

/// Maps the numbers below `count`, piece by piece, on at most `threads` cores; results keep the order.
///
/// - Parameter transform: gets a range of the numbers and returns a result for each.
package func concurrentMap<Result: Sendable>(
  _ count: Int, threads: Int, _ transform: @Sendable (Range<Int>) -> [Result]
) -> [Result] {
  guard threads > 1, count > 1 else { return transform(0..<count) }
  // More pieces than threads, so that one that is held up holds nobody else up.
  let pieces = min(count, 4 * threads)
  let ranges = (0..<pieces).map { ($0 * count / pieces)..<(($0 + 1) * count / pieces) }
  return concurrentMap(ranges, threads: threads, transform).flatMap { $0 }
}
