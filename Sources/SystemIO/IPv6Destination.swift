import Glibc

/// IPv6 addresses of other hosts, and whether this one has a way there. Nothing is sent to them.
package enum IPv6Destination {
    /// The IPv6 addresses of a name, or of an address as text, in the resolver's order and each once; none
    /// where the name has none. Wraps `getaddrinfo`, with its rules for `/etc/hosts` and search lists.
    ///
    /// Comes back when the resolver has answered or given up, which nobody can hurry.
    /// - Parameter withIPv4: those of IPv4 too, as IPv4-mapped addresses (RFC 4291, section 2.5.5.2).
    /// - Throws: `.noEntry` when the resolver could not tell, whatever its reason.
    package static func addresses(of host: String, withIPv4: Bool = false) throws(Errno) -> [UInt128] {
        let host = try checked(host)
        var wanted = unsafe addrinfo()
        unsafe wanted.ai_family = AF_INET6
        if withIPv4 { unsafe wanted.ai_flags = AI_V4MAPPED | AI_ALL }
        unsafe wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        let failure = unsafe getaddrinfo(host, nil, &wanted, &first)
        defer { if let first = unsafe first { unsafe freeaddrinfo(first) } }
        switch failure {
        case 0: break
        case EAI_NONAME, noData, otherFamily: return []
        default: throw .noEntry
        }
        var addresses: [UInt128] = []
        var next = unsafe first
        while let entry = unsafe next {
            let place = unsafe entry.pointee.ai_addr
            if let address = unsafe address(at: place), !addresses.contains(address) {
                addresses.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    /// Whether the kernel knows a way to an address, and one of our own to be seen with. Wraps `connect` of a
    /// datagram socket, which chooses both and sends nothing.
    /// - Parameter address: in host order.
    /// - Throws: what says nothing of ways, such as that there is no descriptor left.
    package static func hasRoute(to address: UInt128) throws(Errno) -> Bool {
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket: FileDescriptor
        do throws(Errno) {
            socket = FileDescriptor(adopting: try call { Glibc.socket(AF_INET6, kind, 0) })
        } catch {
            // There is no IPv6 at all.
            if error == Errno(rawValue: EAFNOSUPPORT) { return false }
            throw error
        }
        do throws(Errno) {
            try connect(socket, to: address)
            return true
        } catch {
            if noRoute.contains(error) { return false }
            throw error
        }
    }

    /// What `connect` says of the kinds of routes of ip-route(8): none (ENETUNREACH), unreachable, prohibit,
    /// blackhole, and one for which we have no address. Of `socket` some of it would be a refusal of this
    /// process, and say nothing of routes.
    private static let noRoute = Set(
        [ENETUNREACH, EHOSTUNREACH, EACCES, EINVAL, EADDRNOTAVAIL].map { Errno(rawValue: $0) })

    private static func connect(_ socket: borrowing FileDescriptor, to address: UInt128) throws(Errno) {
        var place = sockaddr_in6()
        place.sin6_family = sa_family_t(AF_INET6)
        // Any but 0: no port is ever spoken to.
        place.sin6_port = UInt16(443).bigEndian
        unsafe withUnsafeMutableBytes(of: &place.sin6_addr) {
            unsafe $0.storeBytes(of: address.bigEndian, as: UInt128.self)
        }
        let target = place
        try call {
            unsafe withUnsafeBytes(of: target) { bytes in
                unsafe Glibc.connect(
                    socket.rawValue, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                    socklen_t(bytes.count))
            }
        }
    }

    /// EAI_NODATA and EAI_ADDRFAMILY, which `<netdb.h>` declares under _GNU_SOURCE alone.
    private static let noData: Int32 = -5
    private static let otherFamily: Int32 = -9

    private static func address(at place: UnsafeMutablePointer<sockaddr>?) -> UInt128? {
        guard let place = unsafe place, unsafe Int32(place.pointee.sa_family) == AF_INET6 else { return nil }
        let known = unsafe UnsafeRawPointer(place).loadUnaligned(as: sockaddr_in6.self)
        return unsafe withUnsafeBytes(of: known.sin6_addr) {
            unsafe UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self))
        }
    }
}
