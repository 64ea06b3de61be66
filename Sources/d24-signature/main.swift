import ToolSupport

let tool = Tool(
    name: "d24-signature", summary: "sign payloads, and verify signatures and notifications",
    verbs: [Sign.self, Verify.self, Control.self, CheckNotification.self])
tool.main()
