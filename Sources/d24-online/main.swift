import EgressVerbs
import HTTPTransport
import PreflightVerbs
import RotationVerbs
import ToolSupport

ExchangeProcess.serveIfAsked()
Tool.main(program: "d24-online", asCalled: [.rotate, .egress, .preflight])
