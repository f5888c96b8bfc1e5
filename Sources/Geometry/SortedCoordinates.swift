extension RandomAccessCollection<Coordinate> where Index == Int {
  /// Where a point stands in points that ascend; `nil` where it does not.
  package func place(of point: Coordinate) -> Int? {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < point { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low] == point ? low : nil
  }
}
