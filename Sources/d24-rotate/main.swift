import HTTPTransport
import ToolSupport

ExchangeProcess.serveIfAsked()
let tool = Tool(
    name: "d24-rotate", summary: "replace keys without stranding anybody",
    verbs: [
        Run.self, Stage.self, Verify.self, Promote.self, Rollback.self, Retire.self, Abort.self, Status.self,
        Ping.self,
    ])
tool.main()
