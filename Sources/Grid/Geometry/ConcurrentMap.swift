import Dispatch

/// Applies `transform` to every element at once, on as many cores as there are; results keep the order.
public func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ transform: @Sendable (Element) -> Result
) -> [Result] {
  [Result](unsafeUninitializedCapacity: elements.count) { buffer, count in
    // Each iteration initialises its own place, and all have ended when concurrentPerform returns.
    nonisolated(unsafe) let places = buffer
    DispatchQueue.concurrentPerform(iterations: elements.count) { i in
      places.initializeElement(at: i, to: transform(elements[i]))
    }
    count = elements.count
  }
}
