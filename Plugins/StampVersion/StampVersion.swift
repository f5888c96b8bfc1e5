import Foundation
import PackagePlugin

/// Writes `Stamp.swift` for the program: the version, which stands in the file `VERSION`, and the commit it is built from.
///
/// It runs before every build and takes milliseconds; the file is written anew only where it changes, so that nothing
/// is compiled without need. (`Context.gitInformation` would do in a manifest, but its answer is kept from build to build.)
@main struct StampVersion: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
    let folder = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL
    return [
      .prebuildCommand(
        displayName: "Stamp the version",
        executable: URL(fileURLWithPath: "/bin/sh"),
        arguments: [
          folder.appending(path: "scripts/stamp.sh").path, output.appending(path: "Stamp.swift").path,
        ],
        outputFilesDirectory: output)
    ]
  }
}
