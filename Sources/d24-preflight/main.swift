import HTTPTransport
import ToolSupport

let tool = Tool(
    name: "d24-preflight", summary: "check everything that a go-live rests on",
    verbs: [Run.self], prepare: { HTTPClient.prepareProcess() })
tool.main()
