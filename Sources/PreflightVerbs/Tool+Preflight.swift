package import ToolSupport

extension Tool {
    /// `d24-preflight`.
    package static var preflight: Tool {
        Tool(
            name: "d24-preflight", summary: "check everything that a go-live rests on",
            verbs: [Run.self, List.self, Explain.self, VerifyReport.self])
    }
}
