import Sodium
import SystemIO

/// The process that one exchange has for itself, seen from within and from without.
///
/// What a server sends can end it: Foundation 6.3 does so (SIGILL or SIGTRAP) when a connection ends within
/// the header, at trailers, and at an odd `Location`; and it keeps the body of a redirect out of our sight,
/// until there is no more memory. Then there was no answer, and nothing else has happened.
package enum ExchangeProcess {
    /// What the process finds as its own name, which no option of a command line can say.
    static let name = "d24-exchange"

    /// Memory that an exchange may take, in bytes. It was seen to take 9 MiB, 18 when it is sent as much
    /// header as libcurl takes; with more, the body of a redirect, all of which is copied for each piece that
    /// comes, would keep it busy long after its end was certain.
    private static let allowance = 24 << 20

    /// Does one exchange, or one look-up, and ends, if that is what this process was started for; else
    /// returns at once.
    ///
    /// The first line of every tool that uses the network.
    package static func serveIfAsked() {
        OwnProgram.serveIfAsked([name: serve, IPv6Lookup.processName: IPv6Lookup.serve])
    }

    // MARK: From without

    /// Starts one, or another process that serves under its own name.
    static func start(as name: String = ExchangeProcess.name) throws(Errno) -> ChildProcess {
        try ChildProcess(try OwnProgram.path(), name: name, environment: try environment())
    }

    /// What libcurl, the resolver and the dynamic linker go by, and nothing else: neither our own variables,
    /// which may be secret, nor those by which URLSession prints requests and OpenSSL writes the keys of TLS.
    private static func environment() throws(Errno) -> EnvironmentBlock {
        let kept = [
            "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
            "RES_OPTIONS", "LOCALDOMAIN", "HOSTALIASES", "LD_LIBRARY_PATH", "LD_PRELOAD",
        ]
        // Even sessions that remember nothing make folders there.
        let nowhere = ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].map { ($0, "/dev/null") }
        // A user who may not raise priorities would find a line in the system's log for each thread of each
        // exchange.
        let silent = [("LIBDISPATCH_LOG", "NO")]
        return try EnvironmentBlock(
            kept.compactMap { name in
                ProcessEnvironment.bytes(name).map { (name: Array(name.utf8), value: $0) }
            } + (nowhere + silent).map { (name: Array($0.0.utf8), value: Array($0.1.utf8)) })
    }

    // MARK: From within

    /// What every such process does first.
    static func harden(as name: String) {
        _ = ProcessHardening.begin()
        ChildHardening.endWithParent()
        ChildHardening.setName(name)
    }

    private static func serve() -> Never {
        harden(as: name)
        guard let request = readRequest(), (try? limitMemory(for: request)) != nil else {
            ProcessEnd.atOnce(ProcessEnd.notAsked)
        }
        let throughProxy = HTTPClient.proxy(forHost: request.host) != nil
        Exchange(request, throughProxy: throughProxy) { outcome in
            // If nobody is there to read it, there is nobody to tell.
            try? StandardDescriptor.output.writeAll(outcome.frame().span)
            ProcessEnd.atOnce(0)
        }.start()
        // Nothing more is ever written here, so this ends when the other end closes: nobody waits any longer.
        _ = try? StandardDescriptor.input.read(upTo: 1)
        ProcessEnd.atOnce(ProcessEnd.notAsked)
    }

    /// What is sent is copied on its way through URLSession, twice at most.
    private static func limitMemory(for request: HTTPRequest) throws(Errno) {
        let bytes = allowance + 4 * (request.body?.count ?? 0)
        try ChildHardening.limitMemory(toFurther: bytes, threadStack: 1 << 20)
    }

    /// What was sent by the other end; nil when it closed before that was all.
    static func readFrame() -> FrameReader? {
        guard let length = read(count: Frame.lengthSize).map(Frame.length) else { return nil }
        return read(count: length).map { FrameReader($0) }
    }

    /// In ordinary memory, as URLSession wants it, of a process that ends with its answer.
    private static func readRequest() -> HTTPRequest? {
        readFrame().flatMap { try? HTTPRequest(frame: $0) }
    }

    /// Exactly so many bytes of standard input.
    private static func read(count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            guard let more = try? StandardDescriptor.input.read(upTo: count - bytes.count), !more.isEmpty
            else { return nil }
            bytes += more
        }
        return bytes
    }
}
