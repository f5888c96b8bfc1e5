import Scenario
import Solvers
import Words

/// Gives every duty of the horizon to someone of the site, or says why nobody can have it.
///
/// Sites and roles are planned apart. Each starts from the pinned duties and the best cyclic duty plan
/// (`RosterTemplate`), is completed by ejection chains until no more places can be filled, and is evened out by
/// local search; where places stay empty that need not, or wishes are not granted, everyone's line is planned anew by
/// the engine that solves the published instances (`RosterModel`). The local search spreads what stays empty over the shifts, shares nights, weekends, holidays and hours among the
/// people of a site and role, grants requests and keeps teams together. No rule of `RosterPolicy` is ever broken, over
/// the border of the horizon too where the duties before it are known. People of several staffOfSites are planned for the
/// first site by id, then for the next around those duties.
package struct RosterPlanner: Sendable {
  let problem: Problem
  let staffOfSites: [String: [String]]

  /// `staffOfSites`: the ids of the people of each site (`Post.siteID`); ids that are not on the staff are ignored.
  package init(problem: Problem, staffOfSites: [String: [String]]) {
    self.problem = problem
    self.staffOfSites = staffOfSites
  }

  /// The same problem and staffOfSites give the same roster.
  package func plan() -> Roster {
    let slots = problem.rosterSlots()
    var people = blankPeople()
    var settled: [String: [Int]] = [:]
    var roster = Roster(duties: [], unfilled: [])
    var refusals = problem.pinned.map { $0 as PinnedDuty? }
    for key in slots.keys.sorted() {
      let ids = members(key)
      var group = group(key, slots[key] ?? [], people, settled)
      let refused = pin(&group, ids)
      solve(&group)
      for (id, person) in zip(ids, group.people) {
        for slot in person.slots { roster.duties.append(duty(group.slots[slot], id)) }
        settled[id] = zip(person.codes, person.onLeave).map { $1 ? -1 : $0 }
        people[id] = person
        people[id]?.settle()
      }
      for (index, slot) in group.slots.enumerated() where group.missing[index] > 0 {
        roster.unfilled.append(
          Roster.Unfilled(
            date: problem.horizon.start + slot.date, shiftID: problem.posts[slot.post].shiftID,
            postID: problem.posts[slot.post].id, role: slot.role, missing: group.missing[index],
            reason: group.reason(index, siteID: key.siteID)))
      }
      for (index, reason) in refused {
        refusals[index] = nil
        if let reason { roster.unpinned.append(.init(pinned: problem.pinned[index], reason: reason)) }
      }
    }
    roster.unpinned += refusals.compactMap(\.self).map {
      .init(
        pinned: $0,
        reason: Message("not_asked", "No post \($0.postID) asks for \($0.staffID) on that date."))
    }
    roster.unfilled += withoutShift()
    roster.duties.sort(by: Roster.isBefore)
    roster.unfilled.sort(by: Roster.isBefore)
    return roster
  }

  /// How many duties stay empty in every roster; each site is taken to have its people to itself.
  package func bound() -> RosterBound {
    let slots = problem.rosterSlots()
    let people = blankPeople()
    return RosterBound(
      entries: slots.keys.sorted().map { key in
        let group = group(key, slots[key] ?? [], people, [:])
        let scarcity = group.scarcity()
        return RosterBound.Entry(
          siteID: key.siteID, role: key.role, needed: group.unfilled, unfilled: scarcity.unfilled,
          dates: scarcity.dates)
      })
  }

  /// Gives the pinned duties of a group to whom they are pinned; says of each that is the group's, by its index, why not
  /// where it cannot.
  private func pin(_ group: inout RosterGroup, _ ids: [String]) -> [(index: Int, reason: Message?)] {
    var results: [(index: Int, reason: Message?)] = []
    for (index, pinned) in problem.pinned.enumerated() {
      guard let person = ids.firstIndex(of: pinned.staffID),
        let slot = group.slots.firstIndex(where: {
          $0.date == pinned.date - problem.horizon.start && problem.posts[$0.post].id == pinned.postID
        })
      else { continue }
      let blocker = group.people[person].blocker(group.slots[slot], group.rules)
      let reason = blocker.map {
        Message("pinned_blocked", "\(pinned.staffID) \(group.clause($0, 1)).")
      }
      let isPinned = group.pin(slot, to: person)
      results.append(
        (
          index,
          isPinned ? nil : reason ?? Message("others_pinned", "Others are pinned to all of its places.")
        ))
    }
    return results
  }

  /// The places of posts whose shift the problem does not hold: they have no hours, so nobody can be checked for them.
  private func withoutShift() -> [Roster.Unfilled] {
    let known = Set(problem.shifts.map(\.id))
    var unfilled: [Roster.Unfilled] = []
    for post in problem.posts where !known.contains(post.shiftID) {
      for role in Role.allCases {
        guard let need = post.needs[role], need > 0 else { continue }
        for date in problem.horizon.dates where post.isOpen(on: date, problem.policy.roster) {
          unfilled.append(
            Roster.Unfilled(
              date: date, shiftID: post.shiftID, postID: post.id, role: role,
              missing: need, reason: Message("no_such_shift", "No shift is called \(post.shiftID).")))
        }
      }
    }
    return unfilled
  }

  private func solve(_ group: inout RosterGroup) {
    let bound = group.lowerBound()
    group = group.started(wanted: wantedCycle, start: problem.horizon.start)
    var generator = SeededGenerator(seed: 0)
    group.refill(bound: bound, steps: 200, using: &generator)
    group.settle()
    if group.unfilled > bound || group.unmetWishes > 0 { group.replan(rounds: 600, bound: bound) }
  }

  /// The wanted cycle in indices of shifts.
  var wantedCycle: [Int?] {
    problem.policy.roster.cycle.map { id in problem.shifts.firstIndex { $0.id == id } }
  }

  func duty(_ slot: RosterSlot, _ staffID: String) -> Roster.Duty {
    Roster.Duty(
      date: problem.horizon.start + slot.date, shiftID: problem.posts[slot.post].shiftID,
      postID: problem.posts[slot.post].id, role: slot.role, staffID: staffID)
  }
}

extension Horizon {
  var dates: [CivilDate] { (0..<max(0, days)).map { start + $0 } }
}
