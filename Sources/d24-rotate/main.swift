import HTTPTransport
import ToolSupport

let tool = Tool(
    name: "d24-rotate", summary: "replace keys without stranding anybody",
    verbs: [Stage.self, Verify.self, Promote.self, Rollback.self, Status.self, Ping.self],
    prepare: HTTPClient.prepareProcess)
tool.main()
