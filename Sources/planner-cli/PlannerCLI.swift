import ArgumentParser
import Foundation
import Grid
import VectorFiles

@main
struct PlannerCLI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "planner-cli",
    abstract: "Divide a county into grids, and plan its rooms, patrols and rosters.",
    discussion: """
      A scenario folder names the county's layers and rules; a plan folder holds the result. Results are printed to \
      standard output, notes and progress to standard error.

      Exit codes: 0 fine, 1 breaches found, 64 wrong usage, 65 bad data, 66 no such input, 70 a bug, 73 cannot write.
      """,
    version: Version.text,
    subcommands: [
      Synth.self, Check.self, Repair.self, BuildGrids.self, MakePlan.self, Assign.self, Compare.self,
      Patrol.self, Gaps.self, Audit.self, MakeRoster.self, Refresh.self, Locate.self,
      Export.self, DrawMaps.self,
    ])

  @OptionGroup var speech: LanguageOptions

  static func main() {
    openStandardStreams()
    InputFiles.watch()
    Interruption.watch()
    main(nil)
  }

  /// The number of a stream that is closed would go to the next file that is opened, and text meant for the one
  /// would end in the other.
  private static func openStandardStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
