/// Finds the number that was given to a key: a hash table with open addressing, to be emptied and used again.
struct KeyTable: ~Copyable {
  private var keys: UnsafeMutablePointer<UInt64>
  private var values: UnsafeMutablePointer<Int32>
  private var capacity: Int
  private var count = 0

  init() {
    capacity = 1 << 10
    keys = .allocate(capacity: capacity)
    values = .allocate(capacity: capacity)
    values.initialize(repeating: -1, count: capacity)
    keys.initialize(repeating: 0, count: capacity)
  }

  deinit {
    keys.deallocate()
    values.deallocate()
  }

  mutating func removeAll() {
    values.update(repeating: -1, count: capacity)
    count = 0
  }

  /// The number of a key; `next` where it had none, and has now.
  @inline(__always) mutating func number(of key: UInt64, next: Int32) -> Int32 {
    if 2 * count >= capacity { grow() }
    var place = home(key)
    while values[place] >= 0 {
      if keys[place] == key { return values[place] }
      place = (place + 1) & (capacity - 1)
    }
    keys[place] = key
    values[place] = next
    count += 1
    return next
  }

  @inline(__always) private func home(_ key: UInt64) -> Int {
    let mixed = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 20) & (capacity - 1)
  }

  private mutating func grow() {
    let (oldKeys, oldValues, old) = (keys, values, capacity)
    capacity *= 2
    keys = .allocate(capacity: capacity)
    values = .allocate(capacity: capacity)
    keys.initialize(repeating: 0, count: capacity)
    values.initialize(repeating: -1, count: capacity)
    for index in 0..<old where oldValues[index] >= 0 {
      var place = home(oldKeys[index])
      while values[place] >= 0 { place = (place + 1) & (capacity - 1) }
      keys[place] = oldKeys[index]
      values[place] = oldValues[index]
    }
    oldKeys.deallocate()
    oldValues.deallocate()
  }
}
