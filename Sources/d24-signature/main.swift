import ToolSupport

let tool = Tool(
    name: "d24-signature",
    summary: "sign payloads, verify signatures and notifications, and explain mismatches",
    verbs: [
        Sign.self, Batch.self, MakeRequest.self, Verify.self, Control.self, CheckNotification.self,
        Diagnose.self,
    ])
tool.main()
