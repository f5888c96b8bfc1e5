import ArgumentParser

@main
struct PlannerCLI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "planner-cli", abstract: "Divide a county into grids and plan its patrols.", version: "0.1.0"
  )
}
