import Foundation
import Words

/// The Chinese of every message.
public enum Chinese {
  /// How messages read in Chinese.
  public static let wording = Wording(language: .chinese, catalogue: catalogue)

  /// The files of `Resources`, one for each room of the house: a JSON object of codes and words. Words of several lines
  /// are a list of these.
  public static let files: [(name: String, json: [UInt8])] = [
    ("terms", PackageResources.terms_json),
    ("parser", PackageResources.parser_json),
    ("shared", PackageResources.shared_json),
    ("solvers", PackageResources.solvers_json),
    ("vectorfiles", PackageResources.vectorfiles_json),
    ("grid", PackageResources.grid_json),
    ("roads", PackageResources.roads_json),
    ("scenario", PackageResources.scenario_json),
    ("planner", PackageResources.planner_json),
    ("tracks", PackageResources.tracks_json),
    ("plancodec", PackageResources.plancodec_json),
    ("audit", PackageResources.audit_json),
    ("publishing", PackageResources.publishing_json),
    ("samples", PackageResources.samples_json),
    ("verification", PackageResources.verification_json),
    ("planner-cli", PackageResources.planner_cli_json),
    ("help", PackageResources.help_json),
  ]

  private static let catalogue: [String: String] = {
    var all: [String: String] = [:]
    for file in files {
      guard let entries = try? JSONDecoder().decode([String: Words].self, from: Data(file.json)) else {
        preconditionFailure("\(file.name).json is no catalogue")
      }
      all.merge(entries.mapValues(\.text)) { first, _ in first }
    }
    return all
  }()

  private struct Words: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let line = try? value.decode(String.self) {
        text = line
      } else {
        text = try value.decode([String].self).joined(separator: "\n")
      }
    }
  }
}
