/// A four-ary heap of junctions by cost; of equal costs the lower junction comes first.
///
/// An entry that was overtaken is left in and skipped by the search when it comes up. For such small entries this
/// took a third of the time of the double-ended heap in swift-collections.
struct RoadHeap {
  struct Entry {
    var cost: RoadCost
    var junction: Int32

    @inline(__always)
    static func < (a: Entry, b: Entry) -> Bool {
      a.cost.raw < b.cost.raw || (a.cost.raw == b.cost.raw && a.junction < b.junction)
    }
  }

  private var entries: [Entry] = []

  var first: Entry? { entries.first }

  mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

  @inline(__always)
  mutating func push(_ cost: RoadCost, _ junction: Int32) {
    let entry = Entry(cost: cost, junction: junction)
    var place = entries.count
    entries.append(entry)
    entries.withUnsafeMutableBufferPointer { heap in
      while place > 0 {
        let parent = (place - 1) / 4
        guard entry < heap[parent] else { break }
        heap[place] = heap[parent]
        place = parent
      }
      heap[place] = entry
    }
  }

  @inline(__always)
  mutating func pop() -> Entry? {
    guard let entry = entries.popLast() else { return nil }
    guard let top = entries.first else { return entry }
    entries.withUnsafeMutableBufferPointer { heap in
      let count = heap.count
      var place = 0
      while true {
        let first = 4 * place + 1
        guard first < count else { break }
        var least = first
        var child = first + 1
        let end = min(first + 4, count)
        while child < end {
          if heap[child] < heap[least] { least = child }
          child += 1
        }
        guard heap[least] < entry else { break }
        heap[place] = heap[least]
        place = least
      }
      heap[place] = entry
    }
    return top
  }
}
