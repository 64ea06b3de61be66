package import ToolSupport

extension Tool {
    /// `d24-rotate`.
    package static var rotate: Tool {
        Tool(
            name: "d24-rotate", summary: "replace keys without stranding anybody",
            verbs: [
                Run.self, Stage.self, Verify.self, Promote.self, Rollback.self, Retire.self, Abort.self,
                Status.self, Ping.self,
            ])
    }
}
