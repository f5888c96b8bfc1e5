/// Every choice of `count` of the numbers below `n`.
package func everyChoice(_ count: Int, of n: Int) -> [[Int]] {
  if count == 0 { return [[]] }
  if count > n { return [] }
  return everyChoice(count, of: n - 1) + everyChoice(count - 1, of: n - 1).map { $0 + [n - 1] }
}
