import ToolSupport

let tool = Tool(
    name: "d24-vault", summary: "keep D24 credentials in an encrypted vault",
    verbs: [
        Init.self, Put.self, Get.self, Show.self, Exec.self, EnvironmentList.self, EnvironmentAdd.self,
        EnvironmentSet.self, EnvironmentRemove.self, IdentityNew.self, IdentityRecipient.self, SlotList.self,
        SlotAdd.self, SlotRemove.self, SlotPhrase.self, Reseal.self, Receive.self, Check.self, Restore.self,
        Trust.self, Log.self, Scan.self,
    ])
tool.main()
