/// A sequence of stops as far as time goes: enough to join two in constant time.
///
/// A segment that starts anywhere in `earliest...latest` takes `duration`, the least possible, waiting included;
/// started later than `latest` it breaks a window. (Vidal, Crainic, Gendreau and Prins, "A hybrid genetic algorithm
/// with adaptive diversity management for a large class of vehicle routing problems with time-windows", 2013; here
/// without time warp, since every route keeps its windows.)
struct Segment: BitwiseCopyable, Equatable {
  var duration: Int32
  var earliest: Int32
  var latest: Int32

  /// Whether `next` can follow after `travel`.
  @inline(__always) func reaches(_ next: Segment, travel: Int32) -> Bool {
    earliest &+ duration &+ travel <= next.latest
  }

  /// This segment, `travel`, then `next`; only for one that it reaches.
  @inline(__always) func joined(_ next: Segment, travel: Int32) -> Segment {
    let ahead = duration &+ travel
    let wait = max(next.earliest &- ahead &- latest, 0)
    return Segment(
      duration: ahead &+ next.duration &+ wait,
      earliest: max(next.earliest &- ahead, earliest) &- wait,
      latest: min(next.latest &- ahead, latest))
  }
}
