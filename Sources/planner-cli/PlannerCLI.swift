import ArgumentParser
import Foundation
import Grid
import VectorFiles
import Words

@main
struct PlannerCLI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "planner-cli",
    abstract: words("Divide a county into grids, and plan its rooms, patrols and rosters."),
    discussion: words(
      "program.discussion",
      """
      A scenario folder names the county's layers and rules; a plan folder holds the result. Results are printed to \
      standard output, notes and progress to standard error.

      Exit codes: 0 fine, 1 breaches found, 64 wrong usage, 65 bad data, 66 no such input, 70 a bug, 73 cannot write.
      """),
    version: Version.text,
    subcommands: [
      Synth.self, Check.self, Repair.self, BuildGrids.self, MakePlan.self, Assign.self, Compare.self,
      Patrol.self, Gaps.self, Audit.self, MakeRoster.self, Refresh.self, Locate.self,
      Export.self, DrawMaps.self, Verify.self,
    ])

  @OptionGroup var speech: LanguageOptions

  static func main() {
    openStandardStreams()
    InputFiles.watch()
    Interruption.watch()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(by: error)
    }
  }

  /// As the library for arguments ends a program; what it says of its own, it says in English.
  private static func end(by error: any Error) -> Never {
    guard Speech.wording.language != .english else { exit(withError: error) }
    let code = exitCode(for: error)
    let text = ParserText(Speech.wording, columns: Console.columns)
      .worded(fullMessage(for: error, columns: ParserText.unwrapped))
    if !text.isEmpty {
      let stream = code == .success ? FileHandle.standardOutput : FileHandle.standardError
      // Who does not listen cannot be told that it fails.
      try? stream.write(contentsOf: Data((text + "\n").utf8))
    }
    Foundation.exit(code.rawValue)
  }

  /// The number of a stream that is closed would go to the next file that is opened, and text meant for the one
  /// would end in the other.
  private static func openStandardStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
