import HTTPTransport
import ToolSupport

ExchangeProcess.serveIfAsked()
let tool = Tool(
    name: "d24-preflight", summary: "check everything that a go-live rests on",
    verbs: [Run.self, List.self, Explain.self, VerifyReport.self])
tool.main()
