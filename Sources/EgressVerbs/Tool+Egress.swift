package import ToolSupport

extension Tool {
    /// `d24-egress`.
    package static var egress: Tool {
        Tool(
            name: "d24-egress",
            summary: "find out which address D24 sees, and whether it is on the whitelist",
            verbs: [
                Discover.self, Check.self, WhitelistList.self, WhitelistAdd.self, WhitelistRemove.self,
                WhitelistImport.self, Witnesses.self,
            ])
    }
}
