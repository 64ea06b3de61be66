import Glibc

/// What one input is given to. `scripts/fuzz` says which.
enum FuzzTarget: String, CaseIterable {
    /// A vault's file, and its header alone: what can be written without any key.
    case header
    /// What stands behind a vault's signature, with a digest and a signature that are right: it is opened.
    case sealed
    /// What is inside of boxes and slots, sealed and signed as a writer gone bad would.
    case contents
    case metadata
    case records
    /// Identity files.
    case identity
    /// Everything that fits into one line: recipients, identities, pins, names, times, addresses.
    case strings
    /// Files of trust pins.
    case pin
    /// What `put` reads, as JSON and as lines.
    case credentials
    /// Notifications, alone and as whole requests.
    case notifications
    /// Digests that somebody claims, and what accidents make of a body.
    case signatures
    /// Reports of a preflight, as pages and as the JSON that is signed.
    case reports

    func take(_ input: [UInt8]) {
        switch self {
        case .header: VaultFuzzing.header(input)
        case .sealed: VaultFuzzing.sealed(input)
        case .contents: ContentsFuzzing.take(input)
        case .metadata: DecoderFuzzing.metadata(input)
        case .records: DecoderFuzzing.records(input)
        case .identity: TextFuzzing.identityFile(input)
        case .strings: TextFuzzing.strings(input)
        case .pin: TextFuzzing.pin(input)
        case .credentials: CredentialFuzzing.take(input)
        case .notifications: SignatureFuzzing.notification(input)
        case .signatures: SignatureFuzzing.signature(input)
        case .reports: ReportFuzzing.take(input)
        }
    }
}

/// The target that the environment names.
private let target: FuzzTarget = {
    guard let target = FuzzTarget(rawValue: variable("D24_FUZZ_TARGET")) else {
        violated("D24_FUZZ_TARGET names no target")
    }
    return target
}()

/// What libFuzzer calls, which has `main`.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.take(unsafe [UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
}

func variable(_ name: String) -> String {
    guard let value = unsafe getenv(name) else { violated("\(name) is not set") }
    return unsafe String(cString: value)
}

/// Ends the process, which libFuzzer notices and keeps the input: something that must always be so was not.
func violated(_ promise: String) -> Never { fatalError(promise) }

func hold(_ promise: StaticString, _ condition: Bool) {
    if !condition { violated("\(promise)") }
}
