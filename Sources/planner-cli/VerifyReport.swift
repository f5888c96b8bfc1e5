import PlanCodec
import Verification
import Words

/// What is found of a plan's claims, in words or as JSON.
struct VerifyReport {
  let verification: Verification

  init(_ verification: Verification) { self.verification = verification }

  private struct Document: Encodable {
    struct Claim: Encodable {
      let claim: String
      let of: String?
      let verdict: String
      let finding: String
      let findingCode: String
    }

    let holds: Bool
    let digest: String
    let claims: [Claim]
  }

  var json: String {
    get throws {
      try PlanFolder.json(
        Document(
          holds: verification.holds, digest: verification.digest,
          claims: verification.verdicts.map { verdict in
            Document.Claim(
              claim: verdict.claim, of: verdict.part, verdict: verdict.state.rawValue,
              finding: verdict.finding.english, findingCode: verdict.finding.code)
          }))
    }
  }

  var text: String {
    let lines = verification.verdicts.map { verdict in
      let name = words(Self.name(of: verdict.claim))
      let part = verdict.part.map { words(", \(Message(dayType: $0))") } ?? ""
      return words("\(word(verdict.state)) \(name)\(part): \(verdict.finding)")
    }
    let refused = verification.verdicts.count { $0.state == .refused }
    let open = verification.verdicts.count { $0.state == .uncertified }
    let sum =
      refused > 0
      ? words("\(count(refused, "claim")) of \(verification.verdicts.count) refused")
      : words("no claim of \(verification.verdicts.count) refused")
    let rest = open > 0 ? words("; \(open) not certified") : ""
    return (lines + ["", sum + rest, words("digest of the certificates: \(verification.digest)")])
      .joined(separator: "\n")
  }

  private func word(_ state: Verdict.State) -> Message {
    switch state {
    case .accepted: Message("accepted:")
    case .refused: Message("refused:")
    case .uncertified: Message("not certified:")
    }
  }

  private static func name(of claim: String) -> Message {
    switch claim {
    case "files": Message("files as written")
    case "land": Message("partition of the land")
    case "assignment": Message("assignment of units to rooms")
    case "rooms": Message("bound on travel from the rooms")
    case "areas": Message("patrol areas and their balance")
    case "area_borders": Message("bound on the areas' borders")
    case "routes": Message("routes")
    case "visits": Message("bound on visits not made")
    case "travel": Message("bound on the crews' travel")
    case "roster": Message("roster")
    case "duties": Message("bound on duties not filled")
    case "roster_cost": Message("bound on the roster's cost")
    default: Message(verbatim: claim)
    }
  }
}
